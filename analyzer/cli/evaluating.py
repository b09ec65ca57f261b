"""`analyzer evaluate`: measure against labels; never a test, never tuned on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.surroundings import kit, kit_paths, put_json, settings
from analyzer.core.errors import UsageError


def evaluate(
    what: Annotated[
        list[str],
        typer.Argument(
            help="A folder of labelled texts; or `extraction DIR`, `gates DIR`, `discovery DIR GOLD.yaml`."
        ),
    ],
    *,
    rules_alone: Annotated[
        bool, typer.Option("--rules-alone", help="Measure findings without the trained model.")
    ] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """Measure findings against labels, extraction against gold pages, gates against classes, link finding."""
    subject, *paths = what if len(what) > 1 else ("findings", *what)
    measure = _MEASURES.get(subject)
    if measure is None:
        known = ", ".join(name for name in _MEASURES if name != "findings")
        raise UsageError(f"Cannot measure {subject!r}. Choose a folder of labels, or one of: {known}.")
    folder, *more = map(Path, paths)
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder. Give the folder that holds the labelled documents.")
    if len(more) != (subject == "discovery"):
        raise UsageError(
            "Give one folder; `discovery` also wants the file of labels: discovery DIR GOLD.yaml"
        )
    if rules_alone and subject != "findings":
        raise UsageError(f"--rules-alone is for a folder of labels; {subject} is measured without a model.")
    measure = _findings_of_rules if rules_alone else measure
    measure(folder, more, json_output)


def _findings(folder: Path, _: list[Path], as_json: bool) -> None:  # noqa: FBT001  called from a table
    from analyzer.evaluate.gold import measure_gold

    typer.echo(measure_gold(folder, kit(settings()), as_json=as_json), nl=False)


def _findings_of_rules(folder: Path, _: list[Path], as_json: bool) -> None:  # noqa: FBT001
    from analyzer.evaluate.gold import measure_gold
    from analyzer.pipeline import load_kit

    rules = load_kit(replace(kit_paths(settings()), model=None))
    typer.echo(measure_gold(folder, rules, as_json=as_json), nl=False)


def _extraction(folder: Path, _: list[Path], as_json: bool) -> None:  # noqa: FBT001
    from analyzer.core.wire import to_wire
    from analyzer.evaluate.extraction import extraction_table, measure_extraction

    scores = measure_extraction(folder)
    put_json(to_wire(scores)) if as_json else typer.echo(extraction_table(scores))


def _gates(folder: Path, _: list[Path], as_json: bool) -> None:  # noqa: FBT001
    from analyzer.core.wire import to_wire
    from analyzer.evaluate.gates import measure_gates

    scores = measure_gates(folder)
    put_json(to_wire(scores)) if as_json else typer.echo(scores.render())


def _discovery(folder: Path, more: list[Path], as_json: bool) -> None:  # noqa: FBT001
    from analyzer.core.wire import to_wire
    from analyzer.evaluate.discovery import describe, load_gold, measure_discovery

    if not more[0].is_file():
        raise UsageError(f"There is no file {more[0]}. Give the YAML file of labelled pages.")
    results = measure_discovery(load_gold(more[0]), folder)
    put_json([to_wire(result) for result in results]) if as_json else typer.echo(describe(results))


_MEASURES: dict[str, Callable[[Path, list[Path], bool], None]] = {
    "findings": _findings,
    "extraction": _extraction,
    "gates": _gates,
    "discovery": _discovery,
}
