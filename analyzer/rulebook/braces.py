"""`sell{,s,ing}` stands for three phrases: expand such entries, but never a million of them."""

import re

from braceexpand import braceexpand

from analyzer.core.errors import RuleError

MOST_PHRASES = 3000
"""Phrases of one concept: braces multiply, and a rulebook of a million phrases loads for minutes."""
_MOST_BEFORE_SETS = 20 * MOST_PHRASES  # an entry may name the same phrase in several ways
_DEEPEST = 20
_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)(?:\.\.-?\d+)?")


def phrases_of(entry: str) -> tuple[str, ...]:
    """Return the phrases that an entry stands for, blanks folded, in the order of its braces.

    Raises RuleError where its braces do not match or stand for too many phrases; they are counted
    before they are made.
    """
    number = _count(entry)
    if number > _MOST_BEFORE_SETS:
        raise RuleError(f"{entry[:60]!r} stands for {number:,} phrases. Split it into short concepts.")
    try:
        return tuple(" ".join(phrase.split()) for phrase in braceexpand(entry))
    except ValueError as error:
        raise RuleError(f"{entry[:60]!r}: the braces do not match. Close each one that opens.") from error


def _count(entry: str) -> int:
    """Return how many phrases the braces of an entry give; a group's alternatives add, groups multiply."""
    sums, products, starts = [0], [1], [0]
    at = 0
    while at < len(entry):
        sign = entry[at]
        if sign == "\\":
            at += 1
        elif sign == "{":
            if len(starts) > _DEEPEST:
                raise RuleError(f"{entry[:60]!r}: braces lie more than {_DEEPEST} deep. Write it flatter.")
            sums.append(0)
            products.append(1)
            starts.append(at + 1)
        elif sign == "," and len(starts) > 1:
            sums[-1] += products[-1]
            products[-1] = 1
        elif sign == "}" and len(starts) > 1:
            group = sums.pop() + products.pop()
            products[-1] *= max(group, _range_size(entry[starts.pop() : at]))
        at += 1
    return max(products)


def _range_size(group: str) -> int:
    """Return the numbers of `1..9`, at most, and 0 for a group that is no range."""
    found = _RANGE.fullmatch(group)
    if found is None:
        return 0
    if max(map(len, found.groups())) > _DEEPEST:
        raise RuleError(f"{group[:60]!r} is no range that phrases are made of.")
    return abs(int(found[1]) - int(found[2])) + 1
