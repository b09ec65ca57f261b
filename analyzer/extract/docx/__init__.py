"""Word (.docx) → paragraphs, lists, headings and tables, tracked changes resolved."""

from analyzer.core.documents import Notice, ReadingStatus
from analyzer.core.errors import ExtractError
from analyzer.extract.docx.archive import open_docx
from analyzer.extract.docx.body import read_body, read_notes
from analyzer.extract.layout import Extraction, clean
from analyzer.extract.outline import Paragraph, build_blocks
from analyzer.extract.outline.headings import heading_levels

__all__ = ["extract_docx"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_TITLE_PARAGRAPHS = 6


def extract_docx(content: bytes) -> Extraction:
    """Read a Word document: insertions kept, deletions dropped, notes at the end.

    Headers and footers are left out. Raises ExtractError where the bytes are no Word document.
    """
    if content.startswith(_OLE):
        return _old_container(content)
    document = open_docx(content)
    elements = [*read_body(document), *read_notes(document)]
    blocks = build_blocks(elements)
    title = clean(document.core_properties.title or "") or None
    return Extraction(
        blocks=blocks,
        title=_printed_title([e for e in elements if isinstance(e, Paragraph)]) or title,
        status=ReadingStatus.READ if blocks else ReadingStatus.EMPTY,
    )


def _old_container(content: bytes) -> Extraction:
    """Tell a Word file locked with a password from one of before 2007: both are kept this way."""
    if _ENCRYPTED_PART not in content:
        raise ExtractError(
            "The file is in the Word format of before 2007 (.doc). "
            "Save it as .docx or PDF, or ask the vendor for one."
        )
    message = "The Word file opens with a password only. Ask the vendor for a copy without one."
    return Extraction(
        blocks=(),
        status=ReadingStatus.ENCRYPTED,
        notices=(Notice(code="encrypted", message=message),),
    )


def _printed_title(paragraphs: list[Paragraph]) -> str | None:
    levels = heading_levels(paragraphs)[:_TITLE_PARAGRAPHS]
    return next((p.text for p, level in zip(paragraphs, levels, strict=False) if level), None)
