"""Steps that every walk takes: open a page, wait until it stands still, say who works here."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SLOW_MS = 60_000
PAGES = {
    "list": "",
    "requests": "requests",
    "vet": "vet",
    "report": "report?vendor=scholvanti",
    "review": "review?vendor=scholvanti",
    "changes": "changes?vendor=scholvanti",
    "moved": "moved",
    "compare": "compare",
    "search": "search",
    "import": "import",
    "rules": "rules",
    "model": "model",
    "settings": "settings",
}


def settle(page: Page) -> None:
    """Wait until the page has drawn all: what is drawn anew meanwhile would lose an open list."""
    idle = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(idle).to_be_visible(timeout=SLOW_MS)
    page.wait_for_timeout(250)
    expect(idle).to_be_visible(timeout=SLOW_MS)


def visit(page: Page, address: str, path: str = "") -> None:
    """Open a page of the dashboard and wait until it stands still."""
    page.goto(f"{address}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW_MS)
    settle(page)


def name_me(page: Page, name: str = "Ann Teller") -> None:
    """Say in the sidebar who works here."""
    _fill(page, page.get_by_label("Your name", exact=True), name)


def type_in(page: Page, field: str, words: str) -> None:
    """Type into a field and leave it by Enter."""
    _fill(page, page.get_by_role("textbox", name=field), words)


def _fill(page: Page, field: Locator, words: str) -> None:
    """Type until it stands: on a busy machine a field may be drawn anew under the first key."""
    for _ in range(3):
        field.fill(words)
        field.press("Enter")
        settle(page)
        if field.input_value() == words:
            return
    expect(field).to_have_value(words)


def upload(page: Page, file: Path, seen_as: str) -> None:
    """Bring a file and wait until it is on the page."""
    for _ in range(3):
        page.locator("input[type=file]").first.set_input_files(file)
        try:
            expect(page.get_by_text(seen_as)).to_be_visible(timeout=SLOW_MS // 3)
        except AssertionError:
            continue
        settle(page)
        return
    expect(page.get_by_text(seen_as)).to_be_visible()


def press(page: Page, key: str, button: str) -> None:
    """Press a single key once the button that shows it may be pressed."""
    expect(page.get_by_role("button", name=re.compile(button))).to_be_enabled(timeout=SLOW_MS)
    page.locator("body").press(key)


def go(page: Page, menu: str) -> None:
    """Choose a page in the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=re.compile(menu)).click()
    settle(page)
