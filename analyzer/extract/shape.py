"""What a line of text looks like: a heading, a list item, the lead-in of a list."""

import re

_BULLET = re.compile(r"^\s*(?:[•·▪◦‣∙●○■□➢➤►✓✔❖§»–—]|[-*+o](?=\s)|\uf0b7|\uf0a7)\s*")
_ENUMERATOR = re.compile(
    r"^\s*(?:\((?:[a-z]{1,2}|[ivxlc]{1,5}|[A-Z]|\d{1,2})\)|(?:[a-z]|[ivx]{1,4})[.)]|\d{1,2}\))\s+(?=\S)"
)
NUMBERED = re.compile(
    r"^\s*(?:(?:section|article|part|chapter|appendix|annex|schedule|exhibit)\s+[\dA-Z.]+\b|"
    r"(?P<digits>\d{1,2}(?:\.\d{1,2})*)[.):]?\s|(?P<letters>[IVX]{1,5}|[A-Z])[.)]\s)",
    re.IGNORECASE,
)
_LEAD_CUE = re.compile(
    r"\b(?:following|below|as follows|such as|include[sd]?|including|"
    r"these (?:are|include|things|types|ways))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_HEADING_WORDS = 14
_HEADING_CHARS = 110
_LAST_CHARS = 320
_SHORTEST_SENTENCE = 2
_INITIALS = 2


def list_marker(text: str) -> str:
    """Return the bullet or enumerator that opens `text`, with its blanks, or an empty string."""
    found = _BULLET.match(text) or _ENUMERATOR.match(text)
    return found.group(0) if found else ""


def without_bullet(text: str) -> str:
    """Return `text` without a leading bullet; enumerators stay, for clauses are cited by them."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else text


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def is_lead_in(text: str) -> bool:
    """Tell whether `text` announces a list: it ends open, or its last sentence says so.

    A closed sentence without such a cue is no lead-in: "We never sell data." before a list of
    what is collected must not govern that list.
    """
    text = text.rstrip()
    if not text:
        return False
    if text[-1] in ":;,-–—" or not ends_sentence(text):
        return True
    last = re.split(r"(?<=[.!?])\s+", text[-_LAST_CHARS:])[-1]
    return bool(_LEAD_CUE.search(last))


def could_be_heading(text: str) -> bool:
    """Tell whether `text` is short and open enough to be a heading, whatever its looks."""
    text = text.strip()
    words = text.split()
    if not words or len(words) > _HEADING_WORDS or len(text) > _HEADING_CHARS:
        return False
    if not any(c.isalpha() for c in text) or text[0].islower():
        return False
    if text[-1] in ",;" or (
        text[-1] in ".!" and len(words) > _SHORTEST_SENTENCE and not NUMBERED.match(text)
    ):
        return False
    return text[-1] != ":" or len(words) <= _HEADING_WORDS // 2


def is_shouted(text: str) -> bool:
    """Tell whether all letters of `text` are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > _INITIALS and all(c.isupper() for c in letters)
