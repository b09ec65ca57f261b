"""axe-core finds no serious or critical violation on any page, at laptop and at phone width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.walking import PAGES, settle, visit

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}

# What Streamlit itself draws so and no page can mend, by axe's rule id: why it stays.
STREAMLITS_OWN: dict[str, str] = {}
VIEWS = {
    "report": (
        "Questions and evidence",
        "District and law",
        "What would change it",
        "Documents",
        "Downloads",
    ),
    "review": ("Add a missed clause", "Decision", "Audit trail"),
    "settings": ("Edit it", "Make a new one"),
}


def _grave(page: Page) -> list[str]:
    """Return what axe calls serious or critical on the page as it stands, with the elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical") and one["id"] not in STREAMLITS_OWN
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_no_grave_violation(page: Page, address: str, name: str) -> None:
    visit(page, address, PAGES[name])
    assert _grave(page) == []
    for view in VIEWS.get(name, ()):
        page.get_by_role("tab", name=view).click()
        settle(page)
        assert _grave(page) == [], view
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(300)
    assert _grave(page) == [], "at phone width"
