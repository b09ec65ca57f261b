"""How much of what governs the product was read (rubric section 4.1, step 7)."""

from collections.abc import Iterable, Sequence

from analyzer.assess.standing import POLICIES, SCHOOL
from analyzer.core.documents import Document, DocumentKind, ReadingStatus
from analyzer.core.findings import Finding, parameter
from analyzer.core.reports import Coverage, DocumentStanding, UnreadSource

_HEAVY = frozenset({DocumentKind.PRIVACY_POLICY, DocumentKind.STUDENT_POLICY})
_OTHERWISE_NAMED = ("agreement", "contract", "dpa", "order form")
_PUBLISHED = ("policy", "notice", "statement", "addendum", "terms")


def coverage_of(
    documents: Sequence[Document],
    findings: Iterable[Finding],
    standings: Sequence[DocumentStanding],
    unread: Iterable[UnreadSource] = (),
) -> Coverage:
    """Return the weighted share (0–1) of the governing documents that were read.

    Missing are documents that could not be read, sources that gave none, and a student policy
    that a document refers to while none was read. A page that turned out to be no policy is
    missing only if a person had declared it as one.
    """
    obtained = [d for d in documents if d.status.scored]
    lost = [d for d in documents if not d.status.scored and _was_expected(d)]
    places = {d.source.location for d in documents}
    sources = [u for u in unread if u.location not in places]
    referred = _student_policy_referred_to(obtained, findings, standings)
    missing = (
        *(f"{d.title or d.source.location} ({d.status.value.replace('_', ' ')})" for d in lost),
        *(f"{u.location} ({u.reason})" for u in sources),
        *referred,
    )
    read = sum(_weight(d.kind) for d in obtained)
    unseen = sum(_weight(d.kind) for d in lost) + sum(_weight(u.kind) for u in sources)
    unseen += _weight(DocumentKind.STUDENT_POLICY) * len(referred)
    return Coverage(
        share=read / (read + unseen) if read + unseen else 0.0,
        obtained=tuple(d.id for d in obtained),
        missing=missing,
    )


def covered(documents: Iterable[Document], standings: Iterable[DocumentStanding]) -> bool:
    """Tell whether a policy that was read covers the product (gate HF4)."""
    covering = {s.document_id for s in standings if s.covers_product}
    return any(d.status.scored and d.kind in POLICIES and d.id in covering for d in documents)


def _was_expected(document: Document) -> bool:
    return document.status is not ReadingStatus.NOT_A_POLICY or document.source.kind is not None


def _weight(kind: DocumentKind | None) -> int:
    return 2 if kind in _HEAVY else 1


def _student_policy_referred_to(
    obtained: Sequence[Document], findings: Iterable[Finding], standings: Sequence[DocumentStanding]
) -> tuple[str, ...]:
    """Name the student policy that a document points to, where none was read.

    A contract with the school is not meant: it is not published, and its absence is told by the
    score without agreement.
    """
    read = {d.id for d in obtained}
    if any(s.rank <= SCHOOL for s in standings if s.document_id in read):
        return ()
    for finding in sorted(findings, key=lambda f: f.key):
        if finding.practice_id != "scope.student_terms_control" or finding.evidence.document_id not in read:
            continue
        quote = finding.evidence.quote.casefold()
        if any(w in quote for w in _OTHERWISE_NAMED) or not any(w in quote for w in _PUBLISHED):
            continue
        where = parameter(finding.parameters, "target_url")
        return (f"{where or 'the student policy'} (referred to in “{finding.evidence.quote[:120]}”)",)
    return ()
