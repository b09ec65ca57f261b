"""A report's findings, and a list of vendors, as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.headline import to_confirm
from analyzer.render.presentation import Presentation
from analyzer.render.spreadsheet_cells import harmless
from analyzer.render.words import parameter_words

_MARK = "\ufeff"  # by which Excel knows that a CSV is UTF-8

FINDING_COLUMNS = (
    "vendor", "tier", "score", "low", "high", "key", "practice", "title", "question", "polarity", "severity",
    "asserted", "scope", "qualifier", "parameters", "quote", "document", "source", "section", "page", "start",
    "end", "confidence", "status", "superseded", "detectors", "reasons",
)  # fmt: skip

VENDOR_COLUMNS = (
    "vendor", "id", "tier", "score", "low", "high", "provisional", "to_confirm", "coverage", "exposure",
    "findings", "unread", "agreement", "agreement_expires", "made_at",
)  # fmt: skip

Cell = str | int | float | None


def render_csv(report: Report, rulebook: Rulebook, *, bom: bool = False) -> bytes:
    """Return one row per finding as CSV (RFC 4180, UTF-8, with a byte-order mark where asked)."""
    return csv_bytes(FINDING_COLUMNS, finding_rows(report, rulebook), bom=bom)


def vendors_csv(reports: Iterable[Report], *, bom: bool = False) -> bytes:
    """Return one row per vendor as CSV."""
    return csv_bytes(VENDOR_COLUMNS, (vendor_row(report) for report in reports), bom=bom)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool = False) -> bytes:
    """Return rows as CSV; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return ((_MARK if bom else "") + out.getvalue()).encode()


def finding_rows(report: Report, rulebook: Rulebook) -> list[tuple[Cell, ...]]:
    """Return the findings as rows of `FINDING_COLUMNS`; lists are joined by semicolons."""
    shown = Presentation(report, rulebook)
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
            )
        )
    return rows


def vendor_row(report: Report) -> tuple[Cell, ...]:
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
    )


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 2)
