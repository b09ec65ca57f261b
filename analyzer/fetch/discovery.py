"""Find a vendor's documents from its home page: links, usual addresses, site map."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

from analyzer.core.documents import DocumentKind, Snapshot, Source
from analyzer.core.errors import FetchError
from analyzer.core.media import HTML
from analyzer.fetch.fetcher import Fetcher, VendorFetcher
from analyzer.fetch.links import Candidate, merged, rank_links, same_page_key, site_of, with_reason
from analyzer.fetch.titles import promise_of_address

_USUAL_PATHS: Final = {
    DocumentKind.PRIVACY_POLICY: ("/privacy", "/privacy-policy", "/legal/privacy", "/privacy.html"),
    DocumentKind.TERMS: ("/terms", "/terms-of-service", "/legal/terms", "/terms-of-use"),
    DocumentKind.STUDENT_POLICY: ("/student-privacy", "/privacy/students"),
}
_FOLLOWED: Final = (
    DocumentKind.OTHER,  # a page that lists legal documents
    DocumentKind.PRIVACY_POLICY,
    DocumentKind.STUDENT_POLICY,
    DocumentKind.TERMS,
    DocumentKind.SECURITY_PAGE,
)
_MOST_FOLLOWED: Final = 5
_FOLLOWED_FACTOR: Final = 0.95
_USUAL_SCORE: Final = 0.5
_SITEMAP_FACTOR: Final = 0.6
_LOCATION: Final = re.compile(rb"<loc>\s*([^<]{1,2000}?)\s*</loc>", re.IGNORECASE)
_TITLE: Final = re.compile(rb"<title[^>]*>(.{0,200}?)</title>", re.IGNORECASE | re.DOTALL)
_MISSING: Final = re.compile(rb"\b404\b|not found|page (?:does not|doesn.t) exist", re.IGNORECASE)


def discover(
    fetcher: Fetcher | VendorFetcher, homepage: str, *, max_requests: int = 16
) -> tuple[Candidate, ...]:
    """Return the documents that a vendor publishes, best first.

    Reads the home page, follows its best links (a policy often names others), and asks at the
    usual addresses and in the site map for what is still missing: at most `max_requests`
    addresses in all, robots.txt aside. The same site gives the same answer. Raises a FetchError
    when the home page itself cannot be read; other pages that fail are passed over.
    """
    walk = _Walk(fetcher, max_requests)
    home = walk.first(homepage)
    found = merged(rank_pages([home]))
    found = merged([*found, *_followed(walk, found)])
    found = merged([*found, *_at_usual_addresses(walk, home, found)])
    return merged([*found, *_in_site_map(walk, home, found)])


def rank_pages(pages: Iterable[Snapshot]) -> tuple[Candidate, ...]:
    """Return the documents to which pages already fetched link, best first."""
    return merged(
        candidate
        for page in pages
        if page.media_type == HTML
        for candidate in rank_links(page.content, page.final_url)
    )


class _Walk:
    """Fetches pages of one site, each once, within a budget; failures count as absence."""

    def __init__(self, fetcher: Fetcher | VendorFetcher, budget: int) -> None:
        self._fetcher = fetcher
        self._left = budget
        self._seen: dict[str, Snapshot | None] = {}

    def first(self, url: str) -> Snapshot:
        """Return the home page; its failure is everybody's."""
        self._left -= 1
        answer = self._fetcher.fetch(Source(location=url))
        if not isinstance(answer, Snapshot):  # pragma: no cover  nothing was held, so nothing is unchanged
            raise TypeError("an unconditional fetch gave no snapshot")
        self._seen[same_page_key(url)] = self._seen[same_page_key(answer.final_url)] = answer
        return answer

    def page(self, url: str) -> Snapshot | None:
        """Return a page, or None where it cannot be had or the budget is spent."""
        key = same_page_key(url)
        if key not in self._seen:
            self._seen[key] = self._asked(url)
        return self._seen[key]

    def _asked(self, url: str) -> Snapshot | None:
        if self._left <= 0:
            return None
        self._left -= 1
        try:
            answer = self._fetcher.fetch(Source(location=url))
        except FetchError:
            return None
        return answer if isinstance(answer, Snapshot) else None


def _followed(walk: _Walk, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield what the best pages found so far link to in their turn."""
    first_of_kind: dict[DocumentKind, Candidate] = {}
    for candidate in found:
        if candidate.kind in _FOLLOWED:
            first_of_kind.setdefault(candidate.kind, candidate)
    chosen = sorted(first_of_kind.values(), key=lambda c: _FOLLOWED.index(c.kind))
    for candidate in chosen[:_MOST_FOLLOWED]:
        page = walk.page(candidate.url)
        for inner in rank_pages([page] if page else []):
            reason = f"on {urlsplit(candidate.url).path or '/'}"
            yield with_reason(inner, factor=_FOLLOWED_FACTOR, reason=reason)


def _at_usual_addresses(walk: _Walk, home: Snapshot, found: Sequence[Candidate]) -> Iterator[Candidate]:
    for kind in _missing(found):
        for path in _USUAL_PATHS[kind]:
            page = walk.page(urljoin(home.final_url, path))
            if page is not None and _is_a_page_of_its_own(page, home):
                reason = f"it answers at a usual address, {path}"
                yield Candidate(kind=kind, url=page.final_url, score=_USUAL_SCORE, reason=reason)
                break


def _in_site_map(walk: _Walk, home: Snapshot, found: Sequence[Candidate]) -> Iterator[Candidate]:
    if not _missing(found):
        return
    page = walk.page(urljoin(home.final_url, "/sitemap.xml"))
    for match in _LOCATION.finditer(page.content if page else b""):
        url = html.unescape(match.group(1).decode("utf-8", errors="replace"))
        promise = promise_of_address(url)
        if promise is not None and site_of(url) == site_of(home.final_url):
            score = round(promise.weight * _SITEMAP_FACTOR, 3)
            reason = "the site map lists it, and its address names the document"
            yield Candidate(kind=promise.kind, url=url, score=score, reason=reason)


def _missing(found: Sequence[Candidate]) -> tuple[DocumentKind, ...]:
    kinds = {candidate.kind for candidate in found}
    return tuple(kind for kind in _USUAL_PATHS if kind not in kinds)


def _is_a_page_of_its_own(page: Snapshot, home: Snapshot) -> bool:
    """Tell a real page from a home page or an error page served in its place."""
    if page.id == home.id or same_page_key(page.final_url) == same_page_key(home.final_url):
        return False
    title = _TITLE.search(page.content)
    return title is None or _MISSING.search(title.group(1)) is None
