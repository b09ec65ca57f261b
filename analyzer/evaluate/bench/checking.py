"""Compare a run with a baseline from another machine: by ratio to the plain scan, and generously."""

from dataclasses import dataclass

from analyzer.core.errors import UsageError
from analyzer.evaluate.bench.measuring import Bench, CorpusBench

GENEROUS = 2.5
"""A stage may take so many times its baseline before it counts as slower: machines and loads differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slower:
    """A stage that takes longer than it did, both times in units of the plain scan of the same texts."""

    corpus: str
    stage: str
    before: float
    now: float

    def __str__(self) -> str:
        """Return the sentence for people."""
        times = self.now / self.before
        return f"{self.corpus}: {self.stage} takes {times:.1f} times as long as in the baseline."


def slower_than(baseline: Bench, now: Bench, *, allowed: float = GENEROUS) -> tuple[Slower, ...]:
    """Return the stages of `now` that take more than `allowed` times their baseline.

    The better quartile counts, so that a busy machine is no finding.

    Raises:
        UsageError: the two have no corpus in common.
    """
    before = {one.corpus: _units(one) for one in baseline.corpora}
    shared = [one for one in now.corpora if one.corpus in before]
    if not shared:
        raise UsageError("The baseline knows none of these documents. Make it anew: analyzer bench --out DIR")
    return tuple(
        Slower(corpus=one.corpus, stage=each.stage, before=known, now=each.ratio.low)
        for one in shared
        for each in one.units
        if (known := before[one.corpus].get(each.stage)) is not None and each.ratio.low > allowed * known
    )


def _units(one: CorpusBench) -> dict[str, float]:
    return {each.stage: each.ratio.median for each in one.units}
