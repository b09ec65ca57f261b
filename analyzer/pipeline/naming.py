"""A vendor's name, where a person named only files: from the documents' titles, else from the folder."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from analyzer.core.documents import Document
from analyzer.core.reports import Report
from analyzer.pipeline.obtaining import is_address

_PARTS = re.compile(r"\s*[|–—·•»]\s*|\s+-\s+|:\s+")
_DOCUMENT = re.compile(
    r"\b(?:(?:master|end[- ]user|website|online|global|student|students'?|school|pupil|child(?:ren'?s)?"
    r"|kids'?|data|customer|user|subscription|software|licen[cs]e|general|cookies?|privacy|security|protection|processing"
    r"|acceptable use|usage|service|services|and|&)\s+)*"
    r"(?:privacy|polic(?:y|ies)|notice|statement|agreement|addendum|dpa|eula|pledge|legal"
    r"|terms(?:\s+(?:of|and|&)\s+(?:services?|use|sale|play|conditions(?:\s+of\s+use)?))?|conditions of use)"
    r"(?:\s+(?:polic(?:y|ies)|notice|statement|center|agreement|addendum|faqs?))*\b",
    re.IGNORECASE,
)
_EDGES = " .,;()[]'’\"-"
_LITTLE = re.compile(
    r"^(?:the|our|of|for|at|by|to|and|your|about)\s+|\s+(?:of|for|at|by|and|help|website|site)$",
    re.IGNORECASE,
)
_LONGEST = 40  # characters: more is a slogan
_OFTEN = 3  # a vendor's name stands in its text, not only in its title
_NO_NAMES = frozenset(
    {"", "desktop", "documents", "docs", "downloads", "files", "home", "html", "legal", "markdown", "pdf"}
    | {"policies", "policy", "samples", "shared", "src", "temp", "tmp", "uploads", "vendor", "vendors"}
)


def with_name(report: Report) -> Report:
    """Return the report with its vendor named after what was read; for files that nobody named."""
    locations = [source.location for source in report.vendor.sources]
    return replace(report, vendor=replace(report.vendor, name=name_of(report.documents, locations)))


def name_of(documents: Iterable[Document], locations: Sequence[str]) -> str:
    """Return the best name for the vendor of these documents; never empty where a location is given.

    A title that names the vendor beside the kind of document decides; a host of an address comes
    next, then the folder, then the file.
    """
    titled = Counter(name for d in documents if (name := name_in_title(d)))
    if titled:
        # of equally frequent names the shorter: "LexiLoop" rather than a slogan
        return min(titled, key=lambda name: (-titled[name], len(name), name))
    return next(filter(None, map(_name_of_place, locations)), Path(locations[0]).stem if locations else "")


def name_in_title(document: Document) -> str:
    """Return the vendor's name in a document's title, or "" where the title holds none."""
    title = document.title or ""
    if not (_DOCUMENT.search(title) or _PARTS.search(title)):
        return ""  # a heading such as “Introduction”
    for part in _PARTS.split(title):
        name = _DOCUMENT.sub("", part).strip(_EDGES)
        while (shorter := _LITTLE.sub("", name).strip(_EDGES)) != name:
            name = shorter
        if _is_name(name, document.text):
            return name
    return ""


def _is_name(name: str, text: str) -> bool:
    capital = any(c.isupper() for c in name)
    first = name.partition(" ")[0]
    return (
        1 < len(name) <= _LONGEST and capital and len(re.findall(rf"\b{re.escape(first)}\b", text)) >= _OFTEN
    )


def _name_of_place(location: str) -> str:
    if is_address(location):
        return urlsplit(location).hostname or ""
    path = Path(location).resolve()
    return next((_spoken(n) for n in (path.parent.name, path.stem) if n.casefold() not in _NO_NAMES), "")


def _spoken(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").strip()
