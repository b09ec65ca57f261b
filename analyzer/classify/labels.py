"""What the model is taught: which practice a clause states, and of which it is not known."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.classify.context import View
from analyzer.core.documents import Document, Segment
from analyzer.core.findings import Asserted

_WORD = re.compile(r"[a-z0-9]+")
_RUN = 4  # words in a row that a segment shares with a quote
_SHARE = 0.5  # of the shorter one's words


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A practice, stated or denied; written `ads.targeted` or `ads.targeted:denies`."""

    practice_id: str
    asserted: Asserted = Asserted.AFFIRMS

    def __str__(self) -> str:
        """Return the form in which manifests name it."""
        denied = self.asserted is Asserted.DENIES
        return f"{self.practice_id}:{self.asserted}" if denied else self.practice_id

    @classmethod
    def of(cls, written: str) -> "Label":
        """Return the label that was written so."""
        practice_id, _, asserted = written.partition(":")
        return cls(practice_id, Asserted(asserted) if asserted else Asserted.AFFIRMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLabel:
    """A person's label: the words that state the practice, as they stand in the document."""

    label: Label
    quote: str
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One clause to learn from.

    `group` is the vendor whose words these are, None for words of our own: those are learned from in
    every fold and measured in none. For labels in `unknown` the clause teaches nothing. `seen` is what
    the rules saw in it, with the confidence of the surest match.
    """

    view: View
    group: str | None
    stated: frozenset[Label] = frozenset()
    unknown: frozenset[Label] = frozenset()
    seen: tuple[tuple[Label, float], ...] = ()


def stated_in(
    document: Document,
    segments: Sequence[Segment],
    quoted: Iterable[QuotedLabel],
    *,
    listed_at_most: int | None = None,
) -> tuple[tuple[frozenset[Label], frozenset[Label]], ...]:
    """Return for each segment the labels it states, and those of which we do not know.

    A segment states a label when it shares words with a quote of it (of a quote in parts the last
    part is the stating one). Not known are the clauses of uncertain labels, and all others of a
    practice of which the labellers listed `listed_at_most`: there they stopped. None means that they
    listed every one.
    """
    rows = tuple(quoted)
    folded = [_words(segment.span.of(document.text)) for segment in segments]
    stated: list[set[Label]] = [set() for _ in segments]
    unsure: list[set[Label]] = [set() for _ in segments]
    for row in rows:
        quote = _words(row.quote.rpartition(" … ")[2])
        for index, own in enumerate(folded):
            if same_clause(own, quote):
                (stated if row.certain else unsure)[index].add(row.label)
    full = _stopped_at(rows, listed_at_most)
    return tuple(
        (frozenset(told), frozenset((doubt | full) - told))
        for told, doubt in zip(stated, unsure, strict=True)
    )


def _stopped_at(rows: Iterable[QuotedLabel], listed_at_most: int | None) -> set[Label]:
    if listed_at_most is None:
        return set()
    listed = Counter(row.label.practice_id for row in rows)
    return {Label(p, a) for p, n in listed.items() if n >= listed_at_most for a in Asserted}


def same_clause(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two rows of words are the same clause, as the scorer of the labels sees it.

    They share at least half of the shorter one's words, and four of them in a row. A segment of
    fewer words than that must be the whole quote.
    """
    if min(len(one), len(other)) < _RUN:
        return bool(one) and list(one) == list(other)
    shared = sum((Counter(one) & Counter(other)).values())
    if shared < _SHARE * min(len(one), len(other)):
        return False
    runs = {tuple(other[i : i + _RUN]) for i in range(len(other) - _RUN + 1)}
    return any(tuple(one[i : i + _RUN]) in runs for i in range(len(one) - _RUN + 1))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
