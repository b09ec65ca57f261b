"""Who acts, and whether the clause says so or denies it: judged at the anchor, left to right.

Cue and scope in the manner of ConText: a negation reaches over a coordination up to a word that
ends its reach. No parse tree is used: the small parser takes "rent" in "never sell, rent or lease"
for a noun, and then reports a sale.
"""

from dataclasses import dataclass
from enum import StrEnum

from analyzer.match.reading import Hit, Reading

_YES = frozenset({"yes", "absolutely", "definitely", "certainly"})
_NO = frozenset({"no", "never", "nope", "not", "none"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_ANSWER_LABELS = frozenset({"a", "answer"})
_BARE_ANSWER = 4  # words of "We do not.", which denies what was asked and says nothing else
_PROHIBITION_REACH = 18
_REACH = 45
_ANNOUNCED_REACH = 14
_TITLE_WORDS = 8
_SUBJECT_GAP = 4
_TERM_LENGTH = 6
_DO_NOT = (["do", "not"], ["do", "n't"], ["do", "n’t"])
_UNFINISHED = frozenset({":", "to", "not", "n't", "n’t", "never"})
_BE = frozenset({"be", "been", "being", "is", "are", "was", "were"})
_PARTICIPLES = frozenset(
    {"sold", "kept", "held", "sent", "made", "shown", "lent", "put", "built", "told", "sought"}
)
_PREPOSITIONS = frozenset(
    {"of", "from", "about", "to", "with", "for", "on", "by", "in", "regarding", "concerning", "including"}
)
_JOINING = frozenset({"and", "or", "nor", ","})
_OPEN_QUESTION = frozenset({"how", "what", "which", "who", "whom", "whose", "when", "where", "why"})
_ARTICLES = frozenset(
    {"the", "a", "an", "our", "your", "their", "any", "all", "each", "every", "such", "its"}
)


class Actor(StrEnum):
    """Who performs the anchor's verb."""

    VENDOR = "vendor"
    SCHOOL = "school"
    USER = "user"
    THIRD_PARTY = "third_party"
    UNNAMED = "unnamed"


_ACTORS = (
    ("actor_vendor", Actor.VENDOR),
    ("actor_school", Actor.SCHOOL),
    ("actor_user", Actor.USER),
    ("actor_third_party", Actor.THIRD_PARTY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """Whether the anchor is negated, and the tokens that decided it."""

    negated: bool
    cue: Hit | None = None


def polarity(reading: Reading, anchor: Hit) -> Polarity:
    """Return whether the clause denies the anchor.

    Looks at the answer where the lead-in is a question, then at the nearest negation to the left
    that still reaches the anchor, then for "no" right behind it and a prohibition further on.
    """
    if reading.question and anchor[0] < reading.own:
        return Polarity(negated=_answer(reading) is False, cue=(reading.own, reading.own + 1))
    for cue in reversed(reading.seen("negation")):
        if cue[1] <= anchor[0] and anchor[0] - cue[1] <= _REACH and not _ended(reading, cue[1], anchor[0]):
            return Polarity(negated=True, cue=cue)
    for cue in reading.seen("no_object"):
        if 0 <= cue[0] - anchor[1] <= 1:
            return Polarity(negated=True, cue=cue)
    for cue in reading.seen("prohibition"):
        if 0 <= cue[0] - anchor[1] <= _PROHIBITION_REACH and not _ended(reading, anchor[1], cue[0]):
            return Polarity(negated=True, cue=cue)
    return Polarity(negated=False)


def answers_question(reading: Reading) -> bool:
    """Tell whether the segment answers the question before it.

    A question of yes or no is answered by one of them; what begins with "how" or "who" is
    answered by any words that are no sentence of their own ("How long is data kept?": "Two years").
    """
    own = [token.lower() for token in reading.tokens[reading.own :]]
    if not reading.question or not own:
        return False
    asked = reading.tokens[_lead(reading) : reading.own]
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
        and not _ended(reading, cue[1], anchor[0])
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


def _ended(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a word between two positions ends a negation's reach."""
    return any(start <= s and e <= end for s, e in reading.seen("negation_end"))


def actor(reading: Reading, anchor: Hit) -> Actor:
    """Return who performs the anchor: the nearest subject to its left in the same clause.

    A subject is an actor word followed by a modal, or standing right before the anchor. An agent
    named after it ("shared by your school") wins. A capitalised name that is no known actor counts
    as the vendor's own.
    """
    agent = _agent(reading, anchor)
    if agent or _passive(reading, anchor):
        return agent or Actor.UNNAMED
    for position in range(anchor[0] - 1, -1, -1):
        if reading.tokens[position] == ";":
            break
        found = _subject_ending(reading, position + 1, anchor)
        if found:
            return found
    return Actor.UNNAMED


def _passive(reading: Reading, anchor: Hit) -> bool:
    """Tell whether the anchor is a participle after a form of "be" ("may be used or sold")."""
    word = reading.tokens[anchor[0]].lower()
    if not (word.endswith(("ed", "en")) or word in _PARTICIPLES):
        return False
    return any(t.lower() in _BE for t in reading.tokens[max(0, anchor[0] - 6) : anchor[0]])


def _agent(reading: Reading, anchor: Hit) -> Actor | None:
    for position in range(anchor[1], min(anchor[1] + 8, len(reading.tokens) - 1)):
        if reading.tokens[position].lower() == "by":
            start = position + 1
            while start < len(reading.tokens) and reading.tokens[start].lower() in _ARTICLES:
                start += 1
            for concept, who in _ACTORS:
                if any(s in (position + 1, start) for s, _ in reading.seen(concept)):
                    return who
    return None


def _subject_ending(reading: Reading, end: int, anchor: Hit) -> Actor | None:
    """Return the actor whose words end at `end`, if they are the subject of a verb up to the anchor."""
    if not _leads_to_verb(reading, end, anchor):
        return None
    for concept, who in _ACTORS:
        for start in (s for s, e in reading.seen(concept) if e == end):
            if _after_preposition(reading, start) or _inside_data(reading, (start, end)):
                return None
            return Actor.VENDOR if _joined_to_vendor(reading, end) else who
    name = reading.tokens[end - 1]
    named = name[:1].isupper() and name.isalnum() and end - 1 > reading.own and end < anchor[0]
    return (
        Actor.VENDOR if named and name.lower() not in _ARTICLES and not _is_modal(reading, end - 1) else None
    )


def _inside_data(reading: Reading, hit: Hit) -> bool:
    """Tell whether an actor word only names data ("student records are …")."""
    return any(
        start <= hit[0] and hit[1] < end
        for concept in ("student_data", "personal_data")
        for start, end in reading.seen(concept)
    )


def _after_preposition(reading: Reading, start: int) -> bool:
    """Tell whether the words at `start` are an object ("collected from students is …"), no subject.

    Looks back over a coordination: in "given by users and partners" neither is a subject.
    """
    while start > 0:
        while start > 0 and reading.tokens[start - 1].lower() in _ARTICLES:
            start -= 1
        before = reading.tokens[start - 1].lower() if start > 0 else ""
        joined = _actor_before(reading, start - 1) if before in _JOINING else None
        if joined is None:
            return before in _PREPOSITIONS
        start = joined
    return False


def _actor_before(reading: Reading, end: int) -> int | None:
    """Return where the actor begins whose words end at `end`, None where no actor ends there."""
    starts = [s for concept, _ in _ACTORS for s, e in reading.seen(concept) if e == end]
    return min(starts, default=None)


def _leads_to_verb(reading: Reading, end: int, anchor: Hit) -> bool:
    if end == anchor[0]:
        return True
    modals = [s for s, _ in reading.seen("modal") if end <= s < anchor[0]]
    if modals and modals[0] - end <= 1:
        return True
    return anchor[0] - end <= _SUBJECT_GAP and not any(
        reading.tokens[i] in {",", "that", "to", "with", "of", "from", "about", "for", "and", "or"}
        for i in range(end, anchor[0])
    )


def _is_modal(reading: Reading, position: int) -> bool:
    return any(s <= position < e for s, e in reading.seen("modal"))


def _joined_to_vendor(reading: Reading, end: int) -> bool:
    """Tell whether the actor stands in "we and our partners", "Fernquill and its service providers"."""
    tokens = reading.tokens[max(0, end - 6) : end]
    low = [t.lower() for t in tokens]
    if "we" in low:
        return bool({"and", "or", "nor"} & set(low))
    joined = [
        i for i, word in enumerate(low[:-1]) if word in {"and", "or", "nor"} and low[i + 1] in {"its", "our"}
    ]
    return any(i > 0 and tokens[i - 1][:1].isupper() for i in joined)


def imperative(reading: Reading, anchor: Hit) -> bool:
    """Tell whether the sentence tells the reader what to do ("Do not share your password")."""
    words = [t.lower() for t in reading.tokens[_lead(reading) : anchor[0]]]
    while words and words[0] in {"please", '"', "“", "-", "•"}:
        words = words[1:]
    if reading.own:
        told = reading.tokens[reading.own - 1].lower() in _UNFINISHED
        return told and words[:2] in _DO_NOT and "we" not in words
    return (
        words in ([], ["do", "not"], ["never"], ["do", "n't"], ["do", "n’t"], ["always"])
        and anchor[0] < _SUBJECT_GAP
    )


def _lead(reading: Reading) -> int:
    """Return the position at which the nearest lead-in begins, 0 where there is none."""
    if not reading.segment.lead_in:
        return 0
    start = reading.segment.lead_in[-1].start
    return reading.offsets.index(start) if start in reading.offsets else 0


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
