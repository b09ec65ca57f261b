"""How long, from when, how fast, and who is told: the parameters of retention and of breach notices.

Each reader takes the text of lead-in and segment; it returns None where the clause does not say.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from analyzer.core.findings import ParameterValue
from analyzer.match.durations import Duration, durations
from analyzer.match.reading import Reading

Reader = Callable[[str, Reading], ParameterValue | None]
_Table = tuple[tuple[str, re.Pattern[str]], ...]

_SPEED = re.compile(
    r"\b(?:within|no more than|no later than|not later than|not more than|less than|not to exceed|in)\b"
    r"[^.;]{0,25}$",
    re.IGNORECASE,
)
_RESIDUAL = re.compile(r"\bback(?:ed)?[- ]?ups?\b|\barchiv|\bcach|\bresidual|\blogs?\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.]\s")
_NEXT_CLAUSE = re.compile(r"[,;:.]\s|\b(?:and|but|except|while)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:after|of|from|following|since|upon|past|beyond|without|with no)\b", re.IGNORECASE)
_OLDER = re.compile(r"\bolder than\s*$", re.IGNORECASE)
_REACH_AFTER, _REACH_BEFORE = 75, 160


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ANCHORS: _Table = (
    (
        "account_inactive",
        _words(
            r"\binactiv|\bdormant|\bnot (?:been )?(?:used|logged|signed)|\bunused account"
            r"|\b(?:without|with no) (?:a |any )?(?:sign|log|use|activity)|\bno (?:sign-in|login|activity)"
            r"|\bnobody has"
        ),
    ),
    ("last_activity", _words(r"\blast (?:login|log-in|activity|use|access|visit|sign)")),
    (
        "request",
        _words(
            r"\brequest|\binstruct|\bdirection|\bwritten confirmation|\byou deleted?\b"
            r"|\basks?\b|\basked\b"
        ),
    ),
    (
        "contract_end",
        _words(
            r"\bterminat|\bexpir|\bend of|\bends\b|\bended\b|\bcancel|\bcompletion of"
            r"|\bclos(?:ure|ed|ing|es)\b"
            r"|\bno longer (?:a customer|work|us)|\blicen[sc]e|\bsubscription|\bcontract|\bagreement"
        ),
    ),
    (
        "collection",
        _words(
            r"\bcollect|\bcreat|\breceipt|\breceiv|\bgenerat|\bcapture|\bupload|\brecord(?:ed|ing)|\bsubmi"
            r"|\bsent\b|\balert|\bsession|\bgiven to us|\bprovided"
        ),
    ),
)
_BREACH_ANCHORS: _Table = (
    ("confirmation", _words(r"\bconfirm|\bverif")),
    ("determination", _words(r"\bdetermin")),
    ("discovery", _words(r"\bdiscover|\bbecom\w+ aware|\blearn|\bawareness|\bdetect|\bidentify")),
    ("occurrence", _words(r"\bhas occurred|\bof (?:its|the) occurrence|\bof the (?:breach|incident)\b")),
)
_PARTIES: _Table = (
    (
        "school",
        _words(
            r"\bschool|\bdistrict|\bLEA\b|\bcustomer|\binstitution|\bsubscriber|\bcontroller|\bagency"
            r"|\bcontracting party"
        ),
    ),
    ("parent", _words(r"\bparent|\bguardian|\bfamil(?:y|ies)")),
    (
        "user",
        _words(
            r"\byou\b|\busers?\b|\bindividuals?\b|\bstudents?\b|\bpupils?\b|\bdata subjects?\b"
            r"|\baccount holder|\bpersons?\b|\bpeople\b"
        ),
    ),
    ("regulator", _words(r"\bregulator|\bauthorit|\battorney general|\bcommissioner|\bICO\b")),
)
_TELL = _words(r"\b(?:notif\w+|inform(?:s|ed|ing)?|alert(?:s|ed)?|tell|told|advis\w+|report(?:s|ed)? to)\b")
_OBJECT_END = re.compile(
    r"\b(?:of|within|in accordance|in writing|in the event|via|by|without|if|when|where|that|as|no later)\b"
    r"|[.;(]",
    re.IGNORECASE,
)


def _retention_period(text: str, _reading: Reading) -> int | None:
    chosen = _longest(text)
    return chosen.days if chosen else None


def _longest(text: str) -> Duration | None:
    """Return the longest period named; that of backups only where nothing else is named."""
    spans = durations(text)
    live = [d for d in spans if not _of_backups(text, d)] or spans
    return max(live, key=lambda d: (d.hours, d.start), default=None)


def _of_backups(text: str, duration: Duration) -> bool:
    before = _CLAUSE_END.split(text[max(0, duration.start - 80) : duration.start])[-1]
    after = _NEXT_CLAUSE.split(text[duration.end : duration.end + 40])[0]
    return bool(_RESIDUAL.search(before) or _RESIDUAL.search(after))


def _retention_anchor(text: str, _reading: Reading) -> str | None:
    """Return the event that starts the clock: named behind the period, else last before it."""
    period = _longest(text)
    if period is None:
        return None
    if _OLDER.search(text[: period.start]):
        return "collection"
    behind = text[period.end : period.end + _REACH_AFTER].split(". ", maxsplit=1)[0]
    start = _FROM.search(behind)
    named = _first(_ANCHORS, behind[start.start() :]) if start else None
    before = text[max(0, period.start - _REACH_BEFORE) : period.start]
    return named or _last(_ANCHORS[:-1], before)


def _first(table: _Table, text: str) -> str | None:
    hits = [(hit.start(), name) for name, words in table if (hit := words.search(text))]
    return min(hits)[1] if hits else None


def _last(table: _Table, text: str) -> str | None:
    hits = [(hit.start(), name) for name, words in table for hit in words.finditer(text)]
    return max(hits)[1] if hits else None


def _completion(text: str, _reading: Reading) -> int | None:
    spans = [
        d for d in durations(text)
        if _SPEED.search(text[: d.start]) and not _of_backups(text, d) and not _is_window(text, d)
    ]  # fmt: skip
    return min((d.days for d in spans), default=None)


def _is_window(text: str, duration: Duration) -> bool:
    """Tell whether the words name a stretch of time ("twice in a 12-month period"), no deadline."""
    return bool(re.match(r"[\s-]*period\b", text[duration.end :], re.IGNORECASE)) and bool(
        re.search(r"\b(?:a|any|each|every)\s*$", text[: duration.start], re.IGNORECASE)
    )


def _residual(text: str, _reading: Reading) -> int | None:
    return max((d.days for d in durations(text) if _of_backups(text, d)), default=None)


def _breach_hours(text: str, _reading: Reading) -> int | None:
    """Return the hours of the general rule, which is named first behind the promise to tell."""
    spans: Sequence[Duration] = durations(text)
    told = _TELL.search(text)
    behind = [d for d in spans if told and d.start > told.end()]
    return next((d.hours for d in (*behind, *spans)), None)


def _breach_anchor(text: str, _reading: Reading) -> str | None:
    return next((name for name, words in _BREACH_ANCHORS if words.search(text)), None)


def _notified_parties(text: str, _reading: Reading) -> tuple[str, ...] | None:
    """Return who is told: whoever stands behind the verb, else whoever the clause names."""
    for verb in _TELL.finditer(text):
        told = _OBJECT_END.split(text[verb.end() :])[0][:120]
        if found := _parties(told):
            return found
    return _parties(text) or None


def _parties(text: str) -> tuple[str, ...]:
    return tuple(name for name, words in _PARTIES if words.search(text))


CLOCK_READERS: Mapping[str, Reader] = {
    "retention_period_days": _retention_period,
    "retention_anchor": _retention_anchor,
    "deletion_completion_days": _completion,
    "response_days": _completion,
    "residual_days": _residual,
    "breach_notice_hours": _breach_hours,
    "breach_anchor": _breach_anchor,
    "notified_party": _notified_parties,
}
"""Parameter name → reader, for the practices of retention, breach and rights."""
