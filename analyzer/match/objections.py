"""Why a pattern does not count at an anchor, in the order in which a lawyer reads a clause."""

from collections.abc import Callable
from dataclasses import dataclass

from analyzer.core.findings import DropReason
from analyzer.core.rules import ActorRule, Pattern
from analyzer.core.rules import Reading as Mode
from analyzer.match.actors import Actor, actor, imperative
from analyzer.match.cues import Polarity, announced, answers_question, defines, titled
from analyzer.match.patterns import meets
from analyzer.match.reading import Hit, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pattern whose anchor and needs are there; `said` is how the clause puts it."""

    reading: Reading
    anchor: Hit
    pattern: Pattern
    said: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What speaks against counting a candidate."""

    reason: DropReason
    detail: str


def objection(candidate: Candidate) -> Objection | None:
    """Return the first objection to a candidate, or None where it counts."""
    return next(filter(None, (check(candidate) for check in _CHECKS)), None)


def _is_definition(candidate: Candidate) -> Objection | None:
    if not defines(candidate.reading):
        return None
    return Objection(reason=DropReason.DEFINITION, detail="the sentence defines a word")


def _is_title(candidate: Candidate) -> Objection | None:
    if not titled(candidate.reading):
        return None
    return Objection(reason=DropReason.HEADING, detail="a title states nothing by itself")


def _is_question(candidate: Candidate) -> Objection | None:
    reading = candidate.reading
    in_question = reading.question and candidate.anchor[0] < reading.own
    asks = not answers_question(reading) if in_question else "?" in reading.tokens[-2:]
    return Objection(reason=DropReason.QUESTION, detail="a question states nothing") if asks else None


def _is_anothers_act(candidate: Candidate) -> Objection | None:
    if candidate.pattern.actor is ActorRule.ANY:
        return None
    reading, anchor = candidate.reading, candidate.anchor
    if reading.question and anchor[0] < reading.own:
        return None  # in "Do you sell my data?" it is the vendor who is asked
    who = Actor.USER if imperative(reading, anchor) else actor(reading, anchor)
    if who in (Actor.VENDOR, Actor.UNNAMED):
        return None
    return Objection(reason=DropReason.ACTOR, detail=f"the {who.replace('_', ' ')} acts, not the vendor")


def _is_announced(candidate: Candidate) -> Objection | None:
    if candidate.pattern.actor is ActorRule.ANY or not announced(candidate.reading, candidate.anchor):
        return None
    return Objection(reason=DropReason.CONTEXT, detail="the sentence tells where to read of it")


def _is_described(candidate: Candidate) -> Objection | None:
    if candidate.pattern.actor is ActorRule.ANY or not candidate.said.described:
        return None
    return Objection(reason=DropReason.CONTEXT, detail="it only describes what the clause denies")


def _is_read_otherwise(candidate: Candidate) -> Objection | None:
    wanted, negated = candidate.pattern.reading, candidate.said.negated
    if wanted in (Mode.AFFIRMED, Mode.OPPOSED) and negated:
        return Objection(reason=DropReason.NEGATED, detail="the clause denies it")
    if wanted is Mode.DENIED and not negated:
        return Objection(reason=DropReason.NOT_NEGATED, detail="the clause does not deny it")
    return None


def _is_in_bad_company(candidate: Candidate) -> Objection | None:
    for need in candidate.pattern.without:
        hit = meets(candidate.reading, candidate.anchor, need)
        if hit is not None:
            words = " ".join(candidate.reading.tokens[hit[0] : hit[1]])
            return Objection(reason=DropReason.EXCLUDED, detail=f"beside {words!r}")
    return None


_CHECKS: tuple[Callable[[Candidate], Objection | None], ...] = (
    _is_definition,
    _is_title,
    _is_question,
    _is_anothers_act,
    _is_announced,
    _is_described,
    _is_read_otherwise,
    _is_in_bad_company,
)
