"""Words and titles that the pages share, and other people's words made safe for labels."""

import re

from analyzer.core.changes import Cause
from analyzer.core.reports import AnswerState, TierId
from analyzer.core.reviews import DecisionKind, ReviewVerdict

TIER_TITLE: dict[TierId, str] = {
    TierId.READY: "Ready to approve",
    TierId.WITH_DPA: "Approve with DPA",
    TierId.NEEDS_ANSWERS: "Needs answers",
    TierId.HIGH_CONCERN: "High concern",
    TierId.DO_NOT_APPROVE: "Do not approve",
    TierId.NOT_REVIEWABLE: "Not reviewable",
}

# A sign beside the words, so that no tier is told by its colour alone.
TIER_SIGN: dict[TierId, str] = {
    TierId.READY: "✓",
    TierId.WITH_DPA: "§",
    TierId.NEEDS_ANSWERS: "?",
    TierId.HIGH_CONCERN: "▲",
    TierId.DO_NOT_APPROVE: "✕",
    TierId.NOT_REVIEWABLE: "–",
}

STATE_SIGN: dict[AnswerState, str] = {
    AnswerState.PROTECTED: "✓",
    AnswerState.PROTECTED_QUALIFIED: "✓",
    AnswerState.PARTIAL: "½",
    AnswerState.SILENT: "?",
    AnswerState.CONFLICT: "≠",
    AnswerState.RISK: "✕",
    AnswerState.NOT_APPLICABLE: "–",
}

GRADES = ("PK", "K", *(str(grade) for grade in range(1, 13)))

DECISION_TITLE: dict[DecisionKind, str] = {
    DecisionKind.APPROVE: "Approved",
    DecisionKind.APPROVE_WITH_AGREEMENT: "Approved with agreement",
    DecisionKind.APPROVE_WITH_CONDITIONS: "Approved with conditions",
    DecisionKind.DENY: "Denied",
    DecisionKind.DEFER: "Deferred",
}

VERDICT_TITLE: dict[ReviewVerdict, str] = {
    ReviewVerdict.CONFIRMED: "confirmed",
    ReviewVerdict.REJECTED: "rejected",
    ReviewVerdict.EDITED: "edited",
    ReviewVerdict.ADDED: "added",
    ReviewVerdict.WITHDRAWN: "verdict taken back",
}

CAUSE_TITLE: dict[Cause, str] = {
    Cause.VENDOR_TEXT: "the vendor published other words",
    Cause.NOT_READ: "a document could not be read, or could be read again",
    Cause.LIST: "documents were added to or taken off our list",
    Cause.EXTRACTOR: "our reading of the same file changed",
    Cause.RULES: "our rules changed",
    Cause.MODEL: "our model changed",
    Cause.PROFILE: "the district profile changed",
    Cause.REVIEWS: "people judged findings",
}

_JOINER = "\u2060"  # draws nothing and cannot be broken at
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$&:@/=^\"'])")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")
_JOINED = re.compile(r"(?<=[:@.])(?=\S)|(?<=-)(?=[->])|(?<=<)(?=-)")


def plain(text: str) -> str:
    """Return other people's words for a widget's label, where Streamlit reads Markdown.

    Every sign of Markdown is escaped. Shortcodes such as `:smile:`, addresses and dashes are replaced
    in the finished text and heed no escape, so an invisible joiner breaks them. Line breaks and signs that
    turn the direction of writing become spaces.
    """
    one_line = _CONTROLS.sub(" ", text)
    return _PUNCTUATION.sub(r"\\\1", _JOINED.sub(_JOINER, one_line))


def count_words(count: int, one: str, many: str | None = None) -> str:
    """Return `1 document`, `2 documents`."""
    return f"{count} {one if count == 1 else many or one + 's'}"
