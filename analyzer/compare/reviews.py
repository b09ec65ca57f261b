"""Find reviewed clauses again in a newer report, so that people's verdicts survive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from analyzer.compare.amounts import compare_amounts
from analyzer.compare.clauses import Clause, cut_clauses, fold_clause
from analyzer.core.documents import Document, Span
from analyzer.core.findings import Asserted, Evidence, Finding, FindingStatus, Qualifier, Reading, Scope
from analyzer.core.reviews import (
    Edit,
    Placement,
    PlacementKind,
    Review,
    ReviewedFindings,
    ReviewVerdict,
)

_STATUS = {
    ReviewVerdict.CONFIRMED: FindingStatus.CONFIRMED,
    ReviewVerdict.REJECTED: FindingStatus.REJECTED,
    ReviewVerdict.EDITED: FindingStatus.EDITED,
    ReviewVerdict.ADDED: FindingStatus.CONFIRMED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike (rapidfuzz ratio, 0–100) two wordings of a clause must be.

    From `shown` on they are shown side by side as one clause; from `carried` on, and with the same
    numbers and terms in it, a verdict holds for the new wording without another look.
    """

    shown: float = 70.0
    carried: float = 95.0


@dataclass(frozen=True, slots=True)
class _Found:
    finding: Finding
    kind: PlacementKind
    similarity: float
    held: bool


def apply_reviews(
    findings: Sequence[Finding],
    documents: Sequence[Document],
    reviews: Iterable[Review],
    *,
    likeness: Likeness | None = None,
) -> ReviewedFindings:
    """Return the findings with the newest verdict on each; no review is ever dropped.

    A finding keeps the key the machine gave it, also where a person edited it. Rejected findings
    stay, with their status. Verdicts that were taken back have no effect, also where `findings` come
    from a report to which they were applied: what a person had added or edited is undone first.
    """
    likeness = likeness or Likeness()
    current = [_as_the_machine_read(finding) for finding in findings if not _of_a_person(finding)]
    placements: list[Placement] = []
    places = {document.id: document for document in documents}
    said = tuple(reviews)
    added = {review.finding_key: review for review in said if review.verdict is ReviewVerdict.ADDED}
    for review in newest(said):
        found = _find(review, current, places, likeness)
        if found is None and review.finding_key in added:
            found = _find_added(added[review.finding_key], places, likeness)
        if found is None:
            orphan = Placement(review=review, kind=PlacementKind.ORPHANED, applied=False)
            placements.append(orphan)
            continue
        finding = _judged(found.finding, review) if found.held else found.finding
        if found.held:
            _judge_all(current, found.finding, review)
        placements.append(
            Placement(
                review=review,
                kind=found.kind,
                applied=found.held,
                finding=finding,
                similarity=found.similarity,
            )
        )
    return ReviewedFindings(findings=tuple(current), placements=tuple(placements))


def newest(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return the newest verdict on each finding, without those that were taken back."""
    last: dict[str, Review] = {}
    for review in reviews:
        known = last.get(review.finding_key)
        if known is None or review.revision >= known.revision:
            last[review.finding_key] = review
    kept = (review for review in last.values() if review.verdict is not ReviewVerdict.WITHDRAWN)
    return tuple(sorted(kept, key=lambda review: review.finding_key))


def _find(
    review: Review, findings: Sequence[Finding], documents: dict[str, Document], likeness: Likeness
) -> _Found | None:
    same = [finding for finding in findings if finding.key == review.finding_key]
    if same:
        here = [f for f in same if _location(f, documents) == review.location]
        kind = PlacementKind.EXACT if here else PlacementKind.MOVED
        return _Found((here or same)[0], kind, 1.0, held=True)
    if review.verdict is ReviewVerdict.ADDED:
        return None  # only the person saw it
    return _find_reworded(review, findings, likeness)


def _find_reworded(review: Review, findings: Sequence[Finding], likeness: Likeness) -> _Found | None:
    scored = [
        (fuzz.ratio(fold_clause(review.quote), fold_clause(finding.evidence.quote)), finding)
        for finding in findings
        if finding.practice_id == review.practice_id and finding.status is FindingStatus.MACHINE
    ]
    if not scored:
        return None
    score, finding = max(scored, key=lambda pair: pair[0])
    if score < likeness.shown:
        return None
    held = score >= likeness.carried and not compare_amounts(review.quote, finding.evidence.quote)
    return _Found(finding, PlacementKind.REWORDED, score / 100, held=held)


def _find_added(review: Review, documents: dict[str, Document], likeness: Likeness) -> _Found | None:
    """Find a clause that only a person saw: at its place, elsewhere word for word, or reworded."""
    for document in documents.values():
        unchanged = document.snapshot_id == review.snapshot_id and review.span is not None
        if unchanged and review.span is not None and review.span.of(document.text) == review.quote:
            return _Found(_made(review, document, review.span), PlacementKind.EXACT, 1.0, held=True)
    clauses = [(clause, document) for document in documents.values() for clause in _clauses(document)]
    for document in sorted(documents.values(), key=lambda d: d.source.location != review.location):
        start = document.text.find(review.quote) if document.status.scored else -1
        if start >= 0:
            finding = _made(review, document, Span(start, start + len(review.quote)))
            same_place = document.source.location == review.location
            kind = PlacementKind.EXACT if same_place else PlacementKind.MOVED
            return _Found(finding, kind, 1.0, held=True)
    return _most_alike(review, clauses, likeness)


def _most_alike(review: Review, clauses: list[tuple[Clause, Document]], likeness: Likeness) -> _Found | None:
    quote = fold_clause(review.quote)
    scored = [(fuzz.ratio(quote, clause.folded), clause, document) for clause, document in clauses]
    if not scored:
        return None
    score, clause, document = max(scored, key=lambda entry: entry[0])
    if score < likeness.shown:
        return None
    held = score >= likeness.carried and not compare_amounts(review.quote, clause.text)
    finding = _made(review, document, clause.span)
    return _Found(finding, PlacementKind.REWORDED, score / 100, held=held)


def _clauses(document: Document) -> tuple[Clause, ...]:
    return cut_clauses(document).body if document.status.scored else ()


def _made(review: Review, document: Document, span: Span) -> Finding:
    """Return the finding that a person made of a clause; its words are those of this document."""
    edit = review.edit or Edit()
    evidence = Evidence(
        document_id=document.id,
        span=span,
        quote=span.of(document.text),
        detectors=(f"person:{review.reviewer}",),
        reasons=(review.reason,) if review.reason else (),
    )
    return Finding(
        key=review.finding_key,
        practice_id=review.practice_id,
        asserted=edit.asserted or Asserted.AFFIRMS,
        scope=edit.scope or Scope.ANY,
        qualifier=edit.qualifier or Qualifier.NONE,
        evidence=evidence,
        confidence=1.0,
        status=FindingStatus.MACHINE,
        severity=edit.severity,
    )


def _judged(finding: Finding, review: Review) -> Finding:
    judged = replace(finding, status=_STATUS[review.verdict])
    if review.verdict is not ReviewVerdict.EDITED or review.edit is None:
        return judged
    edit = review.edit
    machine = Reading(
        practice_id=finding.practice_id,
        asserted=finding.asserted,
        scope=finding.scope,
        qualifier=finding.qualifier,
        severity=finding.severity,
    )
    return replace(
        judged,
        machine_reading=machine,
        practice_id=edit.practice_id or finding.practice_id,
        asserted=edit.asserted or finding.asserted,
        scope=edit.scope or finding.scope,
        qualifier=edit.qualifier or finding.qualifier,
        severity=finding.severity if edit.severity is None else edit.severity,
    )


def _of_a_person(finding: Finding) -> bool:
    """Tell a finding that only a person saw: it is made again from the person's word, if that stands."""
    detectors = finding.evidence.detectors
    return bool(detectors) and all(detector.startswith("person:") for detector in detectors)


def _as_the_machine_read(finding: Finding) -> Finding:
    machine = finding.machine_reading
    if machine is None:
        return replace(finding, status=FindingStatus.MACHINE)
    return replace(
        finding,
        practice_id=machine.practice_id,
        asserted=machine.asserted,
        scope=machine.scope,
        qualifier=machine.qualifier,
        severity=machine.severity,
        status=FindingStatus.MACHINE,
        machine_reading=None,
    )


def _judge_all(findings: list[Finding], found: Finding, review: Review) -> None:
    """Give the verdict to every copy of the clause; a clause that only the person saw comes in anew."""
    same = [at for at, known in enumerate(findings) if known.key == found.key]
    for at in same:
        findings[at] = _judged(findings[at], review)
    if not same:
        findings.append(_judged(found, review))


def _location(finding: Finding, documents: dict[str, Document]) -> str | None:
    document = documents.get(finding.evidence.document_id)
    return None if document is None else document.source.location
