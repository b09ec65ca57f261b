"""How far a negation reaches: over a coordination, not into the next clause nor across a relative one.

"We do not sell data that we collect" denies the sale and states the collection; "we do not rent
data, and use it only to teach" denies the rent alone.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from analyzer.match.reading import Hit, Reading

_OPENERS = frozenset({"that", "which", "who", "whom"})
_SUBJECTS = ("actor_vendor", "actor_school", "actor_user", "actor_third_party")
_DATA = frozenset({"data", "information", "records", "content", "details"})
_NAMED = _DATA | frozenset(
    {
        "companies",
        "parties",
        "party",
        "company",
        "anyone",
        "anybody",
        "those",
        "organizations",
        "organisations",
    }
    | {"people", "persons", "businesses", "entities", "cookies", "technologies", "anything", "everything"}
    | {"websites", "sites", "apps", "applications", "services", "others", "purposes", "countries", "vendors"}
)
_OPENING = 7  # tokens from "that" to its verb: "that we or our service providers may also collect"
_ADDED = 2  # tokens from ", and" to the verb it adds: ", and then also share"
_JOINING = frozenset({",", "and", "or", "nor", "/"})
_BETWEEN = frozenset(
    {"also", "then", "the", "our", "your", "their", "its", "a", "an", "each", "any", "such", "all"}
)
_WHEN = frozenset({"if", "when", "where", "once", "until", "because", "since", "after", "before", "as"})
_DETERMINERS = frozenset({"no", "without", "neither"})


def ended(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a word between two positions ends a negation's reach."""
    return any(start <= s and e <= end for s, e in reading.seen("negation_end"))


def reaches(reading: Reading, cue: Hit, anchor: Hit) -> bool:
    """Tell whether the negation at `cue` denies the anchor to its right."""
    return not (
        ended(reading, _behind_aside(reading, cue[1], anchor[0]), anchor[0])
        or _left_relative(reading, cue, anchor)
        or _left_condition(reading, cue, anchor)
        or _new_predicate(reading, cue, anchor)
        or presupposed(reading, cue, anchor)
    )


def _behind_aside(reading: Reading, start: int, end: int) -> int:
    """Return where a clause goes on behind an aside ("will not, except as told below, sell"), or `start`."""
    if reading.tokens[start] != ",":
        return start
    closed = (i for i in range(start + 1, end) if reading.tokens[i] in {",", ":"})
    return next(closed, start)


def presupposed(reading: Reading, cue: Hit, anchor: Hit) -> bool:
    """Tell whether the anchor stands in a relative clause with a subject of its own, right of `cue`.

    "We do not sell data (that) we collect": that we collect is taken as given, not denied.
    """
    for start, subject in _relatives(reading, cue[1], anchor[0]):
        between = range(subject, anchor[0])
        if subject > start and _only_verb_words(reading, between):
            return True
    return False


def described(reading: Reading, cue: Hit, anchor: Hit) -> bool:
    """Tell whether the anchor only describes what a negation speaks of, and says nothing of anybody.

    "We do not work with companies that sell data": nobody sells here, and nobody promises not to.
    """
    return any(
        opener + 1 == subject and _only_verb_words(reading, range(subject, anchor[0]))
        for opener, subject in _relatives(reading, cue[1], anchor[0])
        if reading.tokens[opener].lower() in _OPENERS
    )


def _relatives(reading: Reading, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yield where relative clauses open between two positions, and where their subject has ended.

    One opens at "who", at "that" behind a noun we know, or at a subject right behind data.
    """
    data = {e for concept in ("any_data", "content") for _, e in reading.seen(concept)}
    nouns = data | {e for concept in _SUBJECTS for _, e in reading.seen(concept)}
    for position in range(max(start, end - _OPENING, 1), end):
        before = reading.tokens[position - 1].lower()
        opens = _opens(reading, position) and (position in nouns or before in _NAMED)
        subject = _subject_end(reading, position + opens)
        bare = subject > position and (position in data or before in _DATA)
        if opens or bare:
            yield position, subject


def _subject_end(reading: Reading, start: int) -> int:
    """Return where the actor words that begin at `start` end; `start` itself where there are none."""
    ends = [
        e for concept in _SUBJECTS for s, e in reading.seen(concept) if s == start and not _opens(reading, s)
    ]
    return max(ends, default=start)


def _opens(reading: Reading, position: int) -> bool:
    return reading.tokens[position].lower() in _OPENERS


def _only_verb_words(reading: Reading, positions: Sequence[int]) -> bool:
    """Tell whether only auxiliaries, adverbs, joined subjects and joined verbs stand at `positions`."""
    held = {i for concept in ("modal", *_SUBJECTS) for s, e in reading.seen(concept) for i in range(s, e)}
    words = [*(reading.tokens[i].lower() for i in positions), ""]
    return all(
        i in held or word in _JOINING or word in _BETWEEN or word.endswith("ly") or after in _JOINING
        for i, (word, after) in zip(positions, pairwise(words), strict=True)
    )


def _left_relative(reading: Reading, cue: Hit, anchor: Hit) -> bool:
    """Tell whether the cue stands in a relative clause that has ended ("data we do not need is sold")."""
    opened = any(
        _only_verb_words(reading, range(subject, cue[0]))
        for _, subject in _relatives(reading, 0, cue[0] + 1)
        if subject <= cue[0]
    )
    return opened and any(
        cue[1] < s < anchor[0] and reading.tokens[s - 1].lower() not in _TIED
        for s, _ in reading.seen("modal")
    )


_TIED = frozenset({"to", "and", "or", "nor", ",", "who", "that", "which", "we", "you", "they"})
"""What ties a modal to the words before it, so that it begins no predicate of the outer clause."""


def _left_condition(reading: Reading, cue: Hit, anchor: Hit) -> bool:
    """Tell whether the cue stands in a condition before the clause ("If you do not log in, we …")."""
    begin = max((i + 1 for i in range(cue[0]) if reading.tokens[i] in {",", ";", ":", "."}), default=0)
    if (
        begin >= cue[0]
        or reading.tokens[max(begin, reading.own if cue[0] >= reading.own else 0)].lower() not in _WHEN
    ):
        return False
    comma = next((i for i in range(cue[1], anchor[0]) if reading.tokens[i] == ","), None)
    if comma is None or reading.tokens[comma + 1].lower() in _JOINING:
        return False
    return any(comma < s < anchor[0] for s, _ in reading.seen("modal"))


def _new_predicate(reading: Reading, cue: Hit, anchor: Hit) -> bool:
    """Tell whether ", and" with a verb behind it begins what is stated, no longer what is denied.

    The last "and" of an enumeration begins nothing new: "we do not rent, sell, and share data".
    """
    if reading.tokens[cue[0]].lower() in _DETERMINERS:
        return False
    verbs = {s for s, _ in reading.seen("new_verb")}
    for position in range(cue[1], anchor[0]):
        if [t.lower() for t in reading.tokens[position : position + 2]] != [",", "and"]:
            continue
        before = {t.lower() for t in reading.tokens[cue[1] : position]}
        if before & {",", "or", "nor"}:
            return False
        added = range(position + 2, position + 3 + _ADDED)
        return any(i in verbs and _only_verb_words(reading, range(position + 2, i)) for i in added)
    return False
