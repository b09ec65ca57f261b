"""The lines in which a change of a document is told on the terminal, the weightiest clauses first."""

from typing import TYPE_CHECKING

from analyzer.cli.surroundings import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.core.changes import ClauseChange, DocumentChange

_SHOWN = 300
"""How many characters of a clause are shown."""
_AROUND = 6
"""How many words that stayed are shown on each side of those that changed."""


def document_lines(change: "DocumentChange", most: int, *, about: str = "") -> list[str]:
    """Return what became of a document: a line on the whole, and at most `most` clauses `about` something."""
    if change.could_not_read is not None:
        status = change.could_not_read.value.replace("_", " ")
        return [f"not compared: one of the two versions could not be read ({status})"]
    if not change.changed:
        return ["only the date moved, no word changed" if change.date_only else "no word of it changed"]
    lines = [_whole(change)]
    chosen = [clause for clause in _weightiest(change.clauses) if _holds(clause, about)]
    for clause in chosen[:most]:
        lines += _clause(clause)
    if most and len(chosen) > most:
        lines.append(f"… and {len(chosen) - most} more clauses")
    return lines


def _whole(change: "DocumentChange") -> str:
    from analyzer.core.changes import ClauseChangeKind

    counts = [f"{len(found)} {kind.value}" for kind in ClauseChangeKind if (found := change.of(kind))]
    told = f"{', '.join(counts)} ({change.words_added} words came, {change.words_removed} went"
    told += f", {change.share:.0%} of all)" if change.share >= 0.01 else ")"  # noqa: PLR2004  one in a hundred
    if change.silent_edit:
        told += "; SILENT: the date it states was left as it was"
    if change.flips_back_to is not None:
        again = "the same words" if not change.flip_words_left else f"but for {change.flip_words_left} words"
        told += f"; flips back to version {change.flips_back_to + 1} ({again})"
    return told


def _weightiest(clauses: "Sequence[ClauseChange]") -> "list[ClauseChange]":
    """Return the clauses in the order in which they are told, each wording once.

    Numbers that changed come first; then the longest of each kind in turn, so that a step with many
    new clauses does not hide what went.
    """
    once = {(clause.old, clause.new): clause for clause in reversed(clauses)}.values()
    longest = sorted(once, key=_differing, reverse=True)
    in_turn: list[tuple[int, int, ClauseChange]] = []
    for number, kind in enumerate(("added", "removed", "reworded", "moved")):
        of_kind = (clause for clause in longest if clause.kind.value == kind and not clause.parameters)
        in_turn += [(turn, number, clause) for turn, clause in enumerate(of_kind)]
    numbers = [clause for clause in longest if clause.parameters]
    return numbers + [clause for _, _, clause in sorted(in_turn, key=lambda entry: entry[:2])]


def _holds(clause: "ClauseChange", words: str) -> bool:
    return words.casefold() in " ".join(f"{clause.old or ''} {clause.new or ''}".casefold().split())


def _differing(clause: "ClauseChange") -> int:
    old, new = set((clause.old or "").split()), set((clause.new or "").split())
    return len(old ^ new)


def _clause(clause: "ClauseChange") -> list[str]:
    section = (clause.new_section or clause.old_section)[-1:]
    place = f" [{_short(section[0], 60)}]" if section else ""
    numbers = "".join(f"; {p.name}: {p.old or 'none'} → {p.new or 'none'}" for p in clause.parameters)
    head = f"{clause.kind.value}{place}{one_line(numbers)}"
    if clause.old is None or clause.new is None or clause.old == clause.new:
        return [head, f"    {_short(clause.new or clause.old or '', _SHOWN)}"]
    old, new = _differing_part(one_line(clause.old), one_line(clause.new))
    return [head, f"    was: {_short(old, _SHOWN)}", f"    now: {_short(new, _SHOWN)}"]


def _differing_part(old: str, new: str) -> tuple[str, str]:
    """Return of two long wordings the part in which they differ, with a few words around it."""
    if max(len(old), len(new)) <= _SHOWN:
        return old, new
    before, after = old.split(), new.split()
    least = min(len(before), len(after))
    same = next((at for at in range(least) if before[at] != after[at]), least)
    ends = next((at for at in range(least - same) if before[-1 - at] != after[-1 - at]), least - same)
    return _part(before, same, ends), _part(after, same, ends)


def _part(words: list[str], same: int, ends: int) -> str:
    start, stop = max(0, same - _AROUND), min(len(words), len(words) - ends + _AROUND)
    return f"{'… ' if start else ''}{' '.join(words[start:stop])}{' …' if stop < len(words) else ''}"


def _short(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
