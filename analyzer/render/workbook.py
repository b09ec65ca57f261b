"""The list of vendors as an Excel workbook: vendors, findings, changes, due reviews."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analyzer.core.changes import Changes
from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report, TierId
from analyzer.core.rules import Rulebook
from analyzer.render.tables import (
    FINDING_COLUMNS,
    NO_RECORDS,
    VENDOR_COLUMNS,
    Cell,
    Records,
    finding_rows,
    vendor_row,
)

_CELL_LIMIT = 32_767  # characters that one cell of Excel holds
_WIDTHS = {
    "vendor": 28, "tier": 20, "title": 34, "quote": 80, "source": 34, "document": 26, "section": 28,
    "old_quote": 60, "new_quote": 60, "reason": 50, "practice": 28, "made_at": 18, "agreement_expires": 18,
}  # fmt: skip
_LINE_HEIGHT = 15.0  # points
_TALLEST_ROW = 409.0  # points, the most that Excel allows
_LEGAL = 5  # paper of 8.5 × 14 inches
# Columns for programs: a click on the plus sign above the header shows them.
_FOLDED = frozenset({
    "id", "low", "high", "key", "practice", "start", "end", "detectors", "reasons", "parameters", "source",
    "superseded_by", "review",
})  # fmt: skip
_DATES = frozenset({"made_at", "agreement_expires", "due", "decided_on", "decision_expires", "next_review"})
_CHANGE_COLUMNS = ("vendor", "kind", "cause", "practice", "title", "old_quote", "new_quote")
_DUE_COLUMNS = ("vendor", "due", "reason")
_FILL = {  # tier → (ground, ink), each pair with a contrast above 4.5
    TierId.READY: ("#E4F3EA", "#14663A"),
    TierId.WITH_DPA: ("#E4F3EA", "#14663A"),
    TierId.NEEDS_ANSWERS: ("#FDF1DC", "#7A4B00"),
    TierId.HIGH_CONCERN: ("#FBE8EA", "#A11A2B"),
    TierId.DO_NOT_APPROVE: ("#FBE8EA", "#A11A2B"),
    TierId.NOT_REVIEWABLE: ("#ECEFF3", "#465160"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReview:
    """A vendor that must be looked at again by a day, and why."""

    vendor: str
    due: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def vendors_xlsx(
    reports: Sequence[Report],
    rulebook: Rulebook,
    *,
    changes: Sequence[Changes] = (),
    due: Sequence[DueReview] = (),
    records: Records = NO_RECORDS,
    made_at: datetime,
) -> bytes:
    """Return the workbook; `made_at` is written as its date, so equal lists give equal bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False, "remove_timezone": True})
    book.set_properties({"title": "Vendors", "created": made_at.replace(tzinfo=None)})
    vendors = _Sheet(
        name="vendors",
        header=VENDOR_COLUMNS,
        rows=[vendor_row(one, records.get(one.vendor.id)) for one in reports],
    )
    findings = [row for one in reports for row in finding_rows(one, rulebook, records.get(one.vendor.id))]
    names = {report.vendor.id: report.vendor.name for report in reports}
    titles = {practice.id: practice.title for practice in rulebook.practices}
    sheets = (
        vendors,
        _Sheet(name="findings", header=FINDING_COLUMNS, rows=findings),
        _Sheet(name="changes", header=_CHANGE_COLUMNS, rows=_change_rows(changes, names, titles)),
        _Sheet(
            name="due reviews",
            header=_DUE_COLUMNS,
            rows=[(row.vendor, row.due.isoformat(), row.reason) for row in due],
        ),
    )
    tier_titles = {report.assessment.tier.title: report.assessment.tier.id for report in reports}
    for sheet in sheets:
        _write(book, sheet, tier_titles)
    book.close()
    return out.getvalue()


def render_xlsx(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the workbook of a single vendor; the district's record fills its due reviews."""
    records = {report.vendor.id: record} if record else NO_RECORDS
    due = due_reviews(report, record)
    return vendors_xlsx([report], rulebook, due=due, records=records, made_at=report.provenance.made_at)


def due_reviews(report: Report, record: ReviewRecord | None) -> tuple[DueReview, ...]:
    """Return when a vendor is to be looked at again, when its decision runs out and its agreement ends."""
    decision = record.decision if record else None
    days = (
        (record.next_review if record else None, "the next check is due"),
        (decision.expires_on if decision else None, "the decision runs out"),
        (report.agreement.expires_at if report.agreement else None, "the signed agreement ends"),
    )
    name = report.vendor.name
    return tuple(DueReview(vendor=name, due=day, reason=why) for day, why in days if day is not None)


def _change_rows(
    changes: Sequence[Changes], names: dict[str, str], titles: dict[str, str]
) -> list[tuple[Cell, ...]]:
    return [
        (
            names.get(change.vendor_id, change.vendor_id),
            row.kind.value,
            row.cause.value,
            row.practice_id,
            titles.get(row.practice_id, row.practice_id),
            row.old.evidence.quote if row.old else "",
            row.new.evidence.quote if row.new else "",
        )
        for change in changes
        for row in change.findings
    ]


def _write(book: Workbook, sheet: _Sheet, tiers: dict[str, TierId]) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format(
        {"bold": True, "bottom": 1, "bg_color": "#ECEFF3", "text_wrap": True, "valign": "top"}
    )
    # quote_prefix keeps Excel from taking the text for a formula when somebody edits the cell
    text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    number = book.add_format({"valign": "top", "align": "right", "indent": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(_LEGAL)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&Rpage &P of &N")
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_row(0, _height(sheet.header, sheet.header))
    page.write_row(0, 0, [name.replace("_", " ") for name in sheet.header], head)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.header) - 1)
    for column, name in enumerate(sheet.header):
        folded = {"level": 1, "hidden": True} if name in _FOLDED else {}
        page.set_column(column, column, _WIDTHS.get(name, 12), None, folded)
    for line, row in enumerate(sheet.rows, start=1):
        page.set_row(line, _height(sheet.header, row))
        for column, (name, value) in enumerate(zip(sheet.header, row, strict=True)):
            plain = text if isinstance(value, str) else number
            _write_cell(page, (line, column), value, day if name in _DATES else plain)
    if "tier" in sheet.header:
        _colour_tiers(book, page, sheet, tiers)


def _height(header: tuple[str, ...], row: tuple[Cell, ...]) -> float:
    """Return the height in points that the row's longest shown text needs; LibreOffice does not reckon it."""
    lines = 1
    for name, value in zip(header, row, strict=True):
        if name not in _FOLDED and isinstance(value, str):
            width = _WIDTHS.get(name, 12)
            lines = max(lines, sum(ceil((len(part) + 1) * 1.1 / width) for part in value.splitlines()))
    return float(min(_LINE_HEIGHT * lines, _TALLEST_ROW))


def _write_cell(page: Worksheet, at: tuple[int, int], value: Cell, style: Format) -> None:
    """Write one cell by its type: dates as dates, numbers as numbers, text never as formula or link."""
    if value is None or value == "":
        page.write_blank(*at, None, style)
    elif isinstance(value, str) and style.num_format == "yyyy-mm-dd":
        page.write_datetime(*at, datetime.fromisoformat(value.removesuffix("Z")), style)
    elif isinstance(value, str):
        page.write_string(*at, value[:_CELL_LIMIT], style)
    else:
        page.write_number(*at, value, style)


def _colour_tiers(book: Workbook, page: Worksheet, sheet: _Sheet, tiers: dict[str, TierId]) -> None:
    column = sheet.header.index("tier")
    for title, tier in tiers.items():
        ground, ink = _FILL[tier]
        style = book.add_format({"bg_color": ground, "font_color": ink})
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": '"' + title.replace('"', '""') + '"',
            "format": style,
        }
        page.conditional_format(1, column, max(len(sheet.rows), 1), column, rule)
