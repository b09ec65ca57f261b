"""Make a vendor of one row of a list, or say what is wrong with the row."""

from pathlib import Path
from urllib.parse import urlsplit

from analyzer.batch.columns import Column, Mapping, fold
from analyzer.batch.duplicates import has_known_ending, registrable_domain
from analyzer.core.documents import DocumentKind, Source, Vendor

_BLANK = frozenset({"", "n a", "na", "none", "null", "tbd", "unknown", "nan", "pending", "no"})
_KINDS = {
    Column.PRIVACY_POLICY: DocumentKind.PRIVACY_POLICY,
    Column.STUDENT_POLICY: DocumentKind.STUDENT_POLICY,
    Column.TERMS: DocumentKind.TERMS,
    Column.DATA_AGREEMENT: DocumentKind.DATA_AGREEMENT,
}


class RowError(Exception):
    """A row cannot become a vendor; the message is the reason shown to the coordinator."""


class RowReader:
    """Reads the rows of one list; relative documents are looked for in `folder`."""

    def __init__(self, folder: Path, mapping: Mapping) -> None:
        self._folder = folder.resolve()
        self._places = dict(mapping.places)

    def vendor(self, row: tuple[str, ...], linked: tuple[str, ...]) -> Vendor:
        """Return the vendor that a row tells of; its id is empty where the row gives none.

        Args:
            row: the cells as text.
            linked: the same cells with the web links behind them in place of their text.

        Raises:
            RowError: the row names no vendor, or one that could never be read.
        """
        homepage = _web_address(self._cell(Column.HOMEPAGE, linked))
        sources = tuple(self._sources(linked))
        name = self._cell(Column.NAME, row)
        if not name:
            domain = registrable_domain(homepage)
            if domain is None:
                raise RowError("neither a name nor a homepage")
            name = domain
        if homepage is None and not sources:
            raise RowError("neither a homepage nor a document: there is nothing to read")
        given = "-".join(self._cell(Column.ID, row).split())
        groups = tuple(part for part in _split(self._cell(Column.GROUPS, row), ";,\n") if part)
        return Vendor(id=given, name=name, homepage=homepage, sources=sources, groups=groups)

    def _cell(self, column: Column, row: tuple[str, ...]) -> str:
        place = self._places.get(column)
        cell = "" if place is None or place >= len(row) else row[place]
        return "" if fold(cell) in _BLANK else cell

    def _sources(self, row: tuple[str, ...]) -> list[Source]:
        items = _split(self._cell(Column.DOCUMENTS, row), ";\n")
        for column, kind in _KINDS.items():
            places = _split(self._cell(column, row), ";\n")
            items.extend(f"{place}|{kind}" for place in places if _looks_like_place(place))
        found = [self._source(item) for item in items]
        unique = {source.location: source for source in reversed(found)}
        return list(reversed(unique.values()))

    def _source(self, item: str) -> Source:
        place, _, word = item.partition("|")
        place, word = place.strip(), fold(word).replace(" ", "_")
        if word and word not in list(DocumentKind):
            kinds = ", ".join(DocumentKind)
            raise RowError(f"{word!r} is no kind of document; the kinds are {kinds}")
        return Source(location=self._location(place), kind=DocumentKind(word) if word else None)

    def _location(self, place: str) -> str:
        if "://" in place or place.casefold().startswith("www."):
            address = _web_address(place)
            if address is None:
                raise RowError(f"{place!r} is not a web address")
            return address
        path = self._folder / place
        try:
            if path.is_file():
                return str(path)
        except OSError as error:
            raise RowError(f"the document {place[:60]!r} cannot be read: {error.strerror}") from error
        host, slash, _ = place.partition("/")
        if slash and _is_host(host) and has_known_ending(host):
            return f"https://{place}"
        raise RowError(f"the document {place!r} does not lie beside the list")


def _split(cell: str, separators: str) -> list[str]:
    for separator in separators[1:]:
        cell = cell.replace(separator, separators[0])
    return [part.strip() for part in cell.split(separators[0]) if part.strip()]


def _web_address(cell: str) -> str | None:
    """Return a cell as a web address, https where it names no scheme, None where it is empty.

    Raises:
        RowError: something stands there that is no web address.
    """
    if not cell:
        return None
    first = cell.split(maxsplit=1)[0]
    address = first if "://" in first else cell
    address = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise RowError(f"{cell!r} is not a web address ({error})") from error
    if parts.scheme.casefold() not in ("http", "https") or not _is_host(host):
        raise RowError(f"{cell!r} is not a web address")
    return address


def _is_host(text: str) -> bool:
    host = text.partition(":")[0]
    labels = host.split(".")
    return len(labels) > 1 and all(label and label.replace("-", "").isalnum() for label in labels)


def _looks_like_place(item: str) -> bool:
    """Tell a web address or a path from a remark such as "yes" or "signed 2024"."""
    return "/" in item or ("." in item and " " not in item)
