"""Measure what it costs to export a list: each export by its own command, with time, peak memory and bytes.

    python -m tools.measure_exports --vendors 1000

The vendors are made from the samples: each sample's report again and again under another id and name, with
other findings left out, all of them approved. Every export runs twice, each time as a process of its own.
Figures are JSON, one export a line: seconds on the clock and of CPU, peak resident memory in MB, size in MB,
and whether both runs gave the same bytes.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from analyzer.batch import Rescoring, read_vendor_list, rescore
from analyzer.batch.analyzing import BundleAnalysis
from analyzer.core.reports import Report
from analyzer.core.reviews import Decision, DecisionKind
from analyzer.fetch import read_file
from analyzer.pipeline import KitPaths
from analyzer.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2026, 1, 1, tzinfo=UTC)
KIT = KitPaths(
    rules=ROOT / "rules",
    profile=ROOT / "data" / "profiles" / "massachusetts.yaml",
    model=ROOT / "models" / "linear",
)
EXPORTS: dict[str, tuple[str, ...]] = {
    "list as XLSX": ("list", "--out", "list.xlsx"),
    "list as CSV": ("list", "--out", "list.csv"),
    "list as Parquet": ("list", "--out", "list.parquet"),
    "public site": ("site", "site"),
    "Florida's table as PDF": ("disclosure", "florida", "--out", "florida.pdf"),
}
NAMES = ("{}", '"{}", Inc.', "{} 🚀", "{} شركة", "={}", "{} & <b>Sons</b>", "{} " + "long " * 50)
_KIB_PER_MB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one process cost, in seconds and MB, and the digest of all that it wrote."""

    seconds: float
    cpu: float
    peak: float
    size: float
    digest: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill a store and measure every export of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--vendors", type=int, default=1000)
    parser.add_argument("--only", choices=tuple(EXPORTS), help="measure this export alone")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'list.sqlite3'}"
        with open_store(url) as store:
            findings = fill(store, sample_reports(), chosen.vendors)
        told = {"vendors": chosen.vendors, "findings": findings}
        for name in [chosen.only] if chosen.only else EXPORTS:
            print(json.dumps({"export": name, **told, **measured(EXPORTS[name], url)}), flush=True)


def sample_reports() -> tuple[Report, ...]:
    """Return the reports of the samples that ship with us."""
    with open_store("sqlite://") as store, ThreadPoolExecutor(1) as executor:
        vendors = read_vendor_list(ROOT / "data" / "samples" / "vendors.csv").vendors
        store.vendors.save_all(vendors, at=AT)
        how = Rescoring(
            made_by="measured",
            now=lambda: AT,
            fetch=lambda source, _vendor: read_file(Path(source.location), source, fetched_at=AT),
        )
        rescore(
            vendors, store=store, executor=executor, analyze=BundleAnalysis(paths=KIT, made_at=AT), how=how
        )
        found = (store.reports.latest(vendor.id) for vendor in vendors)
        return tuple(report for report in found if report is not None)


def fill(store: Store, reports: Sequence[Report], vendors: int) -> int:
    """Put so many vendors on the list, each with a report and an approval; return the findings of all."""
    made = [varied(reports[number % len(reports)], number) for number in range(vendors)]
    store.vendors.save_all(tuple(report.vendor for report in made), at=AT)
    for report in made:
        store.reports.add(report)
        approval = Decision(
            vendor_id=report.vendor.id,
            kind=DecisionKind.APPROVE,
            decider="Ann Lee",
            decided_at=AT,
            expires_on=date(2999, 1, 1),
        )
        store.decisions.add(approval, seen=0)
    return sum(len(report.findings) for report in made)


def varied(report: Report, number: int) -> Report:
    """Return the report as another vendor's: another id and name, and every so-many-th finding left out."""
    name = NAMES[number % len(NAMES)].format(f"{report.vendor.name} {number}")
    vendor = replace(report.vendor, id=f"{report.vendor.id}-{number}", name=name)
    step = 5 + number % 7
    kept = tuple(finding for at, finding in enumerate(report.findings) if (at + number) % step)
    return replace(report, vendor=vendor, findings=kept)


def measured(export: Sequence[str], url: str) -> dict[str, float | bool]:
    """Run an export twice, each time into an empty folder; return the dearer run and whether both agree."""
    runs = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(_run(export, Path(folder), {**os.environ, "ANALYZER_DATABASE_URL": url}))
    return {
        "seconds": round(max(run.seconds for run in runs), 2),
        "cpu": round(max(run.cpu for run in runs), 2),
        "peak_mb": round(max(run.peak for run in runs)),
        "size_mb": round(runs[0].size, 2),
        "same_bytes": runs[0].digest == runs[1].digest,
    }


def _run(export: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    command = [sys.executable, "-m", "analyzer", "export", *export]
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  our own command
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)  # the resources of this child alone
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}.")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return Run(
        seconds=time.perf_counter() - began,
        cpu=used.ru_utime + used.ru_stime,
        peak=used.ru_maxrss / _KIB_PER_MB,
        size=sum(path.stat().st_size for path in files) / _KIB_PER_MB**2,
        digest=digest.hexdigest(),
    )


if __name__ == "__main__":
    main()
