"""Run the damage as a program."""

import argparse
import sys

from tests.fuzz.reading import CRASHED, HUNG
from tests.fuzz.run import Case, run


def tell(case: Case) -> None:
    """Say at once what is bad, and now and then how far we are."""
    if case.answer.outcome in (CRASHED, HUNG):
        sys.stderr.write(f"{case.number} {case.name} {case.mutations}: {case.answer}\n")
    elif case.number % 100 == 0:
        sys.stderr.write(f"{case.number}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Read damaged pages and PDFs, each within its limits.")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--own", action="store_true", help="damage only the files of this repository")
    given = parser.parse_args()
    result = run(given.cases, given.seed, real=not given.own, first=given.first, seen=tell)
    sys.stdout.write(result.render() + "\n")
    sys.exit(bool(result.bad))
