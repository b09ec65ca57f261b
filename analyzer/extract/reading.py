"""The one way in: bytes of any kind become a document, with its structure, dates, language and status."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import Message

from analyzer.core.documents import BlockKind, Document, DocumentKind, Notice, ReadingStatus, Snapshot
from analyzer.core.media import DOCX, HTML, JSON, MARKDOWN, PDF, PLAIN, sniff
from analyzer.extract.dates import find_dates
from analyzer.extract.docx import extract_docx
from analyzer.extract.gates import Verdict, judge
from analyzer.extract.gates_pages import MESSAGES
from analyzer.extract.html import extract_html, extract_json
from analyzer.extract.kind import recognise_kind
from analyzer.extract.layout import Extraction, Layout, lay_out
from analyzer.extract.markdown import extract_markdown
from analyzer.extract.pdf import extract_pdf
from analyzer.extract.plain import extract_plain

_TITLE_LENGTH = 40
"""Characters of a first sentence that may be a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an extractor gets: the bytes, the charset the server named, and whether scans are to be read."""

    data: bytes
    charset: str | None = None
    ocr: bool = False


EXTRACTORS: dict[str, Callable[[Content], Extraction]] = {
    HTML: lambda content: extract_html(content.data, charset=content.charset),
    JSON: lambda content: extract_json(content.data, charset=content.charset),
    MARKDOWN: lambda content: extract_markdown(content.data, charset=content.charset),
    PLAIN: lambda content: extract_plain(content.data, charset=content.charset),
    PDF: lambda content: extract_pdf(content.data, ocr=content.ocr),
    DOCX: lambda content: extract_docx(content.data),
}
"""One line for each kind of file that is read."""


def extract(snapshot: Snapshot, *, document_id: str, ocr: bool = False) -> Document:
    """Return the document that a snapshot holds, or one whose status and notice say why it cannot be scored.

    Kind and rank that a person declared on the source stand; else the kind is recognised.

    Raises:
        ExtractError: the file is broken; the message names what to do next.
    """
    media_type = sniff(snapshot.content, declared=snapshot.media_type, location=snapshot.final_url)
    if not snapshot.content.strip():
        return _unread(snapshot, document_id, media_type, ReadingStatus.EMPTY)
    extractor = EXTRACTORS.get(media_type)
    if extractor is None:
        return _unread(snapshot, document_id, media_type, ReadingStatus.UNSUPPORTED)
    charset = _charset(snapshot)
    extraction = extractor(Content(data=snapshot.content, charset=charset, ocr=ocr))
    if _cut_short(snapshot):
        extraction = replace(extraction, status=ReadingStatus.TRUNCATED)
    layout = lay_out(extraction.blocks)
    verdict = judge(layout.text, layout.blocks, extraction, location=snapshot.final_url)
    return _document(snapshot, document_id, media_type, (extraction, layout, verdict))


def _document(
    snapshot: Snapshot, document_id: str, media_type: str, parts: tuple[Extraction, Layout, Verdict]
) -> Document:
    extraction, layout, verdict = parts
    dates = find_dates(layout.text, url=snapshot.final_url)
    headings = tuple(b.span.of(layout.text) for b in layout.blocks if b.kind is BlockKind.HEADING)
    title = extraction.title or (headings[0] if headings else None)
    kind = snapshot.source.kind or recognise_kind(
        layout.text,
        title=extraction.title or _opening(layout.text),
        headings=headings,
        url=snapshot.final_url,
    )
    return Document(
        id=document_id,
        source=snapshot.source,
        snapshot_id=snapshot.id,
        kind=kind,
        status=verdict.status,
        text=layout.text,
        title=title,
        language=verdict.language,
        media_type=media_type,
        retrieved_at=snapshot.fetched_at,
        effective_date=dates.effective,
        updated_date=dates.updated,
        text_share=extraction.text_share,
        blocks=layout.blocks,
        sections=layout.sections,
        pages=layout.pages,
        notices=verdict.notices,
        foreign=verdict.foreign,
    )


def _opening(text: str) -> str | None:
    """Return the first sentence where it is as short as a title ("Privacy Policy. We …")."""
    first = text[:_TITLE_LENGTH].partition(". ")
    return first[0] if first[1] and "\n" not in first[0] else None


def _unread(snapshot: Snapshot, document_id: str, media_type: str, status: ReadingStatus) -> Document:
    message = MESSAGES[status]
    if status is ReadingStatus.UNSUPPORTED:
        message = f"{snapshot.source.location} is of type {media_type}. {message}"
    return Document(
        id=document_id,
        source=snapshot.source,
        snapshot_id=snapshot.id,
        kind=snapshot.source.kind or DocumentKind.OTHER,
        status=status,
        media_type=media_type,
        retrieved_at=snapshot.fetched_at,
        notices=(Notice(code=status.value, message=message),),
    )


def _header(snapshot: Snapshot, name: str) -> str | None:
    return next((value for key, value in snapshot.headers if key.lower() == name), None)


def _charset(snapshot: Snapshot) -> str | None:
    message = Message()
    message["content-type"] = _header(snapshot, "content-type") or snapshot.media_type
    return message.get_content_charset()


def _cut_short(snapshot: Snapshot) -> bool:
    """Tell whether fewer bytes came than the server announced; encoded answers count otherwise."""
    announced = _header(snapshot, "content-length") or ""
    encoded = _header(snapshot, "content-encoding") not in {None, "", "identity"}
    return not encoded and announced.isdecimal() and len(snapshot.content) < int(announced)
