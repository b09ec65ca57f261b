"""`analyzer backup`, `restore`, `vacuum` and `doctor`: the database, kept well."""

from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.surroundings import EXIT_FAIL_ON, put_json, say, settings


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
) -> None:
    """Write a whole copy of the database while others go on using it."""
    from analyzer.store import backup as write_backup

    typer.echo(write_backup(settings().database_url, file))


def restore(
    file: Annotated[Path, typer.Argument(help="A backup that `analyzer backup` wrote.")],
) -> None:
    """Put a backup in the place of the database; the one before is kept beside it."""
    from analyzer.store import restore as put_back

    kept = put_back(file, settings().database_url)
    typer.echo(f"Restored {file}")
    if kept is not None:
        say(f"The database before is kept as {kept}")


def vacuum() -> None:
    """Give unused space back and make the search index anew."""
    from analyzer.store import vacuum as compact

    before, after = compact(settings().database_url)
    typer.echo(f"{before:,} bytes before, {after:,} after")


def doctor(
    *, json_output: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False
) -> None:
    """Look whether the database is sound: file, references, every snapshot, every newest report.

    Ends with code 1 where something is wrong.
    """
    from analyzer.core.wire import to_wire
    from analyzer.store import doctor as examine

    problems = examine(settings().database_url)
    if json_output:
        put_json([to_wire(problem) for problem in problems])
    for problem in () if json_output else problems:
        typer.echo(f"{problem.subject}: {problem.message}\n    {problem.remedy}")
    if problems:
        raise typer.Exit(EXIT_FAIL_ON)
    say("The database is sound.")
