"""Read since when a document holds and when it was last changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise

import dateparser

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:199\d|20\d\d)"
_DATE = re.compile(
    rf"""(?<![^\W_])(?<![/.-])(?:
        (?P<iso>{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01]))(?!\d)
      | (?P<month_first>(?:{_MONTHS})\.?\s*{_DAY}\s*,?\s*(?:of\s+)?{_YEAR})(?!\d)
      | (?P<day_first>{_DAY}[\s-]*(?:day\s+)?(?:of\s+)?(?:{_MONTHS})\.?[\s,-]*{_YEAR})(?!\d)
      | (?P<month_only>(?:{_MONTHS})\.?\s*,?\s*(?:of\s+)?{_YEAR})(?!\d)
      | (?P<numeric>\d{{1,2}}(?P<sign>[/.-])\d{{1,2}}(?P=sign)(?:{_YEAR}|\d\d))(?![\d/.-]*\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EFFECTIVE = re.compile(
    r"(?<![^\W_])(?:effective|(?:in|into)\s+(?:effect|force)|takes?\s+effect|valid\s+(?:from|as\s+of)|"
    r"(?:applies|apply|applicable)\s+(?:as\s+of|from|since))\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?<![^\W_])(?:updated?|revised|revision|modified|modification|amended|reviewed|edited|"
    r"(?:last|most\s+recently|latest)\s+changed?|version|posted|published|current\s+as\s+of|dated)\b"
    r"|^\W*date\b",
    re.IGNORECASE,
)
# Words that say that a date is of something else: an earlier version, a law, a right that ends.
_OTHER_THING = re.compile(
    r"©|\(c\)\s|copyright|all\s+rights|\b(?:previous|prior|earlier|archived|superseded|replaces?d?|"
    r"supersedes?|before|until|expires?|directive|regulation|act|pursuant|born|founded)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:polic(?:y|ies)|notice|statement|terms|agreement|addendum|document|page|version|guidelines?|"
    r"conditions|disclosure|dpa|tos|eula)\b",
    re.IGNORECASE,
)
_DOCUMENT_NEXT = re.compile(
    rf"\s+(?:this|these|our|the)\s+(?:\w+\s+){{0,3}}?{_DOCUMENT.pattern}", re.IGNORECASE
)
_CLAUSE_START = re.compile(r"[.!?]\s+(?=[A-Z“\"(])|[|;•]\s*|\n")
_SENTENCE_OVER = re.compile(r"[.!?]\s*\n")  # what follows in a line of its own belongs to the next entry
_LINKED = re.compile(r"(?:\W|and|date|last|as|of|on)*", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*,\s*(?:[a-z]|If\b)")
_AFTER = re.compile(r"\W{0,3}(?P<cue>effective date|last updated|last revised)", re.IGNORECASE)
_ADDRESS_DATE = re.compile(rf"(?<!\d){_YEAR}[-/_.](?:0[1-9]|1[0-2])[-/_.](?:0[1-9]|[12]\d|3[01])(?!\d)")
_NEAR_TITLE = 600  # characters
_REACH = 90  # characters before a date in which words say what it is
_TIGHT = 40  # characters that may stand between those words and the date
_LABEL = 48  # characters that a label may have before its cue
_HEAD = 4_000  # characters
_TAIL = 2_500
_BETWEEN = 2  # the place of a date neither near the head nor near the tail
_FIXED_BASE = datetime(2000, 1, 1, tzinfo=UTC)  # never asked for whole dates; keeps the clock out


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Since when a document holds and when it was last changed, None where it does not say."""

    effective: date | None = None
    updated: date | None = None


class _Kind(StrEnum):
    EFFECTIVE = "effective"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    kinds: tuple[_Kind, ...]
    found: re.Match[str]
    order: tuple[int, int]


def find_dates(text: str, *, url: str | None = None) -> Dates:
    """Return the effective date and the date of the last change that a document states.

    A date counts only beside words that say what it is ("Effective Date:", "Last updated"): the
    head of the text is believed before its tail, and both before what lies between. A month
    without a day is its first day. Dates like 12/01/2023 are read month first, as in the United
    States, unless that is impossible. Where nothing is said, a whole date in a line of its own near
    the title is taken for the last change, then a date like 2023-08-07 in `url`.
    """
    stated = sorted(_stated(text), key=lambda s: s.order)
    if any(s.order[0] < _BETWEEN for s in stated):
        # Between head and tail stand the dates of annexes and clauses: asked only where all else is silent.
        stated = [s for s in stated if s.order[0] < _BETWEEN]
    effective = _first(stated, _Kind.EFFECTIVE)
    updated = _first(stated, _Kind.UPDATED)
    if effective is None and updated is None:
        updated = _alone_near_title(text)
    if effective is None and updated is None and url:
        in_address = _ADDRESS_DATE.search(url)
        updated = _parse(in_address[0].replace("_", "-"), "iso") if in_address else None
    return Dates(effective=effective, updated=updated)


def _alone_near_title(text: str) -> date | None:
    """Return the date that stands alone in a line near the title, as under a letter's head."""
    for found in _DATE.finditer(text[:_NEAR_TITLE]):
        line = text[text.rfind("\n", 0, found.start()) + 1 :].split("\n", 1)[0]
        if found.lastgroup != "month_only" and line.strip(" *_#()[].") == found[0]:
            return _parse(found[0], str(found.lastgroup))
    return None


def _first(stated: list[_Stated], kind: _Kind) -> date | None:
    """Return the best-placed date of this kind that exists in the calendar."""
    for one in stated:
        if kind in one.kinds and (value := _parse(one.found[0], str(one.found.lastgroup))):
            return value
    return None


def _stated(text: str) -> Iterator[_Stated]:
    """Yield the dates that are said to be one of the two, with their place in the text."""
    before = 0
    for found in _DATE.finditer(text):
        kinds = _kinds_before(text, before, found) or _kinds_after(text, found)
        before = found.end()
        if not kinds:
            continue
        yield _Stated(kinds=kinds, found=found, order=(_place(found.start(), len(text)), found.start()))


def _place(position: int, length: int) -> int:
    """Return 0 near the head of the text, 1 near its tail, 2 between."""
    if position < _HEAD:
        return 0
    return 1 if position > length - _TAIL else _BETWEEN


def _kinds_before(text: str, since: int, found: re.Match[str]) -> tuple[_Kind, ...]:
    """Return what the words before a date say it is."""
    clause = _clause(text, since, found.start())
    cues = [(m, _Kind.EFFECTIVE) for m in _EFFECTIVE.finditer(clause)]
    cues += [(m, _Kind.UPDATED) for m in _UPDATED.finditer(clause)]
    cues.sort(key=lambda cue: cue[0].start())
    if not cues or _OTHER_THING.search(clause):
        return ()
    last, kind = cues[-1]
    if _SENTENCE_OVER.search(clause, last.end()):
        return ()
    if len(clause) - last.end() > _TIGHT or not _speaks_of_document(
        clause, cues[0][0], text[found.end() :][:8]
    ):
        return ()
    kinds = [kind]
    for (earlier, other), (later, _) in pairwise(cues):
        if other not in kinds and _LINKED.fullmatch(clause[earlier.end() : later.start()]):
            kinds.append(other)
    return tuple(kinds)


def _clause(text: str, since: int, end: int) -> str:
    """Return the clause that leads up to a date; a label in a line of its own counts to it."""
    start = max(since, end - _REACH)
    window = text[start:end]
    if not window.strip():
        return ""
    head = window.rstrip(" \n:")
    starts = [m.end() for m in _CLAUSE_START.finditer(head)]
    return window[starts[-1] :] if starts else window


def _speaks_of_document(clause: str, cue: re.Match[str], after: str) -> bool:
    """Tell a label or a statement about the document from a sentence about something else."""
    lead = clause[: cue.start()]
    subject = _DOCUMENT.search(lead) or _DOCUMENT_NEXT.match(clause, cue.end())
    if ":" not in clause[cue.end() :] and not subject and _GOES_ON.match(after):
        return False
    return bool(subject) or len(lead) <= _LABEL


def _kinds_after(text: str, found: re.Match[str]) -> tuple[_Kind, ...]:
    after = _AFTER.match(text, found.end(), found.end() + _TIGHT)
    if not after:
        return ()
    effective = after["cue"].lower().startswith("effective")
    # A label with a colon belongs to the date that follows it.
    if text[after.end() : after.end() + 3].lstrip().startswith(":") or _DATE.search(
        text[after.end() :][:_TIGHT]
    ):
        return ()
    return (_Kind.EFFECTIVE if effective else _Kind.UPDATED,)


def _parse(text: str, form: str) -> date | None:
    """Return the date a candidate stands for, or None where the calendar has none."""
    order = "MDY"
    if form == "iso":
        text, order = re.sub(r"[/.]", "-", text), "YMD"
    elif form == "numeric" and "." in text:
        order = "DMY"  # with points dates are written by Europeans
    parsed = dateparser.parse(
        re.sub(r"\s+of\s+|\bday\b", " ", text),
        languages=["en"],
        settings={
            "DATE_ORDER": order,
            "PREFER_DAY_OF_MONTH": "first",
            "REQUIRE_PARTS": ["month", "year"],
            "RELATIVE_BASE": _FIXED_BASE.replace(tzinfo=None),
            "PARSERS": ["absolute-time"],
        },
    )
    return parsed.date() if parsed else None
