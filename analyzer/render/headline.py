"""The first line of every report: score with its range, tier, and how far people have checked it."""

from math import ceil, floor

from analyzer.core.findings import FindingStatus
from analyzer.core.reports import Assessment, Report, TierId


def score_words(assessment: Assessment) -> str:
    """Return `72 (70–73) of 100`, or an empty string where nothing is scored."""
    if assessment.score is None or assessment.tier.id is TierId.NOT_REVIEWABLE:
        return ""
    return f"{range_words(assessment.score, assessment.low, assessment.high)} of 100"


def range_words(score: float, low: float | None, high: float | None) -> str:
    """Return `72 (70–73)`.

    Score and low end are rounded down, the high end up: the printed number never stands above a
    tier's threshold that the exact score does not reach, and the printed range is never too narrow.
    """
    lowest, highest = floor(score if low is None else low), ceil(score if high is None else high)
    return f"{floor(score)} ({lowest}–{highest})"


def to_confirm(report: Report, assessment: Assessment | None = None) -> int:
    """Count the findings that no person has looked at yet and that the tier rests on.

    These decide a question of the greatest weight, or raise a gate. The assessment is the report's
    own where none is given.
    """
    judged = assessment or report.assessment
    heaviest = max((state.weight for state in judged.questions), default=0)
    decisive = {key for state in judged.questions if state.weight == heaviest for key in state.decided_by}
    decisive |= {key for gate in judged.hard_fails for key in gate.finding_keys}
    unseen = {finding.key for finding in report.findings if finding.status is FindingStatus.MACHINE}
    return len(decisive & unseen)


def standing_words(report: Report) -> str:
    """Say whether people have confirmed what the tier rests on."""
    count = to_confirm(report)
    if report.assessment.provisional or count:
        findings = "finding" if count == 1 else "findings"
        return f"provisional: {count} decisive {findings} to confirm" if count else "provisional"
    return "confirmed"


def headline(report: Report) -> str:
    """Return the line that sums the report up, for example `72 (70–73) of 100 · Approve with DPA · …`.

    A report without a score says so by its tier and never shows a number.
    """
    tier = report.assessment.tier
    score = score_words(report.assessment)
    if not score:
        return f"{tier.title}: no score"
    return f"{score} · {tier.title} · {standing_words(report)}"
