"""Tell whether two rows of a list are the same vendor, and merge them with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

import tldextract
from rapidfuzz import fuzz

from analyzer.batch.columns import fold
from analyzer.core.documents import Source, Vendor

SAME_NAME = 88.0  # rapidfuzz ratio, 0–100: a typo apart, not a product apart
_COMPANY_WORDS = frozenset(
    {"inc", "llc", "ltd", "limited", "corp", "corporation", "co", "company", "gmbh", "plc", "pbc", "the"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A row that told of a vendor the list had already; `row` counts from 1 as the file shows it."""

    row: int
    name: str
    vendor_id: str
    reason: str


class VendorIndex:
    """Vendors found again by name or domain, without comparing each with each."""

    def __init__(self, vendors: Iterable[Vendor] = ()) -> None:
        self._vendors: dict[str, Vendor] = {}
        self._ids: dict[str, list[str]] = {}
        for vendor in vendors:
            self.add(vendor)

    def add(self, vendor: Vendor) -> None:
        """Take a vendor in; its id must be set."""
        self._vendors[vendor.id] = vendor
        for key in _keys(vendor):
            self._ids.setdefault(key, []).append(vendor.id)

    def find(self, vendor: Vendor) -> tuple[str, str] | None:
        """Return the id of the same vendor taken in before, and why it is the same; None if new."""
        for key in _keys(vendor):
            for vendor_id in self._ids.get(key, ()):
                reason = same_vendor(self._vendors[vendor_id], vendor)
                if reason is not None:
                    return vendor_id, reason
        return None

    def __contains__(self, vendor_id: object) -> bool:
        """Tell whether a vendor of this id was taken in."""
        return vendor_id in self._vendors


def registrable_domain(address: str | None) -> str | None:
    """Return the domain that one owner registers ("app.quill.co.uk" → "quill.co.uk"), without network."""
    if not address:
        return None
    host = urlsplit(address if "://" in address else f"//{address}").hostname
    if not host:
        return None
    return _extractor()(host).top_domain_under_public_suffix or host


def has_known_ending(host: str) -> bool:
    """Tell whether a host ends as domains end that can be registered (.com, .co.uk, …)."""
    return bool(_extractor()(host).suffix)


def vendor_domain(vendor: Vendor) -> str | None:
    """Return the registrable domain of the homepage, or else of the first document on the web."""
    if vendor.homepage:
        return registrable_domain(vendor.homepage)
    web = (source.location for source in vendor.sources if source.location.startswith(("http:", "https:")))
    return registrable_domain(next(web, None))


def same_vendor(one: Vendor, other: Vendor) -> str | None:
    """Return why two entries are one vendor, or None where they are two.

    Names that differ clearly stay apart, even on one domain: a company may have several products.
    """
    names = fold_name(one.name), fold_name(other.name)
    domains = vendor_domain(one), vendor_domain(other)
    same_domain = domains[0] is not None and domains[0] == domains[1]
    if names[0] == names[1]:
        if same_domain:
            return f"same name and same domain {domains[0]}"
        if None in domains:
            return "same name"
        return None
    if same_domain and _typo_apart(*names):
        return f"nearly the same name ({one.name!r}, {other.name!r}) on the same domain {domains[0]}"
    return None


def merge(kept: Vendor, other: Vendor) -> Vendor:
    """Return `kept` with the homepage, documents and groups that only `other` knew."""
    return replace(
        kept,
        homepage=kept.homepage or other.homepage,
        sources=_merge_sources(kept.sources, other.sources),
        groups=tuple(dict.fromkeys((*kept.groups, *other.groups))),
    )


def fold_name(name: str) -> str:
    """Return a name without case, accents, punctuation and the words of company law."""
    words = [word for word in fold(name).split() if word not in _COMPANY_WORDS]
    return " ".join(words) or fold(name)


def _keys(vendor: Vendor) -> tuple[str, ...]:
    domain = vendor_domain(vendor)
    name = f"name:{fold_name(vendor.name)}"
    return (name,) if domain is None else (name, f"domain:{domain}")


def _merge_sources(kept: tuple[Source, ...], other: tuple[Source, ...]) -> tuple[Source, ...]:
    merged = {source.location: source for source in other}
    for source in kept:
        known = merged.get(source.location)
        merged[source.location] = known if known and source.kind is None else source
    first = [source.location for source in kept]
    rest = [source.location for source in other if source.location not in first]
    return tuple(merged[location] for location in (*first, *rest))


def _typo_apart(one: str, other: str) -> bool:
    digits = [[char for char in name if char.isdigit()] for name in (one, other)]
    return digits[0] == digits[1] and fuzz.ratio(one, other) >= SAME_NAME


@cache
def _extractor() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(
        cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True, include_psl_private_domains=True
    )
