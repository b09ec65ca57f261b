"""Measure what one version of a document costs: reading its bytes, comparing it, and finding its clauses.

    python -m tools.measure_versions ../shared/documents/versions

Every folder is one series, a file a version, in the order of their names. Each stage's seconds are of
this process's own CPU time; `anew` reads a version as if none had been before, on every tenth series.
Figures are JSON, one stage a line.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median, quantiles

from analyzer.compare import compare_series
from analyzer.core.documents import Document, Source
from analyzer.extract import extract
from analyzer.fetch import read_file
from analyzer.pipeline import KitPaths, load_kit
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.looking import Look, look

ROOT = Path(__file__).resolve().parents[1]
KIT = KitPaths(
    rules=ROOT / "rules",
    profile=ROOT / "data" / "profiles" / "massachusetts.yaml",
    model=ROOT / "models" / "linear",
)
EVERY_TENTH = 10

Costs = defaultdict[str, list[float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every series of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    folders = sorted(path for path in parser.parse_args(arguments).folder.iterdir() if path.is_dir())
    kit = load_kit(KIT)
    costs: Costs = defaultdict(list)
    for number, folder in enumerate(folders):
        _measure(folder, kit, costs, anew=number % EVERY_TENTH == 0)
    for stage, seconds in costs.items():
        print(json.dumps({"stage": stage, **_figures(seconds)}), flush=True)


def _measure(folder: Path, kit: Kit, costs: Costs, *, anew: bool) -> None:
    versions = []
    for path in sorted(folder.iterdir()):
        with _timed(costs["read"]):
            versions.append(_read(path))
    with _timed(costs["compare, a series"]):
        compare_series(versions)
    earlier: Look | None = None
    for version in versions:
        with _timed(costs["find, first" if earlier is None else "find, with the one before"]):
            seen = look(version, kit, earlier=earlier)
        if anew and earlier is not None:
            with _timed(costs["find, anew"]):
                look(version, kit)
        earlier = seen


def _read(path: Path) -> Document:
    snapshot = read_file(path, Source(location=path.name), fetched_at=datetime(2026, 1, 1, tzinfo=UTC))
    return extract(snapshot, document_id="d1")


@contextmanager
def _timed(seconds: list[float]) -> Iterator[None]:
    began = time.process_time()
    yield
    seconds.append(time.process_time() - began)


def _figures(seconds: Sequence[float]) -> dict[str, float]:
    return {
        "n": len(seconds),
        "mean": round(mean(seconds), 3),
        "median": round(median(seconds), 3),
        "p95": round(quantiles(seconds, n=20)[-1], 3),
        "max": round(max(seconds), 3),
    }


if __name__ == "__main__":
    main()
