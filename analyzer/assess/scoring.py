"""From statements to question states and the score with its range (rubric section 4.1)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analyzer.assess.answering import Answer, answer, weakest_terms
from analyzer.assess.lines import line_of, ruled_out_line
from analyzer.assess.stating import Statement, by_person, counts, heard, questions_of
from analyzer.core.profile import Ruling, RulingKind
from analyzer.core.reports import AnswerState, Coverage, DimensionScore, QuestionState
from analyzer.core.rules import Question, Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A question's state together with the answer behind it (None where it does not apply)."""

    state: QuestionState
    answer: Answer | None


def score_questions(
    statements: Iterable[Statement],
    rulebook: Rulebook,
    rulings: Iterable[Ruling] = (),
    coverage: Coverage | None = None,
) -> tuple[Scored, ...]:
    """Answer every question of the rulebook, in its order."""
    by_question = _per_question(statements)
    excluded = {r.question_id: r for r in rulings if r.kind is RulingKind.NOT_APPLICABLE}
    return tuple(
        _not_applicable(question, excluded[question.id])
        if question.id in excluded
        else _score(question, by_question.get(question.id, ()), rulebook, coverage)
        for question in rulebook.questions
    )


def total(states: Iterable[QuestionState], credit: Callable[[QuestionState], float | None]) -> float | None:
    """Return the weighted mean of `credit` over the questions that apply, 0–100; None without any."""
    points = weights = 0.0
    for state in states:
        value = credit(state)
        if value is not None:
            points += state.weight * value
            weights += state.weight
    # rounded so that 90.3 of 129 points is 70 and not a hair below the tier that begins there
    return round(100 * points / weights, 6) if weights else None


def dimension_scores(states: Sequence[QuestionState], rulebook: Rulebook) -> tuple[DimensionScore, ...]:
    """Return the score of each dimension over its own questions."""
    dimension = {q.id: q.dimension for q in rulebook.questions}
    return tuple(
        DimensionScore(
            dimension_id=d.id,
            title=d.title,
            score=total((s for s in states if dimension[s.question_id] == d.id), lambda s: s.credit),
        )
        for d in rulebook.dimensions
    )


def _per_question(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    by_question: dict[str, list[Statement]] = {}
    for statement in statements:
        if heard(statement.finding):
            for question in questions_of(statement.finding, statement.practice):
                by_question.setdefault(question, []).append(statement)
    return {question: tuple(found) for question, found in by_question.items()}


def _score(
    question: Question, statements: Sequence[Statement], rulebook: Rulebook, coverage: Coverage | None
) -> Scored:
    scoring = rulebook.scoring
    weakest = weakest_terms(rulebook.practices, question.id)

    def credit_of(heard_now: Sequence[Statement]) -> Answer:
        return answer(question, heard_now, scoring, weakest)

    base = tuple(s for s in statements if counts(s.finding, scoring.machine_threshold))
    given = credit_of(base)
    either_way = [given.credit]
    for doubtful in statements:
        if by_person(doubtful.finding):
            continue
        if scoring.doubtful_low < doubtful.finding.confidence < scoring.doubtful_high:
            either_way.append(credit_of(_flipped(base, doubtful)).credit)
    return Scored(
        answer=given,
        state=QuestionState(
            question_id=question.id,
            state=given.state,
            credit=given.credit,
            weight=question.weight,
            finding_keys=_keys(given.counted),
            decided_by=_keys(given.decided),
            superseded=_keys(given.superseded),
            cancelled=_keys(given.cancelled),
            low=min(either_way),
            high=max(either_way),
            line=line_of(given, coverage),
        ),
    )


def _flipped(base: Sequence[Statement], doubtful: Statement) -> tuple[Statement, ...]:
    """Return `base` with one doubtful clause read the other way; its repetitions go with it."""
    if doubtful in base:
        return tuple(s for s in base if not _same_clause(s, doubtful))
    return (*base, doubtful)


def _same_clause(one: Statement, other: Statement) -> bool:
    return one == other or (one.key == other.key and one.finding.asserted is other.finding.asserted)


def _not_applicable(question: Question, ruling: Ruling) -> Scored:
    state = QuestionState(
        question_id=question.id,
        state=AnswerState.NOT_APPLICABLE,
        credit=None,
        weight=question.weight,
        line=ruled_out_line(ruling),
    )
    return Scored(state=state, answer=None)


def _keys(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(sorted({s.key for s in statements}))
