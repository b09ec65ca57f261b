"""`analyzer check` and `whatif`: one vendor's documents to a scored, quoted report. Nothing is stored."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import (
    EXIT_FAIL_ON,
    EXIT_USAGE,
    form_of,
    kit,
    newest_report,
    open_list,
    put,
    put_json,
    rulebook,
    say,
    settings,
)
from analyzer.core.errors import UsageError
from analyzer.core.reports import TierId

if TYPE_CHECKING:
    from analyzer.core.advice import WhatIf
    from analyzer.core.reports import Assessment, Report
    from analyzer.core.rules import Rulebook

_WORST_FIRST = (
    TierId.DO_NOT_APPROVE,
    TierId.NOT_REVIEWABLE,
    TierId.HIGH_CONCERN,
    TierId.NEEDS_ANSWERS,
    TierId.WITH_DPA,
    TierId.READY,
)


def check(  # noqa: PLR0913  options of a command, not arguments of a function
    sources: Annotated[
        list[str],
        typer.Argument(help="Files (HTML, PDF, DOCX, TXT, Markdown), addresses, or one vendor's known name."),
    ],
    *,
    json_output: Annotated[bool, typer.Option("--json", help="Print the whole report as JSON.")] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="txt, full.txt (with every quote), json, md, html, csv, xlsx, docx, pdf, letter.md, "
            "letter.docx or letter.eml; else what the file's name ends in.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the report to this file.")] = None,
    fail_on: Annotated[
        TierId | None, typer.Option(help="End with code 1 where the tier is this one or worse.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The vendor's name, for the report.")] = None,
    product: Annotated[str | None, typer.Option(help="The product that is asked for.")] = None,
    grades: Annotated[str | None, typer.Option(help="Who will use it, such as K,1,2.")] = None,
    youngest_age: Annotated[int | None, typer.Option(min=1, max=99, help="The youngest user's age.")] = None,
    elements: Annotated[
        str | None, typer.Option(help="Data that will be entered, such as name,email,grades.")
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read scanned pages, too (needs the ocr extra).")
    ] = False,
) -> None:
    """Read one vendor's documents and print a report: tier, score, and every quote behind them."""
    from analyzer.cli.vetting import Wanted, read_vendor, request_of
    from analyzer.render import RENDERERS

    form = "json" if json_output else form_of(form, out, tuple(RENDERERS), "txt")
    request = request_of(product, grades, youngest_age, elements)
    report = read_vendor(Wanted(sources=tuple(sources), name=name, request=request, ocr=ocr), settings())
    put(_rendered(report, form, out), out)
    if not report.documents:
        say("None of the sources could be read; see the report for what to do next.")
        raise typer.Exit(EXIT_USAGE)
    if fail_on and _WORST_FIRST.index(report.assessment.tier.id) <= _WORST_FIRST.index(fail_on):
        raise typer.Exit(EXIT_FAIL_ON)


def schema() -> None:
    """Print the JSON Schema of the report that `check --json` prints."""
    from analyzer.render import report_schema

    put_json(report_schema())


def whatif(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, addresses, or one vendor's known name.")
    ] = None,
    *,
    vendor: Annotated[
        str | None, typer.Option(help="Take the newest report of this vendor of the list instead.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show which answers or signed promises would change the tier, and whether the weights decide it."""
    from analyzer.assess import what_would_change
    from analyzer.core.wire import to_wire

    if bool(sources) == bool(vendor):
        raise UsageError("Name documents, or a vendor of the list with --vendor; not both.")
    assessment, book = _assessed(sources, vendor)
    found = what_would_change(assessment, book)
    if json_output:
        put_json(to_wire(found))
    else:
        _tell_whatif(found, assessment, book)


def _assessed(sources: list[str] | None, vendor: str | None) -> "tuple[Assessment, Rulebook]":
    from analyzer.cli.vetting import Wanted, read_vendor

    chosen = settings()
    if vendor is None:
        report = read_vendor(Wanted(sources=tuple(sources or ())), chosen)
        return report.assessment, kit(chosen).rulebook
    with open_list(chosen) as store:
        return newest_report(store, vendor).assessment, rulebook(chosen)


def _tell_whatif(found: "WhatIf", assessment: "Assessment", book: "Rulebook") -> None:
    from analyzer.render import score_words

    texts = {question.id: question.text for question in book.questions}
    typer.echo(", ".join(filter(None, (f"Now: {assessment.tier.title}", score_words(assessment)))))
    for note in found.notes:
        typer.echo(f"  {note}")
    if found.path:
        typer.echo(f"The shortest way found to “{found.next_tier}”: promises signed on")
    for question in found.path:
        typer.echo(f"  {question}  {texts[question]}")
    if found.changes:
        typer.echo("Single answers that would change the tier:")
    for change in found.changes:
        typer.echo(f"  {change.question_id}  {change.line}")
    if assessment.score is not None:
        typer.echo(_robustness(found))


def _robustness(found: "WhatIf") -> str:
    if not found.sensitivity:
        return "No question's weight, one step up or down, changes the tier."
    steps = ", ".join(f"{s.question_id} {s.step:+d}" for s in found.sensitivity)
    moved = "never by more than one tier" if found.robust else "by more than one tier"
    return f"One step of weight changes the tier at: {steps}; {moved}."


def _rendered(report: "Report", form: str, out: Path | None) -> bytes:
    from analyzer.render import render, terminal_text

    book = kit(settings()).rulebook
    if form == "txt" and out is None and sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        return terminal_text(report, book, width=min(width, 120)).encode()
    return render(report, book, form)
