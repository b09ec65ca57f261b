"""What we read: vendors, sources, snapshots, documents and their segments."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that cannot exist."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a range")

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


class DocumentKind(StrEnum):
    """What kind of document a text is, recognised from the text or declared by a person."""

    DATA_AGREEMENT = "data_agreement"
    STUDENT_POLICY = "student_policy"
    PRIVACY_POLICY = "privacy_policy"
    TERMS = "terms"
    COOKIE_NOTICE = "cookie_notice"
    ACCEPTABLE_USE = "acceptable_use"
    SUBPROCESSOR_LIST = "subprocessor_list"
    AI_NOTICE = "ai_notice"
    SECURITY_PAGE = "security_page"
    WEBSITE_POLICY = "website_policy"
    MARKETING = "marketing"
    OTHER = "other"


class ReadingStatus(StrEnum):
    """How far a document could be read. Only READ and PARTLY_READ are ever scored."""

    READ = "read"
    PARTLY_READ = "partly_read"
    NOT_FETCHED = "not_fetched"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    GARBLED = "garbled"
    TRUNCATED = "truncated"
    NOT_A_POLICY = "not_a_policy"
    ERROR_PAGE = "error_page"
    BLOCKED = "blocked"
    LOGIN_WALL = "login_wall"
    SCRIPT_SHELL = "script_shell"
    INDEX_PAGE = "index_page"
    PARKED = "parked"
    WRONG_LANGUAGE = "wrong_language"

    @property
    def scored(self) -> bool:
        """Tell whether what was read may enter a score."""
        return self in (ReadingStatus.READ, ReadingStatus.PARTLY_READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one document is published: a URL or a path.

    `rank` is the document's place in the order of precedence (1 signed agreement … 6 marketing),
    or None while it is still to be read from the text.
    """

    location: str
    kind: DocumentKind | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A company or product we watch."""

    id: str
    name: str
    homepage: str | None = None
    sources: tuple[Source, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The bytes served at one moment, kept as proof. `id` is the sha256 of `content`, in hex."""

    id: str
    source: Source
    final_url: str
    fetched_at: datetime
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = field(repr=False)


class BlockKind(StrEnum):
    """The shape of one run of text on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    TERM = "term"  # the term of a definition list, the summary of an accordion


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One run of text with its shape; blocks lie in reading order and never overlap.

    `level` is the heading level (1–6) or the list depth (1 = outermost), 0 otherwise.
    `introduced_by` are indices of the earlier blocks without which this one cannot be
    understood, outermost first: a list item's lead-in paragraph and parent items, a table
    cell's row and column headers, a definition's term.
    `row` numbers the table row of a cell within the document; None outside tables.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    introduced_by: tuple[int, ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text it governs, up to the next heading of its level or higher.

    `span` covers heading and body; `parent` is the index of the enclosing section.
    """

    heading: Span
    span: Span
    level: int
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a paged document, numbered from 1 as the reader's program numbers it."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the reader must know about how a document was read.

    `code` is a stable word (`low_text_share`, `page_without_text`, `foreign_passage`, …),
    `message` a sentence for the coordinator, with what to do next where there is something to do.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another document of the vendor that a text names.

    `title` is as first written; `spans` are all places in `Document.text` where it is named, in
    order; `url` is where it is published as far as the page tells, None where it does not.
    `governs` tells whether the text makes it part of what governs the product.
    """

    title: str
    kind: DocumentKind
    spans: tuple[Span, ...]
    url: str | None = None
    governs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The one canonical text of a snapshot, with its structure.

    `text_share` is the measured share (0–1) of the visible words of the source that the text
    kept, None where it cannot be measured. `status` says whether the text may be scored.
    `foreign` are the passages in another language than English: they are kept, but not analysed.
    `refers_to` are the documents that the text names beside itself.
    """

    id: str  # "d1", "d2", …: short and stable within one report
    source: Source
    snapshot_id: str | None
    kind: DocumentKind
    status: ReadingStatus
    text: str = ""
    title: str | None = None
    language: str | None = None
    media_type: str | None = None
    retrieved_at: datetime | None = None
    effective_date: date | None = None
    updated_date: date | None = None
    text_share: float | None = None
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)
    pages: tuple[Page, ...] = field(default=(), repr=False)
    notices: tuple[Notice, ...] = ()
    foreign: tuple[Span, ...] = ()
    refers_to: tuple[Reference, ...] = ()


class SegmentKind(StrEnum):
    """What a segment is on the page."""

    HEADING = "heading"
    SENTENCE = "sentence"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence, list item or table cell: the unit that is matched and classified.

    `lead_in` are the spans without which the segment cannot be understood, outermost first (the
    sentence that introduces a list, an FAQ question, the headers of a table cell). `section` is
    the index of the innermost section in `Document.sections`. `repeats` is the id of an earlier
    segment with the same words (desktop and mobile copies), which is then not counted again.
    """

    id: int
    kind: SegmentKind
    span: Span
    section: int | None = None
    lead_in: tuple[Span, ...] = ()
    block: int | None = None
    repeats: int | None = None
