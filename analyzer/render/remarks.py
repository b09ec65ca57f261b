"""The short remarks that narrow a quote: whom it is about, what softens it, what a person said of it."""

from collections.abc import Mapping

from analyzer.core.findings import Asserted, Finding, FindingStatus, Qualifier
from analyzer.core.reviews import Review
from analyzer.render.words import FINDING_STATUS_LABEL, QUALIFIER_LABEL, SCOPE_LABEL, parameter_words


def chips(
    finding: Finding, *, superseded: bool, review: Review | None, elements: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return the remarks in the order in which they are read; what no person checked yet is not said.

    `elements` holds the labels of data elements by their ids.
    """
    found = [SCOPE_LABEL[finding.scope]]
    if finding.asserted is Asserted.DENIES:
        found.append("the clause denies it")
    if finding.qualifier is not Qualifier.NONE:
        found.append(QUALIFIER_LABEL[finding.qualifier])
    told = tuple((name, value) for name, value in finding.parameters if name != "also_answers")
    found.extend(parameter_words(told, elements))
    if superseded:
        found.append("superseded by a controlling document")
    if review is None and finding.status is not FindingStatus.MACHINE:
        found.append(FINDING_STATUS_LABEL[finding.status])
    if review is not None:
        said = f": {review.reason}" if review.reason else ""
        found.append(f"{review.verdict.value} by {review.reviewer}, {review.made_at:%Y-%m-%d}{said}")
    return tuple(found)
