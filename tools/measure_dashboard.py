"""Measure the dashboard in a real browser with thousands of vendors stored.

Run from the repository's root: `python -m tools.measure_dashboard --vendors 3000 --rounds 5`. It fills a
database of its own with copies of the scored samples, serves it, walks over all pages in one session,
and prints for each page the median and the 95th percentile of the seconds from click to drawn page, then
the server's memory after each of several sessions.
"""

import argparse
import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from analyzer.batch import Rescoring, read_vendor_list, rescore
from analyzer.batch.analyzing import BundleAnalysis
from analyzer.core.reviews import VettingRequest
from analyzer.fetch import read_file
from analyzer.pipeline import KitPaths
from analyzer.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
MENU = (
    "Approved list",
    "Open requests",
    "Vet a product",
    "Vendor report",
    "Review and decide",
    "Changes of a vendor",
    "What changed on the list",
    "Compare vendors",
    "Search all clauses",
    "Import and re-score",
    "Rulebook",
    "Model card",
    "Settings and profile",
)

# The title of a page where it is another than its name in the menu.
HEADINGS = {
    "Vendor report": "Dottledesk",
    "Review and decide": "Dottledesk",
    "Changes of a vendor": "Dottledesk",
    "What changed on the list": "What changed across the list",
    "Settings and profile": "Settings and district profile",
}


def main() -> None:
    """Fill, serve, walk, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vendors", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.sqlite3'}"
        with open_store(url) as store:
            _fill(store, asked.vendors)
        with _served(url) as (address, process), sync_playwright() as playwright:
            path = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
            _report(_walk(browser, address, asked.rounds))
            print(f"server after one session: {_memory(process)} MB resident")
            _sessions(browser, address, process, asked.sessions)
            browser.close()


def _fill(store: Store, vendors: int) -> None:
    """Score the samples once, and store their reports again under other names, half of them twice."""
    paths = KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml")
    samples = read_vendor_list(ROOT / "data" / "samples" / "vendors.csv").vendors
    store.vendors.save_all(samples, at=AT)
    how = Rescoring(
        made_by="measure",
        now=lambda: AT,
        fetch=lambda source, _vendor: read_file(Path(source.location), source, fetched_at=AT),
    )
    with ThreadPoolExecutor(1) as executor:
        rescore(
            samples, store=store, executor=executor, analyze=BundleAnalysis(paths=paths, made_at=AT), how=how
        )
    models = [made for one in samples if (made := store.reports.latest(one.id)) is not None]
    copies = tuple(
        replace(models[n % len(models)].vendor, id=f"copy-{n}", name=f"Product {n}", groups=(f"g{n % 7}",))
        for n in range(vendors - len(samples))
    )
    store.vendors.save_all(copies, at=AT)
    for n, vendor in enumerate(copies):
        report = replace(models[n % len(models)], vendor=vendor)
        if n % 2:
            before = AT - timedelta(days=n % 400)
            older = replace(models[(n + 1) % len(models)], vendor=vendor)
            store.reports.add(replace(older, provenance=replace(older.provenance, made_at=before)))
        store.reports.add(report)
    for n in range(40):
        store.requests.record_request(
            VettingRequest(
                vendor_id=f"copy-{n}", product=f"Product {n}", requested_by="M. O.", received_at=AT
            )
        )


@contextlib.contextmanager
def _served(url: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    environment = {**os.environ, "ANALYZER_DATABASE_URL": url}
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603  our own command
        try:
            while not _up(address):
                time.sleep(0.3)
            yield address, process
        finally:
            process.terminate()


def _up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310  loopback
            return True
    except OSError:
        return False


def _drawn(page: Page) -> None:
    page.wait_for_timeout(20)  # until the click has reached the server
    idle = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(idle).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)


def _walk(browser: Browser, address: str, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every page in every round, from click to drawn page."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    began = time.perf_counter()
    page.goto(address)
    _drawn(page)
    print(f"first page after the server's start: {time.perf_counter() - began:.1f} s")
    seconds: dict[str, list[float]] = {name: [] for name in MENU}
    for _ in range(rounds):
        for name in MENU:
            page.wait_for_timeout(300)
            link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=re.compile(name))
            began = time.perf_counter()
            link.click()
            expect(page.get_by_role("heading", name=HEADINGS.get(name, name), level=1)).to_be_visible(
                timeout=60_000
            )
            _drawn(page)
            seconds[name].append(time.perf_counter() - began)
    page.close()
    return seconds


def _report(seconds: dict[str, list[float]]) -> None:
    for name, taken in seconds.items():
        print(f"{name:28} median {statistics.median(taken):.2f} s   p95 {_p95(taken):.2f} s")
    everything = [one for taken in seconds.values() for one in taken]
    print(f"{'all pages':28} median {statistics.median(everything):.2f} s   p95 {_p95(everything):.2f} s")


def _p95(taken: list[float]) -> float:
    """Return the smallest time within which 95 % of the pages were drawn."""
    return sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)]


def _sessions(browser: Browser, address: str, process: "subprocess.Popen[bytes]", count: int) -> None:
    """Open sessions that each look at the list and a report, and print what each adds."""
    before = _memory(process)
    pages = []
    for number in range(count):
        page = browser.new_page()
        page.goto(address)
        _drawn(page)
        page.goto(f"{address}/report?vendor=copy-{number}")
        _drawn(page)
        pages.append(page)
    grown = _memory(process) - before
    print(f"{count} more sessions: {grown} MB more, {grown / count:.1f} MB a session")


def _memory(process: "subprocess.Popen[bytes]") -> int:
    """Return the resident memory of the server in megabytes, as Linux tells it."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main()
