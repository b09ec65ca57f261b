"""`analyzer evaluate`: measure against labels; never a test, never tuned on."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.surroundings import kit, settings
from analyzer.core.errors import UsageError


class Subject(StrEnum):
    """What can be measured besides findings against labels."""

    EXTRACTION = "extraction"
    GATES = "gates"


def evaluate(
    what: Annotated[
        list[str], typer.Argument(help="A folder of labelled documents, or `extraction DIR`, or `gates DIR`.")
    ],
    *,
    json_output: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """Measure findings against labelled documents, extraction against gold pages, gates against classes."""
    subject, folder = (what[0], Path(what[-1])) if len(what) > 1 else ("findings", Path(what[0]))
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder. Give the folder that holds the labelled documents.")
    if subject == "findings":
        from analyzer.evaluate.gold import measure_gold

        typer.echo(measure_gold(folder, kit(settings()), as_json=json_output), nl=False)
    elif subject == Subject.EXTRACTION:
        from analyzer.evaluate.extraction import extraction_table, measure_extraction

        typer.echo(extraction_table(measure_extraction(folder)))
    elif subject == Subject.GATES:
        from analyzer.evaluate.gates import measure_gates

        typer.echo(measure_gates(folder).render())
    else:
        raise UsageError(f"Cannot measure {subject!r}. Choose a folder of labels, extraction or gates.")
