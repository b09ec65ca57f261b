"""Rank the links of one page by what documents they promise. Pure: bytes in, candidates out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

import tldextract
from bs4 import BeautifulSoup, Tag

from analyzer.core.documents import DocumentKind
from analyzer.fetch.address import normalise_url
from analyzer.fetch.problems import FetchFailedError
from analyzer.fetch.titles import Promise, is_hub, promise_of_address, promise_of_title, says_nothing

_SITES: Final = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

# Services at which a vendor publishes its own documents under another's name.
_PUBLISHERS: Final = frozenset(
    {
        "box.com",
        "docusign.com",
        "dropbox.com",
        "google.com/document",
        "google.com/file",
        "iubenda.com",
        "notion.site",
        "notion.so",
        "privacypolicies.com",
        "safebase.us",
        "sdpc.a4l.org",
        "termly.io",
        "termsfeed.com",
        "vanta.com",
        "zendesk.com",
    }
)
_RELS: Final = {
    "privacy-policy": DocumentKind.PRIVACY_POLICY,
    "terms-of-service": DocumentKind.TERMS,
}
# What a query says of the way by which a reader came, never of the page that is asked for.
_CAMPAIGN: Final = re.compile(
    r"(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_gl|trk|trkinfo|hsctatracking)(?:=|$)",
    re.IGNORECASE,
)
# A shelf of articles: one word beside it is their subject ("Security"), not a document's title.
_SHELF: Final = re.compile(r"/(?:categor(?:y|ies)|topics?|tags?)/", re.IGNORECASE)
_FOOTER_BONUS: Final = 0.08
_NAVIGATION_BONUS: Final = 0.03
_AGREEMENT_BONUS: Final = 0.1
_OTHERS_FACTOR: Final = 0.5
_HUB_SCORE: Final = 0.4
_DECLARED_SCORE: Final = 1.0
_LEAST: Final = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A document that a vendor seems to publish.

    `score` (0–1) ranks candidates, it is no probability. `kind` OTHER stands for a page that lists
    legal documents. `reason` says, for a person, why the address was chosen; `title` are the
    words of the link.
    """

    kind: DocumentKind
    url: str
    score: float
    reason: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    url: str
    text: str
    place: str
    same_site: bool


def rank_links(html: bytes | str, base_url: str) -> tuple[Candidate, ...]:
    """Return the documents to which a page links, best first; the same page gives the same answer.

    `base_url` is the address at which the page was served. One candidate an address. Documents of
    other companies (a policy of an advertising network named in passing) are left out.
    """
    soup = BeautifulSoup(_decoded(html), "lxml")
    base = _base(soup, base_url)
    declared = list(_declared(soup, base))
    linked = [c for link in _links(soup, base, base_url) if (c := _candidate(link)) is not None]
    return merged([*declared, *linked])


def _decoded(html: bytes | str) -> bytes | str:
    """Return UTF-8 as text: to guess the encoding of a page takes longer than to parse it."""
    try:
        return html if isinstance(html, str) else html.decode("utf-8-sig")
    except UnicodeDecodeError:
        return html


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return one candidate an address, the best, in their ranking order."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        key = same_page_key(candidate.url)
        known = best.get(key)
        if known is None or _order(candidate) < _order(known):
            best[key] = candidate
    return tuple(sorted(best.values(), key=_order))


def site_of(url: str) -> str:
    """Return the registrable domain of an address (`example.co.uk`), or its host if it is a number.

    Under endings that no registry knows (`.test`, an intranet's) the last two labels count.
    """
    host = urlsplit(url).hostname or ""
    known = str(_SITES(host).top_domain_under_public_suffix)
    if known or ":" in host or host.replace(".", "").isdigit():
        return known or host
    return ".".join(host.split(".")[-2:])


def same_page_key(url: str) -> str:
    """Return what two spellings of one address share: no scheme, `www.`, end slash or campaign."""
    parts = urlsplit(url)
    query = "&".join(p for p in parts.query.split("&") if p and not _CAMPAIGN.match(p))
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{query}".casefold()


def _order(candidate: Candidate) -> tuple[float, str, str]:
    return (-candidate.score, candidate.kind.value, candidate.url)


def _base(soup: BeautifulSoup, base_url: str) -> str:
    tag = soup.find("base", href=True)
    return urljoin(base_url, str(tag["href"])) if isinstance(tag, Tag) else base_url


def _declared(soup: BeautifulSoup, base: str) -> Iterator[Candidate]:
    for tag in soup.find_all(["link", "a"], rel=True, href=True):
        for rel in tag.get_attribute_list("rel"):
            kind = _RELS.get(str(rel).casefold())
            url = _absolute(base, str(tag["href"]))
            if kind is not None and url is not None:
                reason = f'the page declares it as rel="{str(rel).casefold()}"'
                yield Candidate(kind=kind, url=url, score=_DECLARED_SCORE, reason=reason, title=_text(tag))


def _links(soup: BeautifulSoup, base: str, page_url: str) -> Iterator[_Link]:
    here = same_page_key(page_url)
    site = site_of(page_url)
    for tag in soup.find_all(["a", "area"], href=True):
        url = _absolute(base, str(tag["href"]))
        if url is not None and same_page_key(url) != here:
            yield _Link(url=url, text=_text(tag), place=_place(tag), same_site=site_of(url) == site)


def _absolute(base: str, href: str) -> str | None:
    try:
        return normalise_url(urljoin(base, href.strip()))
    except (FetchFailedError, ValueError):
        return None


def _text(tag: Tag) -> str:
    shown = tag.get_text(" ", strip=True)
    if shown:
        return " ".join(shown.split())
    image = tag.find("img", alt=True)
    spoken = tag.get("aria-label") or tag.get("title") or (image["alt"] if isinstance(image, Tag) else "")
    return " ".join(str(spoken or "").split())


def _place(tag: Tag) -> str:
    for parent in tag.parents:
        marks = " ".join(
            [parent.name, *map(str, parent.get_attribute_list("class")), str(parent.get("id") or "")]
        )
        if "footer" in marks.casefold():
            return "footer"
        if parent.name in ("nav", "header"):
            return "navigation"
    return "text"


def _candidate(link: _Link) -> Candidate | None:
    if _is_subject(link) or (not link.same_site and not _own_elsewhere(link)):
        return None
    silent = says_nothing(link.text)
    by_title, by_address = None if silent else promise_of_title(link.text), promise_of_address(link.url)
    if by_title is None and is_hub(link.text):
        reason = f'the link "{link.text}" in the {link.place} lists legal documents'
        return Candidate(
            kind=DocumentKind.OTHER, url=link.url, score=_HUB_SCORE, reason=reason, title=link.text
        )
    promise = by_title or (by_address if silent and link.same_site else None)
    if promise is None or (score := _score(link, promise, by_address if by_title else None)) < _LEAST:
        return None
    reason = f'the link "{link.text[:80]}" in the {link.place}'
    if by_title is None:
        reason += ", whose address names the document"
    elif by_address is not None and by_address.kind is promise.kind:
        reason += ", and its address says the same"
    if not link.same_site:
        reason += f", on {site_of(link.url)}"
    return Candidate(kind=promise.kind, url=link.url, score=score, reason=reason, title=link.text[:120])


def _score(link: _Link, promise: Promise, by_address: Promise | None) -> float:
    score = promise.weight
    if by_address is not None and by_address.kind is promise.kind:
        score += _AGREEMENT_BONUS
    score += {"footer": _FOOTER_BONUS, "navigation": _NAVIGATION_BONUS}.get(link.place, 0.0)
    if not link.same_site:
        score *= _OTHERS_FACTOR
    return round(min(score, 0.99), 3)


def _is_subject(link: _Link) -> bool:
    return len(link.text.split()) == 1 and _SHELF.search(urlsplit(link.url).path) is not None


def _own_elsewhere(link: _Link) -> bool:
    """Tell whether a link to another site may still lead to the vendor's own document."""
    parts = urlsplit(link.url)
    site = site_of(link.url)
    published = site in _PUBLISHERS or (parts.hostname or "") in _PUBLISHERS
    published = published or any(f"{site}{parts.path}".startswith(p) for p in _PUBLISHERS if "/" in p)
    return published or link.place == "footer"


def with_reason(candidate: Candidate, *, factor: float, reason: str) -> Candidate:
    """Return the candidate with its score multiplied and a reason put before its own."""
    return replace(
        candidate, score=round(candidate.score * factor, 3), reason=f"{reason}: {candidate.reason}"
    )
