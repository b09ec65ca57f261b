"""May this text be scored? Each gate is a status of its own, with what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.core.documents import Block, Notice, ReadingStatus, Span
from analyzer.extract.gates_garble import is_garbled
from analyzer.extract.gates_pages import MESSAGES, PLACEHOLDER, POLICY_TITLE, article_signs, page_sign
from analyzer.extract.gates_statements import Statements, count_statements
from analyzer.extract.layout import Extraction, PageSignals
from analyzer.extract.tongue import Tongue, judge_language, language_name

FOREIGN_DOCUMENT = 0.6
"""From this share of foreign text on the whole document is in another language."""
FOREIGN_ONLY = 0.9
"""From this share on there is no English half left that would be worth reading."""
FOREIGN_PASSAGE = 0.03
FOREIGN_CHARACTERS = 200
"""Below this share and this length a foreign passage is a name, an address or a label."""
MANY_STATEMENTS = 8
MANY_DENSITY = 0.2
MANY_NAMED_DENSITY = 0.1
"""What share of the sentences of a long text are statements, at least; less where its title names it."""
FEW_STATEMENTS = 2
FEW_DENSITY = 0.5
FEW_SENTENCES = 6
NAMED_STATEMENTS = 3
NAMED_DENSITY = 0.15
"""The same for a short text: it must say little else."""
SHORT_PAGE = 400
"""Words of the longest page that an error, a block or a login form fills."""
COOKIE_NOTICE = 350
"""Words of the longest text that is refused because it speaks of cookies alone."""
COOKIE_SHARE = 0.6
LINKED_SHARE = 0.4
LONGEST_ARTICLE = 3000
ARTICLE_SIGNS = 2
NARRATED = 2
NARRATED_SHARE = 0.12
"""What share of the sentences of a news story have somebody say something; policies stay under 0.1."""
TITLE_LENGTH = 100
BLANKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gates say of a text: its status, why, its language, and the passages not to analyse."""

    status: ReadingStatus
    notices: tuple[Notice, ...] = ()
    language: str | None = None
    foreign: tuple[Span, ...] = ()


def judge(text: str, blocks: Sequence[Block], extraction: Extraction, *, location: str = "") -> Verdict:
    """Judge one laid-out text by all gates, the plainest failure first; `location` is its address."""
    if not extraction.status.scored:
        return _fail(extraction.status, extraction)
    tongue = judge_language(text, blocks)
    foreign = _foreign_passages(tongue)
    statements = count_statements(text, blocks, extraction.title, foreign)
    status = _failed_gate(text, blocks, extraction, tongue, statements)
    if status is None and _is_article(text, extraction.title or "", location, statements):
        status = ReadingStatus.NOT_A_POLICY
    if status is not None:
        return _fail(status, extraction, tongue)
    notices = (*extraction.notices, *_remarks(text, tongue, foreign))
    status = ReadingStatus.PARTLY_READ if foreign else extraction.status
    return Verdict(status=status, notices=notices, language="en", foreign=foreign)


def _failed_gate(
    text: str, blocks: Sequence[Block], extraction: Extraction, tongue: Tongue, statements: Statements
) -> ReadingStatus | None:
    signals = extraction.signals or PageSignals()
    if is_garbled(text, blocks):
        return ReadingStatus.GARBLED
    if _is_foreign(tongue, statements):
        return ReadingStatus.WRONG_LANGUAGE
    if statements.words <= SHORT_PAGE:
        status = _short_page(text, signals, statements)
        if status is not None:
            return status
    if reads_like_a_policy(statements) or (_is_bare(signals) and _is_one_statement(statements)):
        return None
    return _not_a_policy(signals, statements)


def _is_bare(signals: PageSignals) -> bool:
    """Tell whether nothing stands around the text: a file that a person hands over, not a site's page."""
    return not (signals.script_tags or signals.link_words or signals.password_fields)


def _is_one_statement(statements: Statements) -> bool:
    """Tell whether a text of a few sentences states something, and not much else."""
    few = statements.sentences <= FEW_SENTENCES and not _only_cookies(statements)
    return few and statements.statements >= 1 and statements.density >= NAMED_DENSITY


def _short_page(text: str, signals: PageSignals, statements: Statements) -> ReadingStatus | None:
    """Judge a page that holds little: its own words first, then what the page around it looks like."""
    sign = page_sign(signals.title, text, signals.noscript_text)
    speaks = reads_like_a_policy(statements)
    if sign is not None and (sign.sure or not speaks or statements.statements <= FEW_STATEMENTS):
        return sign.status
    if speaks:
        return None
    if signals.password_fields:
        return ReadingStatus.LOGIN_WALL
    if not text.strip():
        return ReadingStatus.SCRIPT_SHELL if signals.script_tags else ReadingStatus.EMPTY
    return None


def reads_like_a_policy(statements: Statements) -> bool:
    """Tell whether a text states enough: much of it, or little but nothing else, and more than cookies."""
    if _only_cookies(statements):
        return False
    count, dense = statements.statements, statements.density
    if count >= MANY_STATEMENTS:
        return dense >= (MANY_NAMED_DENSITY if statements.named else MANY_DENSITY)
    if statements.named and count >= NAMED_STATEMENTS and dense >= NAMED_DENSITY:
        return True
    return count >= FEW_STATEMENTS and dense >= FEW_DENSITY


def _only_cookies(statements: Statements) -> bool:
    few = statements.words < COOKIE_NOTICE
    return few and statements.about_cookies >= COOKIE_SHARE * max(statements.statements, 1)


def _not_a_policy(signals: PageSignals, statements: Statements) -> ReadingStatus:
    linked = signals.link_words >= LINKED_SHARE * max(signals.visible_words, 1)
    if linked and statements.named:
        return ReadingStatus.INDEX_PAGE
    return ReadingStatus.NOT_A_POLICY


def _fail(status: ReadingStatus, extraction: Extraction, tongue: Tongue | None = None) -> Verdict:
    message = MESSAGES[status]
    language = tongue.language if tongue else None
    if status is ReadingStatus.WRONG_LANGUAGE and language:
        message = (
            f"The document is in {language_name(language)}, not in English. "
            "Ask the vendor for the English version."
        )
    told = status is extraction.status and bool(extraction.notices)
    notices = (
        extraction.notices if told else (*extraction.notices, Notice(code=status.value, message=message))
    )
    return Verdict(status=status, notices=notices, language=language)


def _foreign_passages(tongue: Tongue) -> tuple[Span, ...]:
    long = any(span.end - span.start >= FOREIGN_CHARACTERS for span in tongue.foreign)
    return tongue.foreign if long or tongue.foreign_share >= FOREIGN_PASSAGE else ()


def _is_foreign(tongue: Tongue, statements: Statements) -> bool:
    """Tell whether a document is foreign as a whole, and not one half of a bilingual one."""
    bilingual = tongue.foreign_share < FOREIGN_ONLY and reads_like_a_policy(statements)
    return tongue.foreign_share >= FOREIGN_DOCUMENT and not bilingual


def _is_article(text: str, title: str, location: str, statements: Statements) -> bool:
    """Tell whether a text writes about policies instead of being one: a blog post, a news story."""
    if statements.words > LONGEST_ARTICLE or POLICY_TITLE.search(title or text[:TITLE_LENGTH]):
        return False
    told = statements.narrated >= NARRATED and statements.narrated >= NARRATED_SHARE * statements.sentences
    return told or article_signs(text, location) >= ARTICLE_SIGNS


def _remarks(text: str, tongue: Tongue, foreign: tuple[Span, ...]) -> tuple[Notice, ...]:
    """Return what the reader must know of a text that is read."""
    blanks = len(PLACEHOLDER.findall(text))
    template = Notice(
        code="template",
        message=f"The text has {blanks} blanks to fill in, such as a company's name in brackets: it is a "
        "template. Ask the vendor for the completed document.",
    )
    return (*((_foreign_passage(tongue),) if foreign else ()), *((template,) if blanks >= BLANKS else ()))


def _foreign_passage(tongue: Tongue) -> Notice:
    names = " and ".join(language_name(code) for code in tongue.foreign_languages[:3])
    percent = max(1, round(tongue.foreign_share * 100))
    return Notice(
        code="foreign_passage",
        message=f"About {percent} % of the text is in {names}, which was not read. "
        "Ask the vendor whether the English part says the same.",
    )
