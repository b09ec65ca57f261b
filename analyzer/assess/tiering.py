"""The tier that score, open questions and gates suggest (rubric section 4.1, tiers)."""

from collections.abc import Iterable, Sequence

from analyzer.assess.gates import closes
from analyzer.core.profile import Ruling, RulingKind
from analyzer.core.reports import (
    AnswerState,
    Coverage,
    HardFailState,
    QuestionState,
    ReferredDocument,
    Tier,
    TierId,
)
from analyzer.core.rules import Rulebook, TierRule

_OPEN = (AnswerState.SILENT, AnswerState.CONFLICT, AnswerState.RISK)
_MANY_OPEN = 3
_TITLES = {TierId.DO_NOT_APPROVE: "Do not approve", TierId.NOT_REVIEWABLE: "Not reviewable"}


def heaviest(rulebook: Rulebook) -> int:
    """Return the weight of the gravest questions (8 in the rubric)."""
    return max(q.weight for q in rulebook.questions)


def open_questions(states: Iterable[QuestionState], weight: int) -> tuple[str, ...]:
    """Return the ids of the gravest questions that are silent, contradictory or at risk."""
    return tuple(s.question_id for s in states if s.weight == weight and s.state in _OPEN)


def tier_of(
    score: float | None,
    states: Sequence[QuestionState],
    hard_fails: Iterable[HardFailState],
    rulebook: Rulebook,
) -> Tier:
    """Return the tier; an unconfirmed gate never gives “Do not approve” by itself."""
    if score is None:
        return not_reviewable(("No question applies.",))
    held = [g for g in hard_fails if closes(g)]
    if held:
        told = tuple(f"{g.id}: {g.title}, confirmed by a person." for g in held)
        return Tier(id=TierId.DO_NOT_APPROVE, title=_TITLES[TierId.DO_NOT_APPROVE], reasons=told)
    tiers = sorted(rulebook.scoring.tiers, key=lambda t: -t.minimum)
    reached = next((t for t in tiers if score >= t.minimum), tiers[-1])
    reasons = [_by_score(score, reached, tiers)]
    still_open = open_questions(states, heaviest(rulebook))
    by_id = {t.id: t for t in tiers}
    if reached.id == TierId.READY and still_open:
        reached = by_id[TierId.WITH_DPA]
        reasons.append(f"Open questions of the greatest weight: {', '.join(still_open)}.")
    if reached.id == TierId.WITH_DPA and len(still_open) >= _MANY_OPEN:
        reached = by_id[TierId.NEEDS_ANSWERS]
        reasons.append(f"{len(still_open)} questions of the greatest weight are open, {_MANY_OPEN} or more.")
    return Tier(id=TierId(reached.id), title=reached.title, reasons=tuple(reasons))


def _by_score(score: float, reached: TierRule, tiers: Sequence[TierRule]) -> str:
    if reached.minimum > 0:
        return f"The score {score:.1f} reaches {reached.minimum:g}, where “{reached.title}” begins."
    above = tiers[tiers.index(reached) - 1]
    return f"The score {score:.1f} is below {above.minimum:g}, where “{above.title}” begins."


def not_reviewable(reasons: tuple[str, ...]) -> Tier:
    """Return the tier of what cannot be judged yet."""
    return Tier(id=TierId.NOT_REVIEWABLE, title=_TITLES[TierId.NOT_REVIEWABLE], reasons=reasons)


def why_not_reviewable(coverage: Coverage, minimum: float, *, covered: bool) -> tuple[str, ...]:
    """Return the reasons why nothing may be scored, none where it may."""
    reasons = []
    if not coverage.obtained:
        reasons.append("No document could be read. What was not read is never scored.")
    elif not covered:
        reasons.append("No policy that was read covers the product (HF4). Ask which policy governs it.")
    if coverage.obtained and coverage.share < minimum:
        missing = "; ".join(coverage.missing)
        reasons.append(
            f"Only {coverage.share:.0%} of the governing documents were read, {minimum:.0%} are needed."
            f" Missing: {missing}."
        )
        reasons += [_next_step(r) for r in coverage.referred]
    return tuple(reasons)


def _next_step(referred: ReferredDocument) -> str:
    """Return the sentence that tells a coordinator which document to get, and where."""
    where = f"open {referred.url}" if referred.url else "ask the vendor where it is published"
    return f"Next: get “{referred.title}” ({where}), and check it together with what was read."


def is_provisional(
    states: Iterable[QuestionState],
    hard_fails: Iterable[HardFailState],
    confirmed: frozenset[str],
    rulings: Iterable[Ruling],
    weight: int,
) -> bool:
    """Tell whether a person has still to look: every gravest question must be confirmed.

    A question is confirmed when all findings that decide it are (`confirmed` holds their keys),
    or by a reviewer's ruling, which is the only way to confirm silence. A gate that nobody has
    confirmed, rejected or lifted leaves the tier provisional too.
    """
    ruled = {r.question_id for r in rulings if r.kind in (RulingKind.CONFIRMED, RulingKind.NOT_APPLICABLE)}
    if any(not g.confirmed and not g.lifted_by for g in hard_fails):
        return True
    for state in states:
        if state.weight != weight or state.question_id in ruled:
            continue
        if not state.decided_by or not set(state.decided_by) <= confirmed:
            return True
    return False
