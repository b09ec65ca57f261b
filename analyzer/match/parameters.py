"""The numbers and names a clause gives, normalised with their units.

Each parameter of a practice file has one reader here; a reader returns None where the clause does
not say.
"""

import re
from collections.abc import Callable, Mapping

from analyzer.core.findings import ParameterValue, Parameters, as_parameters
from analyzer.match.durations import Duration, durations
from analyzer.match.reading import Reading

Reader = Callable[[str, Reading], ParameterValue | None]

_SPEED = re.compile(
    r"\b(?:within|in no more than|no later than|not later than|not more than|at least|less than|in)\b[^.;]{0,25}$",
    re.I,
)
_RESIDUAL = re.compile(r"\bback-?\s?ups?\b|\barchiv|\bcach|\bresidual|\blogs?\b", re.I)
_AGE = re.compile(
    r"\b(?:under|over|below|least|than|age(?:s|d)?(?: of)?|age is)\s+(?:the age of\s+)?(\d{1,2}|thirteen|sixteen|eighteen|fourteen)\b"
    r"|\b(\d{1,2}|thirteen|sixteen|eighteen)\s*(?:\(\d+\)\s*)?(?:years? (?:of age|old)|or older|and older|or over)",
    re.I,
)
_AGES = {"thirteen": 13, "fourteen": 14, "sixteen": 16, "eighteen": 18}
_CHANGE = re.compile(r"\b(?:days?|weeks?|months?)\b", re.I)

_ANCHORS = (
    ("request", re.compile(r"\brequest|\binstruct|\bdirection", re.I)),
    ("account_inactive", re.compile(r"\binactiv|\bdormant|\bnot logged|\bunused", re.I)),
    ("last_activity", re.compile(r"\blast (?:login|log-in|activity|use|access|visit|signed)", re.I)),
    (
        "contract_end",
        re.compile(
            r"\bterminat|\bexpir|\bend of|\bcontract ends|\bcancel|\bcompletion of|\bclos(?:e|ure|ed|ing)\b",
            re.I,
        ),
    ),
    ("collection", re.compile(r"\b(?:collect|creat|record|receipt|receiv|generat)", re.I)),
)
_BREACH_ANCHORS = (
    ("discovery", re.compile(r"\bdiscover|\bbecom\w+ aware|\blearn|\bawareness|\bdetect", re.I)),
    ("confirmation", re.compile(r"\bconfirm|\bverif", re.I)),
    ("determination", re.compile(r"\bdetermin", re.I)),
    ("occurrence", re.compile(r"\boccur|\bof the (?:breach|incident)", re.I)),
)
_PARTIES = (
    (
        "school",
        re.compile(
            r"\bschool|\bdistrict|\bLEA\b|\bcustomer|\binstitution|\bsubscriber|\bcontroller|\beducational agency",
            re.I,
        ),
    ),
    ("parent", re.compile(r"\bparent|\bguardian", re.I)),
    (
        "user",
        re.compile(
            r"\byou\b|\busers?\b|\bindividuals?\b|\bstudents?\b|\bdata subjects?\b|\baccount holder", re.I
        ),
    ),
    ("regulator", re.compile(r"\bregulator|\bauthorit|\battorney general|\bcommissioner", re.I)),
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


def _flag(pattern: str) -> Reader:
    words = re.compile(pattern, re.I)

    def read(text: str, _reading: Reading) -> bool | None:
        return True if words.search(text) else None

    return read


def _notice_method(text: str, _reading: Reading) -> str | None:
    if re.search(r"e-?mail|in-app|in-product|directly|notify (?:you|schools|customers|users)", text, re.I):
        return "direct"
    return "posting" if re.search(r"\bpost|\bpublish|\bwebsite|\bthis page", text, re.I) else None


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
    "consent_required": _flag(r"\bconsent|\bpermission|\bauthoriz\w+|\bagree to"),
    "in_transit": _flag(r"\btransit\b|\btransmi|\bSSL\b|\bTLS\b|\bhttps\b|\bsecure socket|\btransport layer|\bin motion"),
    "at_rest": _flag(r"\bat[- ]rest\b|\bstored\b|\bstorage\b|\bdatabase|\bAES"),
    "prior_notice": _flag(r"\b(?:prior|advance) (?:written )?notice|\bnotify\b.{0,60}\b(?:before|prior to|in advance)|\bbefore\b.{0,40}\bdisclos"),
    "controls": _flag(r"\bcontrols?\b|\bprevails?\b|\bgoverns?\b|\btakes? precedence|\bsupersedes?\b|\boverrides?\b"),
    "successor_bound": _flag(r"\bbound\b|\bsame (?:protections|commitments)|\bhono(?:u)?r\b|\bsubject to (?:this|the same)"),
    "same_terms": _flag(r"\bonly as described in this|\bconsistent with this|\bsame (?:terms|protections|obligations)|\bbound by this|\bsubject to this"),
    "certificate": _flag(r"\bcertif(?:y|icat)"),
    "cross_context": _flag(r"\bacross\b.{0,40}\b(?:sites|websites|apps|services)|\bover time\b|\bcross-(?:site|context)"),
    "mfa": _flag(r"\bmulti-?factor|\btwo-?factor|\bMFA\b|\b2FA\b"),
    "generic": _flag(r"\breasonable\b"),
    "bare_claim": _flag(r"\bcompl(?:y|ies|iant|iance)\b"),
    "covers_marketing": _flag(r"\bmarket(?:ing)?\b|\bpromot"),
}  # fmt: skip
"""Parameter name → reader. A parameter without a reader is documented in the practice file only."""
