"""How much of a text speaks as a policy speaks: a small scorer whose whole vocabulary is on this page.

A *statement* is a sentence in which somebody bound by a policy (`PARTY`) does something that
policies regulate (`ACT`) to something that policies are about (`MATTER`), or a sentence that binds
(`BINDING`). Each sentence gets the sum of the weights it meets, each table counted once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.core.documents import Block, BlockKind


def _table(weight: float, *patterns: str) -> tuple[float, re.Pattern[str]]:
    return weight, re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)


PARTY = _table(
    0.5,
    r"we|us|our|you|your|users?|visitors?|members?|subscribers?|customers?|company|licens(?:or|ee)",
    r"provider|vendor|operator|contractor|processor|controller|part(?:y|ies)|school|district|lea|educators?",
    r"students?|child(?:ren)?|pupils?|parents?|guardians?|teachers?|services?|site|website|platform|apps?",
    r"applications?|software|products?",
)
ACT = _table(
    1.0,
    r"collect\w*|us(?:e|es|ed|ing)|shar(?:e|es|ed|ing)|disclos\w+|sells?|sold|selling|rent|transfer\w*"
    r"|retain\w*",
    r"retention|stor(?:e|es|ed|ing)|ke(?:ep|eps|pt)|delet\w+|eras\w+|process(?:es|ed|ing)?|protect\w*"
    r"|encrypt\w*",
    r"access\w*|receiv\w+|obtain\w*|track\w*|consent\w*|opt(?:ing)?[ -](?:out|in)|terminat\w+|suspend\w*"
    r"|licens\w+",
    r"grants?|indemnif\w+|warrant\w*|disclaim\w*|compl(?:y|ies|iance)|submit\w*|upload\w*|post(?:s|ed|ing)?",
    r"governed|amend\w*|modif\w+|infring\w+|agree[sd]?|accept\w*|prohibit\w*|violat\w+|liable|reserve[sd]?",
    r"notif\w+|provid\w+|remov\w+|request\w*|contact\w*|chang\w+|appl(?:y|ies)|purchas\w+|pay|paid"
    r"|cancel\w*|refund\w*",
)
MATTER = _table(
    1.0,
    r"information|data|pii|cookies?|privacy|accounts?|content|terms|agreement|polic(?:y|ies)|liabilit\w+"
    r"|licen[cs]e",
    r"rights?|laws?|consent|intellectual property|copyrights?|trademarks?|third[ -]part(?:y|ies)|fees?"
    r"|payments?",
    r"passwords?|records?|ip address\w*|e-?mails?|advertis\w+|analytics|notice|damages|arbitration"
    r"|warrant(?:y|ies)",
    r"services?|materials?|subprocessors?|sub-processors?|breach|security|subscription|jurisdiction|conduct",
    r"harass\w+|guidelines|rules",
)
BINDING = _table(
    0.5,
    r"may|must|shall|will|cannot|can ?not|can|agree[sd]?|reserves?|do not|does not|don[’']t|never|not be"
    r"|responsible",
    r"entitled|required|permitted|prohibited|should|no longer than|as is|subject to|not",
)
NAMING = re.compile(
    r"\b(?:privacy|terms|polic(?:y|ies)|agreement|conditions|notice|legal|cookies?|eula|licen[cs]e|dpa"
    r"|guidelines"
    r"|addendum|data protection|data processing|security|copyright|dmca|code of conduct|disclaimer|rules"
    r"|sub-?processors?|gdpr|ccpa|ferpa|coppa)\b",
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
    """How a text speaks: sentences of five words or more, how many are statements, how many of cookies."""

    sentences: int
    statements: int
    words: int
    about_cookies: int
    named: bool

    @property
    def density(self) -> float:
        """The share (0–1) of sentences that are statements."""
        return self.statements / self.sentences if self.sentences else 0.0


_COOKIES = re.compile(
    r"\b(?:cookies?|trackers?|browsers?|google analytics|pixels?|local storage)\b", re.IGNORECASE
)


def count_statements(text: str, blocks: Sequence[Block], title: str | None) -> Statements:
    """Count the statements of a text, block by block; headings are read for the name only."""
    sentences = statements = words = cookies = 0
    headings = [title or ""]
    for block in blocks:
        content = block.span.of(text)
        words += len(_WORD.findall(content))
        if block.kind is BlockKind.HEADING or (block.span.start == 0 and len(content) < _TITLE_LENGTH):
            headings.append(content)
            continue
        for sentence in _SENTENCE_END.split(content):
            if len(_WORD.findall(sentence)) < _FEWEST_WORDS:
                continue
            sentences += 1
            if weight(sentence) >= STATEMENT:
                statements += 1
                cookies += _COOKIES.search(sentence) is not None
    return Statements(
        sentences=sentences,
        statements=statements,
        words=words,
        about_cookies=cookies,
        named=any(NAMING.search(heading) for heading in headings[:_HEADINGS]),
    )


def weight(sentence: str) -> float:
    """Return the sum of the weights of the tables that a sentence meets."""
    return sum(points for points, pattern in (PARTY, ACT, MATTER, BINDING) if pattern.search(sentence))


_TITLE_LENGTH = 120
_HEADINGS = 6
