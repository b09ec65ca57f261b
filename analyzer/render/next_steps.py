"""What a person does next about a vendor, most urgent first."""

from collections.abc import Iterator

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report, TierId
from analyzer.render.headline import to_confirm
from analyzer.render.presentation import Presentation
from analyzer.render.words import count_words

_APPROVABLE = frozenset({TierId.READY, TierId.WITH_DPA})


def next_steps(report: Report, shown: Presentation, record: ReviewRecord | None = None) -> tuple[str, ...]:
    """Return the steps as sentences; never empty."""
    return tuple(_steps(report, shown, record))


def _steps(report: Report, shown: Presentation, record: ReviewRecord | None) -> Iterator[str]:
    assessment = report.assessment
    if shown.unread or assessment.coverage.missing:
        yield "Get what could not be read; the report names each document and the way to it."
    waiting = to_confirm(report)
    if waiting:
        quotes = count_words(waiting, "decisive quote")
        yield f"Read and confirm {quotes}; until then the result is provisional."
    if assessment.vendor_questions and any(document.status.scored for document in report.documents):
        asks = count_words(len(assessment.vendor_questions), "open question")
        yield f"Send the vendor {asks}, with the clauses to ask for (the letter)."
    if assessment.tier.id is TierId.WITH_DPA and report.agreement is None:
        yield "Ask for a signed data agreement before pupils use it."
    if record is None or record.decision is None:
        yield _deciding(assessment.tier.id)
    elif record.next_review is not None:
        yield f"Look at it again by {record.next_review}."
    else:
        yield "Set a day on which to look at it again."


def _deciding(tier: TierId) -> str:
    if tier in _APPROVABLE:
        return "Decide, and record who decided, until when and on which conditions."
    if tier is TierId.NOT_REVIEWABLE:
        return "Do not decide on this report: too little could be read."
    return "Do not approve before the vendor has answered; record the decision either way."
