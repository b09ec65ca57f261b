"""Attacks in a vendor's words stay words: nothing runs, nothing is drawn as HTML, Markdown or formula."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import SLOW_MS, settle, visit

pytestmark = pytest.mark.browser
VENDOR = "?vendor=grimlock"


def _unharmed(page: Page) -> str:
    """Check that nothing of the attack took effect; return the words of the page."""
    assert page.evaluate("window.hacked") is None
    main = page.locator("[data-testid=stMain]")
    assert main.locator("img[src=x], script, a[href^=javascript], a[href*=evil]").count() == 0
    assert main.locator("strong", has_text="not bold").count() == 0
    assert main.locator(".katex").count() == 0
    words = main.inner_text()
    assert "\u202e" not in words
    return str(words)


def test_the_report_shows_an_attack_as_text(page: Page, address: str) -> None:
    visit(page, address, f"report{VENDOR}")
    words = _unharmed(page)
    assert "<script>window.hacked=1</script>" in words
    assert "**not bold** :smile:" in words
    assert '=HYPERLINK("https://evil.example","click")' in words
    assert page.get_by_role("heading", level=1).inner_text().startswith("Grimlock <img src=x")
    for view in ("Questions and evidence", "Documents"):
        page.get_by_role("tab", name=view).click()
        settle(page)
        _unharmed(page)


def test_a_line_of_ten_million_signs_is_shown_in_parts(page: Page, address: str) -> None:
    visit(page, address, f"report{VENDOR}")
    page.get_by_role("tab", name="Documents").click()
    settle(page)
    expect(page.get_by_label("Part of the text, 1 to 500")).to_be_visible(timeout=SLOW_MS)
    passage = page.locator("p.passage").filter(visible=True).first.inner_text()
    assert 19_000 < len(passage) < 21_000
    assert "**not bold** :smile:" in passage


@pytest.mark.parametrize("path", ["", f"review{VENDOR}", f"changes{VENDOR}", "moved"])
def test_other_pages_show_it_as_text(page: Page, address: str, path: str) -> None:
    visit(page, address, path)
    _unharmed(page)
