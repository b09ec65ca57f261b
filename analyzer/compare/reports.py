"""Compare two reports of one vendor: text, findings, answers, score, and whose change it was."""

from dataclasses import replace

from analyzer.compare.findings import Side, compare_findings
from analyzer.compare.versions import compare_documents
from analyzer.core.changes import Cause, Changes, FindingChange, QuestionChange
from analyzer.core.documents import Document
from analyzer.core.reports import Provenance, QuestionState, Report

_ORDER = tuple(Cause)


def compare_reports(old: Report, new: Report) -> Changes:
    """Return everything that changed from one report of a vendor to the next.

    A document that could not be read this time is told as such; its findings count as not read,
    never as gone.
    """
    pairs, removed, added = _pair_documents(old, new)
    moved = [(a.source.location, b.source.location) for a, b in pairs]
    before, after = Side.of(old, {b: a for a, b in moved}), Side.of(new, dict(moved))
    documents = tuple(compare_documents(a, b) for a, b in pairs)
    machinery = _machinery(old.provenance, new.provenance)
    findings = compare_findings(before, after, machinery)
    changes = Changes(
        vendor_id=new.vendor.id,
        documents=documents,
        added_documents=tuple(location for location in added if not before.lists(location)),
        removed_documents=tuple(location for location in removed if not after.lists(location)),
        findings=findings,
        questions=_questions(old, new),
        old_score=old.assessment.score,
        new_score=new.assessment.score,
        old_tier=old.assessment.tier.id,
        new_tier=new.assessment.tier.id,
    )
    return replace(changes, causes=_causes(changes, pairs, machinery, lost=_lost(before, after)))


def _pair_documents(old: Report, new: Report) -> tuple[list[tuple[Document, Document]], list[str], list[str]]:
    """Pair documents by where they are published; what moved to another address, by kind and words."""
    by_location = {document.source.location: document for document in new.documents}
    pairs, left = [], []
    for document in old.documents:
        same = by_location.pop(document.source.location, None)
        if same is None:
            left.append(document)
        else:
            pairs.append((document, same))
    removed = []
    for document in left:
        moved = _moved_to(document, list(by_location.values()))
        if moved is None:
            removed.append(document.source.location)
        else:
            pairs.append((document, by_location.pop(moved.source.location)))
    return pairs, removed, list(by_location)


def _moved_to(document: Document, candidates: list[Document]) -> Document | None:
    same_kind = [other for other in candidates if other.kind is document.kind]
    if len(same_kind) == 1 and document.status.scored and same_kind[0].status.scored:
        return same_kind[0]
    return None


def _machinery(old: Provenance, new: Provenance) -> tuple[Cause, ...]:
    """Return what of ours differs between two reports, most likely cause first."""
    differing = (
        (Cause.RULES, old.rulebook_digest != new.rulebook_digest),
        (Cause.MODEL, old.model_id != new.model_id),
        (Cause.EXTRACTOR, old.analyzer_version != new.analyzer_version),
        (Cause.PROFILE, old.profile_digest != new.profile_digest),
    )
    return tuple(cause for cause, differs in differing if differs)


def _questions(old: Report, new: Report) -> tuple[QuestionChange, ...]:
    before = {state.question_id: state for state in old.assessment.questions}
    after = {state.question_id: state for state in new.assessment.questions}
    changes = []
    for question_id in dict.fromkeys((*before, *after)):
        a, b = before.get(question_id), after.get(question_id)
        if _answer(a) != _answer(b):
            changes.append(
                QuestionChange(
                    question_id=question_id,
                    old=a.state if a else None,
                    new=b.state if b else None,
                    old_credit=a.credit if a else None,
                    new_credit=b.credit if b else None,
                )
            )
    return tuple(changes)


def _answer(state: QuestionState | None) -> tuple[object, object] | None:
    return None if state is None else (state.state, state.credit)


def _lost(old: Side, new: Side) -> bool:
    """Tell whether one report could not read what the other could."""
    return any(
        old.reads(location) != new.reads(location)
        for location in {*old.words, *new.words}
        if old.lists(location) and new.lists(location)
    )


def _causes(
    changes: Changes,
    pairs: list[tuple[Document, Document]],
    machinery: tuple[Cause, ...],
    *,
    lost: bool,
) -> tuple[Cause, ...]:
    found = {change.cause for change in changes.findings}
    for (old, new), change in zip(pairs, changes.documents, strict=True):
        if change.changed:
            same_bytes = old.snapshot_id == new.snapshot_id and old.snapshot_id is not None
            found.add(Cause.EXTRACTOR if same_bytes else Cause.VENDOR_TEXT)
    if changes.added_documents or changes.removed_documents:
        found.add(Cause.LIST)
    if lost:
        found.add(Cause.NOT_READ)
    answered_anew = changes.questions or changes.old_score != changes.new_score
    if answered_anew or changes.old_tier is not changes.new_tier:
        found |= _unexplained(changes.findings, machinery)
    return tuple(cause for cause in _ORDER if cause in found)


def _unexplained(findings: tuple[FindingChange, ...], machinery: tuple[Cause, ...]) -> set[Cause]:
    """Return the causes of a score that moved though no finding did: new weights, or another profile."""
    scoring: set[Cause] = {cause for cause in machinery if cause in (Cause.RULES, Cause.PROFILE)}
    return scoring if Cause.PROFILE in scoring or not findings else set()
