"""Write people's verdicts as training data, in the form in which documents are labelled."""

import json
from collections.abc import Iterable
from pathlib import Path

from analyzer.compare import apply_reviews
from analyzer.core.documents import Document
from analyzer.core.errors import UsageError
from analyzer.core.findings import Finding
from analyzer.core.reports import Report
from analyzer.core.reviews import Placement, Review, ReviewVerdict
from analyzer.core.wire import JsonValue, to_wire


def write_corrections(folder: Path, report: Report, reviews: Iterable[Review]) -> int:
    """Write one labels file per document that people judged; return how many labels were written.

    Each document gives `<snapshot digest>.jsonl` with one label a line and the offsets of its quote,
    and `<snapshot digest>.txt` with the text they point into. A rejected finding is a line with
    `"rejected": true`: the clause does not state the practice. Verdicts that wait for another look,
    and orphans, are left out.

    Raises:
        UsageError: the folder cannot be written.
    """
    reviewed = apply_reviews(report.findings, report.documents, reviews)
    documents = {document.id: document for document in report.documents}
    labels: dict[str, list[JsonValue]] = {}
    for placement in reviewed.placements:
        if placement.applied and placement.finding is not None:
            document = documents[placement.finding.evidence.document_id]
            labels.setdefault(document.id, []).append(_label(placement, placement.finding, document))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document_id, lines in labels.items():
            _write(folder, documents[document_id], lines)
    except OSError as error:
        raise UsageError(f"The labels cannot be written to {folder}: {error.strerror}.") from error
    return sum(len(lines) for lines in labels.values())


def _write(folder: Path, document: Document, lines: list[JsonValue]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / f"{_name(document)}.jsonl").write_text(text, encoding="utf-8", newline="\n")
    (folder / f"{_name(document)}.txt").write_text(document.text, encoding="utf-8", newline="\n")


def _label(placement: Placement, finding: Finding, document: Document) -> JsonValue:
    evidence, review = finding.evidence, placement.review
    label: dict[str, JsonValue] = {
        "doc": _name(document),
        "practice": finding.practice_id,
        "quote": " ".join(evidence.quote.split()),
        "start": evidence.span.start,
        "end": evidence.span.end,
        "asserted": finding.asserted.value,
        "scope": finding.scope.value,
        "qualifier": finding.qualifier.value,
        "params": {name: to_wire(value) for name, value in finding.parameters},
        "certain": True,
        "note": review.reason,
    }
    if review.verdict is ReviewVerdict.REJECTED:
        label["rejected"] = True
    return label


def _name(document: Document) -> str:
    return document.snapshot_id or document.id
