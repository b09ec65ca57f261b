"""The review summary as printed: one page for the superintendent, then the evidence."""

from collections.abc import Iterator

from analyzer.core.reports import AnswerState, Report
from analyzer.core.rules import Rulebook
from analyzer.render.blocks import Block, Heading, Items, PageBreak, Paragraph, Quotation, Table, Verdict
from analyzer.render.headline import score_words, standing_words
from analyzer.render.presentation import Answer, Presentation, Quoted, percent, points
from analyzer.render.words import (
    FINDING_STATUS_LABEL,
    LIMITATIONS,
    MARK_LABEL,
    RANK_LABEL,
    STATE_LABEL,
    TIER_TONE,
    VERDICT_LABEL,
    subject_words,
)

_FIRST_PAGE_QUESTIONS = 6
_LONGEST_NAME = 90
_OPEN = (AnswerState.RISK, AnswerState.CONFLICT, AnswerState.SILENT, AnswerState.PARTIAL)


def summary(report: Report, rulebook: Rulebook) -> tuple[Block, ...]:
    """Return the whole review summary as blocks."""
    shown = Presentation(report, rulebook)
    return (*_first_page(report, shown), PageBreak(), *_evidence(report, shown))


def quotation(quoted: Quoted) -> Quotation:
    """Return one finding as a printed quotation."""
    remarks = dict.fromkeys(
        (
            f"{quoted.label}: {quoted.title}",
            *quoted.chips,
            f"read with {percent(quoted.finding.confidence)} confidence",
            FINDING_STATUS_LABEL[quoted.finding.status],
        )
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
        yield Items(items=assessment.tier.reasons)
    yield from (
        Paragraph(text=f"{gate.id} {gate.title}: {_gate_words(confirmed=gate.confirmed)}.", strong=True)
        for gate in assessment.hard_fails
    )
    yield from _weighty(shown)
    yield Heading(level=2, text="What was read")
    missing = f" Missing: {', '.join(assessment.coverage.missing)}." if assessment.coverage.missing else ""
    yield Paragraph(
        text=f"{percent(assessment.coverage.share)} of what governs the product: {shown.obtained}.{missing}"
    )
    if assessment.dimensions:
        rows = tuple(
            (row.title, "not scored" if row.score is None else f"{int(row.score)} of 100")
            for row in assessment.dimensions
        )
        yield Heading(level=2, text="Score by subject")
        yield Table(header=("Subject", "Score"), rows=rows, widths=(3, 1))


def _gate_words(*, confirmed: bool) -> str:
    return "confirmed by a person" if confirmed else "counts once a person confirms the quote"


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
    yield from _comparison(report)
    yield from vendor_questions(report)
    yield from _laws(report)
    yield from _documents(report, shown)
    yield Heading(level=2, text="What this report cannot tell")
    yield Items(items=LIMITATIONS)
    made = report.provenance
    yield Paragraph(
        text=f"Made {made.made_at:%Y-%m-%d %H:%M} UTC by analyzer {made.analyzer_version}, rulebook "
        f"{made.rulebook_version}, profile {made.profile_id}."
    )


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


def _comparison(report: Report) -> Iterator[Block]:
    if not report.assessment.comparisons:
        return
    yield Heading(level=2, text="Against the district's own page")
    rows = tuple(
        (
            f"{row.kind}: {subject_words(row.subject)}",
            row.rule,
            VERDICT_LABEL.get(row.verdict, row.verdict),
            row.action,
        )
        for row in report.assessment.comparisons
    )
    yield Table(
        header=("The vendor", "The district", "Verdict", "What to do"), rows=rows, widths=(3, 3, 3, 3)
    )


def vendor_questions(report: Report) -> Iterator[Block]:
    """Yield the questions to the vendor, each with the clause to ask for."""
    if not report.assessment.vendor_questions:
        return
    yield Heading(level=2, text="Questions to the vendor")
    yield Items(
        items=tuple(
            ask.text + (f" Clause to ask for: {ask.agreement_clause}" if ask.agreement_clause else "")
            for ask in report.assessment.vendor_questions
        ),
        numbered=True,
    )


def _laws(report: Report) -> Iterator[Block]:
    if not report.assessment.law_notes:
        return
    yield Heading(level=2, text="Laws and agreements that bear on this")
    yield Items(
        items=tuple(
            f"{note.cite}: {note.says} [{note.mark}: {MARK_LABEL.get(note.mark, 'unknown mark')}]"
            for note in report.assessment.law_notes
        )
    )


def _documents(report: Report, shown: Presentation) -> Iterator[Block]:
    standings = {standing.document_id: standing for standing in report.standings}
    rows = []
    for document in report.documents:
        standing = standings.get(document.id)
        rank = RANK_LABEL.get(standing.rank, str(standing.rank)) if standing else "not read"
        fetched = f"{document.retrieved_at:%Y-%m-%d}" if document.retrieved_at else ""
        digest = (document.snapshot_id or "")[:16]
        rows.append(
            (shown.document_titles[document.id], f"{document.source.location} {digest}", rank, fetched)
        )
    if rows:
        yield Heading(level=2, text="Documents")
        yield Table(
            header=("Document", "Address and digest", "Standing", "Fetched"),
            rows=tuple(rows),
            widths=(3, 4, 3, 2),
        )
