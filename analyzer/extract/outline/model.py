"""What an office document consists of, before its structure is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as printed, its number included, a bullet left out.

    `indent` and `size` are in points; size 0 means unknown. `heading_level` is what the
    format itself declares (1 = highest), 0 where it declares nothing. `bullet` is the sign the
    paragraph was marked with; `listed` says that the format declares it a list item. `flat`
    marks lines of a table of contents, which look like headings and are none.
    """

    text: str
    page: int | None = None
    indent: float = 0.0
    size: float = 0.0
    bold: bool = False
    heading_level: int = 0
    bullet: str = ""
    listed: bool = False
    flat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: its paragraphs, and whether all its words are bold."""

    texts: tuple[str, ...] = ()
    bold: bool = False

    @property
    def text(self) -> str:
        """The whole text of the cell."""
        return " ".join(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by rows; rows may differ in length where cells are merged.

    `header_rows` counts the rows that the format itself declares to be headers. `pages` gives
    the page of each row, empty where the format has none.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    pages: tuple[int, ...] = ()
