"""Governing documents that a text refers to: what should have been read too."""

import re
from collections.abc import Sequence
from typing import Final

from analyzer.core.documents import Document, DocumentKind, Reference, Snapshot, Span
from analyzer.core.media import HTML
from analyzer.fetch.links import Candidate, rank_links
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
    r"(?! (?:Office|Act|Framework|Team|Center|Pledge)\b)"
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


_JOINT: Final = re.compile(
    r"(?<=olicy|otice|ement|f use|rvice|terms)(?:,? and |,? or |, | & )(?!conditions)",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"(?:online )?privacy (?:polic(?:y|ies)|notice|statement)")
_HEAD: Final = 300  # characters in which a document without a title says what it is
_GOVERN_BY_KIND: Final = frozenset(
    {DocumentKind.STUDENT_POLICY, DocumentKind.PRIVACY_POLICY, DocumentKind.TERMS}
)
# A contract is made with each school and published nowhere, unless the text says where.
_CONTRACT: Final = re.compile(r"\b(?:agreement|dpa|addendum)\b")
_GOVERNING_WORDS: Final = re.compile(
    r"\b(?:govern\w*|subject to|incorporat\w+|part of (?:this|these|the|your|our)|compl(?:y|ies|iance) with"
    r"|agree\w* to|bound by|accordance with|appl(?:y|ies) to|prevails?|precedence|supersedes?|supplement\w*"
    r"|must follow|controls?)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(r"\s{0,2}\W{0,2}[\w ,]{0,30}?\(?(?P<url>https?://[^\s)>\]]+[\w/])")
_AFTER: Final = 70  # characters after a title in which its address may stand
# Companies whose documents everybody names; the vendor itself may of course be one of them.
_OTHERS: Final = re.compile(
    r"\b(?:adobe|amazon|apple|aws|facebook|google|instagram|linkedin|meta|microsoft|mixpanel|openai|paypal"
    r"|pinterest|salesforce|stripe|tiktok|twitter|vimeo|youtube|zendesk)\b"
    r"|\b(?:customer|district|employer|institution|partner|provider|school|university)s?['’]",
    re.IGNORECASE,
)


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
        if _of_others(document, title) or _is_itself(document, title, promise.kind, links):
            continue
        places.setdefault(folded(title), []).append((span, title, promise.kind))
    references = (_reference(document, found, links) for found in places.values())
    return tuple(sorted(references, key=lambda reference: reference.spans[0]))


def references_of(document: Document, snapshot: Snapshot) -> tuple[Reference, ...]:
    """Return the governing documents that a text names, with the addresses that its page links to."""
    named = referred_documents(document)
    if not named or document.media_type != HTML:
        return named
    return referred_documents(document, rank_links(snapshot.content, snapshot.final_url))


def _reference(
    document: Document, found: Sequence[tuple[Span, str, DocumentKind]], links: Sequence[Candidate]
) -> Reference:
    spans = tuple(span for span, _, _ in found)
    _, title, kind = found[0]
    url = _address(title, kind, links) or _address_in_words(document.text, spans)
    return Reference(
        title=" ".join(title.split()),
        kind=kind,
        spans=spans,
        url=url,
        governs=_governs(document.text, title, kind, spans, published=url is not None),
    )


def _governs(text: str, title: str, kind: DocumentKind, spans: Sequence[Span], *, published: bool) -> bool:
    """Tell whether a text makes a document part of what governs: by its kind, or in so many words."""
    contract = _CONTRACT.search(folded(title)) is not None
    if contract and not published:
        return False
    if kind in _GOVERN_BY_KIND and not contract:
        return True
    return any(_GOVERNING_WORDS.search(_sentence_around(text, span)) for span in spans)


def _sentence_around(text: str, span: Span) -> str:
    start = max(text.rfind(end, 0, span.start) for end in (". ", "\n", "? ", "! "))
    ends = [at for end in (". ", "\n", "? ", "! ") if (at := text.find(end, span.end)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _address_in_words(text: str, spans: Sequence[Span]) -> str | None:
    """Return the address that is written out after a title: “our Terms of Use (https://…)”."""
    for span in spans:
        found = _ELSEWHERE.match(text, span.end, span.end + _AFTER)
        if found:
            rest = text[found.start("url") :]
            return rest.split(maxsplit=1)[0].rstrip(").,;>]”\"'")
    return None


def _mentions(text: str) -> list[Span]:
    """Return where titles stand, each for itself: “our Terms of Use and Privacy Policy” are two."""
    found: list[Span] = []
    for span in _title_spans(text):
        start = span.start
        for joint in _JOINT.finditer(text, span.start, span.end):
            found.append(Span(start, joint.start()))
            start = joint.end()
        found.append(Span(start, span.end))
    return found


def _title_spans(text: str) -> list[Span]:
    """Return where titles stand, or several in a row; of two that overlap, the longer."""
    spans = [Span(*m.span("title")) for pattern in (_NAMED, _OURS) for m in pattern.finditer(text)]
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _of_others(document: Document, title: str) -> bool:
    """Tell whether a title names another company, or the school, as the one whose document it is."""
    named = _OTHERS.search(title)
    own = f"{document.title or ''} {document.source.location}".casefold()
    return named is not None and named.group().casefold() not in own


def _is_itself(document: Document, title: str, kind: DocumentKind, links: Sequence[Candidate]) -> bool:
    """Tell whether a text means itself, as a children's privacy policy does by “our privacy policy”."""
    own, named = folded(document.title or document.text[:_HEAD]), folded(title)
    if kind is document.kind:
        return not document.title or named in own or own in named
    bare = _BARE.fullmatch(named) is not None
    return bare and _BARE.search(own) is not None and _address(title, kind, links) is None


def _address(title: str, kind: DocumentKind, links: Sequence[Candidate]) -> str | None:
    """Return the address of the link with this title, else of the only link of this kind."""
    wanted = folded(title)
    for link in links:
        if folded(link.title) == wanted:
            return link.url
    of_kind = [link.url for link in links if link.kind is kind]
    return of_kind[0] if len(of_kind) == 1 else None
