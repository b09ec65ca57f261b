"""Which vendors copied one another's text: they must not stand on both sides of a measurement."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from analyzer.classify.topics import Taught

_WORD = re.compile(r"[a-z0-9]+")
_BRACKET = re.compile(r"-[lr][rsc]b-")  # how treebanks write brackets
_RUN = 10  # words in a row that two authors hardly find alike by chance
_SHARE = 0.15  # of the shorter document's runs
_SENTENCE_RUN = 8
_COPIED = 0.5  # of a text's runs
_COPIED_DOCUMENT = 0.1  # of a document's runs: terms of one company change slowly


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


def without_kin(others: Sequence[Taught], texts: Iterable[str]) -> tuple[Taught, ...]:
    """Return those of `others` that neither stand in `texts` nor belong to a document that partly does.

    A text counts as standing there where half of its runs of eight words do (a shorter one: where it
    is one of `texts`), a document where a tenth of them does.
    """
    known: set[tuple[str, ...]] = set()
    keys: set[str] = set()
    for text in texts:
        known |= _runs(text, _SENTENCE_RUN)
        keys.add(text_key(text))
    of_group: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in others:
        of_group[one.group] |= _runs(one.text, _SENTENCE_RUN)
    away = {group for group, runs in of_group.items() if len(runs & known) > _COPIED_DOCUMENT * len(runs)}
    return tuple(
        one
        for one in others
        if one.group not in away
        and text_key(one.text) not in keys
        and len((runs := _runs(one.text, _SENTENCE_RUN)) & known) <= _COPIED * len(runs)
    )


def text_key(text: str) -> str:
    """Return the words of a text alone: two texts of the same words are one."""
    return " ".join(_WORD.findall(_BRACKET.sub(" ", text.lower())))


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


def _runs(text: str, length: int = _RUN) -> frozenset[tuple[str, ...]]:
    words = text_key(text).split()
    return frozenset(tuple(words[i : i + length]) for i in range(len(words) - length + 1))
