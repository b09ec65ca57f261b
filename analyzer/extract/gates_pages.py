"""Pages that are no policy, known by what they say: the sentences to look for, and what to do next."""

import re
from dataclasses import dataclass

from analyzer.core.documents import ReadingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSign:
    """A kind of page that stands where the policy should be, and the words that give it away.

    `sure` signs hold even where the page speaks like a policy.
    """

    status: ReadingStatus
    pattern: re.Pattern[str]
    message: str
    sure: bool = False


def _sign(status: ReadingStatus, message: str, *patterns: str) -> PageSign:
    return PageSign(status=status, pattern=re.compile("|".join(patterns), re.IGNORECASE), message=message)


SIGNS: tuple[PageSign, ...] = (
    _sign(
        ReadingStatus.BLOCKED,
        "The site answered with a block or challenge page instead of the document. Open the address in a "
        "browser, save the page or print it to PDF, and upload that file.",
        r"\bray id\b|\bcloudflare\b.{0,80}\bblock",
        r"checking (?:your browser|if the site connection is secure)|verify(?:ing)? (?:that )?you are (?:a "
        r")?human",
        r"are you a (?:human|robot)|not a robot|complete the security check|unusual traffic|automated "
        r"(?:requests|queries)",
        r"\baccess (?:to this page )?(?:has been |is |was )?denied\b|you don[’']t have permission to access",
        r"website firewall|incapsula|perimeterx|request (?:was |has been )?blocked|you have been blocked",
        r"(?:isn[’']t|is not|not) available in your (?:country|region|location)|enable cookies and reload",
        r"\b403 forbidden\b|just a moment\.\.\.",
    ),
    _sign(
        ReadingStatus.ERROR_PAGE,
        "The site answered with an error page. Look for the document's new address on the vendor's site and "
        "correct the source, or ask the vendor for it.",
        r"\b(?:error|http|status)\s?(?:code:?\s?)?[45]\d\d\b|\b404\b(?=.{0,80}(?:found|error|page|wrong"
        r"|sorry|oops))",
        r"\bpage (?:could |can|was |is )?(?:not|n[’']t)(?: be)?\s?(?:found|exist)|\bpage not found|\b404 "
        r"?[-–|:(]",
        r"(?:could|can)(?:n[’']t| ?not) (?:be found|find (?:the|that|this) page)|requested url was not found",
        r"(?:no longer|does(?:n[’']t| not)) exists?\b|bad gateway|service (?:temporarily )?unavailable",
        r"internal server error|something went wrong|under maintenance|nothing (?:was )?found (?:here|at)",
        r"^\W*not found\b|the page you (?:are|were) looking for",
    ),
    _sign(
        ReadingStatus.PARKED,
        "The address shows a parked or hijacked page. Check the address; the vendor may have moved to "
        "another domain.",
        r"domain (?:name )?(?:is |may be )?(?:for sale|parked)|buy this domain|this domain has expired",
        r"\b(?:viagra|cialis|tadalafil|sildenafil|slot gacor|judi online|online casino)\b",
    ),
    _sign(
        ReadingStatus.SCRIPT_SHELL,
        "The page builds its text with JavaScript and holds none itself. Fetch it with the browser extra "
        "installed, or print it to PDF in a browser and upload that file.",
        r"(?:enable|turn on|activate) javascript|javascript (?:is|seems to be) (?:required|disabled)",
        r"need to (?:enable|turn on) javascript|without javascript|^\W*redirecting\b|\bnot redirected\b",
        r"page does not redirect",
    ),
    _sign(
        ReadingStatus.LOGIN_WALL,
        "The page asks to sign in before it shows the document. Sign in with a browser, print the document "
        "to "
        "PDF and upload that file, or ask the vendor for a public address.",
        r"(?:sign|log) ?in (?:to (?:continue|view|access|your)|with)|please (?:sign|log) ?in|forgot "
        r"(?:your )?password",
        r"you (?:must|need to) (?:be )?(?:signed|logged|log|sign) ?in|create an account",
    ),
    PageSign(
        status=ReadingStatus.NOT_A_POLICY,
        pattern=re.compile(
            r"store and/or access information on a device|ad and content measurement"
            r"|agree to (?:non-essential|all|optional) cookies",
            re.IGNORECASE,
        ),
        message="The page shows only the banner that asks for consent to cookies. Look for the policy's own "
        "address.",
        sure=True,
    ),
    PageSign(
        status=ReadingStatus.INDEX_PAGE,
        pattern=re.compile(
            r"(?:visit|view|read|download|find) (?:our|the) (?:full |complete )?(?:privacy policy|terms[\w "
            r"]{0,15})"
            r" (?:by clicking|here\b|at the link)",
            re.IGNORECASE,
        ),
        message="The page only points to the policy. Add the address it links to as a source.",
        sure=True,
    ),
)
"""In the order in which they are asked: a block page often also speaks of JavaScript."""

MESSAGES: dict[ReadingStatus, str] = {sign.status: sign.message for sign in SIGNS} | {
    ReadingStatus.EMPTY: "The document holds no text. Check the address or the file, or ask the vendor for "
    "it.",
    ReadingStatus.NO_TEXT: "No text could be read: the pages look scanned. Install the ocr extra and read it "
    "again, or ask the vendor for a text version.",
    ReadingStatus.ENCRYPTED: "The file is protected by a password. Ask the vendor for an unprotected copy.",
    ReadingStatus.UNSUPPORTED: "This kind of file is not read. Upload the document as PDF, DOCX, HTML, "
    "Markdown or "
    "plain text.",
    ReadingStatus.NOT_A_POLICY: "The text does not read like a policy, terms or an agreement. Check that the "
    "address leads to the document itself.",
    ReadingStatus.INDEX_PAGE: "The page only lists links to policies. Add the addresses it links to as "
    "sources.",
    ReadingStatus.GARBLED: "The text came out garbled (words glued together or letters lost). Ask the "
    "vendor for "
    "another version of the document, or install the ocr extra and read it again.",
    ReadingStatus.TRUNCATED: "Only the first part of the document was received. Fetch it again.",
    ReadingStatus.WRONG_LANGUAGE: "The document is not in English. Ask the vendor for the English version.",
    ReadingStatus.NOT_FETCHED: "The document was not fetched. Fetch it again.",
    ReadingStatus.PARTLY_READ: "Only part of the document could be read. See the other notices.",
}
"""What to tell the coordinator, for every status but READ."""


def page_sign(title: str, text: str, noscript: str = "") -> PageSign | None:
    """Return the first sign met by a short page's title, its text, or what it shows without scripts."""
    seen = f"{title}\n{text}\n{noscript}"
    for sign in SIGNS:
        if sign.pattern.search(seen):
            return sign
    return None


POLICY_TITLE = re.compile(
    r"\b(?:privacy|cookies?|acceptable use|data|security|use|student|content|copyright|dmca)[\w ]{0,20}"
    r"(?:policy|policies|notice|statement)\b|\bterms\b|\bagreement\b|\baddendum\b|\bconditions\b"
    r"|\bcode of conduct\b|\bguidelines\b",
    re.IGNORECASE,
)
"""A title that names a policy, and not merely its subject."""
PLACEHOLDER = re.compile(
    r"\[(?:insert |your |name of |the )?(?:company|provider|vendor|organi[sz]ation|district|school|date"
    r"|name|address)"
    r"[\w ]{0,20}\]",
    re.IGNORECASE,
)
"""A blank that a template leaves to be filled in."""

_ARTICLE = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\b\d+[ -]min(?:ute)?s? read\b",
        r"\b(?:posted|published|written) (?:on|by|in)\b",
        r"\b(?:share this|related|more) (?:posts?|articles?|story|stories)\b|\b(?:read next|keep reading)\b",
        r"\b(?:leave a (?:comment|reply)|\d+ comments|post a comment|join the conversation)\b",
        r"\bsubscribe to (?:our|the) (?:newsletter|blog)\b",
        r"^(?:by|author:) \w+ \w+$",
    )
)
_ARTICLE_ADDRESS = re.compile(
    r"/(?:blogs?|news|press|articles?|stories|posts?)/|/20\d\d/[01]?\d/|//blog\.", re.IGNORECASE
)


def article_signs(text: str, location: str) -> int:
    """Count the signs that a text is a blog post or a news story."""
    found = sum(pattern.search(text) is not None for pattern in _ARTICLE)
    return found + (_ARTICLE_ADDRESS.search(location) is not None)
