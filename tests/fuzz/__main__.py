"""Run the damage as a program."""

import argparse
import sys

from tests.fuzz.run import run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Read damaged pages and PDFs, each within its limits.")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--own", action="store_true", help="damage only the files of this repository")
    given = parser.parse_args()
    result = run(given.cases, given.seed, real=not given.own)
    sys.stdout.write(result.render() + "\n")
    sys.exit(bool(result.bad))
