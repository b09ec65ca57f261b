"""Parse, call one function, print."""

import sys


def main() -> None:
    """Run the command line; every error that we raise on purpose ends as one sentence and code 2."""
    from analyzer.cli.app import app  # the parser is built only when it is run
    from analyzer.core.errors import AnalyzerError

    try:
        app()
    except AnalyzerError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)


__all__ = ["main"]
