"""Find the numbers and terms in which two wordings of a clause differ: "60 days" → "indefinitely"."""

import re
from itertools import zip_longest

from analyzer.core.changes import ParameterChange

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirteen|fourteen|fifteen|sixteen|eighteen"
    "|twenty(?:-one|-four)?|thirty|forty-five|forty-eight|sixty|seventy-two|ninety"
    "|hundred(?: and twenty| and eighty)?"
)
_FIGURES = {
    word: str(number)
    for number, word in (
        (1, "one"),
        (2, "two"),
        (3, "three"),
        (4, "four"),
        (5, "five"),
        (6, "six"),
        (7, "seven"),
        (8, "eight"),
        (9, "nine"),
        (10, "ten"),
        (12, "twelve"),
        (13, "thirteen"),
        (14, "fourteen"),
        (15, "fifteen"),
        (16, "sixteen"),
        (18, "eighteen"),
        (20, "twenty"),
        (24, "twenty four"),
        (30, "thirty"),
        (45, "forty five"),
        (48, "forty eight"),
        (60, "sixty"),
        (72, "seventy two"),
        (90, "ninety"),
    )
}
_NUMBER = rf"(?:\d[\d,.]*|{_NUMBER_WORDS})(?:\s*\(\d+\))?"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_DAYS = r"(?:(?:calendar|business|working|school|consecutive)[\s-]+)?"
_WITHOUT_NUMBER = (
    r"\bindefinitely\b|\bpermanently\b|\bperpetual(?:ly)?\b|\bimmediately\b|\bwithout undue delay\b"
    r"|\bas long as (?:is )?(?:reasonably )?necessary\b"
)
_BEFORE_AGE = r"(?:under|over|below|above|age of|aged?|at least)\s+(?:the age of\s+)?"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("age", re.compile(rf"\b{_NUMBER}[\s-]+years?[\s-]+(?:old|of age)\b", re.IGNORECASE)),
    ("duration", re.compile(rf"\b{_NUMBER}[\s-]*{_DAYS}{_UNIT}\b|{_WITHOUT_NUMBER}", re.IGNORECASE)),
    ("percentage", re.compile(r"\b\d[\d.]*\s*(?:%|percent\b)", re.IGNORECASE)),
    ("amount", re.compile(r"(?:US)?[$€£]\s?\d(?:[\d,.]*\d)?", re.IGNORECASE)),
    ("age", re.compile(rf"\b{_BEFORE_AGE}{_NUMBER}\b", re.IGNORECASE)),
)
"""In this order: what an earlier kind has read, a later one does not read again."""


def compare_amounts(old: str, new: str) -> tuple[ParameterChange, ...]:
    """Return the ages, durations, percentages and sums that only one of two wordings has, in pairs."""
    before, after = _amounts(old), _amounts(new)
    changes: list[ParameterChange] = []
    for name in dict(_KINDS):
        gone = [text for key, text in before.items() if key[0] == name and key not in after]
        come = [text for key, text in after.items() if key[0] == name and key not in before]
        changes += [ParameterChange(name=name, old=a, new=b) for a, b in zip_longest(gone, come)]
    return tuple(changes)


def _amounts(text: str) -> dict[tuple[str, str], str]:
    """Return what is found by kind and folded words, in reading order within a kind."""
    found: dict[tuple[str, str], str] = {}
    for name, pattern in _KINDS:
        for match in pattern.finditer(text):
            words = " ".join(match.group().split())
            found[name, _plainly(words)] = words
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return found


def _plainly(words: str) -> str:
    """Return an amount as its key: in figures, and a year however it was written."""
    told = re.sub(r"[\s-]+", " ", words.casefold())
    told = re.sub(r"\s*\(\d+\)", "", told)
    told = re.sub(r"^[a-z]+(?: (?:one|four|five|eight|two))?(?= )", _in_figures, told)
    return re.sub(r"^12 months?$", "1 year", re.sub(r"^1 years$", "1 year", told))


def _in_figures(found: re.Match[str]) -> str:
    return _FIGURES.get(found.group(), found.group())
