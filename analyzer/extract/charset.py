"""From bytes to characters: byte order mark, the server's word, the page's own word, then measurement."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
# Browsers read these labels as Windows-1252, whose curly quotes sit where Latin-1 has control characters.
_AS_WINDOWS = {"iso8859-1", "ascii", "latin-1", "iso-8859-1"}
_HEAD = 4096
_SAMPLE = 200_000
_CONTROL = dict.fromkeys([*range(9), 11, 14, *range(15, 32), 127], " ")
_CONTROL[0] = ""
_BROKEN_SHARE = 0.002


def decode(content: bytes, charset: str | None = None) -> str:
    """Return the characters of `content`, never failing: unreadable bytes become U+FFFD.

    `charset` is what the server said; a byte order mark outranks it. A declared charset that does
    not fit the bytes is passed over. Null bytes and other control characters are taken out.
    """
    return _decode(content, charset).translate(_CONTROL).replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, charset: str | None) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, errors="replace")
    for label in (charset, "utf-8", _declared(content)):
        text = _strictly(content, label)
        if text is not None:
            return text
    return _measured(content)


def _declared(content: bytes) -> str | None:
    found = _META.search(content[:_HEAD]) or _XML.search(content[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def _strictly(content: bytes, label: str | None) -> str | None:
    """Decode without mercy, or return None where the label is unknown or the bytes do not fit."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
        if name.startswith(("utf-16", "utf-32")) and content[:1] == b"<":
            return None  # the label is wrong: a page in UTF-16 has null bytes at once
        return content.decode("cp1252" if name in _AS_WINDOWS else name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _measured(content: bytes) -> str:
    # A few bad bytes in a UTF-8 page are an accident, not another charset.
    repaired = content.decode("utf-8", errors="replace")
    accents = sum(1 for c in repaired if c > "\x7f")
    broken = repaired.count("\ufffd")
    if broken <= max(_BROKEN_SHARE * len(repaired), 1) and broken * 2 <= accents:
        return repaired
    best = from_bytes(content[:_SAMPLE]).best()
    return content.decode(best.encoding if best else "cp1252", errors="replace")
