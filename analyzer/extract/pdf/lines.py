"""From the words of a page to its lines in reading order, column by column."""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from analyzer.extract.pdf.model import Line, Word
from analyzer.extract.pdf.words import join_spaced

_GUTTER = 4.0  # points on either side of a column gap that hold no word
_MIN_ROWS = 5  # fewer rows side by side are no columns of text
_MIN_ROW_WORDS = 3.0  # columns of running text have more words in a row than a form or list has
_MIN_FILL = 0.55  # and their rows mostly reach across the column
_BIN = 3.0
_WIDEST = 15_000.0  # points, the largest page a PDF may have: beyond it the file is damaged
_CANDIDATES = 4
_DEEPEST_SPLIT = 2

Row = list[Word]


def read_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Return the lines of a page: full-width text in place, columns one after the other."""
    lines: list[Line] = []
    for number, block in enumerate(_in_columns(_rows(words), 0)):
        left = min(w.x0 for row in block for w in row)
        right = _right_edge(block)
        lines.extend(_line(row, page, number, left, right) for row in block)
    return lines


def _right_edge(block: Sequence[Row]) -> float:
    """Return where lines break: the right edge that all but stray lines keep to."""
    ends = sorted(max(w.x1 for w in row) for row in block)
    return ends[-1] if len(ends) < 20 else ends[int(len(ends) * 0.97)]  # noqa: PLR2004 - one stray in 30


def _rows(words: Sequence[Word]) -> list[Row]:
    """Group words whose middles lie on one line, top to bottom, each left to right."""
    rows: list[Row] = []
    middle = low = 0.0
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        centre = (word.top + word.bottom) / 2
        if rows and centre - middle <= 0.5 * min(low, word.bottom - word.top):
            rows[-1].append(word)
            low = max(low, word.bottom - word.top)
            continue
        rows.append([word])
        middle, low = centre, word.bottom - word.top
    return [sorted(row, key=lambda w: w.x0) for row in rows]


def _in_columns(rows: list[Row], depth: int) -> list[list[Row]]:
    """Split rows into blocks of one column each, in reading order."""
    if depth >= _DEEPEST_SPLIT or len(rows) < _MIN_ROWS:
        return [rows] if rows else []
    for gutter in _gutters(rows):
        bands = _bands(rows, gutter)
        if bands:
            return _read_bands(rows, gutter, bands, depth)
    return [rows]


def _gutters(rows: Sequence[Row]) -> list[float]:
    """Return the emptiest places in the middle of the page, emptiest first."""
    left = min(w.x0 for row in rows for w in row)
    right = max(w.x1 for row in rows for w in row)
    if right - left > _WIDEST:
        return []
    covered: Counter[int] = Counter()
    for row in rows:
        for word in row:
            covered.update(range(int((word.x0 - left) / _BIN), int((word.x1 - left) / _BIN) + 1))
    bins = int((right - left) / _BIN)
    middle = range(int(bins * 0.2), int(bins * 0.8))
    ranked = sorted(
        middle, key=lambda b: (covered[b - 1] + 2 * covered[b] + covered[b + 1], abs(b - bins / 2))
    )
    chosen: list[int] = []
    for place in ranked:
        if all(abs(place - other) > 5 for other in chosen):  # noqa: PLR2004 - bins, 15 points
            chosen.append(place)
        if len(chosen) == _CANDIDATES:
            break
    return [left + (place + 0.5) * _BIN for place in chosen]


def _bands(rows: Sequence[Row], gutter: float) -> list[tuple[int, int]]:
    """Return the runs of rows (start, stop) that stand as two columns of text beside the gutter."""
    bands: list[tuple[int, int]] = []
    start = 0
    for i in range(len(rows) + 1):
        if i < len(rows) and not any(w.x0 < gutter + _GUTTER and w.x1 > gutter - _GUTTER for w in rows[i]):
            continue
        if _is_prose(rows[start:i], gutter):
            bands.append((start, i))
        start = i + 1
    return bands


def _is_prose(band: Sequence[Row], gutter: float) -> bool:
    sides = _sides(band, gutter)
    if any(len(side) < _MIN_ROWS for side in sides):
        return False
    tops = [side[0][0].top for side in sides]
    ends = [side[-1][0].bottom for side in sides]
    beside = min(ends) - max(tops)
    if beside < 0.3 * (max(ends) - min(tops)):
        return False
    return all(_is_running(side) for side in sides)


def _is_running(side: Sequence[Row]) -> bool:
    """Tell whether rows are running text rather than labels, figures or short items."""
    left = min(row[0].x0 for row in side)
    right = max(row[-1].x1 for row in side)
    fill = median((row[-1].x1 - row[0].x0) / (right - left or 1.0) for row in side)
    return fill >= _MIN_FILL and median(len(row) for row in side) >= _MIN_ROW_WORDS


def _sides(band: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    left = [[w for w in row if w.x1 <= gutter] for row in band]
    right = [[w for w in row if w.x0 >= gutter] for row in band]
    return [row for row in left if row], [row for row in right if row]


def _read_bands(rows: list[Row], gutter: float, bands: list[tuple[int, int]], depth: int) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    position = 0
    for start, stop in bands:
        blocks.extend(_in_columns(rows[position:start], depth + 1))
        for side in _sides(rows[start:stop], gutter):
            blocks.extend(_in_columns(side, depth + 1))
        position = stop
    blocks.extend(_in_columns(rows[position:], depth + 1))
    return blocks


def _line(row: Row, page: int, column: int, left: float, right: float) -> Line:
    words = join_spaced(row)
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    lettered = [w for w in words if any(c.isalnum() for c in w.text)]
    return Line(
        text=" ".join(w.text for w in words),
        page=page,
        x0=words[0].x0,
        x1=max(w.x1 for w in words),
        top=min(w.top for w in words),
        bottom=max(w.bottom for w in words),
        size=sizes.most_common(1)[0][0],
        bold=bool(lettered) and all(w.bold for w in lettered),
        first_width=words[0].x1 - words[0].x0,
        column=column,
        column_left=left,
        column_right=right,
    )
