"""A report as lines of text for a terminal."""

import io
import re
import textwrap
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from analyzer.core.reports import AnswerState, Report, TierId
from analyzer.core.rules import Rulebook
from analyzer.render.headline import headline
from analyzer.render.presentation import Answer, Presentation, Quoted, percent, points
from analyzer.render.words import (
    FINDING_STATUS_LABEL,
    LIMITATIONS,
    MARK_LABEL,
    STATE_LABEL,
    STATE_SIGN,
    VERDICT_LABEL,
    subject_words,
)

WIDTH = 88
_NARROWEST = 40
_BAR = 24
# Escape sequences and right-to-left overrides in a vendor's text must not drive the reader's terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ASCII = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "·": "-",
        "…": "...",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "\u203a": ">",
    }
    | {"§": "S.", "×": "x", "\u00a0": " ", "•": "*", "█": "#", "░": "."}
)
_HANG = re.compile(r"(?:[-!]|\d+\.) ")
_ORDER: tuple[tuple[str, tuple[AnswerState, ...]], ...] = (
    ("Risks and contradictions", (AnswerState.RISK, AnswerState.CONFLICT)),
    ("What the documents do not say", (AnswerState.SILENT,)),
    ("Protected in part", (AnswerState.PARTIAL, AnswerState.PROTECTED_QUALIFIED)),
    ("Protected", (AnswerState.PROTECTED,)),
    ("Does not apply", (AnswerState.NOT_APPLICABLE,)),
)

Line = tuple[str, int, str]  # text, columns of indent, rich style


def render_txt(report: Report, rulebook: Rulebook) -> bytes:
    """Return the report as UTF-8 text without colours, `WIDTH` columns wide."""
    return terminal_text(report, rulebook).encode()


def terminal_text(
    report: Report, rulebook: Rulebook, *, width: int = WIDTH, colour: bool = False, ascii_only: bool = False
) -> str:
    """Return the report as text of at most `width` columns.

    With `ascii_only` every other character becomes a plain look-alike or a backslash escape.
    Control characters in vendors' texts are shown as a replacement character, never sent.
    """
    width = max(width, _NARROWEST)
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )
    for text, indent, style in _lines(report, Presentation(report, rulebook)):
        safe = _ascii(_safe(text)) if ascii_only else _safe(text)
        for row in _wrap(safe, width, indent):
            console.print(Text(row, style=style), soft_wrap=True)
    return out.getvalue()


def _safe(text: str) -> str:
    return _UNSAFE.sub("\ufffd", text)


def _ascii(text: str) -> str:
    return text.translate(_ASCII).replace("\ufffd", "?").encode("ascii", "backslashreplace").decode()


def _wrap(text: str, width: int, indent: int) -> list[str]:
    """Break a paragraph into rows; wide characters (CJK, emoji) count as the columns they take.

    Rows of a list item after its first stand under its text.
    """
    room = width - indent
    cells = cell_len(text)
    if cells > len(text):
        room = max(room * len(text) // cells - 1, room // 2)
    hang = _HANG.match(text)
    rows = textwrap.wrap(
        text, room, subsequent_indent=" " * len(hang[0]) if hang else "", break_on_hyphens=False
    )
    return [" " * indent + row for row in rows] or [""]


def _lines(report: Report, shown: Presentation) -> Iterator[Line]:
    yield headline(report), 0, "bold"
    yield report.vendor.name, 0, "bold"
    yield from ((reason, 2, "") for reason in report.assessment.tier.reasons)
    yield from _gates(report, shown)
    yield from _unread(report, shown)
    if report.assessment.tier.id is not TierId.NOT_REVIEWABLE:
        yield from _dimensions(report)
    for title, states in _ORDER:
        yield from _group(title, [a for a in shown.answers if a.state.state in states])
    yield from _other_users(shown)
    yield from _comparisons(report)
    yield from _vendor_questions(report)
    yield from _laws(report)
    yield from _documents(report, shown)
    yield from _heading("What this report cannot tell")
    yield from ((f"- {sentence}", 2, "") for sentence in LIMITATIONS)


def _heading(title: str) -> Iterator[Line]:
    yield "", 0, ""
    yield title.upper(), 0, "bold"


def _gates(report: Report, shown: Presentation) -> Iterator[Line]:
    for gate in report.assessment.hard_fails:
        standing = "confirmed" if gate.confirmed else "counts once a person confirms the quote"
        yield f"! {gate.id} {gate.title} ({standing})", 2, "bold"
        for quoted in shown.quoted(gate.finding_keys):
            yield f"“{quoted.quote}”", 6, ""
            yield quoted.where, 6, "dim"


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


def _group(title: str, answers: list[Answer]) -> Iterator[Line]:
    if not answers:
        return
    yield from _heading(title)
    for answer in answers:
        yield from _answer(answer)


def _answer(answer: Answer) -> Iterator[Line]:
    state = answer.state
    yield f"[{STATE_SIGN[state.state]}] {state.question_id} {answer.text}", 2, "bold"
    earned = "" if answer.points is None else f" · {points(answer.points)} of {state.weight} points"
    if state.state is not AnswerState.SILENT or not state.line:  # the line of a silence says it all
        yield f"{STATE_LABEL[state.state]}{earned}", 6, ""
    yield from ((words, 6, "") for words in (state.line, answer.silence) if words)
    for quoted in answer.quotes:
        yield from _quote(quoted)


def _quote(quoted: Quoted) -> Iterator[Line]:
    for words in quoted.context:
        yield f"(after: “{words}”)", 8, "dim"
    yield f"“{quoted.quote}”", 8, ""
    yield quoted.where, 10, "dim"
    doubt = f"read with {percent(quoted.finding.confidence)} confidence"
    seen = FINDING_STATUS_LABEL[quoted.finding.status]
    remarks = dict.fromkeys((f"{quoted.label}: {quoted.title}", *quoted.chips, doubt, seen))
    yield " · ".join(remarks), 10, "dim"


def _other_users(shown: Presentation) -> Iterator[Line]:
    if not shown.other_users:
        return
    yield from _heading("About other users (never in the score)")
    yield "A teacher on a free account, or a parent who buys, meets these clauses.", 2, ""
    for quoted in shown.other_users:
        yield from _quote(quoted)


def _comparisons(report: Report) -> Iterator[Line]:
    if not report.assessment.comparisons:
        return
    yield from _heading("Against the district's own page")
    for row in report.assessment.comparisons:
        verdict = VERDICT_LABEL.get(row.verdict, row.verdict)
        yield f"- {row.kind}: {subject_words(row.subject)}: {verdict} ({row.rule})", 2, ""
        if row.action:
            yield row.action, 4, "dim"


def _vendor_questions(report: Report) -> Iterator[Line]:
    if not report.assessment.vendor_questions:
        return
    yield from _heading("Questions to the vendor")
    for number, ask in enumerate(report.assessment.vendor_questions, start=1):
        yield f"{number}. {ask.text} ({ask.question_id})", 2, ""
        if ask.agreement_clause:
            yield f"Clause to ask for: {ask.agreement_clause}", 5, "dim"


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
