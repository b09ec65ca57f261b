"""A printed page as a sequence of blocks, which Word and PDF set each in its own way."""

from dataclasses import dataclass

from analyzer.core.record import ReviewRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Whose paper it is. `logo` are the bytes of a PNG or JPEG picture, with `district` as its words."""

    district: str = ""
    logo: bytes | None = None


def letterhead_of(record: ReviewRecord | None) -> Letterhead:
    """Return the paper of the district that keeps the record; plain paper where there is none."""
    return Letterhead(district=record.district, logo=record.logo) if record else Letterhead()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 (one per page sequence) to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text, bold where `strong`."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The box with the tier and the score; `tone` is good, middle, bad or open."""

    tier: str
    line: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, with numbers where `numbered`."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Exact words of a vendor, what introduces them, where they stand, and remarks."""

    text: str
    where: str
    context: tuple[str, ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with one header row; `widths` are shares of the page's width."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Verdict | Items | Quotation | Table | PageBreak
