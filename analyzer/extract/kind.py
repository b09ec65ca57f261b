"""What kind of document a text is: privacy policy, terms, data agreement and so on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from analyzer.core.documents import DocumentKind


@dataclass(frozen=True, slots=True)
class KindSign:
    """Words that name a kind. `name` counts in titles, openings and addresses, `body` in the text.

    `per_words` is how rare the body's words may be in a text of this kind: one in so many.
    """

    kind: DocumentKind
    name: re.Pattern[str]
    body: re.Pattern[str]
    per_words: int


def _sign(kind: DocumentKind, name: str, body: str, per_words: int = 50) -> KindSign:
    return KindSign(kind, re.compile(name, re.IGNORECASE), re.compile(body, re.IGNORECASE), per_words)


SIGNS: tuple[KindSign, ...] = (
    _sign(
        DocumentKind.SUBPROCESSOR_LIST,
        r"\bsub-?\s?(?:data[- ])?processors?\b(?!.{0,40}agreement)|third[- ]party (?:service providers"
        r"|vendors) list",
        r"\b(?:list of|current|following|authori[sz]ed) (?:our )?(?:third[- ]party )?sub-?processors\b",
    ),
    _sign(
        DocumentKind.DATA_AGREEMENT,
        r"\b(?:student )?data (?:privacy|processing|protection|sharing|security) (?:agreement|addendum"
        r"|terms|exhibit)\b"
        r"|\bn?dpa\b"
        r"|student data (?:privacy )?(?:agreement|addendum)|standard contractual clauses|business associate"
        r"|\bdata processor agreement\b",
        r"\b(?:\blea\b|local education agency|exhibit [a-h]\b|data controller and|data exporter|the "
        r"processor shall"
        r"|processor shall|provider shall|controller[’']s (?:written )?instructions|sub-?processor"
        r"|\bprocessor\b|data (?:exporter|importer)|company personal data)",
        per_words=100,
    ),
    _sign(
        DocumentKind.STUDENT_POLICY,
        r"\b(?:student|pupil|child(?:ren)?|kid|k-?12|coppa|ferpa|school|education|under[- "
        r"]13)(?:[’']?s)?\b.{0,40}"
        r"\b(?:privacy|policy|notice|data|information)\b|\bprivacy\b.{0,40}\b(?:student|child(?:ren)?|kid"
        r"|school|coppa)",
        r"\b(?:student (?:data|information|records?|personal)|education(?:al)? records?|ferpa|coppa|school "
        r"official"
        r"|parental consent|verifiable parental|under (?:the age of )?13)\b",
    ),
    _sign(
        DocumentKind.COOKIE_NOTICE,
        r"(?<!privacy and )(?<!privacy & )\b(?:cookies?|tracking technolog\w+"
        r"|trackers?)\b(?!.{0,20}\bprivacy)",
        r"\b(?:cookies?|pixels?|web beacons?|local storage)\b",
        per_words=25,
    ),
    _sign(
        DocumentKind.ACCEPTABLE_USE,
        r"\b(?:acceptable|prohibited|fair|usage) use\b|\baup\b|\bacceptable usage\b|community "
        r"(?:guidelines|standards|rules)"
        r"|code of conduct|\bcontent (?:policy|guidelines)|usage (?:policy|policies|guidelines)|\buse "
        r"policy\b|house rules",
        r"\b(?:you (?:may|must|shall|will|agree) not (?:to )?(?:use|post|upload)|harass\w*|spam\w*|hate "
        r"speech|prohibited"
        r" (?:content|conduct|uses?))\b",
    ),
    _sign(
        DocumentKind.AI_NOTICE,
        r"(?<!\.)\b(?:ai|artificial intelligence|generative|machine learning|model training)\b"
        r"(?:(?!privacy|\||platform).){0,40}\b(?:notice"
        r"|policy|terms|"
        r"principles|transparency|data|use|addendum)\b|\b(?:responsible|about our) ai\b",
        r"\b(?:artificial intelligence|generative ai|language models?|machine learning|ai (?:features?"
        r"|models?|systems?))\b",
    ),
    _sign(
        DocumentKind.SECURITY_PAGE,
        r"\b(?:security|trust cent(?:er|re)|vulnerability|responsible) ?(?:policy|page|overview|practices"
        r"|statement|"
        r"measures|disclosure|whitepaper)?$|\bdata security\b|\bvulnerability disclosure\b|\bresponsible "
        r"disclosure\b",
        r"\b(?:encrypt(?:ed|ion)|penetration test\w*|soc 2|iso ?27001|vulnerabilit\w+|data cent(?:er|re)s?"
        r"|firewalls?)\b",
    ),
    _sign(
        DocumentKind.WEBSITE_POLICY,
        r"\b(?:website|web ?site|site|online) (?:visitor )?privacy\b|\bprivacy\b.{0,30}\b(?:website|site "
        r"visitors)\b",
        r"\b(?:this (?:privacy )?(?:policy|notice|statement) (?:only )?(?:applies"
        r"|covers)[^.]{0,60}\b(?:website|site) only"
        r"|visitors? (?:to|of) (?:our|this) (?:public |marketing )?(?:web)?site)\b",
    ),
    _sign(
        DocumentKind.TERMS,
        r"\bterms\b(?! (?:and conditions )?of this (?:privacy|cookie))"
        r"|\bconditions\b(?! of this (?:privacy|cookie))|\beula\b"
        r"|\blicen[cs]e\b|\buser agreement\b|\bservices? agreement\b"
        r"|\btos\b|\blegal terms\b"
        r"|\bsubscription agreement\b|\bmaster\b.{0,20}\bagreement\b|\bmembership agreement\b",
        r"\b(?:governing law|arbitration|limitation of liability|indemnif\w+|warrant(?:y|ies)|as is"
        r"|termination"
        r"|these terms|this agreement|license[sd]? to)\b",
        per_words=100,
    ),
    _sign(
        DocumentKind.PRIVACY_POLICY,
        r"\bprivacy\b|\bdata (?:protection|policy|use)\b|\bpersonal (?:data|information)\b|\binformation "
        r"we collect\b"
        r"|\bgdpr\b|\bccpa\b|\bhow we (?:use|handle|protect) (?:your )?(?:data|information)",
        r"\b(?:personal (?:data|information)|personally identifiable|we (?:may )?(?:collect|share"
        r"|disclose)|privacy"
        r" (?:policy|notice|statement)|data protection|your information)\b",
    ),
)
"""In order of precedence among equals: the special before the general."""

_TITLE_POINTS = 8.0
_OPENING_POINTS = 4.0
_SELF_POINTS = 5.0
_ADDRESS_POINTS = 3.0
_BODY_POINTS = 3.0
_OPENING = 300  # characters
_TITLE_WORDS = 10
_SURE_OF_SELF = 2  # times a text must name itself before that counts whole
_ENOUGH = 3.0
_CLEAR = 0.3
_SPECIAL = frozenset({DocumentKind.COOKIE_NOTICE, DocumentKind.AI_NOTICE, DocumentKind.SECURITY_PAGE})


_NARROWER = frozenset({DocumentKind.STUDENT_POLICY, DocumentKind.WEBSITE_POLICY})
"""Kinds of privacy policy: such a text calls itself "this Privacy Policy" as well."""

_NO_KIND = re.compile(
    r"\b(?:law enforcement|government (?:user )?(?:data )?requests?|trade ?marks?|brand(?:ing)? guidelines"
    r"|(?<!©)\bcopyright (?:policy|claims|notice)|dmca|intellectual property policy|service level agreement"
    r"|refund policy|human rights|transparency report|accessibility statement|modern slavery)\b",
    re.IGNORECASE,
)
"""Titles of documents that are published beside policies and are of none of the kinds."""

_BANNER = re.compile(
    r"[^.\n]*\b(?:site|page|portal|platform|app) uses cookies\b[^\n]*"
    r"|[^\n]*\b(?:accept|decline|allow) cookies\b[^\n]*",
    re.IGNORECASE,
)
"""The line by which a site asks for cookies: it stands on every page and tells nothing of this one."""

_SELF = re.compile(
    r"\bthis\s+(?P<one>(?:[\w’'&-]+\s+){1,4}?(?:policy|notice|statement|agreement|addendum|disclosure))\b"
    r"|\bthese\s+(?P<many>(?:[\w’'&-]+\s+){0,3}?terms)\b",
    re.IGNORECASE,
)
"""What a text calls itself: "this Cookie Policy", "these Terms"."""


def recognise_kind(
    text: str, *, title: str | None = None, headings: Sequence[str] = (), url: str | None = None
) -> DocumentKind:
    """Return the kind that title, opening, address and text speak for most, OTHER for none.

    The title says most; where there is none, the first of `headings` stands for it if the text
    begins with it. In title and opening the kind named first counts: later ones are references.
    """
    name = title or (headings[0] if headings and text.startswith(headings[0]) else "")
    titled = _named_first(name)
    if not titled and _NO_KIND.search(name):
        return DocumentKind.OTHER
    opening = _named_first(_BANNER.sub("", text[: 2 * _OPENING])[:_OPENING])
    selves = _named_itself(text)
    for narrower in _NARROWER.intersection((titled, _named_first(_first_line(text)))):
        selves[narrower] = selves.get(narrower, 0.0) + selves.get(DocumentKind.PRIVACY_POLICY, 0.0)
    address = _path(url)
    words = max(len(text.split()), 1)
    best, most = DocumentKind.OTHER, 0.0
    for sign in SIGNS:
        points = min(len(sign.body.findall(text)) * sign.per_words / words, 1.0) * _BODY_POINTS
        points += _TITLE_POINTS if sign.kind is titled else 0.0
        points += _OPENING_POINTS if sign.kind is opening else 0.0
        points += selves.get(sign.kind, 0.0) * _SELF_POINTS
        points += _ADDRESS_POINTS if sign.name.search(address) else 0.0
        if points > most:
            best, most = sign.kind, points
    return best if most >= _ENOUGH else _by_text(best, most)


def _named_first(opening: str) -> DocumentKind | None:
    found = ((match.start(), sign.kind) for sign in SIGNS if (match := sign.name.search(opening)))
    return min(found, key=lambda place: place[0], default=(0, None))[1]


def _first_line(text: str) -> str:
    """Return the first line where it is as short as a title."""
    line = text.partition("\n")[0]
    return line if len(line.split()) <= _TITLE_WORDS else ""


def _named_itself(text: str) -> dict[DocumentKind, float]:
    """Return what share (0–1) of the times that a text speaks of itself it calls itself each kind."""
    names = (found["one"] or found["many"] for found in _SELF.finditer(text))
    counted = Counter(kind for name in names if (kind := _named_first(name)))
    total = max(counted.total(), _SURE_OF_SELF)
    return {kind: count / total for kind, count in counted.items()}


def _by_text(best: DocumentKind, points: float) -> DocumentKind:
    """Trust the text alone where it speaks clearly enough."""
    clear = points >= _CLEAR and best not in _SPECIAL
    return best if clear else DocumentKind.OTHER


def _path(url: str | None) -> str:
    return re.sub(r"[-_/.+]+", " ", unquote(urlsplit(url or "").path)).strip()
