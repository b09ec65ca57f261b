"""Steps that every walk takes: open a page, wait until it stands still, say who works here."""

import re

from playwright.sync_api import Page, expect

SLOW_MS = 45_000
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
    field = page.get_by_label("Your name", exact=True)
    field.fill(name)
    field.press("Enter")
    settle(page)


def type_in(page: Page, field: str, words: str) -> None:
    """Type into a field and leave it by Enter."""
    page.get_by_role("textbox", name=field).fill(words)
    page.get_by_role("textbox", name=field).press("Enter")
    settle(page)


def go(page: Page, menu: str) -> None:
    """Choose a page in the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=re.compile(menu)).click()
    settle(page)
