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
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from analyzer.core.documents import DocumentKind, Source, Vendor
from analyzer.store import open_store

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
START_S = 60
SLOW_MS = 60_000
GOOD = """<!doctype html><html lang="en"><head><title>Privacy Policy</title></head><body><main>
<h1>Quillbarrow Privacy Policy</h1><p>Last updated: March 3, 2026.</p>
<p>This privacy policy covers the Quillbarrow service that schools use.</p>
<h2>What we collect</h2><p>We collect each student's name and class to provide the service to the school.</p>
<h2>What we never do</h2><p>We never sell student data.</p>
<p>We do not use student data for targeted advertising.</p>
<h2>Deletion</h2><p>We delete student data within 60 days after the school's contract ends.</p>
<h2>Safety</h2><p>We will notify the school of a data breach within 72 hours.</p>
<p>We encrypt all data in transit.</p>
</main></body></html>"""
BAD = GOOD.replace("We never sell student data.", "We may sell student data to data brokers.").replace(
    "We do not use student data for", "We use student data for"
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed on this machine"),
]


@pytest.fixture(scope="module")
def place(scored_store: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the scored samples, and one vendor more whose page lies beside it."""
    folder = tmp_path_factory.mktemp("browser")
    for path in Path(scored_store.removeprefix("sqlite:///")).parent.glob("analyzer.sqlite3*"):
        shutil.copy(path, folder / path.name)
    (folder / "policy.html").write_text(GOOD, encoding="utf-8")
    with open_store(_url(folder)) as store:
        source = Source(location=str(folder / "policy.html"), kind=DocumentKind.PRIVACY_POLICY)
        vendor = Vendor(id="quillbarrow", name="Quillbarrow", sources=(source,))
        store.vendors.save(vendor, at=datetime(2026, 11, 23, tzinfo=UTC))
    return folder


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'analyzer.sqlite3'}"


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    yield page
    page.close()


def _settle(page: Page) -> None:
    """Wait until the page has drawn all: a widget that is drawn anew loses an open list."""
    idle = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(idle).to_be_visible(timeout=SLOW_MS)
    page.wait_for_timeout(300)
    expect(idle).to_be_visible(timeout=SLOW_MS)


def _choose(page: Page, vendor: str) -> None:
    """Choose in the list's box; a box that is drawn anew meanwhile closes, and is opened again."""
    option = page.get_by_role("option", name=vendor)
    for _ in range(4):
        page.get_by_role("combobox", name=re.compile("Vendor")).last.click()
        try:
            option.click(timeout=4000)
        except PlaywrightTimeout:
            page.keyboard.press("Escape")
        else:
            return
    pytest.fail(f"{vendor} could not be chosen")


def test_from_the_list_to_a_quote_in_its_text(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="Approved list")).to_be_visible(timeout=START_S * 1000)
    _settle(page)
    _choose(page, "Scholvanti Match")
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


def test_from_upload_to_signed_decision_to_export(page: Page, address: str, tmp_path: Path) -> None:
    policy = tmp_path / "tinker <b>loom.html"
    policy.write_text(BAD.replace("Quillbarrow", "Tinkerloom"), encoding="utf-8")
    page.goto(f"{address}/vet")
    page.get_by_role("textbox", name="Product or vendor").fill("Tinker <b>loom</b> *one*")
    page.get_by_role("textbox", name="Product or vendor").press("Enter")
    page.locator("input[type=file]").first.set_input_files(policy)
    expect(page.get_by_text("uploaded: tinker <b>loom.html")).to_be_visible(timeout=SLOW_MS)
    page.get_by_label("Your name: it stands under what you record").fill("Ann Teller")
    page.get_by_label("Your name: it stands under what you record").press("Enter")
    _settle(page)
    page.get_by_role("button", name="Read and score").click()
    page.get_by_role("button", name="Review its findings and decide").click(timeout=SLOW_MS)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Tinker <b>loom</b> *one*", timeout=SLOW_MS)
    page.get_by_role("button", name="Record the verdict").first.click()
    expect(page.get_by_text(re.compile(r"^1 of \d+ decisive findings judged"))).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("tab", name="Decision").click()
    page.get_by_role("button", name="Sign the decision").click()
    expect(page.get_by_text("In force: Approved by Ann Teller")).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("link", name="Vendor report").click()
    page.get_by_text("Downloads", exact=True).click()
    with page.expect_download(timeout=SLOW_MS) as got:
        page.get_by_role("button", name="PDF, to sign and file").click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF-")
    assert got.value.suggested_filename == "tinker-b-loom-b-one.pdf"


def test_rescored_list_shows_what_worsened(page: Page, address: str, place: Path) -> None:
    page.goto(address)
    page.get_by_label("Search by name or group").fill("quillbarrow")
    page.get_by_label("Search by name or group").press("Enter")
    page.get_by_text("For all 1 shown").click()
    page.get_by_label("Your name: it stands under what you record").fill("Ann Teller")
    page.get_by_label("Your name: it stands under what you record").press("Enter")
    again = page.get_by_role("button", name="Score 1 again")
    expect(again).to_be_visible(timeout=SLOW_MS)
    _settle(page)
    again.click()
    expect(page.get_by_role("heading", name="New", exact=True)).to_be_visible(timeout=SLOW_MS)
    (place / "policy.html").write_text(BAD, encoding="utf-8")
    again.click()
    expect(page.get_by_role("heading", name="Worsened")).to_be_visible(timeout=SLOW_MS)
    expect(
        page.get_by_role("cell", name=re.compile("High concern|Needs answers|Do not")).first
    ).to_be_visible()


def test_list_is_exported(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text(re.compile(r"For all \d+ shown")).click(timeout=SLOW_MS)
    with page.expect_download(timeout=SLOW_MS) as got:
        page.get_by_role("button", name="Download as CSV", exact=True).click()
    assert "Scholvanti Match" in Path(got.value.path()).read_text(encoding="utf-8-sig")
    with page.expect_download(timeout=SLOW_MS) as got:
        page.get_by_role("button", name="Download as Excel").click()
    assert Path(got.value.path()).read_bytes().startswith(b"PK")
