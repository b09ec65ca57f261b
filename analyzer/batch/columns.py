"""Guess which column of a district's list means what, and say how it was guessed."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from analyzer.batch.tables import Cells

SEARCHED_ROWS = 15  # titles and notes often stand above the header


class Column(StrEnum):
    """What a column of a vendor list can hold."""

    ID = "id"
    NAME = "name"
    HOMEPAGE = "homepage"
    DOCUMENTS = "documents"
    PRIVACY_POLICY = "privacy_policy"
    STUDENT_POLICY = "student_policy"
    TERMS = "terms"
    DATA_AGREEMENT = "data_agreement"
    GROUPS = "groups"


_NAMES: tuple[tuple[Column, tuple[str, ...]], ...] = (
    (Column.ID, ("id", "vendor id", "key")),
    (
        Column.STUDENT_POLICY,
        ("student privacy", "student privacy policy", "student policy", "children privacy", "k 12 privacy"),
    ),
    (
        Column.PRIVACY_POLICY,
        ("privacy", "privacy policy", "privacy statement", "privacy notice", "policy", "pp"),
    ),
    (
        Column.TERMS,
        ("terms", "terms of service", "terms of use", "terms and conditions", "tos", "tou", "eula"),
    ),
    (
        Column.DATA_AGREEMENT,
        ("agreement", "data agreement", "data privacy agreement", "dpa", "ndpa", "signed agreement"),
    ),
    (Column.DOCUMENTS, ("documents", "docs", "files", "sources", "policies", "document")),
    (
        Column.HOMEPAGE,
        (
            "homepage",
            "home page",
            "website",
            "web site",
            "site",
            "url",
            "web",
            "link",
            "domain",
            "web address",
        ),
    ),
    (
        Column.NAME,
        (
            "name",
            "vendor",
            "vendor name",
            "product",
            "product name",
            "app",
            "app name",
            "application",
            "software",
            "resource",
            "tool",
            "title",
            "company",
            "company name",
            "program",
            "service",
            "provider",
        ),
    ),
    (
        Column.GROUPS,
        ("groups", "group", "category", "categories", "tags", "subject", "subjects", "department", "grades"),
    ),
)
_FILLER = frozenset({"url", "link", "links", "address", "the", "of", "s", "hyperlink", "page", "online"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How a list was understood: which header stands for which column, and which were left aside."""

    reading: str
    header_row: int  # counted from 1, as the spreadsheet shows it
    columns: tuple[tuple[Column, str], ...]
    ignored: tuple[str, ...]
    places: tuple[tuple[Column, int], ...]


def guess_mapping(cells: Cells) -> Mapping | None:
    """Return the best reading of the header, or None where no row looks like one.

    A header must at least give a name, a homepage, or the documents.
    """
    best: Mapping | None = None
    for at, row in enumerate(cells.rows[:SEARCHED_ROWS]):
        found = _recognise(row)
        usable = found.keys() & {Column.NAME, Column.HOMEPAGE, Column.DOCUMENTS}
        if usable and (best is None or len(found) > len(best.columns)):
            best = Mapping(
                reading=cells.reading,
                header_row=at + 1,
                columns=tuple((column, row[place]) for column, place in found.items()),
                ignored=tuple(cell for place, cell in enumerate(row) if cell and place not in found.values()),
                places=tuple(found.items()),
            )
    return best


def fold(text: str) -> str:
    """Return text without case, accents and punctuation, words separated by one space."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)
    )
    return " ".join(re.findall(r"[^\W_]+", plain))


def _recognise(row: tuple[str, ...]) -> dict[Column, int]:
    """Return the place of each column: headers that say it exactly first, then those that hold it."""
    folded = [fold(cell) for cell in row]
    found: dict[Column, int] = {}
    for exact in (True, False):
        for column, names in _NAMES:
            free = [place for place in range(len(folded)) if place not in found.values()]
            if column in found:
                continue
            place = next((p for p in free if _means(folded[p], names, exact=exact)), None)
            if place is not None:
                found[column] = place
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _means(header: str, names: tuple[str, ...], *, exact: bool) -> bool:
    if not header or len(header.split()) > 6:  # noqa: PLR2004 - longer is a sentence, not a header
        return False
    if exact:
        return header in names
    words = [word for word in header.split() if word not in _FILLER] or header.split()
    padded = f" {' '.join(words)} "
    return any(f" {name} " in padded for name in names)
