"""Which vendors copied one another's text: they must not stand on both sides of a measurement."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

_WORD = re.compile(r"[a-z0-9]+")
_RUN = 10  # words in a row that two authors hardly find alike by chance
_SHARE = 0.15  # of the shorter document's runs


def kin_of(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each vendor the first, by name, of those whose text is akin to theirs.

    `texts` are pairs of a vendor and a document of theirs. Two vendors are akin where a document of
    each shares 15 % of the shorter one's runs of ten words; kin of kin are akin.
    """
    runs: list[tuple[str, frozenset[tuple[str, ...]]]] = [(vendor, _runs(text)) for vendor, text in texts]
    head = {vendor: vendor for vendor, _ in runs}

    def first(vendor: str) -> str:
        while head[vendor] != vendor:
            vendor = head[vendor]
        return vendor

    for a, b in _akin(runs):
        one, other = sorted((first(a), first(b)))
        head[other] = one
    return {vendor: first(vendor) for vendor in head}


def _akin(runs: list[tuple[str, frozenset[tuple[str, ...]]]]) -> Iterable[tuple[str, str]]:
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, (_, own) in enumerate(runs):
        for run in own:
            holders[run].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for several in holders.values():
        for pair in combinations(several, 2):
            shared[pair] += 1
    for (i, j), count in shared.items():
        if count >= _SHARE * min(len(runs[i][1]), len(runs[j][1])):
            yield runs[i][0], runs[j][0]


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
