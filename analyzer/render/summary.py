"""The review summary as printed: one page for the superintendent, then the evidence."""

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import AnswerState, Report
from analyzer.core.rules import Rulebook
from analyzer.render.blocks import Block, Heading, Items, PageBreak, Paragraph, Quotation, Table, Verdict
from analyzer.render.headline import score_words, standing_words
from analyzer.render.next_steps import next_steps
from analyzer.render.presentation import Answer, Presentation, Quoted, percent, points
from analyzer.render.recorded import decision_words
from analyzer.render.summary_facts import (
    agreement,
    comparison,
    data_elements,
    documents,
    laws,
    recorded,
    vendor_questions,
)
from analyzer.render.words import LIMITATIONS, STATE_LABEL, TIER_TONE

_FIRST_PAGE_QUESTIONS = 5
_FIRST_PAGE_REASONS = 4
_FIRST_PAGE_READ = 420  # characters
_OPEN = (AnswerState.RISK, AnswerState.CONFLICT, AnswerState.SILENT, AnswerState.PARTIAL)


def summary(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> tuple[Block, ...]:
    """Return the whole review summary as blocks: the first page, the evidence, the record."""
    shown = Presentation(report, rulebook, record)
    return (*_first_page(report, shown), PageBreak(), *_evidence(report, shown))


def quotation(quoted: Quoted) -> Quotation:
    """Return one finding as a printed quotation."""
    remarks = (
        f"{quoted.label}: {quoted.title}",
        *quoted.chips,
        f"read with {percent(quoted.finding.confidence)} confidence",
    )
    return Quotation(
        text=quoted.quote, where=quoted.where, context=quoted.context, remarks=" · ".join(remarks)
    )


def _first_page(report: Report, shown: Presentation) -> Iterator[Block]:
    assessment = report.assessment
    yield Heading(level=1, text=f"{report.vendor.name}: privacy review")
    score = score_words(assessment)
    line = f"{score} · {standing_words(report)}" if score else "no score"
    yield Verdict(tier=assessment.tier.title, line=line, tone=TIER_TONE[assessment.tier.id])
    if report.without_agreement is not None:
        without = score_words(report.without_agreement) or "no score"
        yield Paragraph(
            text=f"Without the signed agreement: {without} · {report.without_agreement.tier.title}."
        )
    if assessment.tier.reasons:
        yield Items(items=_few(assessment.tier.reasons))
    yield from (
        Paragraph(text=f"Gate met: {gate.title}; {gate_words(confirmed=gate.confirmed)}.", strong=True)
        for gate in assessment.hard_fails
    )
    if shown.record is not None:
        yield Heading(level=2, text="Decision")
        yield Paragraph(text=decision_words(shown.record))
    yield Heading(level=2, text="What to do next")
    yield Items(items=next_steps(report, shown, shown.record), numbered=True)
    yield from _weighty(shown)
    yield from _read(report, shown)
    yield from _subjects(report)


def _few(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first reasons, so that the first page stays one page."""
    left = len(sentences) - _FIRST_PAGE_REASONS
    return sentences if left <= 0 else (*sentences[:_FIRST_PAGE_REASONS], f"… and {left} more.")


def _read(report: Report, shown: Presentation) -> Iterator[Block]:
    coverage = report.assessment.coverage
    missing = f" Missing: {', '.join(coverage.missing)}." if coverage.missing else ""
    read = f"{percent(coverage.share)} of what governs the product: {shown.obtained}.{missing}"
    yield Heading(level=2, text="What was read")
    yield Paragraph(
        text=textwrap.shorten(read, _FIRST_PAGE_READ, placeholder=" … (the rest is listed below)")
    )


def _subjects(report: Report) -> Iterator[Block]:
    """Yield the scores two subjects a row, so that the first page stays one page."""
    scores = [
        (row.title, "not scored" if row.score is None else f"{int(row.score)} of 100")
        for row in report.assessment.dimensions
    ]
    if scores:
        pairs = zip_longest(scores[::2], scores[1::2], fillvalue=("", ""))
        yield Heading(level=2, text="Score by subject")
        yield Table(
            header=("Subject", "Score", "Subject", "Score"),
            rows=tuple((*left, *right) for left, right in pairs),
            widths=(6, 3, 6, 3),
        )


def gate_words(*, confirmed: bool) -> str:
    """Say whether a gate counts already."""
    return "confirmed by a person" if confirmed else "it counts once a person confirms the quote"


def _weighty(shown: Presentation) -> Iterator[Block]:
    """Name the open questions that cost most points, heaviest first."""
    open_answers = [a for a in shown.answers if a.state.state in _OPEN and a.points is not None]
    open_answers.sort(key=lambda answer: (answer.points or 0) - answer.state.weight)
    if open_answers:
        rows = tuple(
            (answer.state.question_id, answer.text, STATE_LABEL[answer.state.state], _earned(answer))
            for answer in open_answers[:_FIRST_PAGE_QUESTIONS]
        )
        yield Heading(level=2, text="What weighs most")
        yield Table(header=("No.", "Question", "Answer", "Points"), rows=rows, widths=(2, 9, 6, 3))


def _earned(answer: Answer) -> str:
    return "" if answer.points is None else f"{points(answer.points)} of {answer.state.weight}"


def _evidence(report: Report, shown: Presentation) -> Iterator[Block]:
    yield Heading(level=1, text="The evidence")
    yield Paragraph(
        text="Every quote below is the document's own text. Where no person is named beside it, no person "
        "has checked yet how the program read it."
    )
    yield from _unread(shown)
    for group in shown.dimension_groups:
        yield Heading(level=2, text=group.title)
        for answer in group.answers:
            yield from _answer(answer)
    if shown.other_users:
        yield Heading(level=2, text="About other users")
        yield Paragraph(text="These clauses never enter the score.")
        yield from (quotation(quoted) for quoted in shown.other_users)
    if shown.loose:
        yield Heading(level=2, text="Findings that answer no question")
        yield from (quotation(quoted) for quoted in shown.loose)
    yield from comparison(report)
    yield from vendor_questions(report, shown.record)
    yield from data_elements(report)
    yield from laws(report)
    yield from agreement(report)
    yield from documents(report, shown)
    yield Heading(level=2, text="What this report cannot tell")
    yield Items(items=LIMITATIONS)
    made = report.provenance
    yield Paragraph(
        text=f"Made {made.made_at:%Y-%m-%d %H:%M} UTC by analyzer {made.analyzer_version}, rulebook "
        f"{made.rulebook_version}, profile {made.profile_id}."
    )
    yield from recorded(report, shown)


def _unread(shown: Presentation) -> Iterator[Block]:
    if not shown.unread:
        return
    rows = tuple((f"{s.what} ({s.location})", s.why, s.remedy) for s in shown.unread)
    yield Heading(level=2, text="What could not be read in full")
    yield Table(header=("Document", "Why", "What to do"), rows=rows, widths=(3, 3, 3))


def _answer(answer: Answer) -> Iterator[Block]:
    state = answer.state
    yield Heading(level=3, text=f"{state.question_id} {answer.text}")
    earned = f" · {_earned(answer)} points" if _earned(answer) else ""
    yield Paragraph(text=f"{STATE_LABEL[state.state]}{earned}", strong=True)
    yield from (Paragraph(text=words) for words in (state.line, answer.silence) if words)
    yield from (quotation(quoted) for quoted in answer.quotes)
