"""From lines to paragraphs: where one ends, and how its lines are mended together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from analyzer.extract.outline import Paragraph, Table
from analyzer.extract.outline.headings import body_size, is_capitals
from analyzer.extract.outline.markers import read_markers, split_bullet
from analyzer.extract.pdf.hyphens import Hyphens
from analyzer.extract.pdf.model import Line, PlacedTable

_SIZE_STEP = 0.7  # points by which the type of two paragraphs differs
_WIDER = 1.22  # times the usual distance between lines: a gap
_INDENT = 6.0  # points
_SHORT = 0.02  # of the column width left free: the sentence that stops there ends its paragraph
_SHORT_WITH_GAPS = 0.15  # likewise, in a document that sets gaps between paragraphs
_SHORT_OPEN = 0.3  # likewise, where the line does not end a sentence
_GAPS_SHARE = 0.08  # of the lines follow a gap: the document sets gaps between paragraphs
_COLUMN_SHIFT = 90.0  # points: an edge further right is that of another column
_TITLE_LINES = 4
_TITLE_SIZE = 1.5  # times the size of running text: the title of the document
_LEADERS = re.compile(r"(?:\s*[.…·_]){4,}\s*\d*\s*$")
_LABEL = re.compile(r"\w+:\s")  # "Example: …" begins a paragraph of its own
_ENDS = (".", ":", ";", "!", "?", ".”", '."', ".)")
_SENTENCE_ENDS = (".", ":", "!", "?", ".”", '."', ".)", "?)", "!)")
_MOSTLY = 0.5  # of the full lines that end a sentence are followed by a line of their paragraph


def make_paragraphs(items: Sequence[Line | PlacedTable]) -> list[Paragraph | Table]:
    """Return paragraphs and tables in reading order, hyphenation and line breaks mended."""
    lines = [i for i in items if isinstance(i, Line)]
    reader = _Reader(lines)
    elements: list[Paragraph | Table] = []
    group: list[Line] = []
    for item in items:
        if isinstance(item, Line) and (not group or reader.goes_on(group, item)):
            group.append(item)
            continue
        if group:
            elements.append(reader.paragraph(group))
        group = [item] if isinstance(item, Line) else []
        if isinstance(item, PlacedTable):
            elements.append(item.table)
    if group:
        elements.append(reader.paragraph(group))
    return elements


def usual_leading(lines: Sequence[Line]) -> dict[float, float]:
    """Return for each type size the usual distance of its lines, in points, top to top."""
    steps: dict[float, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        same = a.page == b.page and a.column == b.column and abs(a.size - b.size) < _SIZE_STEP
        if same and 0 < b.top - a.top < 3 * a.size:
            steps[round(a.size)].append(b.top - a.top)
    # The lower half: paragraphs of one line would else pass their gaps off as leading.
    return {size: median(sorted(found)[: (len(found) + 1) // 2]) for size, found in steps.items()}


class _Reader:
    """Knows the document's usual measures, against which a single line is judged."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._leading = usual_leading(lines)
        self._body = body_size([Paragraph(text=line.text, size=line.size) for line in lines])
        self._hyphens = Hyphens([line.text for line in lines])
        gaps = sum(1 for a, b in pairwise(lines) if a.page == b.page and self._is_gap(a, b))
        self._has_gaps = gaps > _GAPS_SHARE * len(lines)
        self._full_lines_go_on = self._has_gaps and self._share_going_on(lines) >= _MOSTLY
        edges = Counter(round(line.column_left) for line in lines)
        self._left = min((x for x, n in edges.items() if n >= 0.05 * len(lines)), default=0)

    def goes_on(self, group: Sequence[Line], line: Line) -> bool:
        """Tell whether `line` belongs to the paragraph that `group` has begun."""
        last = group[-1]
        if _LEADERS.search(last.text) or split_bullet(line.text)[0]:
            return False
        if abs(line.size - last.size) >= _SIZE_STEP:
            return False
        apart = line.page != last.page or line.column != last.column or line.top < last.top
        if apart:
            return self._goes_on_beyond(last, line)
        if self._is_gap(last, line) or _is_title_above(group, line):
            return False
        return self._same_block(group, line)

    def _is_gap(self, last: Line, line: Line) -> bool:
        usual = self._leading.get(round(line.size), 1.2 * line.size)
        return line.top - last.top > max(_WIDER * usual, usual + 2)

    def _goes_on_beyond(self, last: Line, line: Line) -> bool:
        """Judge a line after a page or column break: a sentence not ended goes on."""
        if line.bold != last.bold or read_markers(line.text):
            return False
        if line.size > self._body + _SIZE_STEP:
            return False
        if last.text.endswith(_SENTENCE_ENDS):
            return self._full_lines_go_on and _may_go_on(last, line)
        if last.text.endswith(";") and _begins(line.text) and not is_capitals(line.text):
            return False
        return line.text[0].islower() or (not line.bold and (_is_full(last, line) or not _begins(line.text)))

    def _share_going_on(self, lines: Sequence[Line]) -> float:
        """Return how often a sentence that ends with its line is followed by one of its paragraph.

        Only where paragraphs are set apart by gaps can a page tell; 1 where it never happens.
        """
        pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page and a.column == b.column]
        ended = [(a, b) for a, b in pairs if a.text.endswith(_SENTENCE_ENDS) and _may_go_on(a, b)]
        return sum(1 for a, b in ended if not self._is_gap(a, b)) / len(ended) if ended else 1.0

    def _same_block(self, group: Sequence[Line], line: Line) -> bool:
        """Judge a line at the usual distance below the last one."""
        last = group[-1]
        full = _is_full(last, line)
        shifted = abs(line.x0 - last.x0) > _INDENT
        if read_markers(line.text):
            return full and not shifted and not last.text.endswith((":", "."))
        if line.bold != last.bold:
            heading = all(above.bold for above in group) or last.text.endswith(_SENTENCE_ENDS)
            return full and (line.text[0].islower() or not heading)
        if line.size > self._body + _SIZE_STEP or (line.bold and last.bold):
            return self._same_title(last, line)
        if len(group) > 1 and _is_shifted_out(last, line):
            return False
        return full or line.text[0].islower() or not self._stops_short(last, line)

    def _stops_short(self, last: Line, line: Line) -> bool:
        """Tell whether the last line stops so early that it must end its paragraph."""
        share = _room(last, line) / max(1.0, last.column_right - last.column_left)
        if last.text.endswith(_ENDS):
            return share > (_SHORT_WITH_GAPS if self._has_gaps else _SHORT)
        return share > _SHORT_OPEN and _begins(line.text)

    def _same_title(self, last: Line, line: Line) -> bool:
        """Judge a line of bold or large type after another: titles run over lines, too."""
        if last.text.endswith(_SENTENCE_ENDS):
            return _is_full(last, line)
        if line.size >= _TITLE_SIZE * self._body and line.bold == last.bold:
            return True
        return _is_full(last, line) or _centred(last, line) or line.text[0].islower()

    def paragraph(self, group: Sequence[Line]) -> Paragraph:
        """Mend the lines of one paragraph together."""
        first = group[0]
        text = group[0].text
        for line in group[1:]:
            text = self._hyphens.join(text, line.text)
        bullet, text = split_bullet(text)
        flat = bool(_LEADERS.search(text))
        return Paragraph(
            text=_LEADERS.sub("", text) if flat else text,
            page=first.page,
            indent=self._indent(first),
            size=_commonest(line.size for line in group),
            bold=all(line.bold for line in group),
            bullet=bullet,
            flat=flat,
        )

    def _indent(self, line: Line) -> float:
        """Return how far a line stands in from the left edge of its column of text."""
        shift = line.column_left - self._left
        return line.x0 - (self._left if 0 <= shift < _COLUMN_SHIFT else line.column_left)


def _room(last: Line, line: Line) -> float:
    """Return the points that were left had the first word of `line` stood on the line before."""
    return last.column_right - 1 - (last.x1 + line.first_width + 0.2 * last.size)


def _may_go_on(last: Line, line: Line) -> bool:
    """Tell whether nothing in the place and look of two lines parts their paragraphs."""
    alike = last.bold == line.bold and abs(last.size - line.size) < _SIZE_STEP
    if not alike or last.text.endswith(":") or _LABEL.match(line.text):
        return False
    return _is_full(last, line) and abs(line.x0 - last.x0) <= _INDENT


def _is_full(last: Line, line: Line) -> bool:
    return _room(last, line) < 0


def _is_shifted_out(last: Line, line: Line) -> bool:
    """Tell whether a line stands further left, or after a sentence further right, than the last."""
    if line.x0 < last.x0 - _INDENT:
        return not _centred(last, line)
    return line.x0 > last.x0 + _INDENT and last.text.endswith(_ENDS)


def _centred(last: Line, line: Line) -> bool:
    middle = (line.x0 + line.x1) / 2 - (last.x0 + last.x1) / 2
    return abs(middle) < 4 and abs(line.x0 - last.x0) > _INDENT  # noqa: PLR2004 - points


def _is_title_above(group: Sequence[Line], line: Line) -> bool:
    """Tell whether short lines of capitals stand above a line of plain text."""
    if _is_full(group[-1], line) or not line.text[0].isupper() or is_capitals(line.text):
        return False
    return len(group) < _TITLE_LINES and all(is_capitals(above.text) for above in group)


def _begins(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text[0] in "“\"'(["


def _commonest(sizes: Iterable[float]) -> float:
    return Counter(sizes).most_common(1)[0][0]
