"""How much of a text speaks as a policy speaks: a small scorer whose whole vocabulary is on this page.

Each sentence gets the weights of the tables it meets, each table counted once. A *statement* is a
sentence in which a party (`PARTY`) or a binding word (`BINDING`) stands with an act (`ACT`) done to
a matter (`MATTER`) that policies regulate; where act and matter are those of privacy itself
(`HANDLING` of `PERSONAL` things), they suffice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.core.documents import Block, BlockKind, Span


def _table(weight: float, *patterns: str) -> tuple[float, re.Pattern[str]]:
    return weight, re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)


PARTY = _table(
    0.5,
    r"we|us|our|you|your|users?|visitors?|members?|subscribers?|customers?|company|licens(?:or|ee)",
    r"provider|vendor|operator|contractor|processor|controller|part(?:y|ies)|school|district|lea",
    r"educators?|students?|child(?:ren)?|pupils?|parents?|guardians?|teachers?|services?|site",
    r"website|platform|apps?|applications?|software|products?|community|everyone|anyone",
)
ACT = _table(
    1.0,
    r"us(?:e|es|ed|ing)|process(?:es|ed|ing)?|protect\w*|encrypt\w*|access\w*|receiv\w+|consent\w*",
    r"opt(?:ing)?[ -](?:out|in)|terminat\w+|suspend\w*|licens\w+|grants?|indemnif\w+|warrant\w*",
    r"disclaim\w*|compl(?:y|ies|iance)|submit\w*|upload\w*|post(?:s|ed|ing)?|governed|amend\w*",
    r"modif\w+|infring\w+|agree[sd]?|accept\w*|prohibit\w*|violat\w+|liable|reserve[sd]?|notif\w+",
    r"provid\w+|remov\w+|request\w*|contact\w*|chang\w+|appl(?:y|ies)|purchas\w+|pay|paid|cancel\w*",
    r"refund\w*|allow\w*|permit\w*|report\w*|engag\w+|encourag\w+|promot\w+|threaten\w*|incit\w+",
    r"facilitat\w+|respect\w*|end|copy|copies|reproduc\w+|break|close|disable|creat\w+|distribut\w+|impersonat\w+|ban|banned|restrict\w*",
)
MATTER = _table(
    1.0,
    r"account\w*|content|terms|agreement|polic(?:y|ies)|liabilit\w+|licen[cs]e|rights?|laws?|consent",
    r"intellectual property|copyrights?|trademarks?|third[ -]part(?:y|ies)|fees?|payments?|passwords?",
    r"e-?mails?|advertis\w+|notice|damages|arbitration|warrant(?:y|ies)|services?|materials?|breach",
    r"security|subscription|jurisdiction|conduct|guidelines|rules|standards|behavio(?:u)?rs?|harass\w+",
    r"hat(?:e|eful)|bully\w*|abus\w+|violen\w+|illegal|spam\w*|discriminat\w+|sexual\w*|exploit\w*",
)
HANDLING = _table(
    1.0,
    r"collect\w*|gather\w*|shar(?:e|es|ed|ing)|disclos\w+|sells?|sold|selling|rent|transfer\w*|retain\w*",
    r"retention|stor(?:e|es|ed|ing)|ke(?:ep|eps|pt)|delet\w+|eras\w+|track\w*|obtain\w*|logged|log",
    r"record(?:s|ed|ing)?|anonymi[sz]\w+|process(?:es|ed|ing)?|us(?:e|es|ed|ing)",
)
PERSONAL = _table(
    1.0,
    r"information|data|pii|cookies?|privacy|ip address\w*|analytics|records?|usernames?|user names?",
    r"identifiers?|sub-?processors?",
)
BINDING = _table(
    0.5,
    r"may|must|shall|will|cannot|can ?not|can|agree[sd]?|reserves?|do not|does not|don[’']t|never",
    r"not be|responsible|entitled|required|permitted|prohibited|should|no longer than|as is|subject to",
    r"not|only|no",
)
CORE = 0.5
"""Added where a personal thing is handled."""
NAMING = re.compile(
    r"\b(?:privacy|terms|polic(?:y|ies)|agreement|conditions|notice|legal|cookies?|eula|licen[cs]e|dpa"
    r"|guidelines|standards|addendum|data protection|data processing|security|copyright|dmca"
    r"|code of conduct|disclaimer|rules|sub-?processors?|gdpr|ccpa|ferpa|coppa)\b",
    re.IGNORECASE,
)
"""Words by which a title or a heading names a policy."""

STATEMENT = 2.5
"""From this weight on a sentence is a statement: an act, a matter, and a party or a binding word."""

_SENTENCE_END = re.compile(r"(?<=[.!?;:])[\"'”’)]*\s+")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """How a text speaks: sentences of five words or more, how many are statements.

    `about_cookies` are the statements of cookies, `narrated` the sentences in which somebody *said*
    something.
    """

    sentences: int
    statements: int
    words: int
    about_cookies: int
    narrated: int
    named: bool

    @property
    def density(self) -> float:
        """The share (0–1) of sentences that are statements."""
        return self.statements / self.sentences if self.sentences else 0.0


_REFERENCE = re.compile(r"\b(?:it|them|these|those)\b", re.IGNORECASE)
_NARRATION = re.compile(
    r"\b(?:said|says|told|according to|reportedly|announced|spokes(?:man|woman|person)|regulators|lawsuit)\b",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\b(?:cookies?|trackers?|browsers?|google analytics|pixels?|local storage)\b", re.IGNORECASE
)


def count_statements(
    text: str, blocks: Sequence[Block], title: str | None, foreign: Sequence[Span] = ()
) -> Statements:
    """Count the statements of a text, block by block, without its foreign passages.

    Headings, and a first line that is like one, are read for the name only.
    """
    sentences = statements = words = cookies = narrated = 0
    headings = [title or ""]
    for block in blocks:
        content = block.span.of(text)
        if any(span.covers(block.span) for span in foreign):
            continue
        words += len(_WORD.findall(content))
        if block.kind is BlockKind.HEADING or (block.span.start == 0 and _is_title(content)):
            headings.append(content)
            continue
        stated = False
        for sentence in _sentences(content):
            sentences += 1
            stated = _states(sentence, after_statement=stated)
            narrated += _NARRATION.search(sentence) is not None
            if stated:
                statements += 1
                cookies += _COOKIES.search(sentence) is not None
    return Statements(
        sentences=sentences,
        statements=statements,
        words=words,
        about_cookies=cookies,
        narrated=narrated,
        named=any(NAMING.search(heading) for heading in headings[:_HEADINGS]),
    )


def _states(sentence: str, *, after_statement: bool) -> bool:
    """Tell whether a sentence is a statement; `We delete it` is one after a statement."""
    if weight(sentence) >= STATEMENT:
        return True
    refers = _REFERENCE.search(sentence) is not None and HANDLING[1].search(sentence) is not None
    return after_statement and refers


def _is_title(content: str) -> bool:
    return len(content) < _TITLE_LENGTH and not content.endswith((".", "!", ";", ":"))


def weight(sentence: str) -> float:
    """Return the sum of the weights of the tables that a sentence meets."""
    party, act, matter, binding, handling, personal = (
        points if pattern.search(sentence) else 0.0
        for points, pattern in (PARTY, ACT, MATTER, BINDING, HANDLING, PERSONAL)
    )
    core = CORE if handling and personal else 0.0
    return party + binding + core + max(act, handling) + max(matter, personal)


def _sentences(content: str) -> Iterator[str]:
    """Yield the sentences that say something: five words or more, and no program text."""
    for sentence in _SENTENCE_END.split(content):
        if len(_WORD.findall(sentence)) >= _FEWEST_WORDS and not _CODE.search(sentence):
            yield sentence


_CODE = re.compile(r"[{}]|\$[(.]|==|=>|function\s*\w*\(|\);|\)\.\w+\(|var \w+ =")
_TITLE_LENGTH = 120
_HEADINGS = 6
