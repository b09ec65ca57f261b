"""The numbers and names a clause gives, normalised with their units.

Each parameter of a practice file has one reader here; a reader returns None where the clause does
not say.
"""

import re
from collections.abc import Callable, Mapping

from analyzer.core.findings import Parameters, ParameterValue, as_parameters
from analyzer.match.durations import Duration, durations
from analyzer.match.reading import Reading

Reader = Callable[[str, Reading], ParameterValue | None]

_SPEED = re.compile(
    r"\b(?:within|no more than|no later than|not later than|not more than|less than|in)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_RESIDUAL = re.compile(r"\bback-?\s?ups?\b|\barchiv|\bcach|\bresidual|\blogs?\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:under|over|below|least|than|age(?:s|d)?(?: of)?|age is)\s+(?:the age of\s+)?"
    r"(\d{1,2}|thirteen|sixteen|eighteen|fourteen)\b"
    r"|\b(\d{1,2}|thirteen|sixteen|eighteen)\s*(?:\(\d+\)\s*)?"
    r"(?:years? (?:of age|old)|or older|and older|or over)",
    re.IGNORECASE,
)
_AGES = {"thirteen": 13, "fourteen": 14, "sixteen": 16, "eighteen": 18}

_ANCHORS = (
    ("request", re.compile(r"\brequest|\binstruct|\bdirection", re.IGNORECASE)),
    ("account_inactive", re.compile(r"\binactiv|\bdormant|\bnot logged|\bunused", re.IGNORECASE)),
    ("last_activity", re.compile(r"\blast (?:login|log-in|activity|use|access|visit|signed)", re.IGNORECASE)),
    (
        "contract_end",
        re.compile(
            r"\bterminat|\bexpir|\bend of|\bcontract ends|\bcancel|\bcompletion of|\bclos(?:e|ure|ed|ing)\b",
            re.IGNORECASE,
        ),
    ),
    ("collection", re.compile(r"\b(?:collect|creat|record|receipt|receiv|generat)", re.IGNORECASE)),
)
_BREACH_ANCHORS = (
    ("discovery", re.compile(r"\bdiscover|\bbecom\w+ aware|\blearn|\bawareness|\bdetect", re.IGNORECASE)),
    ("confirmation", re.compile(r"\bconfirm|\bverif", re.IGNORECASE)),
    ("determination", re.compile(r"\bdetermin", re.IGNORECASE)),
    ("occurrence", re.compile(r"\boccur|\bof the (?:breach|incident)", re.IGNORECASE)),
)
_PARTIES = (
    (
        "school",
        re.compile(
            r"\bschool|\bdistrict|\bLEA\b|\bcustomer|\binstitution|\bsubscriber|\bcontroller|\bagency",
            re.IGNORECASE,
        ),
    ),
    ("parent", re.compile(r"\bparent|\bguardian", re.IGNORECASE)),
    (
        "user",
        re.compile(
            r"\byou\b|\busers?\b|\bindividuals?\b|\bstudents?\b|\bdata subjects?\b|\baccount holder",
            re.IGNORECASE,
        ),
    ),
    ("regulator", re.compile(r"\bregulator|\bauthorit|\battorney general|\bcommissioner", re.IGNORECASE)),
)
_RECIPIENTS: Mapping[str, tuple[str, ...]] = {
    "service_provider": ("service_provider",),
    "affiliate": ("affiliate",),
    "partner": ("partner",),
    "advertiser": ("advertiser",),
    "acquirer": ("merger",),
    "government": ("legal_disclosure",),
    "researcher": ("researcher",),
    "analytics": ("analytics",),
}


_FLAGS: Mapping[str, tuple[str, ...]] = {
    "consent_required": (r"\bconsent", r"\bpermission", r"\bauthoriz\w+", r"\bagree to"),
    "in_transit": (
        r"\btransit\b", r"\btransmi", r"\bSSL\b", r"\bTLS\b", r"\bhttps\b", r"\bsecure socket",
        r"\btransport layer", r"\bin motion",
    ),
    "at_rest": (r"\bat[- ]rest\b", r"\bstored\b", r"\bstorage\b", r"\bdatabase", r"\bAES"),
    "prior_notice": (
        r"\b(?:prior|advance) (?:written )?notice", r"\bnotify\b.{0,60}\b(?:before|prior to|in advance)",
        r"\bbefore\b.{0,40}\bdisclos",
    ),
    "controls": (
        r"\bcontrols?\b", r"\bprevails?\b", r"\bgoverns?\b", r"\btakes? precedence", r"\bsupersedes?\b",
        r"\boverrides?\b",
    ),
    "successor_bound": (
        r"\bbound\b", r"\bsame (?:protections|commitments)", r"\bhonou?r\b",
        r"\bsubject to (?:this|the same)",
    ),
    "same_terms": (
        r"\bonly as described in this", r"\bconsistent with this",
        r"\bsame (?:terms|protections|obligations)",
        r"\bbound by this", r"\bsubject to this",
    ),
    "certificate": (r"\bcertif(?:y|icat)",),
    "cross_context": (
        r"\bacross\b.{0,40}\b(?:sites|websites|apps|services)", r"\bover time\b", r"\bcross-(?:site|context)",
    ),
    "mfa": (r"\bmulti-?factor", r"\btwo-?factor", r"\bMFA\b", r"\b2FA\b"),
    "generic": (r"\breasonable\b",),
    "bare_claim": (r"\bcompl(?:y|ies|iant|iance)\b",),
    "covers_marketing": (r"\bmarket(?:ing)?\b", r"\bpromot"),
}  # fmt: skip
"""Parameters that are true where one of these words stands in the clause."""


def read_parameters(names: tuple[str, ...], text: str, reading: Reading) -> Parameters:
    """Return the values of the parameters `names` that `text` (lead-in and segment) gives."""
    values = ((name, READERS[name](text, reading)) for name in names if name in READERS)
    return as_parameters((name, value) for name, value in values if value is not None)


def _period(text: str, _reading: Reading) -> int | None:
    spans = [d for d in durations(text) if not _backup(text, d)]
    return max(d.days for d in spans) if spans else None


def _backup(text: str, duration: Duration) -> bool:
    return bool(_RESIDUAL.search(text[max(0, duration.start - 60) : duration.end + 40]))


def _completion(text: str, _reading: Reading) -> int | None:
    spans = [d for d in durations(text) if _SPEED.search(text[: d.start]) and not _backup(text, d)]
    return min(d.days for d in spans) if spans else None


def _residual(text: str, _reading: Reading) -> int | None:
    spans = [d for d in durations(text) if _backup(text, d)]
    return max(d.days for d in spans) if spans else None


def _first_of(table: tuple[tuple[str, re.Pattern[str]], ...]) -> Reader:
    def read(text: str, _reading: Reading) -> str | None:
        return next((name for name, words in table if words.search(text)), None)

    return read


def _breach_hours(text: str, _reading: Reading) -> int | None:
    spans = durations(text)
    return min(d.hours for d in spans) if spans else None


def _parties(text: str, _reading: Reading) -> tuple[str, ...] | None:
    found = tuple(name for name, words in _PARTIES if words.search(text))
    return found or None


def _days(text: str, _reading: Reading) -> int | None:
    spans = durations(text)
    return max(d.days for d in spans) if spans else None


def _age(text: str, _reading: Reading) -> int | None:
    hit = _AGE.search(text)
    if not hit:
        return None
    word = (hit[1] or hit[2]).lower()
    return _AGES.get(word) or (int(word) if word.isdigit() else None)


def _recipients(_text: str, reading: Reading) -> tuple[str, ...] | None:
    found = tuple(sorted(name for name, concepts in _RECIPIENTS.items() if reading.any_of(*concepts)))
    return found or None


def _elements(_text: str, reading: Reading) -> tuple[str, ...] | None:
    found = {name.removeprefix("element:") for name in reading.hits if name.startswith("element:")}
    return tuple(sorted(found)) or None


def _flag(patterns: tuple[str, ...]) -> Reader:
    words = re.compile("|".join(patterns), re.IGNORECASE)

    def read(text: str, _reading: Reading) -> bool | None:
        return True if words.search(text) else None

    return read


def _notice_method(text: str, _reading: Reading) -> str | None:
    if re.search(
        r"e-?mail|in-app|in-product|directly|notify (?:you|schools|customers|users)", text, re.IGNORECASE
    ):
        return "direct"
    return "posting" if re.search(r"\bpost|\bpublish|\bwebsite|\bthis page", text, re.IGNORECASE) else None


READERS: Mapping[str, Reader] = {
    "retention_period_days": _period,
    "retention_anchor": _first_of(_ANCHORS),
    "deletion_completion_days": _completion,
    "residual_days": _residual,
    "breach_notice_hours": _breach_hours,
    "breach_anchor": _first_of(_BREACH_ANCHORS),
    "notified_party": _parties,
    "change_notice_days": _days,
    "notice_days": _days,
    "response_days": _completion,
    "opt_out_days": _days,
    "min_age": _age,
    "age_threshold": _age,
    "recipients": _recipients,
    "data_elements": _elements,
    "notice_method": _notice_method,
    **{name: _flag(words) for name, words in _FLAGS.items()},
}  # fmt: skip
"""Parameter name → reader. A parameter without a reader is documented in the practice file only."""
