"""One walk in a real browser: the list opens, a report is chosen, its quotes are marked in their text."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
START_S = 60

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed on this machine"),
]


@pytest.fixture(scope="module")
def address(scored_store: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    environment = {**os.environ, "ANALYZER_DATABASE_URL": scored_store}
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


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser.new_page(viewport={"width": 1366, "height": 768})
        browser.close()


def test_from_the_list_to_a_quote_in_its_text(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="Approved list")).to_be_visible(timeout=START_S * 1000)
    page.get_by_role("combobox", name=re.compile("Vendor")).last.click()
    page.get_by_role("option", name="Scholvanti Match").click()
    page.get_by_role("button", name="Open report").click()
    expect(page.get_by_role("heading", name="Scholvanti Match", level=1)).to_be_visible(timeout=30_000)
    page.get_by_text("Q01 Is student data sold").click()
    mark = page.locator("mark").filter(visible=True).first
    expect(mark).to_be_visible(timeout=15_000)
    assert mark.inner_text().strip()
    assert "Vendor report" in page.inner_text("body")


def test_report_has_an_address_of_its_own(page: Page, address: str) -> None:
    page.goto(f"{address}/report?vendor=glimmerpost")
    expect(page.get_by_role("heading", name="Glimmerpost", level=1)).to_be_visible(timeout=START_S * 1000)
    expect(page.get_by_text("no score")).to_be_visible()
