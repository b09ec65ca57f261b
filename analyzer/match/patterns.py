"""Whether a pattern holds at an anchor: the company it must keep and must not keep."""

from analyzer.core.rules import Need, Pattern, Side
from analyzer.match.reading import Hit, Reading


def fulfilled(reading: Reading, anchor: Hit, pattern: Pattern) -> tuple[Hit, ...] | None:
    """Return the hits that meet each need of `pattern` at `anchor`, or None where one is not met.

    A need met by headings or the segment before has no hit. Where anchor and needs all lie in the
    lead-in, the segment itself states nothing and the pattern does not hold.
    """
    if pattern.own and anchor[0] < reading.own:
        return None
    met: list[Hit] = []
    for need in pattern.needs:
        hit = meets(reading, anchor, need)
        if hit is None:
            if need.side is not Side.CONTEXT or not reading.context.intersection(need.concepts):
                return None
        else:
            met.append(hit)
    own = any(hit[0] >= reading.own for hit in (anchor, *met))
    return tuple(met) if own or reading.question else None


def introduced(reading: Reading, anchor: Hit, pattern: Pattern) -> bool:
    """Tell whether the words before the segment meet the pattern all by themselves.

    Then an item of their list adds nothing of its own. An answer is no such item: it says yes or no.
    """
    if anchor[0] >= reading.own or reading.question:
        return False
    return all(
        any(
            hit != anchor and hit[1] <= reading.own and _stands(hit, anchor, need)
            for concept in need.concepts
            for hit in reading.seen(concept)
        )
        for need in pattern.needs
        if need.side is not Side.CONTEXT
    )


def meets(reading: Reading, anchor: Hit, need: Need) -> Hit | None:
    """Return the hit nearest to `anchor` that meets `need`, the segment's own words first."""
    found = [
        hit
        for concept in need.concepts
        for hit in reading.seen(concept)
        if hit != anchor and _stands(hit, anchor, need)
    ]
    if not found:
        return None
    return min(found, key=lambda hit: (hit[0] < reading.own, abs(hit[0] - anchor[0])))


def _stands(hit: Hit, anchor: Hit, need: Need) -> bool:
    if need.side in (Side.CLAUSE, Side.CONTEXT):
        return True
    gap_before, gap_after = anchor[0] - hit[1], hit[0] - anchor[1]
    before = 0 <= gap_before <= need.within
    after = 0 <= gap_after <= need.within
    if need.side is Side.BEFORE:
        return before
    if need.side is Side.AFTER:
        return after
    return before or after or (gap_before < 0 and gap_after < 0)
