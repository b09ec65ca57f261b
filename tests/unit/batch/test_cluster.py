"""A Dask scheduler and two workers in processes of their own: the same reports, also when one worker dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from analyzer.batch import Progress, Readers, Rescoring, rescore
from analyzer.batch.analyzing import BundleAnalysis, made_by
from analyzer.batch.pools import cluster_pool
from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.wire import to_wire
from analyzer.pipeline import KitPaths, load_kit
from analyzer.store import Store, open_store
from tests.unit.store.invented import later, make_snapshot, make_vendor

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

ROOT = Path(__file__).resolve().parents[3]
PATHS = KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml")
VENDORS = tuple(make_vendor(f"v{n:02}", locations=(f"https://v{n:02}.example/privacy",)) for n in range(16))


class Cluster:
    """A scheduler and its workers, each in a process of its own on loopback."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._stack = stack
        self._file = folder / "scheduler.json"
        common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(self._file)]
        self._start("distributed.cli.dask_scheduler", *common, "--port", "0", "--dashboard-address", ":0")
        while not self._file.exists():
            time.sleep(0.05)
        worker = ("distributed.cli.dask_worker", *common, "--nthreads", "1", "--no-nanny")
        self.workers = [self._start(*worker, "--dashboard-address", ":0") for _ in range(2)]

    @property
    def address(self) -> str:
        import json  # noqa: PLC0415

        return str(json.loads(self._file.read_text(encoding="utf-8"))["address"])

    def _start(self, module: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", module, *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


def fetch(source: Source, vendor: Vendor) -> Snapshot:
    number = VENDORS.index(vendor)
    text = f"Privacy Policy. We keep student records for {30 + number} days. We do not sell student data."
    made = make_snapshot(text * 20, location=source.location, at=later(1))
    return Snapshot(
        id=made.id,
        source=source,
        final_url=source.location,
        fetched_at=later(1),
        media_type="text/plain",
        content=made.content,
    )


@pytest.mark.slow
def test_a_cluster_gives_the_same_reports_and_survives_a_worker(cluster: Cluster, tmp_path: Path) -> None:
    def kill_one(progress: Progress) -> None:
        if progress.done == 4:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)

    with open_store(tmp_path / "here.sqlite3") as store, ThreadPoolExecutor(1) as executor:
        here = over(store, executor, None)
    with open_store(tmp_path / "there.sqlite3") as store, cluster_pool(cluster.address) as executor:
        there = over(store, executor, kill_one)
    assert cluster.workers[0].wait(timeout=10) == -signal.SIGKILL
    assert cluster.workers[1].poll() is None
    assert len(here) == len(VENDORS)
    assert there == here


def over(store: Store, executor: object, progress: object) -> dict[str, object]:
    """Score the list; return every vendor's report as it is kept."""
    kit = load_kit(PATHS)
    makers = made_by(kit, "0+checkout")
    store.vendors.save_all(VENDORS, at=later(0))
    how = Rescoring(
        made_by=makers,
        now=lambda: later(2),
        fetch=fetch,
        waiting=4,
        progress=progress,
        readers=Readers.of(kit),
    )
    analyze = BundleAnalysis(paths=PATHS, made_at=later(2))
    summary = rescore(VENDORS, store=store, executor=executor, analyze=analyze, how=how)
    assert not summary.failed, summary.failed
    return {vendor.id: to_wire(store.reports.latest(vendor.id)) for vendor in VENDORS}


def test_a_worker_with_other_rules_refuses(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite3") as store, ThreadPoolExecutor(1) as executor:
        store.vendors.save_all(VENDORS[:1], at=later(0))
        how = Rescoring(made_by="mine", now=lambda: later(2), fetch=fetch)
        analyze = BundleAnalysis(paths=PATHS, made_at=later(2), made_by="mine")
        summary = rescore(VENDORS[:1], store=store, executor=executor, analyze=analyze, how=how)
    (failed,) = summary.failed
    assert "another analyzer, rulebook, model or profile" in failed.problems[0]
