"""Walk a Word document's body in order: paragraphs, tables, text boxes, notes."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from analyzer.core.errors import ExtractError
from analyzer.extract.docx.archive import DAMAGED_PARTS
from analyzer.extract.docx.numbering import ListMark, Numbering
from analyzer.extract.docx.runs import RunText, read_boxes, read_runs
from analyzer.extract.docx.styles import Styles
from analyzer.extract.layout import clean
from analyzer.extract.outline import Cell, Paragraph, Table
from analyzer.extract.outline.markers import split_bullet

_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:sectPr")}
_NUMBERING = "/numbering"
_NOTES = ("/footnotes", "/endnotes")


def read_body(document: Any) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of the body, in order.

    Raises ExtractError where the markup is not what Word writes.
    """
    try:
        reader = _Reader(document)
        return list(reader.elements(document.element.body))
    except DAMAGED_PARTS as error:
        raise _damaged(error) from error


def read_notes(document: Any) -> list[Paragraph | Table]:
    """Return footnotes and endnotes in the order they are kept."""
    elements: list[Paragraph | Table] = []
    try:
        reader = _Reader(document)
        for ending in _NOTES:
            root = _part(document, ending)
            for note in () if root is None else root.iterchildren():
                if note.get(qn("w:type")) is None:  # the others are rules between text and notes
                    elements.extend(reader.elements(note))
    except DAMAGED_PARTS as error:
        raise _damaged(error) from error
    return elements


def _damaged(error: BaseException) -> ExtractError:
    return ExtractError(
        f"The Word file's text is damaged ({type(error).__name__}). "
        "Open it in a word processor and save it anew, or ask the vendor for another copy."
    )


def _part(document: Any, ending: str) -> Any | None:
    """Return the root of a part that belongs to the document, or None where it has none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(ending) and not relation.is_external:
            part = relation.target_part
            return part.element if hasattr(part, "element") else parse_xml(part.blob)
    return None


class _Reader:
    def __init__(self, document: Any) -> None:
        self._styles = Styles(document.styles.element)
        self._numbering = Numbering(_part(document, _NUMBERING))

    def elements(self, parent: Any) -> Iterator[Paragraph | Table]:
        """Yield what a body, cell, text box or note holds; content controls are opened."""
        carried: list[RunText] = []
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                runs = [*carried, *read_runs(child)]
                if child.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
                    carried = runs  # the mark that ends it was deleted: it goes on in the next
                    continue
                carried = []
                yield from self._paragraphs(child, runs)
                for box in read_boxes(child):
                    yield from self.elements(box)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag not in _GONE and isinstance(child.tag, str):
                yield from self.elements(child)
        if carried:
            yield from self._paragraphs(parent, carried)

    def _paragraphs(self, paragraph: Any, runs: list[RunText]) -> Iterator[Paragraph]:
        """Yield one paragraph, or several where page breaks part it."""
        place = self._styles.list_place(paragraph)
        pieces: list[list[RunText]] = [[]]
        for piece in runs:
            pieces[-1].append(piece)
            if piece.ends:
                pieces.append([])
        filled = [p for p in pieces if clean("".join(r.text for r in p))]
        mark = self._numbering.mark(*place) if place and filled else None
        for piece_runs in filled:
            yield self._paragraph(paragraph, piece_runs, mark)
            mark = None

    def _paragraph(self, paragraph: Any, runs: list[RunText], mark: ListMark | None) -> Paragraph:
        text = clean("".join(r.text for r in runs))
        bullet, rest = split_bullet(text)
        if mark and mark.number:
            bullet, rest = "", f"{mark.number} {text}"
        elif mark:
            bullet, rest = mark.bullet, text
        sizes: Counter[float] = Counter()
        for r in runs:
            sizes[self._styles.size(paragraph, r.run)] += len(r.text)
        indent = self._styles.indent(paragraph)
        if indent is None:
            indent = mark.indent if mark else 0.0
        return Paragraph(
            text=rest,
            indent=indent,
            size=sizes.most_common(1)[0][0],
            bold=all(self._styles.is_bold(paragraph, r.run) for r in runs if r.text.strip()),
            heading_level=self._styles.heading_level(paragraph),
            bullet=bullet,
            listed=mark is not None,
            flat=self._styles.name(paragraph).lower().startswith("toc "),
        )

    def _table(self, table: Any) -> Iterator[Paragraph | Table]:
        """Yield a table; one with a single column or row only frames its text."""
        rows = [r for r in _descend(table, "w:tr") if r.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
        cells = [[list(self.elements(c)) for c in _descend(row, "w:tc")] for row in rows]
        if len(cells) < 2 or max(len(row) for row in cells) < 2:  # noqa: PLR2004 - a frame
            for row in cells:
                for cell in row:
                    yield from cell
            return
        spans = [[_span(c) for c in _descend(row, "w:tc")] for row in rows]
        yield Table(
            rows=tuple(tuple(_spread(row, widths)) for row, widths in zip(cells, spans, strict=True)),
            header_rows=_header_rows(rows),
        )


def _descend(element: Any, tag: str) -> list[Any]:
    """Return the children of this tag, those inside content controls and insertions included."""
    found: list[Any] = []
    for child in element.iterchildren():
        if child.tag == qn(tag):
            found.append(child)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            found.extend(_descend(child, tag))
    return found


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else min(63, int(span.get(qn("w:val"), 1)))


def _spread(row: list[list[Paragraph | Table]], widths: list[int]) -> Iterator[Cell]:
    """Yield the cells of a row, empty ones for the further columns a wide cell covers."""
    for content, width in zip(row, widths, strict=True):
        yield _cell(content)
        for _ in range(width - 1):
            yield Cell()


def _cell(content: list[Paragraph | Table]) -> Cell:
    texts: list[str] = []
    bold = True
    for element in content:
        if isinstance(element, Paragraph):
            texts.append(element.text)
            bold = bold and element.bold
        else:
            texts.extend(c.text for row in element.rows for c in row if c.text)
    return Cell(texts=tuple(texts), bold=bold and bool(texts))


def _header_rows(rows: list[Any]) -> int:
    count = 0
    for row in rows:
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            break
        count += 1
    return count if count < len(rows) else 0
