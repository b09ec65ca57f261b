"""How much of what governs the product was read (rubric section 4.1, step 7)."""

from collections.abc import Iterable, Sequence

from analyzer.assess.referring import bare_address, referred_to
from analyzer.assess.standing import POLICIES
from analyzer.core.documents import Document, DocumentKind, ReadingStatus
from analyzer.core.findings import Finding
from analyzer.core.reports import Coverage, DocumentStanding, ReferredDocument, UnreadSource

_HEAVY = frozenset({DocumentKind.PRIVACY_POLICY, DocumentKind.STUDENT_POLICY})


def coverage_of(
    documents: Sequence[Document],
    findings: Iterable[Finding],
    standings: Sequence[DocumentStanding],
    unread: Iterable[UnreadSource] = (),
) -> Coverage:
    """Return the weighted share (0–1) of the governing documents that were read.

    Missing are documents that could not be read, sources that gave none, and governing documents
    that a document refers to while none of their kind was read. A page that turned out to be no
    policy is missing only if a person had declared it as one.
    """
    obtained = [d for d in documents if d.status.scored]
    lost = [d for d in documents if not d.status.scored and _was_expected(d)]
    places = {d.source.location for d in documents}
    sources = [u for u in unread if u.location not in places]
    named = referred_to(documents, findings, standings)
    # what could not be read is named with its reason already: it does not lower the share twice
    known = [d.source.location for d in lost] + [u.location for u in sources]
    kinds = {d.kind for d in lost} | {u.kind for u in sources}
    referred = tuple(r for r in named if r.kind not in kinds and not _is_among(r.url, known))
    missing = (
        *(f"{d.title or d.source.location} ({d.status.value.replace('_', ' ')})" for d in lost),
        *(f"{u.location} ({u.reason})" for u in sources),
        *(_named(r) for r in referred),
    )
    read = sum(_weight(d.kind) for d in obtained)
    unseen = sum(_weight(d.kind) for d in lost) + sum(_weight(u.kind) for u in sources)
    unseen += sum(_weight(r.kind) for r in referred)
    return Coverage(
        share=read / (read + unseen) if read + unseen else 0.0,
        obtained=tuple(d.id for d in obtained),
        missing=missing,
        referred=referred,
    )


def covered(documents: Iterable[Document], standings: Iterable[DocumentStanding]) -> bool:
    """Tell whether a policy that was read covers the product (gate HF4)."""
    covering = {s.document_id for s in standings if s.covers_product}
    return any(d.status.scored and d.kind in POLICIES and d.id in covering for d in documents)


def _was_expected(document: Document) -> bool:
    return document.status is not ReadingStatus.NOT_A_POLICY or document.source.kind is not None


def _weight(kind: DocumentKind | None) -> int:
    return 2 if kind in _HEAVY else 1


def _named(referred: ReferredDocument) -> str:
    """Return the name of a missing document, with where it is and who names it."""
    where = f", {referred.url}" if referred.url else ""
    return f"{referred.title}{where} (referred to in “{referred.quote}”)"


def _is_among(url: str | None, locations: Iterable[str]) -> bool:
    return url is not None and bare_address(url) in {bare_address(one) for one in locations}
