"""`analyzer export …`: the list, reports, letters, states' tables and the families' site, from the store."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import (
    form_of,
    newest_report,
    now,
    open_list,
    put,
    rulebook,
    say,
    settings,
)
from analyzer.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from analyzer.core.record import ReviewRecord
    from analyzer.core.reports import Report
    from analyzer.core.reviews import Decision
    from analyzer.render import DueReview, FamilyEntry
    from analyzer.store import Store

export = typer.Typer(help="Write what is stored as files for people and programs.", no_args_is_help=True)

Out = Annotated[Path | None, typer.Option(help="Write to this file; else to standard output.")]
Group = Annotated[str | None, typer.Option(help="Only vendors of this group.")]
Logo = Annotated[Path | None, typer.Option(help="The district's logo, a PNG or JPEG picture.")]
Bom = Annotated[bool, typer.Option("--bom", help="Begin a CSV with the mark by which Excel knows UTF-8.")]
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_LISTS = ("xlsx", "csv", "parquet", "json")
_TABLES = ("csv", "docx", "pdf")
_LETTERS = ("md", "docx", "eml")


@export.command("list")
def export_list(
    *,
    form: Annotated[
        str | None, typer.Option("--format", help="xlsx, csv, parquet or json; else by the file's name.")
    ] = None,
    out: Out = None,
    group: Group = None,
    bom: Bom = False,
) -> None:
    """Write the list with tier, score and dates; the Excel file adds findings, changes and due reviews."""
    form = form_of(form, out, _LISTS, "csv")
    with open_list(settings()) as store:
        content = _list_as_json(store, group) if form == "json" else _list_as(form, store, group, bom=bom)
    put(content, out)


@export.command("report")
def export_report(
    vendor: Annotated[str, typer.Argument(help="The id or name of a vendor of the list.")],
    *,
    form: Annotated[
        str | None,
        typer.Option("--format", help="The formats of `check`; else by the file's name, else txt."),
    ] = None,
    out: Out = None,
    logo: Logo = None,
    bom: Bom = False,
) -> None:
    """Write the newest report of a vendor as it was stored, with requests, decision and log beside it."""
    from analyzer.render import RENDERERS, render, render_csv

    form = form_of(form, out, tuple(RENDERERS), "txt")
    report, record = _stored(vendor, logo)
    book = rulebook(settings())
    if form == "csv":
        put(render_csv(report, book, record, bom=bom), out)
    else:
        put(render(report, book, form, record), out)


@export.command("letter")
def export_letter(
    vendor: Annotated[str, typer.Argument(help="The id or name of a vendor of the list.")],
    *,
    form: Annotated[
        str | None, typer.Option("--format", help="docx, md or eml (a mail draft); else by the file's name.")
    ] = None,
    out: Out = None,
    logo: Logo = None,
) -> None:
    """Write a letter to the vendor: each open question with its quotes and the clause to ask for."""
    from analyzer.render import render

    form = form_of(form, out, _LETTERS, "md")
    report, record = _stored(vendor, logo)
    put(render(report, rulebook(settings()), f"letter.{form}", record), out)


@export.command("disclosure")
def export_disclosure(
    state: Annotated[str, typer.Argument(help="florida, illinois, colorado, new-york or massachusetts.")],
    *,
    form: Annotated[
        str | None, typer.Option("--format", help="csv, docx or pdf; else by the file's name.")
    ] = None,
    out: Out = None,
    group: Group = None,
    logo: Logo = None,
    bom: Bom = False,
) -> None:
    """Draft the table that a state asks districts to publish, from the vendors' own words."""
    form = form_of(form, out, _TABLES, "csv")
    with open_list(settings()) as store:
        reports = _reports(store, group)
    put(_disclosed(state, reports, form, logo=logo, bom=bom), out)


@export.command("site")
def export_site(
    folder: Annotated[Path, typer.Argument(help="The folder to write the pages to.")],
    *,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Also list vendors without a decision (for a preview).")
    ] = False,
) -> None:
    """Write the families' site in two languages: one page for each approved product, and an index."""
    from analyzer.render import family_site, write_site
    from analyzer.rulebook.profile import load_profile

    chosen = settings()
    profile = load_profile(chosen.profile_path)
    with open_list(chosen) as store:
        entries = _family_entries(store, undecided=undecided)
    if not entries:
        raise UsageError(
            "No vendor of the list is approved. Record a decision: analyzer decide VENDOR approve"
        )
    pages = family_site(entries, rulebook(chosen), district=profile.name, contact=profile.contact)
    changed = write_site(pages, folder)
    typer.echo(
        f"{len(entries)} products, {len(pages)} pages, {len(changed)} of them new or changed: {folder}"
    )


def _stored(vendor: str, logo: Path | None) -> "tuple[Report, ReviewRecord]":
    from analyzer.store import review_record

    with open_list(settings()) as store:
        report = newest_report(store, vendor)
        return report, review_record(store, report.vendor.id, district=_district(), logo=_picture(logo))


def _district() -> str:
    from analyzer.rulebook.profile import load_profile

    return load_profile(settings().profile_path).name


def _picture(logo: Path | None) -> bytes | None:
    """Return the bytes of a logo; raises UsageError for what is no PNG or JPEG picture."""
    if logo is None:
        return None
    try:
        content = logo.read_bytes()
    except OSError as error:
        raise UsageError(f"The logo {logo} cannot be read: {error.strerror}.") from error
    if not content.startswith(_PICTURES):
        raise UsageError(f"The logo {logo} is no PNG or JPEG picture. Save it as one of these.")
    return content


def _reports(store: "Store", group: str | None) -> "tuple[Report, ...]":
    """Return the newest reports of the list, by name; vendors that were never read are told."""
    rows = store.reports.listing(group=group)
    unread = [row.vendor.name for row in rows if row.newest is None]
    if unread:
        say(f"Left out, since they were not read yet: {', '.join(unread)}")
    return tuple(store.reports.get(row.newest.number) for row in rows if row.newest is not None)


def _list_as_json(store: "Store", group: str | None) -> bytes:
    import json

    from analyzer.cli.listing import listed_json

    rows = [listed_json(row) for row in store.reports.listing(group=group)]
    return json.dumps(rows, indent=2, ensure_ascii=False).encode()


def _list_as(form: str, store: "Store", group: str | None, *, bom: bool) -> bytes:
    from analyzer.cli.history import newest_change
    from analyzer.render import vendors_csv, vendors_parquet, vendors_xlsx
    from analyzer.store import review_records

    reports = _reports(store, group)
    records = review_records(store, district=_district())
    if form == "csv":
        return vendors_csv(reports, records=records, bom=bom)
    if form == "parquet":
        return vendors_parquet(reports, records=records)
    ids = {report.vendor.id for report in reports}
    compared = (newest_change(store, vendor_id) for vendor_id in sorted(ids))
    return vendors_xlsx(
        reports,
        rulebook(settings()),
        changes=tuple(change for change in compared if change is not None),
        due=_due(reports, records),
        records=records,
        made_at=_newest_day(reports),
    )


def _due(reports: "tuple[Report, ...]", records: "Mapping[str, ReviewRecord]") -> "tuple[DueReview, ...]":
    """Return each vendor's next check and the ends of its decision and agreement, soonest first."""
    from analyzer.render import due_reviews

    rows = [row for report in reports for row in due_reviews(report, records[report.vendor.id])]
    return tuple(sorted(rows, key=lambda row: (row.due, row.vendor, row.reason)))


def _disclosed(
    state: str, reports: "tuple[Report, ...]", form: str, *, logo: Path | None, bom: bool
) -> bytes:
    from analyzer.render import (
        Letterhead,
        render_disclosure_csv,
        render_disclosure_docx,
        render_disclosure_pdf,
    )

    book = rulebook(settings())
    paper = Letterhead(district=_district(), logo=_picture(logo))
    if form == "csv":
        return render_disclosure_csv(state, reports, book, bom=bom)
    made_at = _newest_day(reports)
    if form == "docx":
        return render_disclosure_docx(state, reports, book, made_at=made_at, letterhead=paper)
    return render_disclosure_pdf(state, reports, book, made_at=made_at, letterhead=paper)


def _newest_day(reports: "tuple[Report, ...]") -> "datetime":
    """Return when the newest report was made, so that an unchanged list gives unchanged bytes."""
    return max((report.provenance.made_at for report in reports), default=now())


def _family_entries(store: "Store", *, undecided: bool) -> "tuple[FamilyEntry, ...]":
    from analyzer.render import FamilyEntry
    from analyzer.store import review_records

    records = review_records(store)
    return tuple(
        FamilyEntry(
            report=report,
            used_for=_newest([request.purpose for request in record.requests]),
            grades=_newest([", ".join(request.grades) for request in record.requests]),
            approved_until=record.decision.expires_on if record.decision else None,
            conditions=record.decision.conditions if record.decision else (),
        )
        for report in _reports(store, None)
        for record in [records[report.vendor.id]]
        if (undecided if record.decision is None else _in_force(record.decision, now().date()))
    )


def _newest(said: list[str]) -> str:
    return next((words for words in reversed(said) if words), "")


def _in_force(decision: "Decision", today: date) -> bool:
    approved = decision.kind.value.startswith("approve")
    return approved and (decision.expires_on is None or decision.expires_on > today)
