"""What stands on a page: words, lines and ruled tables, in points from the top left corner."""

from dataclasses import dataclass

from analyzer.extract.outline import Table


def count_letters(text: str) -> int:
    """Return the number of letters and digits in `text`."""
    return sum(1 for c in text if c.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of characters without a space; `size` is the height of its type in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words on one base line, left to right.

    `column_left` and `column_right` are the edges of the column of text the line stands in,
    `column` its number on the page in reading order.
    """

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first_width: float
    column: int = 0
    column_left: float = 0.0
    column_right: float = 0.0

    @property
    def word_count(self) -> int:
        """The number of words on the line."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A ruled table, its place on the page, and the words it took."""

    table: Table
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    columns: int
    word_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """One page as read: lines and tables in reading order, and what was counted on it.

    `pictured` tells whether the page shows anything at all (images, drawings) besides text.
    """

    number: int
    height: float
    items: tuple[Line | PlacedTable, ...] = ()
    words: int = 0
    letters: int = 0
    pictured: bool = False
    failed: bool = False
    garbled: bool = False
