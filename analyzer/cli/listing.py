"""`analyzer vendors …`, `rescore` and `list`: the approved list."""

from pathlib import Path
from typing import Annotated

import typer

vendors = typer.Typer(help="The vendors on the list.", no_args_is_help=True)


@vendors.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="A CSV or Excel list of vendors.")],
) -> None:
    """Import a list of vendors; its columns are guessed and shown, doubtful rows are named."""
    raise typer.Exit(2)


def rescore() -> None:
    """Score."""


def show_list() -> None:
    """Show."""
