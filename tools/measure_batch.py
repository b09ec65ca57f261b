"""Measure the batch on a list of many vendors: time, memory, unchanged and changed passes, kills.

    python -m tools.measure_batch list --vendors 1000 --documents ../shared/documents
    python -m tools.measure_batch scaling --vendors 60 --documents ../shared/documents

Every pass runs in a process of its own, against pages served on loopback by another. Figures are JSON,
one object a line, on the standard output. Without `--documents` our samples are varied.
"""

import argparse
import contextlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from analyzer.batch import Readers, Rescoring, Summary, read_vendor_list, rescore
from analyzer.batch.analyzing import BundleAnalysis, made_by
from analyzer.batch.gathering import fetch_all, gather
from analyzer.fetch import Fetcher, FetchPolicy
from analyzer.pipeline import KitPaths, load_kit, obtain
from analyzer.store import open_store

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "samples"
CHANGED_SHARE = 20  # every twentieth document: 5 %


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("list", "scaling", "pass"))
    parser.add_argument("--vendors", type=int, default=1000)
    parser.add_argument("--documents", type=Path, default=SAMPLES)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--how", choices=("fetch", "score", "online", "force"), default="score")
    chosen = parser.parse_args(arguments)
    {"list": measure_list, "scaling": measure_scaling, "pass": one_pass}[chosen.what](chosen)


def measure_list(chosen: argparse.Namespace) -> None:
    """Import, fetch, score (killed twice), score unchanged, score with 5 % changed."""
    with TemporaryDirectory() as folder, _site(chosen.documents, Path(folder)) as port:
        database = Path(folder) / "list.sqlite3"
        _tell("import", _import(Path(folder), database, port, chosen.vendors))
        _tell("fetch", _run(chosen, database, "fetch"))
        _tell("first pass, killed at a third and at two thirds", _killed_twice(chosen, database))
        _tell("unchanged, offline", _run(chosen, database, "score"))
        _tell("unchanged, fetched again", _run(chosen, database, "online"))
        news = [f"v{at // 2:05}/{at % 2}" for at in range(0, 2 * chosen.vendors, CHANGED_SHARE)]
        (Path(folder) / "changed").write_text("\n".join(news), encoding="utf-8")
        _tell("fetch the 5 % changed", _run(chosen, database, "fetch"))
        _tell("5 % changed, offline", _run(chosen, database, "score"))
        _tell("database", {"bytes": database.stat().st_size, **_counts(database)})


def measure_scaling(chosen: argparse.Namespace) -> None:
    """Score the same list with one and with two processes, all of it anew each time."""
    with TemporaryDirectory() as folder, _site(chosen.documents, Path(folder)) as port:
        database = Path(folder) / "list.sqlite3"
        _import(Path(folder), database, port, chosen.vendors)
        _run(chosen, database, "fetch")
        for workers in (1, 2):
            chosen.workers = workers
            _tell(f"{workers} processes", _run(chosen, database, "force"))


def one_pass(chosen: argparse.Namespace) -> None:
    """Make one pass over the list and print its figures; runs in a process of its own."""
    began = time.monotonic()
    policy = FetchPolicy(
        user_agent="measure/1 (+mailto:nobody@measure.test)",
        per_host_delay_s=0.0,
        allowed_private_hosts=frozenset({"127.0.0.1"}),
    )
    profile, model = ROOT / "data" / "profiles" / "massachusetts.yaml", ROOT / "models" / "linear"
    paths = KitPaths(rules=ROOT / "rules", profile=profile, model=model)
    with open_store(chosen.database) as store, Fetcher(policy, clock=_now) as web, _pool(chosen) as executor:
        vendors = store.vendors.all()
        if chosen.how == "fetch":
            for vendor in vendors:
                fetched = fetch_all(vendor, lambda s, v: obtain(s, v.id, web, _now))
                gather(vendor, fetched, store=store, at=_now())
            print(json.dumps(_spent(began)), flush=True)
            return
        kit = load_kit(paths)
        how = Rescoring(
            made_by=made_by(kit, "measured"),
            now=_now,
            fetch=(lambda s, v: obtain(s, v.id, web, _now)) if chosen.how == "online" else None,
            force=chosen.how == "force",
            readers=Readers.of(kit),
        )
        analyze = BundleAnalysis(paths=paths, made_at=_now())
        summary = rescore(vendors, store=store, executor=executor, analyze=analyze, how=how)
    analyzed = sum(outcome.reanalyzed for outcome in summary.outcomes)
    print(json.dumps({**_spent(began), "analyzed": analyzed, "verdicts": _verdicts(summary)}), flush=True)


def _verdicts(summary: Summary) -> dict[str, int]:
    return dict(sorted(Counter(outcome.verdict.value for outcome in summary.outcomes).items()))


def _pool(chosen: argparse.Namespace) -> Executor:
    return ThreadPoolExecutor(1) if chosen.workers == 0 else ProcessPoolExecutor(chosen.workers)


def _now() -> datetime:
    return datetime.now(UTC)


def _spent(began: float) -> dict[str, float]:
    """Return seconds on the clock and on the processors, and the largest memory in MB, of us and a worker."""
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "seconds": round(time.monotonic() - began, 2),
        "cpu_main": round(own.ru_utime + own.ru_stime, 2),
        "cpu_workers": round(theirs.ru_utime + theirs.ru_stime, 2),
        "mb_main": own.ru_maxrss // 1024,
        "mb_worker": theirs.ru_maxrss // 1024,
    }


@contextlib.contextmanager
def _site(documents: Path, folder: Path) -> Iterator[int]:
    command = [
        sys.executable,
        "-m",
        "tools.policy_pages",
        str(documents),
        "--changed",
        str(folder / "changed"),
    ]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as site:
        assert site.stdout is not None  # noqa: S101 - it was asked for
        yield int(site.stdout.readline())
        site.kill()


def _import(folder: Path, database: Path, port: int, vendors: int) -> dict[str, float]:
    rows = [
        f"Product {n},http://127.0.0.1:{port}/v{n:05}/0,http://127.0.0.1:{port}/v{n:05}/1"
        for n in range(vendors)
    ]
    listed = folder / "list.csv"
    listed.write_text("\n".join(["Product,Privacy Policy,Terms", *rows]) + "\n", encoding="utf-8")
    began = time.monotonic()
    with open_store(database) as store:
        result = read_vendor_list(listed, known=store.vendors.all())
        store.vendors.save_all(result.vendors, at=_now())
    return {
        "seconds": round(time.monotonic() - began, 2),
        "vendors": len(result.vendors),
        "duplicates": len(result.duplicates),
        "rejected": len(result.rejected),
    }


def _start(chosen: argparse.Namespace, database: Path, how: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tools.measure_batch", "pass", "--how", how, "--database", str(database)]
    command += ["--workers", str(chosen.workers)]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def _run(chosen: argparse.Namespace, database: Path, how: str) -> dict[str, object]:
    with _start(chosen, database, how) as running:
        out, _ = running.communicate()
    if running.returncode:
        raise SystemExit(f"The pass {how} ended with code {running.returncode}.")
    figures: dict[str, object] = json.loads(out)
    return figures


def _killed_twice(chosen: argparse.Namespace, database: Path) -> dict[str, object]:
    """Kill the pass, workers and all, at a third and at two thirds; let the third one end."""
    began, lost = time.monotonic(), []
    for share in (1 / 3, 2 / 3):
        with _start(chosen, database, "score") as running:
            while _counts(database)["reports"] < share * chosen.vendors and running.poll() is None:
                time.sleep(0.5)
            os.killpg(running.pid, signal.SIGKILL)
        lost.append(round(time.monotonic() - began, 2))
    last = _run(chosen, database, "score")
    return {
        "seconds in all": round(time.monotonic() - began, 2),
        "killed at": lost,
        "last leg": last,
        **_counts(database),
    }


def _counts(database: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        asked = {
            "reports": "SELECT count(*) FROM reports",
            "vendors with a report": "SELECT count(DISTINCT vendor_id) FROM reports",
            "readings": "SELECT count(*) FROM segment_results",
        }
        return {name: connection.execute(query).fetchone()[0] for name, query in asked.items()}


def _tell(what: str, figures: dict[str, object] | dict[str, float]) -> None:
    print(json.dumps({"what": what, **figures}), flush=True)


if __name__ == "__main__":
    main()
