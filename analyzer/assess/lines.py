"""The plain sentence under each question: what was found and what it earns."""

from analyzer.assess.answering import Answer
from analyzer.assess.stating import Statement
from analyzer.core.findings import Asserted
from analyzer.core.profile import Ruling
from analyzer.core.reports import AnswerState, Coverage
from analyzer.core.rules import Polarity, Silence

_SAID_BY_TITLE = ("the risk is denied", "the protection is refused")
_SILENCE = {
    Silence.BAD: "a gap that counts against the vendor",
    Silence.UNKNOWN: "left open",
    Silence.FINE: "nothing to object to",
}


def line_of(answer: Answer, coverage: Coverage | None = None) -> str:
    """Return the sentence that explains a question's credit; it ends with the points earned.

    Where no document could be read nothing is silent and nothing earns points.
    """
    if coverage is not None and coverage.missing and not coverage.obtained:
        return "No document could be read: left out of the score."
    weight = answer.question.weight
    earned = f"Credit {answer.credit:g}: {answer.credit * weight:g} of {weight} points."
    return f"{_reason(answer, coverage)} {earned}"


def ruled_out_line(ruling: Ruling) -> str:
    """Return the sentence for a question that a reviewer found not to apply."""
    who = f" ({ruling.reviewer})" if ruling.reviewer else ""
    return f"Does not apply: {ruling.reason or 'no reason given'}{who}. Left out of the score."


def _reason(answer: Answer, coverage: Coverage | None) -> str:
    if answer.state is AnswerState.SILENT:
        return f"{_not_found(coverage)}: {_SILENCE[answer.question.silence]}."
    titles = _titles(answer.decided)
    if answer.state is AnswerState.CONFLICT:
        promise = _titles(tuple(s for s in answer.decided if s.kind is Polarity.PROTECTIVE))
        risk = _titles(tuple(s for s in answer.decided if s.kind is not Polarity.PROTECTIVE))
        return f"The documents contradict each other: {promise}, yet also {risk}.{_aside(answer)}"
    if answer.state is AnswerState.RISK:
        return f"Stated against pupils' interest: {titles}.{_aside(answer)}"
    if answer.state is AnswerState.PARTIAL:
        return f"Stated, but neither promise nor risk: {titles}.{_aside(answer)}"
    return f"Promised: {titles}.{_aside(answer)}"


def _aside(answer: Answer) -> str:
    """Say what does not count and why."""
    parts = []
    if answer.cancelled:
        parts.append(f"{_titles(answer.cancelled)}: taken back by the promise")
    if answer.superseded:
        parts.append(f"{_titles(answer.superseded)}: superseded by a controlling document")
    return f" ({'; '.join(parts)}.)" if parts else ""


def _titles(statements: tuple[Statement, ...]) -> str:
    """Return the practices' titles, each once, with what shaped their credit."""
    told: dict[str, list[str]] = {}
    for statement in statements:
        denied = statement.finding.asserted is Asserted.DENIES
        title = f"“{statement.practice.title}”{' denied' if denied else ''}"
        whys = told.setdefault(title, [])
        if statement.why and statement.why not in whys and not statement.why.endswith(_SAID_BY_TITLE):
            whys.append(statement.why)
    return ", ".join(f"{title} ({'; '.join(whys)})" if whys else title for title, whys in told.items())


def _not_found(coverage: Coverage | None) -> str:
    if coverage is None or not coverage.missing:
        return "No clause found"
    read = len(coverage.obtained)
    return f"Not found in {read} of {read + len(coverage.missing)} documents (the others were not read)"
