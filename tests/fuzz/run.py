"""Damage and read: a seed gives the same files every time."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.fuzz.mutations import OF_PAGES, OF_PDFS, damage
from tests.fuzz.originals import Original, pages, pdfs
from tests.fuzz.reading import CRASHED, HUNG, MEMORY, SECONDS, Answer, Reader

_REAL = 40  # real pages, and as many PDFs, to damage beside those of our own


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One damaged file and what became of it."""

    number: int
    name: str
    media_type: str
    mutations: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All cases of a run."""

    seed: int
    cases: tuple[Case, ...]

    @property
    def bad(self) -> tuple[Case, ...]:
        """The cases that crashed or hung."""
        return tuple(case for case in self.cases if case.answer.outcome in (CRASHED, HUNG))

    def render(self) -> str:
        """Return the counts, the times and the memory as text."""
        lines = [f"Seed {self.seed}: {len(self.cases)} damaged files, {len(self.bad)} crashed or hung"]
        for media_type in ("text/html", "application/pdf"):
            cases = [case for case in self.cases if case.media_type == media_type]
            counts = Counter(case.answer.outcome for case in cases)
            told = ", ".join(f"{outcome} {count}" for outcome, count in counts.most_common())
            seconds = sorted(case.answer.seconds for case in cases) or [0.0]
            peak = max((case.answer.peak_bytes for case in cases), default=0)
            lines.append(
                f"  {media_type} {len(cases)}: {told}; median {seconds[len(seconds) // 2]:.2f} s, "
                f"longest {seconds[-1]:.1f} s of the processor (limit {SECONDS:.0f} s), "
                f"peak {peak / 1e6:.0f} MB (limit {MEMORY / 1e6:.0f} MB)"
            )
        lines += [
            f"  BAD {c.number} {c.name} {c.mutations}: {c.answer.outcome} {c.answer.detail}" for c in self.bad
        ]
        slow = sorted(self.cases, key=lambda case: -case.answer.seconds)[:5]
        lines += [f"  slow {c.number} {c.name} {c.mutations}: {c.answer.seconds:.1f} s" for c in slow]
        return "\n".join(lines)


def run(
    cases: int, seed: int, *, real: bool = True, first: int = 0, seen: Callable[[Case], None] | None = None
) -> Result:
    """Damage and read `cases` files, pages and PDFs in turn; without `real` only our own.

    `first` is the number of the first case, so that a run can be taken up; `seen` is told of each.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    sound = (pages(chance, real=_REAL * real), pdfs(chance, real=_REAL * real))
    reader = Reader()
    done: list[Case] = []
    for number in range(first, first + cases):
        content, original, names = _case(number, seed, sound)
        answer = reader.read(content, original.media_type)
        done.append(
            Case(
                number=number,
                name=original.name,
                media_type=original.media_type,
                mutations=names,
                answer=answer,
            )
        )
        if seen:
            seen(done[-1])
    reader.close()
    return Result(seed=seed, cases=tuple(done))


def damaged(number: int, seed: int, *, real: bool = True) -> bytes:
    """Return the file of one case, to look at what it does."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    sound = (pages(chance, real=_REAL * real), pdfs(chance, real=_REAL * real))
    return _case(number, seed, sound)[0]


def _case(number: int, seed: int, sound: Sequence[Sequence[Original]]) -> tuple[bytes, Original, str]:
    rng = random.Random(f"{seed}-{number}")  # noqa: S311 - nothing secret
    original = rng.choice(sound[number % 2])
    content, names = damage(original.content, (OF_PAGES, OF_PDFS)[number % 2], rng)
    return content, original, names
