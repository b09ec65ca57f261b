"""Pair the clauses that went with those that came: moved, reworded, or really gone and really new."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from analyzer.compare.amounts import compare_amounts
from analyzer.compare.clauses import Clause, is_menu_entry
from analyzer.core.changes import ClauseChange, ClauseChangeKind

REWORDED_HERE = 55.0  # rapidfuzz ratio, 0–100, for two clauses at the same place of the document
REWORDED_ELSEWHERE = 80.0  # the same for two clauses at different places


@dataclass(slots=True)
class _Left:
    """Clauses that were not paired yet, by index."""

    gone: list[int]
    come: list[int]


@dataclass(frozen=True, slots=True)
class _Pair:
    gone: int
    come: int
    similarity: float


def compare_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    """Return what became of every clause that is not in both versions at the same place.

    In reading order of the new version; what was removed stands where it stood.
    """
    matcher = SequenceMatcher(None, [c.folded for c in old], [c.folded for c in new], autojunk=False)
    left = _Left([], [])
    pairs: list[_Pair] = []
    for tag, gone_from, gone_to, come_from, come_to in matcher.get_opcodes():
        gone, come = list(range(gone_from, gone_to)), list(range(come_from, come_to))
        if tag == "equal" or _reflowed([old[i] for i in gone], [new[i] for i in come]):
            continue
        left.gone += gone
        left.come += come
    pairs += _moved(old, new, left)
    pairs += _reworded_here(old, new, left, matcher)
    pairs += _reworded(old, new, left, REWORDED_ELSEWHERE)
    changes = [change for pair in pairs if (change := _paired(old[pair.gone], new[pair.come], pair))]
    changes += [_removed(old[i]) for i in left.gone]
    changes += [_added(new[i]) for i in left.come]
    return tuple(sorted(changes, key=_place))


def _reflowed(gone: Sequence[Clause], come: Sequence[Clause]) -> bool:
    """Tell whether the same words only stand in other paragraphs."""
    return _run(gone) == _run(come)


def _run(clauses: Sequence[Clause]) -> str:
    return "".join("".join(clause.folded.split()) for clause in clauses)


def _moved(old: Sequence[Clause], new: Sequence[Clause], left: _Left) -> list[_Pair]:
    places: dict[str, list[int]] = defaultdict(list)
    for come in left.come:
        places[new[come].folded].append(come)
    pairs = [
        _Pair(gone, places[old[gone].folded].pop(0), 1.0)
        for gone in left.gone
        if places.get(old[gone].folded)
    ]
    _take(left, pairs)
    return pairs


def _reworded_here(
    old: Sequence[Clause], new: Sequence[Clause], left: _Left, matcher: "SequenceMatcher[str]"
) -> list[_Pair]:
    """Pair within each place where the two versions differ."""
    pairs: list[_Pair] = []
    gone, come = frozenset(left.gone), frozenset(left.come)
    for tag, gone_from, gone_to, come_from, come_to in matcher.get_opcodes():
        if tag != "replace":
            continue
        here = _Left(
            [i for i in range(gone_from, gone_to) if i in gone],
            [i for i in range(come_from, come_to) if i in come],
        )
        pairs += _reworded(old, new, here, REWORDED_HERE)
    _take(left, pairs)
    return pairs


def _reworded(old: Sequence[Clause], new: Sequence[Clause], left: _Left, least: float) -> list[_Pair]:
    """Pair the most similar clauses first; a clause is paired once at most."""
    if not left.gone or not left.come:
        return []
    scores = process.cdist(
        [old[i].folded for i in left.gone],
        [new[i].folded for i in left.come],
        scorer=fuzz.ratio,
        score_cutoff=least,
    )
    candidates = [
        (-float(scores[row, column]), row, column) for row, column in zip(*scores.nonzero(), strict=True)
    ]
    pairs: list[_Pair] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for score, row, column in sorted(candidates):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append(_Pair(left.gone[row], left.come[column], -score / 100))
    _take(left, pairs)
    return pairs


def _take(left: _Left, pairs: list[_Pair]) -> None:
    gone, come = {pair.gone for pair in pairs}, {pair.come for pair in pairs}
    left.gone = [i for i in left.gone if i not in gone]
    left.come = [i for i in left.come if i not in come]


def _paired(old: Clause, new: Clause, pair: _Pair) -> ClauseChange | None:
    moved = old.folded == new.folded
    if moved and is_menu_entry(old):
        return None
    return ClauseChange(
        kind=ClauseChangeKind.MOVED if moved else ClauseChangeKind.REWORDED,
        old=old.text,
        new=new.text,
        old_span=old.span,
        new_span=new.span,
        old_section=old.section,
        new_section=new.section,
        similarity=pair.similarity,
        parameters=() if moved else compare_amounts(old.text, new.text),
    )


def _removed(clause: Clause) -> ClauseChange:
    return ClauseChange(
        kind=ClauseChangeKind.REMOVED, old=clause.text, old_span=clause.span, old_section=clause.section
    )


def _added(clause: Clause) -> ClauseChange:
    return ClauseChange(
        kind=ClauseChangeKind.ADDED, new=clause.text, new_span=clause.span, new_section=clause.section
    )


def _place(change: ClauseChange) -> tuple[int, int]:
    old = change.old_span.start if change.old_span else -1
    new = change.new_span.start if change.new_span else old
    return new, old
