"""The lines of a report for a terminal, each with its indent and its style."""

from collections.abc import Iterable, Iterator

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import AnswerState, Report, TierId
from analyzer.render.blocks import Block, Heading, Items, Table
from analyzer.render.headline import headline
from analyzer.render.next_steps import next_steps
from analyzer.render.presentation import Answer, Presentation, Quoted, percent, points
from analyzer.render.recorded import answer_words, decision_words
from analyzer.render.summary_facts import agreement, data_elements, recorded
from analyzer.render.words import (
    COMPARED_LABEL,
    FINDING_STATUS_LABEL,
    LIMITATIONS,
    MARK_LABEL,
    STATE_LABEL,
    STATE_SIGN,
    VERDICT_LABEL,
    count_words,
    subject_words,
)

_BAR = 24
_ORDER: tuple[tuple[str, tuple[AnswerState, ...]], ...] = (
    ("Risks and contradictions", (AnswerState.RISK, AnswerState.CONFLICT)),
    ("What the documents do not say", (AnswerState.SILENT,)),
    ("Protected in part", (AnswerState.PARTIAL, AnswerState.PROTECTED_QUALIFIED)),
    ("Protected", (AnswerState.PROTECTED,)),
    ("Does not apply", (AnswerState.NOT_APPLICABLE,)),
)

Line = tuple[str, int, str]  # text, columns of indent, rich style


def lines(report: Report, shown: Presentation, most: int | None) -> Iterator[Line]:
    """Yield the whole report, `most` quotes of each question beside the decisive ones, None for all."""
    verdict, _, standing = headline(report).rpartition(" · ")
    yield verdict or standing, 0, "bold"
    if verdict:
        yield f"{standing[0].upper()}{standing[1:]}", 0, ""
    yield report.vendor.name, 0, "bold"
    yield from ((reason, 2, "") for reason in report.assessment.tier.reasons)
    yield from _decision(shown)
    yield from _gates(report, shown, most)
    yield from _heading("What to do next")
    steps = next_steps(report, shown, shown.record)
    yield from ((f"{number}. {step}", 2, "") for number, step in enumerate(steps, start=1))
    yield from _unread(report, shown)
    if report.assessment.tier.id is not TierId.NOT_REVIEWABLE:
        yield from _dimensions(report)
    for title, states in _ORDER:
        yield from _group(title, [a for a in shown.answers if a.state.state in states], most)
    yield from _other_users(shown, most)
    if shown.loose:
        yield from _heading("Findings that answer no question")
        yield from _quotes(shown.loose, most)
    yield from _comparisons(report)
    yield from _vendor_questions(report, shown.record)
    yield from _facts(data_elements(report))
    yield from _laws(report)
    yield from _facts(agreement(report))
    yield from _documents(report, shown)
    yield from _facts(recorded(report, shown))
    yield from _heading("What this report cannot tell")
    yield from ((f"- {sentence}", 2, "") for sentence in LIMITATIONS)


def _heading(title: str) -> Iterator[Line]:
    yield "", 0, ""
    yield title.upper(), 0, "bold"


def _gates(report: Report, shown: Presentation, most: int | None) -> Iterator[Line]:
    for gate in report.assessment.hard_fails:
        standing = "confirmed" if gate.confirmed else "counts once a person confirms the quote"
        yield f"! Gate met: {gate.title} ({standing})", 2, "bold"
        quotes = shown.quoted(gate.finding_keys)
        for quoted in quotes[:most]:
            yield f"“{quoted.quote}”", 6, ""
            yield quoted.where, 8, "dim"
        yield from _left(len(quotes) - len(quotes[:most]), 6)


def _unread(report: Report, shown: Presentation) -> Iterator[Line]:
    coverage = report.assessment.coverage
    yield from _heading("What was read")
    yield f"{percent(coverage.share)} of what governs the product: {shown.obtained}.", 2, ""
    if coverage.missing:
        yield f"Missing: {', '.join(coverage.missing)}.", 2, ""
    for source in shown.unread:
        yield f"- Not read in full: {source.what} ({source.location}): {source.why}", 2, ""
        yield f"What to do: {source.remedy}", 4, "dim"


def _dimensions(report: Report) -> Iterator[Line]:
    rows = report.assessment.dimensions
    if not rows:
        return
    yield from _heading("Score by subject")
    longest = max(len(row.title) for row in rows)
    for row in rows:
        if row.score is None:
            yield f"{row.title:<{longest}}  not scored", 2, ""
            continue
        full = round(row.score / 100 * _BAR)
        yield f"{row.title:<{longest}}  {'█' * full}{'░' * (_BAR - full)} {int(row.score):>3}", 2, ""


def _group(title: str, answers: list[Answer], most: int | None) -> Iterator[Line]:
    if not answers:
        return
    yield from _heading(title)
    for answer in answers:
        yield from _answer(answer, most)


def _answer(answer: Answer, most: int | None) -> Iterator[Line]:
    state = answer.state
    yield f"[{STATE_SIGN[state.state]}] {state.question_id} {answer.text}", 2, "bold"
    earned = "" if answer.points is None else f" · {points(answer.points)} of {state.weight} points"
    if state.state is not AnswerState.SILENT or not state.line:  # the line of a silence says it all
        yield f"{STATE_LABEL[state.state]}{earned}", 6, ""
    yield from ((words, 6, "") for words in (state.line, answer.silence) if words)
    yield from _quotes(answer.quotes, most)


def _quotes(quotes: tuple[Quoted, ...], most: int | None) -> Iterator[Line]:
    """Yield the quotes that decide and the first `most` others; say how many are left out."""
    others = [quoted for quoted in quotes if not quoted.decisive]
    chosen = {quoted.anchor for quoted in others[:most]}
    chosen |= {quoted.anchor for quoted in quotes if quoted.decisive}
    for quoted in quotes:
        if quoted.anchor in chosen:
            yield from _quote(quoted)
    yield from _left(len(quotes) - len(chosen), 8)


def _left(count: int, indent: int) -> Iterator[Line]:
    if count > 0:
        yield (
            f"… and {count_words(count, 'more quote')}; the formats full.txt and html show all.",
            indent,
            "dim",
        )


def _decision(shown: Presentation) -> Iterator[Line]:
    if shown.record is not None:
        yield f"Decision: {decision_words(shown.record)}", 2, "bold"


def _facts(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield headings, lists and tables of the printed summary as lines."""
    for block in blocks:
        if isinstance(block, Heading):
            yield from _heading(block.text)
        elif isinstance(block, Items):
            yield from ((f"- {item}", 2, "") for item in block.items)
        elif isinstance(block, Table):
            for row in block.rows:
                yield f"- {row[0]}: " + " · ".join(filter(None, row[1:])), 2, ""


def _quote(quoted: Quoted) -> Iterator[Line]:
    for words in quoted.context:
        yield f"(after: “{words}”)", 8, "dim"
    yield f"“{quoted.quote}”", 8, ""
    yield quoted.where, 10, "dim"
    doubt = f"read with {percent(quoted.finding.confidence)} confidence"
    seen = () if quoted.review else (FINDING_STATUS_LABEL[quoted.finding.status],)
    remarks = dict.fromkeys((f"{quoted.label}: {quoted.title}", *quoted.chips, doubt, *seen))
    yield " · ".join(remarks), 10, "dim"


def _other_users(shown: Presentation, most: int | None) -> Iterator[Line]:
    if not shown.other_users:
        return
    yield from _heading("About other users (never in the score)")
    yield "A teacher on a free account, or a parent who buys, meets these clauses.", 2, ""
    yield from _quotes(shown.other_users, most)


def _comparisons(report: Report) -> Iterator[Line]:
    if not report.assessment.comparisons:
        return
    yield from _heading("Against the district's own page")
    for row in report.assessment.comparisons:
        verdict = VERDICT_LABEL.get(row.verdict, row.verdict)
        kind = COMPARED_LABEL.get(row.kind, row.kind)
        yield f"- {kind}: {subject_words(row.subject)}: {verdict} ({row.rule})", 2, ""
        if row.action:
            yield row.action, 4, "dim"


def _vendor_questions(report: Report, record: ReviewRecord | None) -> Iterator[Line]:
    if not report.assessment.vendor_questions:
        return
    yield from _heading("Questions to the vendor")
    for number, ask in enumerate(report.assessment.vendor_questions, start=1):
        yield f"{number}. {ask.text} ({ask.question_id})", 2, ""
        if ask.agreement_clause:
            yield f"Clause to ask for: {ask.agreement_clause}", 5, "dim"
        if answer := answer_words(record, ask.question_id):
            yield answer, 5, ""


def _laws(report: Report) -> Iterator[Line]:
    if not report.assessment.law_notes:
        return
    yield from _heading("Laws and agreements that bear on this")
    for note in report.assessment.law_notes:
        yield f"- {note.cite}: {note.says} [{note.mark}: {MARK_LABEL.get(note.mark, 'unknown mark')}]", 2, ""


def _documents(report: Report, shown: Presentation) -> Iterator[Line]:
    yield from _heading("Documents")
    for document in report.documents:
        fetched = f", fetched {document.retrieved_at:%Y-%m-%d}" if document.retrieved_at else ""
        yield f"- {shown.document_titles[document.id]} ({document.source.location}{fetched})", 2, ""
        yield from ((f"Note: {notice.message}", 4, "dim") for notice in document.notices)
    made = report.provenance
    line = (
        f"Made {made.made_at:%Y-%m-%d %H:%M} UTC by analyzer {made.analyzer_version}, "
        f"rulebook {made.rulebook_version}, profile {made.profile_id}."
    )
    yield line, 2, "dim"
