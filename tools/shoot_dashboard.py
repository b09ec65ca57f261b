"""Take the guide's screenshots of the dashboard with the samples loaded.

Serve the samples first (`make run`), then: `python -m tools.shoot_dashboard http://127.0.0.1:8501`.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
# The file's name, the page's address, and the tab to open on it.
SHOTS = (
    ("list", "", ""),
    ("vet", "vet", ""),
    ("report", "report?vendor=scholvanti", ""),
    ("evidence", "report?vendor=fernquill", "Questions and evidence"),
    ("review", "review?vendor=scholvanti", ""),
    ("decision", "review?vendor=scholvanti", "Decision"),
)


def main(address: str) -> None:
    """Take every picture at the size of a small laptop."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(address)
        _still(page)
        page.get_by_label("Your name", exact=True).fill("Ann Lee")
        page.get_by_label("Your name", exact=True).press("Enter")
        for name, path, tab in SHOTS:
            _shoot(page, f"{address}/{path}", tab, FOLDER / f"dashboard-{name}.png")
        browser.close()


def _shoot(page: Page, address: str, tab: str, file: Path) -> None:
    page.goto(address)
    _still(page)
    field = page.get_by_label("Your name", exact=True)
    field.fill("Ann Lee")
    field.press("Enter")
    _still(page)
    if tab:
        page.get_by_role("tab", name=tab).click()
        _still(page)
    page.screenshot(path=file)
    with Image.open(file) as picture:  # 128 colours are enough for a page of text, and a third of the size
        picture.convert("RGB").quantize(128).save(file, optimize=True)


def _still(page: Page) -> None:
    idle = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(idle).to_be_visible(timeout=60_000)
    page.wait_for_timeout(700)
    expect(idle).to_be_visible(timeout=60_000)


if __name__ == "__main__":
    main(sys.argv[1])
