"""Spans of time as policies write them: "sixty (60) days", "72 hours", "one year", "7-day"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_WORDS = {word: value for value, word in enumerate(_SMALL.split())} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "seventy-two": 72,
    "twenty-four": 24, "forty-eight": 48, "ninety": 90, "hundred": 100, "twenty-one": 21,
}  # fmt: skip
_HOURS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}
_NUMBER = r"\d{1,4}|" + "|".join(sorted((re.escape(w) for w in _WORDS), key=len, reverse=True))
_DURATION = re.compile(
    rf"\b(?P<number>{_NUMBER})\b(?:\s*[-–])?(?:\s*\(\s*(?P<digits>\d{{1,4}})\s*\))?[\s-]*"
    r"(?P<business>business|working|calendar|school|full|consecutive)?[\s-]*(?P<unit>hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_MONTHS = 12
_BUSINESS = 1.4  # a business day in calendar days (taxonomy, parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A span of time in a text; `start` and `end` are offsets into that text.

    `business` tells whether it counts business days; `hours` and `days` are in calendar time: a year
    has 365 days, a month 30, twelve months and more their share of years (18 months: 548 days).
    """

    start: int
    end: int
    hours: int
    business: bool = False

    @property
    def days(self) -> int:
        """Return whole days, rounded up."""
        return ceil(self.hours / 24)


def durations(text: str) -> Sequence[Duration]:
    """Return the spans of time named in `text`, in order.

    "A year" counts, "a day" after "times" does not; an age ("13 years of age", "13 years old") is
    no duration.
    """
    found = []
    for hit in _DURATION.finditer(text):
        if re.match(r"\s*(?:of age|old|or older)\b", text[hit.end() :], re.IGNORECASE):
            continue
        if re.search(r"\b(?:times|once|twice|hours)\s*$", text[: hit.start()], re.IGNORECASE):
            continue
        number = int(hit["digits"] or 0) or _value(hit["number"])
        business = (hit["business"] or "").lower() in {"business", "working", "school"}
        hours = _hours(number, hit["unit"].lower(), business=business)
        found.append(Duration(start=hit.start(), end=hit.end(), hours=hours, business=business))
    return found


def _hours(number: int, unit: str, *, business: bool) -> int:
    if business and unit == "day":
        return ceil(number * _BUSINESS) * 24
    if unit == "month" and number >= _MONTHS:
        return floor(number * 365 / _MONTHS + 0.5) * 24
    return number * _HOURS[unit]


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _WORDS[number.lower()]
