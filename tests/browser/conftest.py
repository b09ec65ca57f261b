"""A served dashboard over the scored samples, and a browser that walks through it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from analyzer.core.documents import DocumentKind, Source, Vendor
from analyzer.store import open_store
from tests.browser.words import BAD, GOOD, QUILLBARROW, hostile_report
from tests.dashboard.conftest import scored_store

__all__ = ["scored_store"]

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_S = 60


@pytest.fixture(scope="session")
def place(scored_store: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the scored samples, a vendor that worsens, and a hostile one."""
    folder = tmp_path_factory.mktemp("browser")
    for path in Path(scored_store.removeprefix("sqlite:///")).parent.glob("analyzer.sqlite3*"):
        shutil.copy(path, folder / path.name)
    (folder / "policy.html").write_text(GOOD, encoding="utf-8")
    at = datetime(2026, 11, 23, tzinfo=UTC)
    with open_store(_url(folder)) as store:
        source = Source(location=str(folder / "policy.html"), kind=DocumentKind.PRIVACY_POLICY)
        store.vendors.save(Vendor(id=QUILLBARROW, name="Quillbarrow", sources=(source,)), at=at)
        hostile = hostile_report(store.reports.latest("tallywren"))
        store.vendors.save(hostile.vendor, at=at)
        store.reports.add(hostile)
    assert BAD != GOOD
    return folder


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'analyzer.sqlite3'}"


@pytest.fixture(scope="session")
def address(place: Path) -> Iterator[str]:
    """Serve the dashboard on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    environment = {**os.environ, "ANALYZER_DATABASE_URL": _url(place)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            yield _once_up(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def _once_up(address: str) -> str:
    for _ in range(START_S * 4):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310  loopback
                return address
        except OSError:
            time.sleep(0.25)
    pytest.fail("the dashboard did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all walks."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a fresh page, a session of its own, at the size of a small laptop."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()
