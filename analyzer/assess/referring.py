"""Governing documents that were not read, though documents that were read refer to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from analyzer.assess.standing import SCHOOL
from analyzer.core.documents import Document, DocumentKind, Reference, Span
from analyzer.core.findings import Finding, parameter
from analyzer.core.reports import DocumentStanding, ReferredDocument

_SCHOOL_KINDS = frozenset({DocumentKind.STUDENT_POLICY, DocumentKind.DATA_AGREEMENT})
_OTHERWISE_NAMED = ("agreement", "contract", "dpa", "order form")
_PUBLISHED = ("policy", "notice", "statement", "addendum", "terms")
_QUOTED = 200  # characters of the sentence that names a document
_ENDS = (". ", "\n", "? ", "! ")


def referred_to(
    documents: Sequence[Document], findings: Iterable[Finding], standings: Sequence[DocumentStanding]
) -> tuple[ReferredDocument, ...]:
    """Return the governing documents that were not read, one of each kind, in reading order.

    Where one of a kind was read, a reference to that kind counts as followed: a text names its
    neighbours in many ways. So does a reference to school terms where any are in force.
    """
    read = [d for d in documents if d.status.scored]
    kinds = {d.kind for d in read}
    ids = {d.id for d in read}
    if any(s.rank <= SCHOOL for s in standings if s.document_id in ids):
        kinds |= _SCHOOL_KINDS
    addresses = {bare_address(d.source.location) for d in read}
    found: dict[DocumentKind, ReferredDocument] = {}
    for one in (*_by_title(read), *_by_pointer(read, findings)):
        if one.kind in kinds or (one.url and bare_address(one.url) in addresses):
            continue
        known = found.setdefault(one.kind, one)
        if one.url and not known.url:
            found[one.kind] = replace(known, url=one.url)
    return tuple(sorted(found.values(), key=lambda r: (r.document_id, r.span, r.kind)))


def bare_address(url: str) -> str:
    """Return what two spellings of one address share: no scheme, `www.`, fragment or end slash."""
    bare = url.partition("#")[0].partition("://")[2] or url
    return bare.removeprefix("www.").rstrip("/").casefold()


def _by_title(read: Sequence[Document]) -> Iterator[ReferredDocument]:
    for document in read:
        for reference in document.refers_to:
            if reference.governs:
                yield _from_title(document, reference)


def _from_title(document: Document, reference: Reference) -> ReferredDocument:
    span = _sentence_around(document.text, reference.spans[0])
    return ReferredDocument(
        title=reference.title,
        kind=reference.kind,
        document_id=document.id,
        span=span,
        quote=" ".join(span.of(document.text).split()),
        url=reference.url,
    )


def _by_pointer(read: Sequence[Document], findings: Iterable[Finding]) -> Iterator[ReferredDocument]:
    """Yield the student policies that a clause points to without a title that could be looked up.

    A contract with the school is not meant: it is not published, and its absence is told by the
    score without agreement.
    """
    ids = {d.id for d in read}
    for finding in sorted(findings, key=lambda f: f.key):
        evidence = finding.evidence
        if finding.practice_id != "scope.student_terms_control" or evidence.document_id not in ids:
            continue
        quote = evidence.quote.casefold()
        if any(w in quote for w in _OTHERWISE_NAMED) or not any(w in quote for w in _PUBLISHED):
            continue
        where = parameter(finding.parameters, "target_url")
        yield ReferredDocument(
            title="the student policy",
            kind=DocumentKind.STUDENT_POLICY,
            document_id=evidence.document_id,
            span=evidence.span,
            quote=evidence.quote[:_QUOTED],
            url=str(where) if where else None,
        )


def _sentence_around(text: str, span: Span) -> Span:
    """Return the sentence around `span`; of a long one only the words near it."""
    start = max((at + len(end) for end in _ENDS if (at := text.rfind(end, 0, span.start)) >= 0), default=0)
    end = min((at + 1 for mark in _ENDS if (at := text.find(mark, span.end)) >= 0), default=len(text))
    near, far = span.start - _QUOTED // 2, span.end + _QUOTED // 2
    if start < near:
        start = text.index(" ", near, span.start + 1) + 1 if " " in text[near : span.start] else span.start
    if end > far:
        end = text.rindex(" ", span.end, far) if " " in text[span.end : far] else span.end
    return Span(start, end)
