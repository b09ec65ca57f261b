"""Who acts: the subject of the anchor's verb, found left to right without a parse tree."""

from enum import StrEnum

from analyzer.match.reading import Hit, Reading, lead_from

_SUBJECT_GAP = 4
_GRANTED = 12  # tokens from "you authorise" to what is let: "us and our affiliates to collect, use or share"
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


def actor(reading: Reading, anchor: Hit) -> Actor:
    """Return who performs the anchor: the nearest subject to its left in the same clause.

    A subject is an actor word followed by a modal, or standing right before the anchor. An agent
    named after it ("shared by your school") wins. A capitalised name that is no known actor counts
    as the vendor's own.
    """
    agent = _agent(reading, anchor)
    if agent or _passive(reading, anchor):
        return agent or Actor.UNNAMED
    granted = _granted(reading, anchor)
    if granted:
        return granted
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


def _granted(reading: Reading, anchor: Hit) -> Actor | None:
    """Return whom the user or school lets act ("you authorise us to share"), None where it is no grant.

    What the vendor lets others do stays the vendor's own act.
    """
    for start, end in reversed(reading.seen("grant")):
        if not end < anchor[0] <= end + _GRANTED or ";" in reading.tokens[end : anchor[0]]:
            continue
        to = end + (reading.tokens[end].lower() in _ARTICLES - {"our"})
        who = Actor.VENDOR if reading.tokens[to].lower() == "our" else _actor_at(reading, to)
        granting = {a for p in range(max(0, start - 3), start) if (a := _actor_at(reading, p))}
        if who and granting & {Actor.USER, Actor.SCHOOL}:
            return who
    return None


def _actor_at(reading: Reading, start: int) -> Actor | None:
    """Return the actor whose words begin at `start`; an unknown name with a capital is the vendor's own."""
    for concept, who in _ACTORS:
        if any(s == start for s, _ in reading.seen(concept)):
            return who
    name = reading.tokens[start]
    named = name[:1].isupper() and name.isalnum() and start > reading.own and not _is_modal(reading, start)
    return Actor.VENDOR if named and name.lower() not in _ARTICLES else None


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
    named = name[:1].isupper() and name.rstrip(".").isalnum() and end - 1 > reading.own and end < anchor[0]
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
    words = [t.lower() for t in reading.tokens[lead_from(reading) : anchor[0]]]
    while words and words[0] in {"please", '"', "“", "-", "•"}:
        words = words[1:]
    if reading.own:
        told = reading.tokens[reading.own - 1].lower() in _UNFINISHED
        return told and words[:2] in _DO_NOT and "we" not in words
    return (
        words in ([], ["do", "not"], ["never"], ["do", "n't"], ["do", "n’t"], ["always"])
        and anchor[0] < _SUBJECT_GAP
    )
