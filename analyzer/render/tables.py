"""A report's findings, and a list of vendors, as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.headline import to_confirm
from analyzer.render.presentation import Presentation
from analyzer.render.recorded import DECISION_LABEL, review_id
from analyzer.render.spreadsheet_cells import harmless
from analyzer.render.words import parameter_words

_MARK = "\ufeff"  # by which Excel knows that a CSV is UTF-8

FINDING_COLUMNS = (
    "vendor", "tier", "score", "low", "high", "key", "practice", "title", "question", "polarity", "severity",
    "asserted", "scope", "qualifier", "parameters", "quote", "document", "source", "section", "page", "start",
    "end", "confidence", "status", "superseded", "detectors", "reasons", "reviewer", "note", "superseded_by",
)  # fmt: skip

RECORD_COLUMNS = (
    "review", "requester", "school", "decision", "decider", "second_approver", "decided_on",
    "decision_expires", "conditions", "next_review",
)  # fmt: skip

VENDOR_COLUMNS = (
    "vendor", "id", "tier", "score", "low", "high", "provisional", "to_confirm", "coverage", "exposure",
    "findings", "unread", "agreement", "agreement_expires", "made_at", *RECORD_COLUMNS,
)  # fmt: skip

Cell = str | int | float | None
Records = Mapping[str, ReviewRecord]
"""The district's records by the vendor's id."""
NO_RECORDS: Records = MappingProxyType({})


def render_csv(
    report: Report, rulebook: Rulebook, record: ReviewRecord | None = None, *, bom: bool = False
) -> bytes:
    """Return one row per finding as CSV (RFC 4180, UTF-8, with a byte-order mark where asked).

    The columns of the district's record end each row.
    """
    told = record_cells(report, record)
    rows = ((*row, *told) for row in finding_rows(report, rulebook, record))
    return csv_bytes((*FINDING_COLUMNS, *RECORD_COLUMNS), rows, bom=bom)


def vendors_csv(reports: Iterable[Report], *, records: Records = NO_RECORDS, bom: bool = False) -> bytes:
    """Return one row per vendor as CSV."""
    rows = (vendor_row(report, records.get(report.vendor.id)) for report in reports)
    return csv_bytes(VENDOR_COLUMNS, rows, bom=bom)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool = False) -> bytes:
    """Return rows as CSV; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return ((_MARK if bom else "") + out.getvalue()).encode()


def finding_rows(
    report: Report, rulebook: Rulebook, record: ReviewRecord | None = None
) -> list[tuple[Cell, ...]]:
    """Return the findings as rows of `FINDING_COLUMNS`; lists are joined by semicolons."""
    shown = Presentation(report, rulebook, record)
    assessment = report.assessment
    rows: list[tuple[Cell, ...]] = []
    for quoted in shown.quotes:
        finding, evidence = quoted.finding, quoted.finding.evidence
        practice = shown.practice(finding.practice_id)
        rows.append(
            (
                report.vendor.name,
                assessment.tier.title,
                _rounded(assessment.score),
                _rounded(assessment.low),
                _rounded(assessment.high),
                finding.key,
                finding.practice_id,
                quoted.title,
                practice.question if practice else "",
                quoted.polarity.value,
                quoted.severity,
                finding.asserted.value,
                finding.scope.value,
                finding.qualifier.value,
                "; ".join(parameter_words(finding.parameters)),
                quoted.quote,
                shown.document_titles[evidence.document_id],
                quoted.document.source.location,
                " > ".join(evidence.section),
                evidence.page,
                evidence.span.start,
                evidence.span.end,
                round(finding.confidence, 4),
                finding.status.value,
                "yes" if quoted.superseded else "no",
                "; ".join(evidence.detectors),
                "; ".join(evidence.reasons),
                quoted.review.reviewer if quoted.review else "",
                quoted.review.reason if quoted.review else "",
                "; ".join(quoted.superseded_by),
            )
        )
    return rows


def vendor_row(report: Report, record: ReviewRecord | None = None) -> tuple[Cell, ...]:
    """Return one vendor as a row of `VENDOR_COLUMNS`."""
    assessment, agreement = report.assessment, report.agreement
    expires = agreement.expires_at if agreement else None
    return (
        report.vendor.name,
        report.vendor.id,
        assessment.tier.title,
        _rounded(assessment.score),
        _rounded(assessment.low),
        _rounded(assessment.high),
        "yes" if assessment.provisional else "no",
        to_confirm(report),
        round(assessment.coverage.share, 4),
        assessment.exposure,
        len(report.findings),
        len(report.unread) + sum(not document.status.scored for document in report.documents),
        agreement.kind if agreement else "",
        expires.isoformat() if expires else "",
        report.provenance.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        *record_cells(report, record),
    )


def record_cells(report: Report, record: ReviewRecord | None) -> tuple[Cell, ...]:
    """Return the record as cells of `RECORD_COLUMNS`; lists are joined by semicolons."""
    if record is None:
        return ("",) * len(RECORD_COLUMNS)
    asked = (
        "; ".join(dict.fromkeys(request.requested_by for request in record.requests)),
        "; ".join(dict.fromkeys(request.school for request in record.requests if request.school)),
    )
    decision = record.decision
    decided: tuple[str, ...] = ("",) * 6
    if decision is not None:
        decided = (
            DECISION_LABEL[decision.kind],
            decision.decider,
            decision.second_approver or "",
            f"{decision.decided_at:%Y-%m-%d}",
            str(decision.expires_on or ""),
            "; ".join(decision.conditions),
        )
    return (review_id(report, record), *asked, *decided, str(record.next_review or ""))


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 2)
