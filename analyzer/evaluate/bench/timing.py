"""Time several pieces of work so that what disturbs the machine disturbs all of them alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

Clock = Callable[[], float]
"""Seconds from some moment on, such as `time.perf_counter`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One engine doing one stage on all documents of a corpus."""

    stage: str
    engine: str
    run: Callable[[], object]
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What one piece of work took: seconds for all its documents, one value a round."""

    stage: str
    engine: str
    documents: int
    seconds: tuple[float, ...]

    @property
    def milliseconds(self) -> float:
        """Return the median milliseconds for one document."""
        return 1000 * median(self.seconds) / self.documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How many times longer one took than the other in the same round: median and quartiles."""

    median: float
    low: float
    high: float


def interleave(works: Sequence[Work], *, rounds: int, clock: Clock) -> tuple[Timed, ...]:
    """Run every piece of work once a round, after one round that only warms up.

    Interleaved, a slow minute of the machine falls on all of them, and ratios within a round hold.
    """
    seconds: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for work, taken in zip(works, seconds, strict=True):
            began = clock()
            work.run()
            if number:
                taken.append(clock() - began)
    return tuple(
        Timed(stage=w.stage, engine=w.engine, documents=w.documents, seconds=tuple(taken))
        for w, taken in zip(works, seconds, strict=True)
    )


def ratio(one: Timed, other: Timed) -> Ratio:
    """Return how many times longer `one` took a document than `other`, round by round."""
    scale = other.documents / one.documents
    rounds = [scale * a / b for a, b in zip(one.seconds, other.seconds, strict=True)]
    low, middle, high = quantiles(rounds, n=4, method="inclusive") if len(rounds) > 1 else rounds * 3
    return Ratio(median=middle, low=low, high=high)
