"""The verdict over one set of documents: every stage of rubric section 4.1 in its order."""

from collections.abc import Sequence
from dataclasses import replace

from analyzer.assess.comparing import compare_with_profile
from analyzer.assess.conflicts import conflicts_in
from analyzer.assess.covering import coverage_of, covered
from analyzer.assess.drafting import law_notes, questions_for_vendor
from analyzer.assess.elements import elements_used, exposure_of
from analyzer.assess.gates import NO_POLICY, closes, gates_met
from analyzer.assess.scoring import Scored, dimension_scores, score_questions, total
from analyzer.assess.standing import SCHOOL
from analyzer.assess.stating import Statement, by_person, order_of, state_all
from analyzer.assess.tiering import heaviest, is_provisional, not_reviewable, tier_of, why_not_reviewable
from analyzer.core.documents import Document
from analyzer.core.findings import Finding, FindingStatus, Scope
from analyzer.core.profile import DistrictProfile, Request, Ruling
from analyzer.core.reports import (
    Assessment,
    DocumentStanding,
    ElementMention,
    HardFailState,
    UnreadSource,
)
from analyzer.core.rules import Rulebook


def assess(  # noqa: PLR0913  every argument is one input of the verdict, and callers name them
    findings: Sequence[Finding],
    documents: Sequence[Document],
    standings: Sequence[DocumentStanding],
    rulebook: Rulebook,
    profile: DistrictProfile,
    *,
    request: Request | None = None,
    unread: Sequence[UnreadSource] = (),
    rulings: Sequence[Ruling] = (),
    mentions: Sequence[ElementMention] = (),
    scheduled: Sequence[ElementMention] = (),
) -> Assessment:
    """Return the assessment of `findings` by the rubric.

    Only findings in documents that were read are heard. `score`, `low` and `high` are None where
    nothing may be scored (coverage too low, or no policy covers the product); the questions are
    then still answered, so that a reader sees what was found. `mentions` are the data elements
    that the texts name (`read_elements`), `scheduled` those of the agreement's schedule.
    """
    read = {d.id for d in documents if d.status.scored}
    heard = _within_reach([f for f in findings if f.evidence.document_id in read], standings)
    coverage = coverage_of(documents, heard, standings, unread)
    statements = state_all(heard, standings, rulebook, profile.home_state)
    scored = score_questions(statements, rulebook, rulings, coverage)
    states = tuple(s.state for s in scored)
    school_terms = any(s.rank <= SCHOOL for s in standings if s.document_id in read)
    gates = gates_met(scored, statements, rulebook, request, education_terms=school_terms)
    is_covered = covered(documents, standings)
    reasons = why_not_reviewable(coverage, rulebook.scoring.coverage_minimum, covered=is_covered)
    score = None if reasons else total(states, lambda s: s.credit)
    confirmed = frozenset(f.key for f in heard if by_person(f))
    live = _live(scored)
    elements = elements_used(rulebook.elements, (s.finding for s in live), mentions, scheduled, request)
    return Assessment(
        score=score,
        low=None if reasons else total(states, lambda s: s.low),
        high=None if reasons else total(states, lambda s: s.high),
        tier=not_reviewable(reasons) if reasons else tier_of(score, states, gates, rulebook),
        provisional=is_provisional(states, gates, confirmed, rulings, heaviest(rulebook)),
        questions=states,
        dimensions=() if reasons else dimension_scores(states, rulebook),
        hard_fails=(*gates, *_no_policy(rulebook, heard, covers=is_covered)),
        coverage=coverage,
        exposure=exposure_of(elements, request),
        other_users=_other_users(heard),
        comparisons=compare_with_profile((s.finding for s in live), elements, profile, request),
        vendor_questions=questions_for_vendor(scored, rulebook),
        law_notes=law_notes(live, documents, rulebook, profile.home_state),
        conflicts=conflicts_in(scored),
        elements=elements,
        sort_score=_sort_score(score, gates, rulebook),
    )


def _within_reach(findings: Sequence[Finding], standings: Sequence[DocumentStanding]) -> tuple[Finding, ...]:
    """Return the findings, those of documents about the website alone as being about its visitors.

    A website's notice says "you" and means whoever looks at its pages; what it says of pupils or
    schools in so many words stays theirs.
    """
    website = {s.document_id for s in standings if not s.covers_product}
    return tuple(
        replace(f, scope=Scope.WEBSITE)
        if f.scope is Scope.ANY and f.evidence.document_id in website and not _says_whom(f)
        else f
        for f in findings
    )


def _says_whom(finding: Finding) -> bool:
    """Tell whether a finding is about the documents themselves: that is nobody's data."""
    return finding.practice_id.startswith("scope.")


def _live(scored: Sequence[Scored]) -> tuple[Statement, ...]:
    """Return the statements that count on some question, each once, in a fixed order."""
    found = {id(s.finding): s for one in scored if one.answer for s in one.answer.counted}
    return tuple(sorted(found.values(), key=order_of))


def _other_users(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the keys of findings about other people than pupils: a teacher's free account is a risk too."""
    keys = {
        f.key for f in findings if not f.scope.reaches_students and f.status is not FindingStatus.REJECTED
    }
    return tuple(sorted(keys))


def _sort_score(score: float | None, gates: Sequence[HardFailState], rulebook: Rulebook) -> float | None:
    if score is None or not any(closes(g) for g in gates):
        return score
    return min(score, rulebook.scoring.hard_fail_cap)


def _no_policy(rulebook: Rulebook, findings: Sequence[Finding], *, covers: bool) -> tuple[HardFailState, ...]:
    if covers:
        return ()
    keys = tuple(sorted({f.key for f in findings if f.practice_id == "scope.website_only"}))
    return tuple(
        HardFailState(id=g.id, title=g.title, finding_keys=keys, confirmed=False)
        for g in rulebook.hard_fails
        if g.id == NO_POLICY
    )
