"""What may stand in a cell of a spreadsheet: vendors' words must never be run as a formula."""

# Excel, LibreOffice and Google Sheets take a cell that begins so for a formula; the full-width
# forms and leading white space are taken alike by some of them.
_STARTERS = frozenset("=+-@＝＋－＠|%")  # noqa: RUF001 - the full-width forms are what is guarded against


def harmless(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe stands before what looks like a formula.

    Where apostrophes stand before it already, one more is added, so that `original` can take it away.
    """
    return f"'{text}" if _runs(text.lstrip("'")) else text


def original(cell: str) -> str:
    """Return the text that `harmless` wrote as this cell."""
    return cell[1:] if cell.startswith("'") and _runs(cell.lstrip("'")) else cell


def _runs(text: str) -> bool:
    return text[:1] in {"\t", "\r", "\n"} or text.lstrip()[:1] in _STARTERS
