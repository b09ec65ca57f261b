"""A report as Markdown. Everything that a vendor wrote is escaped: it shows as the text that it is."""

import re
from collections.abc import Iterable, Iterator

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
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
    RANK_LABEL,
    STATE_LABEL,
    VERDICT_LABEL,
    subject_words,
)

# What starts emphasis, code, a link, HTML, an entity, a table cell, strike-out, a formula or a mention; a
# backslash before ASCII punctuation always shows the character itself (CommonMark 2.4).
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&@$])")
_LINE_START = re.compile(r"^(#|\+|-|=|:)")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_BARE_LINK = re.compile(r"(?i)\b(www)\.|:(?=//)|\b(mailto|xmpp):")
_LINE = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def escape(text: str) -> str:
    """Return text that Markdown shows as itself, on one line: runs of white space become one space."""
    flat = " ".join(text.replace("\x00", "\ufffd").split())
    escaped = _SPECIAL.sub(r"\\\1", flat)
    escaped = _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", escaped))
    return _BARE_LINK.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", escaped)


def render_md(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the report as UTF-8 Markdown (CommonMark with tables)."""
    shown = Presentation(report, rulebook, record)
    return ("\n".join(_lines(report, shown)).rstrip() + "\n").encode()


def quote_lines(quoted: Quoted) -> Iterator[str]:
    """Yield one finding as a block quote with its place and remarks; shared with the letter."""
    for words in quoted.context:
        yield f"> *after: “{escape(words)}”*"
        yield ">"
    lines = [line for line in _LINE.split(quoted.quote) if line.strip()]
    last = len(lines) - 1
    for index, line in enumerate(lines):
        yield "> " + ("“" if index == 0 else "") + escape(line) + ("”" if index == last else "\\")
    yield ">"
    yield f"> — {escape(quoted.where)}"


def _lines(report: Report, shown: Presentation) -> Iterator[str]:
    yield f"# {escape(report.vendor.name)}: privacy review"
    yield ""
    yield f"**{escape(headline(report))}**"
    yield ""
    yield from (f"- {escape(reason)}" for reason in report.assessment.tier.reasons)
    if shown.record is not None:
        yield from ("", f"**Decision:** {escape(decision_words(shown.record))}")
    yield from ("", "## What to do next", "")
    steps = next_steps(report, shown, shown.record)
    yield from (f"{number}. {escape(step)}" for number, step in enumerate(steps, start=1))
    yield from _gates(report, shown)
    yield from _read(report, shown)
    yield from _dimensions(report)
    yield from _glance(shown)
    yield from _questions(shown)
    yield from _others(shown)
    yield from _loose(shown)
    yield from _comparison(report)
    yield from _asks(report, shown.record)
    yield from _table(data_elements(report))
    yield from _laws(report)
    yield from _table(agreement(report))
    yield from _documents(report, shown)
    yield from _table(recorded(report, shown))
    yield from ("", "## What this report cannot tell", "")
    yield from (f"- {escape(sentence)}" for sentence in LIMITATIONS)


def _table(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield headings, lists and tables of the printed summary as Markdown."""
    for block in blocks:
        if isinstance(block, Heading):
            yield from ("", f"## {escape(block.text)}", "")
        elif isinstance(block, Items):
            yield from (f"- {escape(item)}" for item in block.items)
        elif isinstance(block, Table):
            yield f"| {' | '.join(block.header)} |"
            yield "|" + "---|" * len(block.header)
            for row in block.rows:
                yield "| " + " | ".join(_cell(cell) for cell in row) + " |"


def _cell(text: str) -> str:
    return "; ".join(escape(line) for line in text.splitlines())


def _gates(report: Report, shown: Presentation) -> Iterator[str]:
    if not report.assessment.hard_fails:
        return
    yield from ("", "## Gates that were met", "")
    for gate in report.assessment.hard_fails:
        standing = "confirmed" if gate.confirmed else "counts once a person confirms the quote"
        yield f"**{escape(gate.id)} {escape(gate.title)}** ({standing})"
        yield ""
        for quoted in shown.quoted(gate.finding_keys):
            yield from quote_lines(quoted)
            yield ""


def _read(report: Report, shown: Presentation) -> Iterator[str]:
    coverage = report.assessment.coverage
    yield from ("", "## What was read", "")
    obtained = escape(shown.obtained)
    yield f"{percent(coverage.share)} of what governs the product: {obtained}."
    yield ""
    if coverage.missing:
        yield f"Missing: {escape(', '.join(coverage.missing))}."
        yield ""
    for source in shown.unread:
        why = escape(source.why.rstrip("."))
        yield (
            f"- Not read in full: {escape(source.what)} ({escape(source.location)}): {why}. "
            f"**What to do:** {escape(source.remedy)}"
        )


def _dimensions(report: Report) -> Iterator[str]:
    if not report.assessment.dimensions:
        return
    yield from ("", "## Score by subject", "", "| Subject | Score |", "|---|---:|")
    for row in report.assessment.dimensions:
        score = "not scored" if row.score is None else f"{int(row.score)} of 100"
        yield f"| {escape(row.title)} | {score} |"


def _glance(shown: Presentation) -> Iterator[str]:
    if not shown.answers:
        return
    yield from ("", "## All questions", "", "| | Question | Answer | Points |", "|---|---|---|---:|")
    for answer in shown.answers:
        state = answer.state
        earned = "" if answer.points is None else f"{points(answer.points)} of {state.weight}"
        cells = (escape(state.question_id), escape(answer.text), STATE_LABEL[state.state], earned)
        yield f"| {' | '.join(cells)} |"


def _questions(shown: Presentation) -> Iterator[str]:
    for dimension in shown.dimension_groups:
        yield from ("", f"## {escape(dimension.title)}", "")
        for answer in dimension.answers:
            yield from _answer(answer)


def _answer(answer: Answer) -> Iterator[str]:
    state = answer.state
    earned = "" if answer.points is None else f" · {points(answer.points)} of {state.weight} points"
    yield f"### {escape(state.question_id)} {escape(answer.text)}"
    yield ""
    yield f"**{STATE_LABEL[state.state]}**{earned}"
    yield ""
    for words in filter(None, (state.line, answer.silence)):
        yield from (escape(words), "")
    for quoted in answer.quotes:
        yield from _finding(quoted)


def _finding(quoted: Quoted) -> Iterator[str]:
    yield from quote_lines(quoted)
    yield ""
    confidence = f"read with {percent(quoted.finding.confidence)} confidence"
    seen = () if quoted.review else (FINDING_STATUS_LABEL[quoted.finding.status],)
    remarks = dict.fromkeys((f"{quoted.label}: {quoted.title}", *quoted.chips, confidence, *seen))
    yield escape(" · ".join(remarks))
    yield ""


def _others(shown: Presentation) -> Iterator[str]:
    if not shown.other_users:
        return
    yield from ("", "## About other users", "")
    yield from (
        "These clauses never enter the score. A teacher on a free account, or a parent who buys, meets them.",
        "",
    )
    for quoted in shown.other_users:
        yield from _finding(quoted)


def _loose(shown: Presentation) -> Iterator[str]:
    if shown.loose:
        yield from ("", "## Findings that answer no question", "")
    for quoted in shown.loose:
        yield from _finding(quoted)


def _comparison(report: Report) -> Iterator[str]:
    if not report.assessment.comparisons:
        return
    yield from ("", "## Against the district's own page", "")
    yield from ("| Kind | The vendor | The district | Verdict | What to do |", "|---|---|---|---|---|")
    for row in report.assessment.comparisons:
        cells = (
            COMPARED_LABEL.get(row.kind, row.kind),
            subject_words(row.subject),
            row.rule,
            VERDICT_LABEL.get(row.verdict, row.verdict),
            row.action,
        )
        yield "| " + " | ".join(escape(cell) for cell in cells) + " |"


def _asks(report: Report, record: ReviewRecord | None) -> Iterator[str]:
    if not report.assessment.vendor_questions:
        return
    yield from ("", "## Questions to the vendor", "")
    for number, ask in enumerate(report.assessment.vendor_questions, start=1):
        yield f"{number}. {escape(ask.text)} ({escape(ask.question_id)})"
        if ask.agreement_clause:
            yield f"   **Clause to ask for:** {escape(ask.agreement_clause)}"
        if answer := answer_words(record, ask.question_id):
            yield f"   {escape(answer)}"


def _laws(report: Report) -> Iterator[str]:
    if not report.assessment.law_notes:
        return
    yield from ("", "## Laws and agreements that bear on this", "")
    for note in report.assessment.law_notes:
        mark = MARK_LABEL.get(note.mark, "unknown mark")
        yield f"- {escape(note.cite)}: {escape(note.says)} ({escape(note.mark)}: {mark})"


def _documents(report: Report, shown: Presentation) -> Iterator[str]:
    standings = {standing.document_id: standing for standing in report.standings}
    yield from (
        "",
        "## Documents",
        "",
        "| Document | Address | Rank | Fetched | sha256 |",
        "|---|---|---|---|---|",
    )
    for document in report.documents:
        standing = standings.get(document.id)
        rank = RANK_LABEL.get(standing.rank, str(standing.rank)) if standing else ""
        fetched = f"{document.retrieved_at:%Y-%m-%d}" if document.retrieved_at else ""
        cells = (shown.document_titles[document.id], document.source.location, rank, fetched)
        yield "| " + " | ".join(escape(cell) for cell in cells) + f" | {(document.snapshot_id or '')[:16]} |"
    notices = [(d, notice) for d in report.documents for notice in d.notices]
    yield ""
    yield from (f"- {escape(shown.document_titles[d.id])}: {escape(n.message)}" for d, n in notices)
    made = report.provenance
    yield ""
    yield (
        f"Made {made.made_at:%Y-%m-%d %H:%M} UTC by analyzer {escape(made.analyzer_version)}, "
        f"rulebook {escape(made.rulebook_version)}, profile {escape(made.profile_id)}."
    )
