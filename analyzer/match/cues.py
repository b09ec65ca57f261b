"""Whether the clause states its anchor or denies it: judged left to right.

Cue and scope in the manner of ConText: a negation reaches over a coordination up to a word that
ends its reach. No parse tree is used: the small parser takes "rent" in "never sell, rent or lease"
for a noun, and then reports a sale.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.match.reach import described, ended, reaches
from analyzer.match.reading import Hit, Reading, lead_from

_YES = frozenset({"yes", "absolutely", "definitely", "certainly"})
_NO = frozenset({"no", "never", "nope", "not", "none"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_ANSWER_LABELS = frozenset({"a", "answer"})
_BARE_ANSWER = 4  # words of "We do not.", which denies what was asked and says nothing else
_PROHIBITION_REACH = 18
_HEADER_REST = 3  # tokens of "are prohibited by law:"
_REACH = 45
_ANNOUNCED_REACH = 14
_TITLE_WORDS = 8
_TERM_LENGTH = 6
_OPEN_QUESTION = frozenset({"how", "what", "which", "who", "whom", "whose", "when", "where", "why"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """Whether the anchor is negated, and the tokens that decided it.

    `described`: the anchor only describes what a negation speaks of; nothing is said of anybody.
    """

    negated: bool
    cue: Hit | None = None
    described: bool = False


def polarity(reading: Reading, anchor: Hit) -> Polarity:
    """Return whether the clause denies the anchor.

    Looks at the answer where the lead-in is a question, then at the nearest negation to the left
    that still reaches the anchor, then for "no" right behind it and a prohibition further on.
    """
    if reading.question and anchor[0] < reading.own:
        return Polarity(negated=_answer(reading) is False, cue=(reading.own, reading.own + 1))
    for cue in _negations(reading, anchor):
        if described(reading, cue, anchor):
            return Polarity(negated=False, cue=cue, described=True)
        if reaches(reading, cue, anchor):
            return Polarity(negated=True, cue=cue)
    refusal = _refusal(reading, anchor)
    return Polarity(negated=refusal is not None, cue=refusal)


def _refusal(reading: Reading, anchor: Hit) -> Hit | None:
    """Return a "no" right behind the anchor, or the prohibition that it falls under."""
    for cue in reading.seen("no_object"):
        if 0 <= cue[0] - anchor[1] <= 1:
            return cue
    for cue in reading.seen("prohibition"):
        after = 0 <= cue[0] - anchor[1] <= _PROHIBITION_REACH and not ended(reading, anchor[1], cue[0])
        if after or _heads_list(reading, cue, anchor):
            return cue
    return None


def _negations(reading: Reading, anchor: Hit) -> Iterable[Hit]:
    """Yield the negations to the left of the anchor that are near enough, the nearest first."""
    for cue in reversed(reading.seen("negation")):
        if cue[1] <= anchor[0] and anchor[0] - cue[1] <= _REACH:
            yield cue


def _heads_list(reading: Reading, cue: Hit, anchor: Hit) -> bool:
    """Tell whether a lead-in ends in the prohibition ("The following uses are prohibited: …")."""
    header = cue[1] <= reading.own <= anchor[0] and reading.own - cue[1] <= _HEADER_REST
    return header and reading.tokens[reading.own - 1] == ":"


def answers_question(reading: Reading) -> bool:
    """Tell whether the segment answers the question before it.

    A question of yes or no is answered by one of them; what begins with "how" or "who" is
    answered by any words that are no sentence of their own ("How long is data kept?": "Two years").
    """
    own = [token.lower() for token in reading.tokens[reading.own :]]
    if not reading.question or not own:
        return False
    asked = reading.tokens[lead_from(reading) : reading.own]
    fragment = not any(start >= reading.own for start, _ in reading.seen("modal"))
    open_question = bool(asked) and asked[0].lower() in _OPEN_QUESTION
    return _answer(reading) is not None or (fragment and open_question)


def _answer(reading: Reading) -> bool | None:
    """Return what a segment answers to yes or no ("Absolutely not", "A: No", "We do not."), else None."""
    own = [token.lower() for token in reading.tokens[reading.own :]]
    if own[1:2] == [":"] and own[0] in _ANSWER_LABELS:
        own = own[2:]
    words = [token for token in own if token[0].isalpha()]
    if not words:
        return None
    if words[0] in _YES:
        return words[1:2] != ["not"]
    if words[0] in _NO:
        return False
    return False if len(words) <= _BARE_ANSWER and words[-1] in _NOT else None


def announced(reading: Reading, anchor: Hit) -> bool:
    """Tell whether the anchor is only named as a subject ("this policy explains how we share data")."""
    return any(
        cue[1] <= anchor[0] <= cue[1] + _ANNOUNCED_REACH
        and (cue[0] < reading.own) is (anchor[0] < reading.own)
        and not ended(reading, cue[1], anchor[0])
        for cue in reading.seen("announcement")
    )


def titled(reading: Reading) -> bool:
    """Tell whether the segment is a title set as a paragraph ("Right to erasure.", "How we keep it safe")."""
    own = [token.lower() for token in reading.tokens[reading.own :]]
    words = [token for token in own if token.isalpha()]
    if not words or len(words) > _TITLE_WORDS or own[-1] == "?":
        return False
    if words[0] in _OPEN_QUESTION:
        return own[-1] != "."
    states = any(start >= reading.own for start, _ in reading.seen("modal"))
    return words[:2] in (["right", "to"], ["right", "of"]) and not states


def defines(reading: Reading) -> bool:
    """Tell whether the segment defines a word rather than stating what anybody does."""
    own = reading.tokens[reading.own :]
    if "definition_title" in reading.headings and ":" in own[:_TERM_LENGTH]:
        return True
    verbs = reading.seen("definition_verb")
    if not verbs:
        return False
    low = [t.lower() for t in reading.tokens[reading.own :]]
    quoted = {"“", '"', "”", "'", "‘", "’"}
    for start, _ in verbs:
        head = reading.tokens[max(reading.own, start - 12) : start]
        if any(t in quoted for t in head):
            return True
    return low[:3] in (["for", "purposes", "of"], ["for", "the", "purposes"]) or low[:2] == ["the", "term"]
