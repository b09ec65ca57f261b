"""A data agreement read as such: parties, dates, clocks, schedule of data, exhibits and riders."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil

from analyzer.assess.schedules import read_schedule
from analyzer.core.documents import Document, DocumentKind
from analyzer.core.reports import Agreement
from analyzer.core.rules import DataElement

_I, _LINES = re.IGNORECASE, re.IGNORECASE | re.MULTILINE
_DATE = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+\d{1,2},?\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})"
)
_FORMATS = ("%B %d, %Y", "%B %d %Y", "%m/%d/%Y", "%Y-%m-%d")
_SIGNED = re.compile(rf"^\s*(?:Date|Date\s+signed|Signed\s+on)\s*:\s*(?P<date>{_DATE})", _LINES)
_EFFECTIVE = re.compile(
    rf"\b(?:effective\s+(?:date\s*:?|as\s+of|on)|entered\s+into\s+(?:as\s+of|on))\s*(?P<date>{_DATE})", _I
)
_EXPIRES = re.compile(
    rf"\b(?:expires?|expiration(?:\s+date)?\s*:?|until|through|ends?)\s+(?:on\s+)?(?P<date>{_DATE})", _I
)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_YEARS = re.compile(
    r"\b(?:term|effect|force)\b[^.]{0,80}?\b(?P<word>\w+)\s*(?:\(\s*(?P<digits>\d+)\s*\))?\s+years?\b", _I
)
_COUNT = r"(?:[a-z]+(?:-[a-z]+)?\s*\(\s*(?P<in_words>\d+)\s*\)|(?P<plain>\d+))"
_WITHIN = rf"(?:within|no\s+(?:later|more)\s+than)\s+{_COUNT}\s+(?P<kind>\w+\s+)?(?P<unit>hours?|days?)"
_PERIOD = re.compile(_WITHIN, _I)
_DISPOSES = re.compile(r"\b(?:dispos\w+|destroy\w*|destruction|delet\w+|return\w*)\b", _I)
_ENDS = re.compile(r"\b(?:terminat\w+|expir\w+|end\s+of|conclusion|written\s+request|dispos\w+)\b", _I)
_BREACHED = re.compile(r"\b(?:incident|breach\w*|unauthori[sz]ed)\b", _I)
_NOTIFIES = re.compile(r"\bnotif\w+|\bnotice\b", _I)
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")
_PARTY = re.compile(
    r"(?P<name>[A-Z][^()\n,“”\"]{2,80}?)\s*,?\s*\(\s*(?:hereinafter\s+|referred\s+to\s+as\s+)*(?:the\s+)?"
    r"[\"“]\s*(?P<role>LEA|Local\s+Education\w*\s+Agency|District|School(?:\s+District)?|Provider|Vendor|Company|Operator)"
    r"\s*[\"”]"
)
_OF_THE_SCHOOL = ("lea", "local", "district", "school")
_LEADS = re.compile(r"^(?:by\s+and\s+)?(?:between|and|among)\s+|^the\s+", _I)
_EXHIBIT = re.compile(r"^[^\S\n]*exhibit\s*[\"“”']?\s*(?P<letter>[A-H])\b[\"“”']?", _LINES)
_OFFER = re.compile(r"\bgeneral\s+offer\b", _I)
_RIDER = re.compile(r"^[^\S\n]*(?P<title>[^\n.]{0,60}\b(?:rider|supplement(?:al)?)\b[^\n.]{0,60})$", _LINES)
_FLOWDOWN = re.compile(
    r"\bsub-?(?:processor|contractor)s?\b[^.]{0,200}\bno\s+less\s+(?:stringent|strict|protective)", _I
)
_NDPA = re.compile(r"\bNDPA\b|national\s+(?:student\s+)?data\s+privacy\s+agreement", _I)
_SECOND = re.compile(r"\b(?:NDPA\s*)?(?:version|v)\.?\s*2\b", _I)
_CALENDAR_DAYS = 1.4  # calendar days in a business day, as the taxonomy counts them
_LONGEST_TERM = 20  # years


def read_agreement(document: Document, elements: Sequence[DataElement]) -> Agreement | None:
    """Return what an agreement says of itself, or None where the document is none.

    A document is one by its kind, or because a person declared its rank as that of a signed one.
    Every field that the text does not give is empty; nothing is guessed. `signed_at` is the last
    date beside a signature, so an unsigned draft has none.
    """
    text = document.text
    if document.kind is not DocumentKind.DATA_AGREEMENT and document.source.rank != 1:
        return None
    mentions, _ = read_schedule(document, elements)
    signed = _dates(_SIGNED, text)
    effective = document.effective_date or min(_dates(_EFFECTIVE, text), default=None)
    return Agreement(
        kind=_kind(text),
        document_id=document.id,
        signed_at=max(signed, default=None),
        expires_at=max(_dates(_EXPIRES, text), default=None) or _after_term(text, effective),
        riders=_riders(text),
        parties=_parties(text),
        scheduled=mentions,
        disposition_days=_clock(text, (_DISPOSES, _ENDS), "day"),
        breach_hours=_clock(text, (_BREACHED, _NOTIFIES), "hour"),
        general_offer=bool(_OFFER.search(text)),
        exhibits=tuple(sorted({m["letter"].upper() for m in _EXHIBIT.finditer(text)})),
        subprocessors_bound=bool(_FLOWDOWN.search(text)),
    )


def _kind(text: str) -> str:
    exhibits = {m["letter"].upper() for m in _EXHIBIT.finditer(text)}
    if _NDPA.search(text) or {"B", "D", "E"} <= exhibits:
        return "NDPA v2" if _SECOND.search(text) or "H" in exhibits else "NDPA v1"
    return "other"


def _dates(pattern: re.Pattern[str], text: str) -> list[date]:
    return [found for m in pattern.finditer(text) if (found := _parsed(m["date"]))]


def _parsed(written: str) -> date | None:
    words = " ".join(written.split())
    for form in _FORMATS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007  a day on paper has no zone
        except ValueError:
            continue
    return None


def _after_term(text: str, effective: date | None) -> date | None:
    """Return the day on which a term counted in years from the effective date ends."""
    found = _YEARS.search(text)
    if effective is None or found is None:
        return None
    written = found["digits"] or found["word"]
    years = int(written) if written.isdigit() else _NUMBER_WORDS.get(written.casefold(), 0)
    if not 0 < years <= _LONGEST_TERM:
        return None
    leap_day = (effective.month, effective.day) == (2, 29)
    return effective.replace(year=effective.year + years, day=28 if leap_day else effective.day)


def _parties(text: str) -> tuple[str, ...]:
    """Return the parties by the roles given to them in brackets, the school's side first."""
    by_side: dict[bool, str] = {}
    for found in _PARTY.finditer(text):
        side = found["role"].casefold().startswith(_OF_THE_SCHOOL)
        by_side.setdefault(side, _LEADS.sub("", _LEADS.sub("", found["name"].strip())))
    return tuple(by_side[side] for side in (True, False) if side in by_side)


def _clock(text: str, needed: Iterable[re.Pattern[str]], unit: str) -> int | None:
    """Return the longest period, in `unit`s, in a sentence that holds all `needed` words."""
    wanted = tuple(needed)
    periods = [
        _in_unit(found, unit)
        for sentence in _SENTENCE.finditer(text)
        if all(p.search(sentence.group()) for p in wanted)
        for found in _PERIOD.finditer(sentence.group())
    ]
    return max(periods, default=None)


def _in_unit(found: re.Match[str], unit: str) -> int:
    count = int(found["in_words"] or found["plain"])
    if (found["kind"] or "").strip().casefold() in ("business", "working"):
        count = ceil(count * _CALENDAR_DAYS)
    hours = count if found["unit"].casefold().startswith("hour") else count * 24
    return hours if unit == "hour" else -(-hours // 24)


def _riders(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(m["title"].split()) for m in _RIDER.finditer(text)))
