"""Contradictions within and across documents, with both sides shown."""

from collections.abc import Iterable

from analyzer.assess.answering import Answer
from analyzer.assess.scoring import Scored
from analyzer.assess.stating import Statement
from analyzer.core.reports import AnswerState, Conflict
from analyzer.core.rules import Polarity


def conflicts_in(scored: Iterable[Scored]) -> tuple[Conflict, ...]:
    """Return every contradiction, those open first seen by the score, those a document settles too."""
    return tuple(found for one in scored if one.answer and (found := _conflict(one.answer)))


def _conflict(answer: Answer) -> Conflict | None:
    heard = (*answer.counted, *answer.superseded)
    promises = [s for s in heard if s.kind is Polarity.PROTECTIVE]
    risks = [s for s in heard if s.kind is Polarity.RISK]
    if not promises or not risks:
        return None
    resolved = answer.state is not AnswerState.CONFLICT
    documents = {s.finding.evidence.document_id for s in (*promises, *risks)}
    return Conflict(
        question_id=answer.question.id,
        protective=_keys(promises),
        risky=_keys(risks),
        across_documents=len(documents) > 1,
        resolved=resolved,
        line=_line(answer, promises, risks, resolved=resolved),
    )


def _line(answer: Answer, promises: list[Statement], risks: list[Statement], *, resolved: bool) -> str:
    def spoken(statements: list[Statement]) -> str:
        return ", ".join(sorted({f"“{s.practice.title}”" for s in statements}))

    told = f"{answer.question.text} One clause says {spoken(promises)}, another {spoken(risks)}."
    return f"{told} A controlling document settles it." if resolved else f"{told} Ask the vendor which holds."


def _keys(statements: list[Statement]) -> tuple[str, ...]:
    return tuple(sorted({s.key for s in statements}))
