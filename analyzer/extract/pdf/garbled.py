"""Tell text from glyph codes that the file does not map to text."""

import re

_UNMAPPED_SHARE = 0.25
_FEWEST = 150  # printed characters: fewer tell nothing
_LETTER_SHARE = 0.45
_VOWEL_SHARE = 0.6
_FEWEST_WORDS = 30
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
_VOWEL = re.compile(r"[aeiouyà-åè-ïò-öø-ýÿ]", re.IGNORECASE)


def is_garbled(text: str, glyphs: int, unmapped: int) -> bool:
    """Tell whether a page's text is not what is printed on it.

    Glyphs without a mapping show it, and so do text with hardly a letter and Latin "words" of
    which many lack a vowel (codes that stand for other letters).
    """
    if glyphs and unmapped / glyphs > _UNMAPPED_SHARE:
        return True
    printed = [c for c in text if not c.isspace()]
    if len(printed) < _FEWEST:
        return False
    letters = sum(1 for c in printed if c.isalpha())
    digits = sum(1 for c in printed if c.isdigit())
    leaders = sum(1 for c in printed if c in "._-…")
    if letters < _LETTER_SHARE * (len(printed) - digits - leaders):
        return True
    words = _LATIN_WORD.findall(text)
    voiced = sum(1 for w in words if _VOWEL.search(w))
    return len(words) >= _FEWEST_WORDS and voiced < _VOWEL_SHARE * len(words)
