"""The numbers and names a clause gives, normalised with their units.

Each parameter of a practice file has one reader here; a reader returns None where the clause does
not say.
"""

import re
from collections.abc import Mapping

from analyzer.core.findings import Parameters, as_parameters
from analyzer.match.clocks import CLOCK_READERS, Reader
from analyzer.match.consents import CONSENT_READERS
from analyzer.match.durations import durations
from analyzer.match.elements import read_data_elements
from analyzer.match.reading import Reading
from analyzer.match.states import state_named

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
    "in_transit": (
        r"\btransit\b", r"\btransmi", r"\bSSL\b", r"\bTLS\b", r"\bhttps\b", r"\bsecure socket",
        r"\btransport layer", r"\bin motion",
    ),
    "at_rest": (r"\bat[- ]rest\b", r"\bstored\b", r"\bstorage\b", r"\bdatabase", r"\bAES"),
    "prior_notice": (
        r"\b(?:prior|advance) (?:written )?notice", r"\bnotify\b.{0,60}\b(?:before|prior to|in advance)",
        r"\bbefore\b.{0,40}\bdisclos",
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
    "covers_marketing": (r"\bmarket(?:ing)?\b", r"\bpromot"),
}  # fmt: skip
"""Parameters that are true where one of these words stands in the clause."""


def read_parameters(names: tuple[str, ...], text: str, reading: Reading) -> Parameters:
    """Return the values of the parameters `names` that `text` (lead-in and segment) gives."""
    values = ((name, READERS[name](text, reading)) for name in names if name in READERS)
    return as_parameters((name, value) for name, value in values if value is not None)


def _days(text: str, _reading: Reading) -> int | None:
    spans = durations(text)
    return max(d.days for d in spans) if spans else None


def _recipients(_text: str, reading: Reading) -> tuple[str, ...] | None:
    found = tuple(sorted(name for name, concepts in _RECIPIENTS.items() if reading.any_of(*concepts)))
    return found or None


def _flag(patterns: tuple[str, ...]) -> Reader:
    words = re.compile("|".join(patterns), re.IGNORECASE)

    def read(text: str, _reading: Reading) -> bool | None:
        return True if words.search(text) else None

    return read


_GENERIC = re.compile(
    r"\b(?:reasonabl[ey]|appropriate|adequate|suitable|industry[- ]standards?|precautions|best efforts"
    r"|seriously|committed to|important to us|high priority)\b",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(
    r"\b(?:NIST|ISO|SOC|CIS|HECVAT|encrypt\w*|firewalls?|access (?:is|controls?)|need[- ]to[- ]know"
    r"|background check\w*|multi-?factor|two-?factor|penetration|vulnerabilit\w+|training|trained|audit\w*"
    r"|risk assessments?|passwords?|intrusion|written (?:information )?security)\b",
    re.IGNORECASE,
)


def _generic(text: str, _reading: Reading) -> bool | None:
    """Return True where a clause promises what is reasonable, and names no measure."""
    return True if _GENERIC.search(text) and not _SPECIFIC.search(text) else None


def _license_scope(text: str, _reading: Reading) -> str:
    """Return what a licence to content is good for: running the service alone, or anything."""
    limited = re.search(
        r"\b(?:solely|only|exclusively|sole purpose|limited purposes?)\b.{0,60}"
        r"\b(?:provid|operat|run|deliver|service)",
        text,
        re.IGNORECASE,
    )
    return "service_only" if limited else "any"


def _license_duration(text: str, _reading: Reading) -> str | None:
    if re.search(r"\bperpetual|\birrevocabl|\bsurviv|\beven (?:if|after) you\b", text, re.IGNORECASE):
        return "perpetual"
    bounded = re.search(
        r"\b(?:during|for) the term\b|\bas long as you\b|\bwhile you\b|\bends when\b", text, re.IGNORECASE
    )
    return "term" if bounded else None


def _governing_state(text: str, _reading: Reading) -> str | None:
    return state_named(text)


def _also_answers(text: str, reading: Reading) -> tuple[str, ...] | None:
    """Name the question beyond its practice's own that an advertising promise answers: marketing."""
    return ("Q03",) if READERS["covers_marketing"](text, reading) else None


READERS: Mapping[str, Reader] = {
    "also_answers": _also_answers,
    "governing_state": _governing_state,
    **CLOCK_READERS,
    **CONSENT_READERS,
    "change_notice_days": _days,
    "notice_days": _days,
    "opt_out_days": _days,
    "data_elements": read_data_elements,
    "recipients": _recipients,
    "generic": _generic,
    "license_scope": _license_scope,
    "license_duration": _license_duration,
    **{name: _flag(words) for name, words in _FLAGS.items()},
}  # fmt: skip
"""Parameter name → reader. A parameter without a reader is documented in the practice file only."""
