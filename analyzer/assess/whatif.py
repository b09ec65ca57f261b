"""Which answers, signed clauses or weights would change the tier."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analyzer.assess.scoring import total
from analyzer.assess.tiering import heaviest, tier_of
from analyzer.core.advice import Change, Sensitivity, WhatIf
from analyzer.core.reports import AnswerState, Assessment, HardFailState, QuestionState, Tier, TierId
from analyzer.core.rules import Rulebook

_LADDER = (
    TierId.DO_NOT_APPROVE,
    TierId.HIGH_CONCERN,
    TierId.NEEDS_ANSWERS,
    TierId.WITH_DPA,
    TierId.READY,
)
_SEVEREST = 4


def what_would_change(assessment: Assessment, rulebook: Rulebook) -> WhatIf:
    """Try every single answer, the shortest way up, and every weight one step up and down.

    A promise signed in the agreement makes its question protected and lifts the gates that its
    findings had met; a bad answer is tried where the documents are silent. What is not reviewable
    needs documents, not answers.
    """
    if assessment.score is None:
        return WhatIf(notes=(*assessment.tier.reasons, *(f"Read: {m}" for m in assessment.coverage.missing)))
    steps = _severity_steps(assessment, rulebook)
    path, reached = _way_up(assessment, rulebook)
    return WhatIf(
        changes=_changes(assessment, rulebook),
        next_tier=reached.title if reached else "",
        path=path,
        sensitivity=steps,
        robust=all(abs(s.tiers_moved) <= 1 for s in steps),
    )


def _changes(assessment: Assessment, rulebook: Rulebook) -> tuple[Change, ...]:
    found = []
    for state in assessment.questions:
        for signed in (True, False):
            if not _can_change(state, signed=signed):
                continue
            score, tier = _judge(assessment, rulebook, {state.question_id: signed})
            if tier.id is not assessment.tier.id:
                found.append(_change(state, score, tier, rulebook, signed=signed))
    return tuple(sorted(found, key=lambda c: (-c.score, c.question_id)))


def _can_change(state: QuestionState, *, signed: bool) -> bool:
    if signed:
        return state.state not in (AnswerState.PROTECTED, AnswerState.NOT_APPLICABLE)
    return state.state is AnswerState.SILENT


def _change(state: QuestionState, score: float, tier: Tier, rulebook: Rulebook, *, signed: bool) -> Change:
    text = next(q.text for q in rulebook.questions if q.id == state.question_id)
    told = "a promise signed in the agreement" if signed else "an answer against pupils' interest"
    return Change(
        question_id=state.question_id,
        signed=signed,
        score=score,
        tier_id=tier.id.value,
        tier_title=tier.title,
        line=f"{text} With {told}: {score:.1f}, “{tier.title}”.",
    )


def _way_up(assessment: Assessment, rulebook: Rulebook) -> tuple[tuple[str, ...], Tier | None]:
    """Return the questions to have signed, each time the one that earns most, until the tier rises."""
    signed: dict[str, bool] = {}
    left = [s for s in assessment.questions if _can_change(s, signed=True)]
    gates = {k for g in assessment.hard_fails for k in g.finding_keys}
    weight = heaviest(rulebook)
    left.sort(key=lambda s: (not gates & set(s.decided_by), s.weight < weight, -_gain(s), s.question_id))
    for state in left:
        signed[state.question_id] = True
        _, tier = _judge(assessment, rulebook, signed)
        if _LADDER.index(tier.id) > _LADDER.index(assessment.tier.id):
            return _without_idle(assessment, rulebook, signed, tier), tier
    return (), None


def _without_idle(
    assessment: Assessment, rulebook: Rulebook, signed: dict[str, bool], tier: Tier
) -> tuple[str, ...]:
    """Leave out the questions without which the tier is reached all the same."""
    kept = dict(signed)
    for question in signed:
        fewer = {q: s for q, s in kept.items() if q != question}
        if fewer and _judge(assessment, rulebook, fewer)[1].id is tier.id:
            kept = fewer
    return tuple(kept)


def _gain(state: QuestionState) -> float:
    return state.weight * (1 - (state.credit or 0.0))


def _judge(assessment: Assessment, rulebook: Rulebook, answers: dict[str, bool]) -> tuple[float, Tier]:
    """Return score and tier if the questions were promised (True) or answered badly (False)."""
    states = [_answered(s, answers) for s in assessment.questions]
    settled = {k for s in assessment.questions if answers.get(s.question_id) for k in s.finding_keys}
    gates = [g for g in assessment.hard_fails if not set(g.finding_keys) <= settled]
    return _tier(states, gates, rulebook)


def _answered(state: QuestionState, answers: dict[str, bool]) -> QuestionState:
    promised = answers.get(state.question_id)
    if promised is None:
        return state
    if promised:
        return replace(state, state=AnswerState.PROTECTED, credit=1.0)
    return replace(state, state=AnswerState.RISK, credit=0.0)


def _tier(
    states: Sequence[QuestionState], gates: Iterable[HardFailState], rulebook: Rulebook
) -> tuple[float, Tier]:
    score = total(states, lambda s: s.credit)
    return score or 0.0, tier_of(score, states, gates, rulebook)


def _severity_steps(assessment: Assessment, rulebook: Rulebook) -> tuple[Sensitivity, ...]:
    severity = {q.id: q.severity for q in rulebook.questions}
    found = []
    for state in assessment.questions:
        for step in (1, -1):
            changed = severity[state.question_id] + step
            if not 1 <= changed <= _SEVEREST:
                continue
            weighed = [
                replace(s, weight=2 ** (changed - 1)) if s is state else s for s in assessment.questions
            ]
            score, tier = _tier(weighed, assessment.hard_fails, rulebook)
            moved = _LADDER.index(tier.id) - _LADDER.index(assessment.tier.id)
            if moved:
                found.append(
                    Sensitivity(
                        question_id=state.question_id,
                        step=step,
                        score=score,
                        tier_id=tier.id.value,
                        tiers_moved=moved,
                    )
                )
    return tuple(found)
