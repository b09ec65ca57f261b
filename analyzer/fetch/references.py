"""Governing documents that a text refers to: what should have been read too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from analyzer.core.documents import Document, DocumentKind, Span
from analyzer.fetch.links import Candidate, same_page_key
from analyzer.fetch.titles import folded, promise_of_title

_GOVERNING: Final = frozenset(
    {
        DocumentKind.DATA_AGREEMENT,
        DocumentKind.STUDENT_POLICY,
        DocumentKind.PRIVACY_POLICY,
        DocumentKind.TERMS,
        DocumentKind.ACCEPTABLE_USE,
        DocumentKind.SUBPROCESSOR_LIST,
        DocumentKind.AI_NOTICE,
    }
)
_LAST: Final = (
    r"(?:Polic(?:y|ies)|Notice|Statement|Agreement|Addendum|DPA|Conditions of Use"
    r"|Terms(?: (?:of|and|&) (?:Service|Use|Sale|Conditions))?"
    r"|[Ss]ub-?processors? [Ll]ist|[Ll]ist of [Ss]ub-?processors)"
)
# A title in capitals after an article, or words after "our": "the Student Data Addendum",
# "our terms of service". Never "this policy": a text need not be told to have read itself. Bare
# "our terms" says too little to look for.
_NAMED: Final = re.compile(
    rf"\b(?:[Oo]ur|[Tt]he|[Aa]|[Aa]n) (?:separate |applicable |then-current )?"
    rf"(?P<title>(?:(?!Th)[A-Z][\w&/'’-]*,? |of |and |for |& ){{0,7}}{_LAST})(?!\w)"
)
_OURS: Final = re.compile(
    r"\b[Oo]ur (?:separate |full |website )?"
    r"(?P<title>(?:(?!(?:our|the|this|these|that|under|with|in|to|by) )[\w&/'’-]+ ){0,4}?"
    r"(?:polic(?:y|ies)|notice|statement|agreement|addendum|terms (?:of|and|&) (?:service|use|conditions)"
    r"|sub-?processors? list|list of sub-?processors))(?!\w)"
)
_VAGUE: Final = re.compile(
    r"(?:(?:additional|supplemental|other|new|official|applicable|specific|product|payment|pricing|and) )*"
    r"(?:terms|conditions|polic(?:y|ies)|agreement|terms and conditions)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A governing document that a text names.

    `title` is as first written; `spans` are all places in `Document.text` where it is named, in
    order; `url` is where a link of the page leads under that name, None where none does.
    """

    title: str
    kind: DocumentKind
    spans: tuple[Span, ...]
    url: str | None = None


def referred_documents(document: Document, links: Sequence[Candidate] = ()) -> tuple[Reference, ...]:
    """Return the governing documents that a text names, in order of first mention.

    `links` are the ranked links of the same page (`rank_links`). Documents of the text's own kind
    under its own title are left out, and so are other companies' documents.
    """
    places: dict[str, list[tuple[Span, str, DocumentKind]]] = {}
    for span in _mentions(document.text):
        title = span.of(document.text)
        promise = promise_of_title(title)
        if promise is None or promise.kind not in _GOVERNING or _VAGUE.fullmatch(folded(title)):
            continue
        if _is_itself(document, title, promise.kind):
            continue
        places.setdefault(folded(title), []).append((span, title, promise.kind))
    references = (
        Reference(
            title=" ".join(found[0][1].split()),
            kind=found[0][2],
            spans=tuple(span for span, _, _ in found),
            url=_address(found[0][1], found[0][2], links),
        )
        for found in places.values()
    )
    return tuple(sorted(references, key=lambda reference: reference.spans[0]))


def not_obtained(references: Iterable[Reference], documents: Sequence[Document]) -> tuple[Reference, ...]:
    """Return the references for which no document was read: neither its address nor its kind."""
    read = [document for document in documents if document.status.scored]
    kinds = {document.kind for document in read}
    addresses = {same_page_key(document.source.location) for document in read}
    return tuple(
        reference
        for reference in references
        if reference.kind not in kinds
        and (reference.url is None or same_page_key(reference.url) not in addresses)
    )


def _mentions(text: str) -> list[Span]:
    """Return where titles stand; of two that overlap, the longer."""
    spans = [Span(*m.span("title")) for pattern in (_NAMED, _OURS) for m in pattern.finditer(text)]
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _is_itself(document: Document, title: str, kind: DocumentKind) -> bool:
    own = folded(document.title or "")
    same_kind = kind is document.kind
    return same_kind and (not own or folded(title) in own or own in folded(title))


def _address(title: str, kind: DocumentKind, links: Sequence[Candidate]) -> str | None:
    """Return the address of the link with this title, else of the only link of this kind."""
    wanted = folded(title)
    for link in links:
        if folded(link.title) == wanted:
            return link.url
    of_kind = [link.url for link in links if link.kind is kind]
    return of_kind[0] if len(of_kind) == 1 else None
