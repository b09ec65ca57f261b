"""`analyzer check`: one vendor's documents to a scored, quoted report. Nothing is stored."""

import json
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import EXIT_FAIL_ON, EXIT_USAGE, fetcher, kit, now, put, say, settings
from analyzer.core.documents import Source, Vendor
from analyzer.core.reports import TierId

if TYPE_CHECKING:
    from analyzer.core.reports import Report
    from analyzer.settings import Settings


class Format(StrEnum):
    """The forms of a report."""

    TXT = "txt"
    JSON = "json"
    MD = "md"
    HTML = "html"


_WORST_FIRST = (
    TierId.DO_NOT_APPROVE,
    TierId.NOT_REVIEWABLE,
    TierId.HIGH_CONCERN,
    TierId.NEEDS_ANSWERS,
    TierId.WITH_DPA,
    TierId.READY,
)


def check(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files (HTML, PDF, DOCX, TXT, Markdown), addresses, or one vendor's known name."),
    ],
    *,
    json_output: Annotated[bool, typer.Option("--json", help="Print the whole report as JSON.")] = False,
    form: Annotated[Format | None, typer.Option("--format", help="The form of the report.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the report to this file.")] = None,
    fail_on: Annotated[
        TierId | None, typer.Option(help="End with code 1 where the tier is this one or worse.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The vendor's name, for the report.")] = None,
) -> None:
    """Read one vendor's documents and print a report: tier, score, and every quote behind them."""
    chosen = settings()
    report = _report(_vendor(sources, name, chosen), chosen)
    form = Format.JSON if json_output else form or _form_of(out)
    put(_rendered(report, form, chosen), out)
    if not report.documents:
        say("None of the sources could be read; see the report for what to do next.")
        raise typer.Exit(EXIT_USAGE)
    if fail_on and _WORST_FIRST.index(report.assessment.tier.id) <= _WORST_FIRST.index(fail_on):
        raise typer.Exit(EXIT_FAIL_ON)


def schema() -> None:
    """Print the JSON Schema of the report that `check --json` prints."""
    from analyzer.render import report_schema

    typer.echo(json.dumps(report_schema(), indent=2))


def _vendor(locations: list[str], name: str | None, chosen: "Settings") -> Vendor:
    known = _known_vendor(locations, chosen) if len(locations) == 1 else None
    if known is not None:
        return known
    sources = tuple(Source(location=location) for location in locations)
    return Vendor(id="checked", name=name or _name_of(locations[0]), sources=sources)


def _known_vendor(locations: list[str], chosen: "Settings") -> Vendor | None:
    """Return the registered vendor of that name, where the word is no file and no address."""
    from analyzer.pipeline import is_address
    from analyzer.rulebook.vendors import find_vendor, load_vendors

    location = locations[0]
    if is_address(location) or Path(location).exists() or Path(location).suffix:
        return None
    return find_vendor(load_vendors(chosen.data / "vendors"), location)


def _name_of(location: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(location).hostname or Path(location).stem.replace("-", " ").replace("_", " ")


def _report(vendor: Vendor, chosen: "Settings") -> "Report":
    from analyzer.pipeline import Bundle, analyze_bundle, obtain, obtain_all

    with fetcher(chosen) as web:
        snapshots, unread = obtain_all(vendor, lambda source: obtain(source, vendor.id, web, now))
    return analyze_bundle(
        Bundle(vendor=vendor, snapshots=snapshots, unread=unread), kit(chosen), made_at=now()
    )


def _form_of(out: Path | None) -> Format:
    suffix = out.suffix.lstrip(".").lower() if out else ""
    return Format(suffix) if suffix in set(Format) else Format.TXT


def _rendered(report: "Report", form: Format, chosen: "Settings") -> bytes:
    from analyzer.render import render, terminal_text

    rulebook = kit(chosen).rulebook
    if form is Format.TXT and sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        return terminal_text(report, rulebook, width=min(width, 120)).encode()
    return render(report, rulebook, form.value)
