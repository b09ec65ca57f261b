"""The answer to one question: precedence, cancellation and state (rubric section 4.1, steps 3 to 5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analyzer.assess.stating import Statement, by_person, credit_together
from analyzer.core.findings import Asserted, Qualifier
from analyzer.core.reports import AnswerState
from analyzer.core.rules import Polarity, Practice, Question, Scoring

_TOGETHER = "in clauses that complete each other"
_PROTECTED_FROM = 0.9
_SIGNED, _SCHOOL = 1, 2  # ranks of documents that may control the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the statements come to: state and credit, and which of them decided, count, or do not."""

    question: Question
    state: AnswerState
    credit: float
    decided: tuple[Statement, ...] = ()
    counted: tuple[Statement, ...] = ()
    superseded: tuple[Statement, ...] = ()
    cancelled: tuple[Statement, ...] = ()

    def of_kind(self, kind: Polarity) -> tuple[Statement, ...]:
        """Return the counted statements of one kind; a cancelled risk is no longer a risk."""
        return tuple(s for s in self.counted if s.kind is kind)


def weakest_terms(practices: Iterable[Practice], question_id: str) -> float:
    """Return the highest credit that a plainly stated risk can have on a question, 0 without any."""
    found = (
        p.credit
        for p in practices
        if p.polarity is Polarity.RISK and question_id in (p.question, *p.also_answers)
    )
    return max(found, default=0.0)


def answer(question: Question, statements: Sequence[Statement], scoring: Scoring, weakest: float) -> Answer:
    """Answer `question` from the statements that count towards it.

    `weakest` is the credit of the mildest risk on this question (`weakest_terms`): a protection,
    however narrowed, is never worth less, nor less than silence.
    """
    if not statements:
        return Answer(question=question, state=AnswerState.SILENT, credit=question.silent_credit)
    kept, cancelled, superseded = _give_precedence(_completed(statements))
    risks, protections, neutral = (
        tuple(s for s in kept if s.kind is kind)
        for kind in (Polarity.RISK, Polarity.PROTECTIVE, Polarity.NEUTRAL)
    )
    floor = max(question.silent_credit, weakest)
    best = max([max(s.credit, floor) for s in protections] + [s.credit for s in neutral], default=0.0)
    worst = min((s.credit for s in (*risks, *neutral)), default=1.0)
    if risks and protections:
        state, credit = AnswerState.CONFLICT, min(max(worst, scoring.conflict_floor), best)
        decided = (*_lowest(risks), *_highest(protections))
    elif risks:
        state, credit, decided = AnswerState.RISK, worst, _lowest((*risks, *neutral))
    elif protections:
        credit = min(best, scoring.cancelled_credit) if cancelled else best
        whole = credit >= _PROTECTED_FROM
        state = AnswerState.PROTECTED if whole else AnswerState.PROTECTED_QUALIFIED
        decided = _highest(protections) if best <= floor else _highest((*protections, *neutral))
    else:
        state, credit, decided = AnswerState.PARTIAL, worst, _lowest(neutral)
    return Answer(
        question=question,
        state=state,
        credit=credit,
        decided=decided,
        counted=kept,
        superseded=superseded,
        cancelled=cancelled,
    )


def _completed(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give unqualified promises of one practice in one document the credit they earn together."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, statement in enumerate(statements):
        if _can_cancel(statement) and statement.finding.qualifier is Qualifier.NONE:
            place = statement.practice.id, statement.finding.evidence.document_id
            groups.setdefault(place, []).append(number)
    better = list(statements)  # by number: to hash a statement is to hash its whole practice
    for numbers in groups.values():
        group = [statements[number] for number in numbers]
        together = credit_together(group) if len(group) > 1 else None
        if together is not None and together > max(s.credit for s in group):
            for number in numbers:
                better[number] = replace(statements[number], credit=together, why=_TOGETHER)
    return tuple(better)


def _lowest(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return _surest(statements, min((s.credit for s in statements), default=0.0))


def _highest(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return _surest(statements, max((s.credit for s in statements), default=0.0))


def _surest(statements: Sequence[Statement], credit: float) -> tuple[Statement, ...]:
    """Return the one statement of that credit that decides: a person's, else the most definite and surest.

    A reader then has one clause to check; where it is rejected, the next one decides. Clauses
    that earned the credit together decide together.
    """
    equal = [s for s in statements if s.credit == credit]
    ranked = sorted(equal, key=lambda s: (not by_person(s.finding), not s.why, -s.finding.confidence, s.key))
    if ranked and ranked[0].why == _TOGETHER:
        return tuple(s for s in equal if s.why == _TOGETHER and s.practice == ranked[0].practice)
    return tuple(ranked[:1])


def _layers(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Split into signed agreement, controlling school documents, and all the rest, in this order."""
    signed = tuple(s for s in statements if s.rank == _SIGNED)
    school = tuple(s for s in statements if s.rank == _SCHOOL and s.controls)
    rest = tuple(s for s in statements if s.rank > _SCHOOL or (s.rank == _SCHOOL and not s.controls))
    return signed, school, rest


def _give_precedence(
    statements: Sequence[Statement],
) -> tuple[tuple[Statement, ...], tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the statements that count, those cancelled, and those superseded.

    A controlling document settles contradictions: its promise supersedes the risks below it, its
    risk the promises below it. What merely says the same, or is neutral, stands
    (docs/decisions/0006).
    """
    kept: list[Statement] = []
    cancelled: list[Statement] = []
    superseded: list[Statement] = []
    promised = risky = False
    cancels: set[str] = set()
    for layer in _layers(statements):
        barred = {k for k, bar in ((Polarity.RISK, promised), (Polarity.PROTECTIVE, risky)) if bar}
        standing = [s for s in layer if s.kind not in barred]
        superseded += [s for s in layer if s.kind in barred]
        cancels |= {c for s in standing if _can_cancel(s) for c in s.practice.cancels}
        taken_back = [s for s in standing if s.kind is Polarity.RISK and s.practice.id in cancels]
        live = [s for s in standing if s not in taken_back]
        cancelled += taken_back
        kept += live
        promised = promised or any(s.kind is Polarity.PROTECTIVE for s in live)
        risky = risky or any(s.kind is Polarity.RISK for s in live)
    return tuple(kept), tuple(cancelled), tuple(superseded)


def _can_cancel(statement: Statement) -> bool:
    return statement.kind is Polarity.PROTECTIVE and statement.finding.asserted is Asserted.AFFIRMS
