"""What kind of document a title or an address promises, before anything of it was read."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from analyzer.core.documents import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a title or an address promises: a kind, and how surely (0–1)."""

    kind: DocumentKind
    weight: float


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_POLICY: Final = r"(?:polic(?:y|ies)|notices?|statements?|disclosures?|pledge|addendum|supplement|faqs?)"
_CHILD: Final = r"(?:students?|pupils?|child(?:ren)?|kids?|minors?|k-?12|coppa|ferpa|schools?)(?:'s?)?"
_AI: Final = r"(?:ai|artificial intelligence|machine learning|llm)"
_NEAR: Final = r"[\w &/'-]{0,24}"

# Most specific first: the first that is found decides. A weight says how rarely the words mislead.
_TITLES: Final = (
    (
        DocumentKind.SUBPROCESSOR_LIST,
        0.9,
        _any_of(r"\bsub-? ?processors?\b", r"\blist of (?:our )?(?:service providers|vendors)\b"),
    ),
    (
        DocumentKind.DATA_AGREEMENT,
        0.9,
        _any_of(
            r"\bn?dpas?\b",
            rf"\bdata (?:process(?:ing|or)|protection|privacy|sharing|security)\b{_NEAR}"
            r"\b(?:addendum|agreement|terms|amendment)\b",
            rf"\bstudent data\b{_NEAR}\b(?:addendum|agreement)\b",
            r"\bprivacy (?:agreement|addendum)\b",
            r"\bstandard contractual clauses\b",
        ),
    ),
    (
        DocumentKind.AI_NOTICE,
        0.8,
        _any_of(
            rf"\b{_AI}\b{_NEAR}\b(?:{_POLICY}|principles|terms|transparency|ethics|guidelines)\b",
            r"\bresponsible (?:use of )?ai\b",
            r"\bai (?:use|usage)\b",
        ),
    ),
    (
        DocumentKind.STUDENT_POLICY,
        0.9,
        _any_of(
            rf"\b{_CHILD}(?!\w){_NEAR}\b(?:privacy|data)\b",
            rf"\bprivacy\b{_NEAR}\bfor\b{_NEAR}\b{_CHILD}(?!\w)",
            r"\bnotice for (?:children|kids|parents)\b",
            r"\b(?:coppa|ferpa)\b",
        ),
    ),
    (
        DocumentKind.PRIVACY_POLICY,
        0.9,
        _any_of(r"\bcookies? (?:and|&) privacy\b", r"\bprivacy (?:and|&) cookies?\b"),
    ),
    (
        DocumentKind.COOKIE_NOTICE,
        0.9,
        _any_of(
            rf"\bcookies?\b{_NEAR}\b{_POLICY}\b",
            rf"\b{_POLICY}\b[\w ]{{0,12}}\bcookies\b",
            r"^(?:about |our |use of )?cookies?$",
            r"\bcookies (?:and|&) (?:similar |other )?(?:tracking )?technolog",
            r"^how \w+ uses cookies$",
        ),
    ),
    (
        DocumentKind.SECURITY_PAGE,
        0.7,
        _any_of(
            r"\btrust (?:cent(?:er|re)|portal|hub|report)\b",
            r"\bsecurity (?:policy|overview|practices|statement|cent(?:er|re)|measures|white ?paper)\b",
            r"^(?:data |information )?security(?: resources)?$",
            r"^trust(?: (?:and|&) transparency)?$",
            r"^(?:privacy|trust|safety) (?:and|&) security$",
            r"^(?:security|trust) (?:and|&) (?:privacy|compliance|trust)$",
        ),
    ),
    (
        DocumentKind.WEBSITE_POLICY,
        0.8,
        _any_of(rf"\b(?:web ?site|web)\b[\w ]{{0,12}}\bprivacy {_POLICY}"),
    ),
    (
        DocumentKind.ACCEPTABLE_USE,
        0.9,
        _any_of(r"\b(?:acceptable|fair|permitted) use\b", r"\b(?:acceptable )?usage polic(?:y|ies)\b"),
    ),
    (
        DocumentKind.PRIVACY_POLICY,
        0.9,
        _any_of(
            rf"\b(?:privacy|data protection)\b[\w &-]{{0,12}}\b{_POLICY}\b",
            r"^(?:data )?privacy(?: \d{4})?$",
            r"^privacy (?:and|&) (?:terms|legal)\b",
            r"^data policy$",
        ),
    ),
    (
        DocumentKind.TERMS,
        0.9,
        _any_of(
            r"\bterms (?:of|and|&|for) (?:the )?(?:services?|use|sale|conditions?|privacy)\b",
            r"\bterms conditions\b",
            r"^(?:[\w.]+ ){0,3}terms$",
            r"\bconditions of use\b",
            r"\b(?:user|customer|services?|licen[sc]e|subscription|subscriber|membership) agreement\b",
            r"\b(?:eula|tos)\b",
            r"\bt ?& ?cs?\b",
        ),
    ),
)

# Words that make a link something else than a document that governs pupils' data.
_OTHER: Final = _any_of(
    "@",
    r"\b(?:settings?|preferences?|choices?|requests?|manage|reject|opt[- ]?out)\b",
    r"\baccept(?: all)?\b(?! ?able)",
    r"\bdo not (?:sell|share)\b",
    r"\b(?:shield|framework|commission|program(?:me)?|act)\b(?! (?:policy|notice|statement))",
    r"\b(?:discounts?|loans?|jobs?|careers?|applicants?|candidates?|employees?|sweepstakes|refunds?)\b",
    r"\b(?:key terms|glossary|how to|blog|webinars?|case stud(?:y|ies)|guide|sign up|log ?in)\b",
    r"\b(?:change[sd]?|updates?) (?:to|in)\b",
    r"\b(?:archived?|previous|prior|history|old versions?|cookie table)\b",
    r"\b(?:affiliates?|developers?|api|partners?|bounty|vulnerability|dmca|copyright)\b",
)
_REGIONAL: Final = _any_of(
    r"\b(?:ccpa|cpra|gdpr|lgpd|appi|eu|eea|uk|european?|swiss|brazil)\b",
    r"\b(?:california|nevada|virginia|colorado|vermont|state)\b",
)
_HUB: Final = _any_of(
    r"^legal(?: (?:information|cent(?:er|re)|hub|notices?|documents?|stuff))?$",
    r"^(?:our )?policies$",
    r"^(?:terms|rules|(?:customer )?agreements) (?:and|&) policies$",
    r"^privacy (?:cent(?:er|re)|hub|portal)$",
)
_EMPTY_WORDS: Final = frozenset(
    {"", "here", "click here", "read more", "learn more", "more", "link", "this page"}
)
_ORNAMENTS: Final = " .,:;|•·–-»→*()[]\"'\u203a\u2060"
# What a link tells those who hear the page, and what kind of file it leads to.
_ASIDE: Final = re.compile(
    r"[ (\[,–-]*\b(?:(?:external link|link)?[ ,;:-]*opens (?:in )?(?:a )?(?:new|another|external) "
    r"(?:browser )?(?:window|tab|page|(?:web)?site)|external link"
    r"|pdf(?: file)?(?:[ ,]+[\d.]+ ?[km]b)?)[)\]]*$"
)
_LONG: Final = 70  # characters: a longer link text is a headline or a sentence
_REGIONAL_FACTOR: Final = 0.6
_LONG_FACTOR: Final = 0.5
_PATH_FACTOR: Final = 0.8


def folded(text: str) -> str:
    """Return a title in lower case, with single blanks and without ornaments or spoken asides at its ends."""
    words = " ".join(text.replace("’", "'").casefold().split())
    return _ASIDE.sub("", words).strip(_ORNAMENTS)


def promise_of_title(text: str) -> Promise | None:
    """Return what kind of document a link text or title promises, or None for no document of ours."""
    title = folded(text)
    if not title or _OTHER.search(title):
        return None
    for kind, weight, pattern in _TITLES:
        if pattern.search(title):
            factor = _LONG_FACTOR if len(title) > _LONG else 1.0
            if _REGIONAL.search(title) and kind is not DocumentKind.DATA_AGREEMENT:
                factor *= _REGIONAL_FACTOR
            return Promise(kind=kind, weight=weight * factor)
    return None


def promise_of_address(url: str) -> Promise | None:
    """Return what kind of document an address promises by its path, or None."""
    parts = urlsplit(url)
    last = [step for step in unquote(parts.path).split("/") if step][-2:]
    if not last:  # trust.vendor.example
        last = [(parts.hostname or "").partition(".")[0]]
    for step in reversed(last):
        words = _words_of(step)
        if _OTHER.search(words):
            return None
        found = promise_of_title(words)
        if found is not None:
            return Promise(kind=found.kind, weight=found.weight * _PATH_FACTOR)
    return None


def says_nothing(text: str) -> bool:
    """Tell whether a link text leaves it to its address to say where it leads (`here`, a bare address)."""
    title = folded(text)
    return title in _EMPTY_WORDS or ("/" in title and " " not in title)


def is_hub(text: str) -> bool:
    """Tell whether a link text names a page that lists legal documents."""
    return bool(_HUB.match(folded(text)))


def _words_of(step: str) -> str:
    """Return a step of a path as words: `privacyPolicy_2024.html` as `privacy policy 2024`."""
    bare = re.sub(r"\.(?:html?|php|aspx?|pdf|jsp|cfm|docx?)$", "", step, flags=re.IGNORECASE)
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare)
    words = re.sub(r"[\W_]+", " ", split).casefold()
    for run, apart in _RUNS:
        words = words.replace(run, apart)
    return words.strip()


_RUNS: Final = (
    ("privacypolicy", "privacy policy"),
    ("privacynotice", "privacy notice"),
    ("privacystatement", "privacy statement"),
    ("termsofservice", "terms of service"),
    ("termsofuse", "terms of use"),
    ("terms use", "terms of use"),
    ("terms service", "terms of service"),
    ("terms conditions", "terms and conditions"),
    ("termsandconditions", "terms and conditions"),
    ("cookiepolicy", "cookie policy"),
    ("useragreement", "user agreement"),
    ("studentprivacy", "student privacy"),
    ("studentdata", "student data"),
)
