"""One run of the benchmark: corpora, engines, ratios, and the machine it ran on."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analyzer.evaluate.bench.material import Corpus
from analyzer.evaluate.bench.peers import SCANNER, Skipped, peer_works
from analyzer.evaluate.bench.stages import ANALYSIS, OURS, Surroundings, our_works
from analyzer.evaluate.bench.timing import Clock, Ratio, Timed, interleave, ratio
from analyzer.pipeline.version import analyzer_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the figures were measured on; `load` is the load average as the run began, where known."""

    processor: str
    cores: int
    system: str
    python: str
    load: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How many times longer our stage took than a peer took for what is nearest to it."""

    stage: str
    engine: str
    ratio: Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusBench:
    """All engines on one corpus. `units` are our stages in units of the plain scan: they hold elsewhere."""

    corpus: str
    pages: int
    pdfs: int
    words: int
    timed: tuple[Timed, ...]
    ratios: tuple[Beside, ...]
    units: tuple[Beside, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One run over one or several corpora."""

    version: str
    made_at: datetime
    rounds: int
    machine: Machine
    corpora: tuple[CorpusBench, ...]


def measure(
    corpora: Sequence[Corpus], around: Surroundings, machine: Machine, *, rounds: int, clock: Clock
) -> Bench:
    """Time every engine on every corpus, interleaved, `rounds` times after a warm-up."""
    return Bench(
        version=analyzer_version(),
        made_at=around.at,
        rounds=rounds,
        machine=machine,
        corpora=tuple(_measured(corpus, around, rounds, clock) for corpus in corpora),
    )


def _measured(corpus: Corpus, around: Surroundings, rounds: int, clock: Clock) -> CorpusBench:
    peers, skipped = peer_works(corpus)
    timed = interleave((*our_works(corpus, around), *peers), rounds=rounds, clock=clock)
    ours = [one for one in timed if one.engine == OURS]
    others = [one for one in timed if one.engine != OURS]
    unit = next(one for one in others if (one.stage, one.engine) == (ANALYSIS, SCANNER))
    return CorpusBench(
        corpus=corpus.name,
        pages=len(corpus.pages),
        pdfs=len(corpus.pdfs),
        words=corpus.words,
        timed=timed,
        ratios=tuple(
            Beside(stage=one.stage, engine=other.engine, ratio=ratio(one, other))
            for one in ours
            for other in others
            if other.stage == one.stage
        ),
        units=tuple(Beside(stage=one.stage, engine=SCANNER, ratio=ratio(one, unit)) for one in ours),
        skipped=skipped,
    )


def this_machine(*, cores: int, load: float | None) -> Machine:
    """Return the machine we run on; a processor that the system does not name is told by its family."""
    named = Path("/proc/cpuinfo")
    lines = named.read_text(encoding="utf-8").splitlines() if named.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return Machine(
        processor=models[0] if models else platform.processor() or platform.machine(),
        cores=cores,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        load=load,
    )
