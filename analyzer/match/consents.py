"""Ages, consents and precedence that a clause gives, and how a change of terms is announced."""

import re
from collections.abc import Mapping

from analyzer.match.clocks import Reader
from analyzer.match.reading import Reading

_AGES = {"thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18}
_NUMBER = r"\(?(\d{1,2}|thirteen|fourteen|sixteen|seventeen|eighteen)\b"
_AGE = re.compile(
    r"\b(?:under|over|below|least|than|younger|aged?|ages|age is)[\s-]+(?:the\s+)?(?:ages?\s+)?"
    r"(?:of\s+|or\s+)?"
    + _NUMBER
    + r"|"
    + _NUMBER
    + r"\)?\s*(?:\(\d+\)\s*)?[\s-]*(?:years?[\s-](?:of age|old|or older|or over)"
    r"|or older|and older|or over|\+)",
    re.IGNORECASE,
)
_LOWER_BOUND = re.compile(
    r"\b\d{1,2}(?: years?)?(?: of age| old)? (?:or|and) (?:older|over),? but\b"
    r"|\bbetween (?:the ages? of )?\d{1,2} (?:and|to)\b"
    r"|\b\d{1,2}\s?(?:-|–|to)\s?(?=\d{2}\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\b[^.;]{0,20}?\b\d{1,2}\s*(?:-|–|and|to)\s*(\d{1,2})\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:obtain|seek|request|requir|ask|get|collect|without|unless|giv|only with|need|first|prior)\w*\b"
    r"[^.;]{0,60}\b(?:consent|permission|authori[sz]ation|approval)"
    r"|\bagreed to (?:it|them|the change)|\bsigned by\b|\bboth parties\b|\bproviding a choice\b|\bopt in to\b"
    r"|\bwritten (?:amendment|instrument)",
    re.IGNORECASE,
)
_BY_USE = re.compile(
    r"\bcontinu(?:e|ed|ing)\b[^.;]{0,30}\b(?:use|using|usage|access)|\bby using\b", re.IGNORECASE
)
_PREVAILS = re.compile(
    r"\bprevails?\b|\b(?:takes?|has|have|shall have) (?:precedence|priority)|\bsupersedes?\b|\boverrides?\b"
    r"|\b(?:shall|will|would|does) (?:also )?control\b|\bcontrols (?:where|if|over|in|to the|as to|when)"
    r"|\bthe latter controls?\b|\bappl(?:y|ies) instead\b|\binstead of this\b",
    re.IGNORECASE,
)
_CLASH = re.compile(r"\bconflict|\binconsisten|\bdiffer|\bdiscrepan|\bcontradict", re.IGNORECASE)
_GOVERNS = re.compile(r"\bgoverns?\b|\bcontrols?\b", re.IGNORECASE)
_COMPLIES = re.compile(r"\bcompl(?:y|ies|iant|iance|ying)\b", re.IGNORECASE)
_FERPA_CONDITION = re.compile(
    r"\bschool official|\bdirect (?:control|supervision)|\blegitimate educational", re.IGNORECASE
)
_DIRECT = re.compile(
    r"\be-?mail|\bin-(?:app|product|service)\b|\bdirectly\b|\bpop-?up|\bbanner\b|\bwrite to\b|\bin writing\b"
    r"|\bnext time you\b|\bprominent notice\b",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"\bpost(?:s|ed|ing)?\b|\bpublish|\bweb ?site\b|\bthis page\b|\bhome ?page\b|\bupdating the\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\bnotif(?:y|ied|ying)\b|\binform\b|\blet (?:you|schools|users) know\b|\bgive\b[^.;]{0,40}\bnotice\b",
    re.IGNORECASE,
)


def read_age(text: str, _reading: Reading) -> int | None:
    """Return the age a clause draws its line at, in years: the upper one of a span of ages."""
    between = _BETWEEN.search(text)
    if between:
        return int(between[1])
    hit = _AGE.search(_LOWER_BOUND.sub(" ", text))
    if not hit:
        return None
    word = (hit[1] or hit[2]).lower()
    return _AGES.get(word) or (int(word) if word.isdigit() else None)


def read_consent_required(text: str, _reading: Reading) -> bool | None:
    """Return True where a change needs somebody's consent; use that counts as consent is none."""
    return True if _ASKED.search(text) and not _BY_USE.search(text) else None


def read_controls(text: str, _reading: Reading) -> bool | None:
    """Return True where the text says that the paper prevails, not merely that it governs."""
    prevails = _PREVAILS.search(text) or (_CLASH.search(text) and _GOVERNS.search(text))
    return True if prevails else None


def read_bare_claim(text: str, _reading: Reading) -> bool | None:
    """Return True where a clause claims to comply with FERPA and names none of its conditions."""
    return True if _COMPLIES.search(text) and not _FERPA_CONDITION.search(text) else None


def read_notice_method(text: str, _reading: Reading) -> str | None:
    """Return "direct" or "posting": how people learn of a change."""
    if _DIRECT.search(text):
        return "direct"
    if _POSTED.search(text):
        return "posting"
    return "direct" if _TOLD.search(text) else None


CONSENT_READERS: Mapping[str, Reader] = {
    "min_age": read_age,
    "age_threshold": read_age,
    "consent_required": read_consent_required,
    "controls": read_controls,
    "bare_claim": read_bare_claim,
    "notice_method": read_notice_method,
}
"""Parameter name → reader."""
