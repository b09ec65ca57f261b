"""The decision grid: what to suggest, from exposure, score and what the district asks for (section 4.5)."""

from collections.abc import Iterable, Sequence

from analyzer.assess.stating import by_person
from analyzer.assess.tiering import open_questions
from analyzer.core.advice import Advice, Decision
from analyzer.core.findings import Asserted, Finding, parameter
from analyzer.core.profile import DistrictProfile, Threshold, Verdict
from analyzer.core.reports import Assessment, Comparison, TierId

_TO_ACT_ON = (
    Verdict.MINIMIZE,
    Verdict.CONSISTENT_WITH_CONDITION,
    Verdict.NOT_DISCLOSED,
    Verdict.CONFLICTS_WITH_PAGE,
    Verdict.EXCEEDS,
)
_HALF = 0.5


def decision_advice(
    assessment: Assessment, findings: Sequence[Finding], profile: DistrictProfile, *, signed: bool
) -> Advice:
    """Suggest a decision; `signed` tells that a data agreement with the district is in force.

    `assessment` is over all documents, the agreement among them.
    """
    tier = assessment.tier
    if tier.id is TierId.NOT_REVIEWABLE:
        return Advice(decision=Decision.DEFER, reasons=tier.reasons)
    if tier.id is TierId.DO_NOT_APPROVE:
        return Advice(decision=Decision.DENY, reasons=tier.reasons)
    if assessment.exposure is None:
        told = "Nobody has said yet which data pupils will enter. Complete the request."
        return Advice(decision=Decision.DEFER, reasons=(told,))
    threshold = next((t for t in profile.thresholds if t.exposure == assessment.exposure), None)
    if threshold is None:
        told = f"The district profile sets no threshold for exposure E{assessment.exposure}. Add one."
        return Advice(decision=Decision.DEFER, reasons=(told,))
    return _by_threshold(assessment, findings, threshold, signed=signed)


def _by_threshold(
    assessment: Assessment, findings: Sequence[Finding], threshold: Threshold, *, signed: bool
) -> Advice:
    unmet = _unmet(assessment, findings, threshold, signed=signed)
    conditions = _conditions(assessment.comparisons)
    if threshold.second_approver:
        conditions = ("A second, named person approves.", *conditions)
    reasons = (f"Exposure E{threshold.exposure}; tier “{assessment.tier.title}”.",)
    decision = _decide(unmet, conditions, signed=signed)
    return Advice(decision=decision, reasons=reasons, unmet=unmet, conditions=conditions)


def _decide(unmet: Sequence[str], conditions: Sequence[str], *, signed: bool) -> Decision:
    if unmet:
        return Decision.APPROVE_WITH_DPA if tuple(unmet) == (_NO_AGREEMENT,) else Decision.DEFER
    if conditions:
        return Decision.APPROVE_WITH_CONDITIONS
    return Decision.APPROVE_WITH_DPA if signed else Decision.APPROVE


_NO_AGREEMENT = "No signed data agreement is among the documents."


def _unmet(
    assessment: Assessment, findings: Sequence[Finding], threshold: Threshold, *, signed: bool
) -> tuple[str, ...]:
    heaviest = max((q.weight for q in assessment.questions), default=0)
    still_open = open_questions(assessment.questions, heaviest)
    unmet = []
    if threshold.tiers and assessment.tier.id.value not in threshold.tiers:
        closed = threshold.agreement_suffices and signed and not still_open
        if not closed:
            unmet.append(f"The tier “{assessment.tier.title}” does not suffice at this exposure.")
    if threshold.agreement_needed and not signed:
        unmet.append(_NO_AGREEMENT)
    if threshold.agreement_needed and still_open:
        unmet.append(f"Open questions of the greatest weight: {', '.join(still_open)}.")
    return (*unmet, *_unproven(assessment.score, findings, threshold))


def _unproven(score: float | None, findings: Sequence[Finding], threshold: Threshold) -> tuple[str, ...]:
    """Return what the threshold asks of score and evidence and does not get."""
    minimum = threshold.minimum_score
    unmet = []
    if minimum is not None and (score is None or score < minimum):
        unmet.append(f"The score is below {minimum:g}.")
    if threshold.audit_needed and not _confirmed(findings, "security.independent_audit"):
        unmet.append("No confirmed evidence of an independent security audit.")
    if threshold.retention_days_needed and not _period_in_days(findings):
        unmet.append("No retention period in days is stated.")
    return tuple(unmet)


def _stating(findings: Iterable[Finding], practice: str) -> list[Finding]:
    return [
        f
        for f in findings
        if f.practice_id == practice
        and f.asserted is Asserted.AFFIRMS
        and f.scope.reaches_students
        and (by_person(f) or (f.status.value == "machine" and f.confidence >= _HALF))
    ]


def _confirmed(findings: Iterable[Finding], practice: str) -> bool:
    return any(by_person(f) for f in _stating(findings, practice))


def _period_in_days(findings: Sequence[Finding]) -> bool:
    practices = ("retention.fixed_period", "retention.return_or_destroy_at_end")
    stated = [f for practice in practices for f in _stating(findings, practice)]
    return any(parameter(f.parameters, "retention_period_days") is not None for f in stated)


def _conditions(rows: Iterable[Comparison]) -> tuple[str, ...]:
    to_act = [r for r in rows if r.action and r.verdict in _TO_ACT_ON]
    return tuple(dict.fromkeys(f"{r.subject}: {r.action}" for r in to_act))
