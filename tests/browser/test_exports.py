"""Exported pages in a browser: axe-core finds nothing grave, nothing runs, nothing is wider than a phone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from analyzer.core.reports import Report
from analyzer.render import FamilyEntry, family_site, render, write_site
from tests.unit.render.make_report import (
    HOSTILE,
    NAMES,
    make_large_report,
    make_record,
    make_report,
    make_rulebook,
    make_unscored_report,
)

pytestmark = pytest.mark.browser
WIDTHS = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})
REPORTS = {
    "full": make_report(),
    "four hundred findings": make_large_report(),
    "none": make_unscored_report(),
    "hostile name": make_report(f"{HOSTILE} {NAMES['tags']}"),
    "long name": make_report(NAMES["long"]),
}
GRAVE = ("serious", "critical", "moderate")


def _faults(page: Page, file: Path) -> list[str]:
    found = []
    for size in WIDTHS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        violations = Axe().run(page).response["violations"]
        found += [
            f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations if one["impact"] in GRAVE
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"wider than {size['width']}")
    return found


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_report_is_sound_at_both_widths(page: Page, tmp_path: Path, report: Report) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = tmp_path / "report.html"
    file.write_bytes(render(report, make_rulebook(), "html", make_record()))
    assert _faults(page, file) == []
    assert dialogs == []
    assert {url for url in asked if not url.startswith("file:")} == set()


def test_the_families_site_is_sound_at_both_widths(page: Page, tmp_path: Path) -> None:
    named = make_report(f"{HOSTILE} {NAMES['tags']}")
    other = replace(make_unscored_report(), vendor=replace(named.vendor, id="other", name=NAMES["long"]))
    entries = (FamilyEntry(report=named, approved_until=date(2027, 6, 30)), FamilyEntry(report=other))
    pages = family_site(entries, make_rulebook(), district="Otter Brook", contact="Ann Lee")
    write_site(pages, tmp_path)
    faults = {name: found for name in pages if (found := _faults(page, tmp_path / name))}
    assert faults == {}
