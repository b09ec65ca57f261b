"""The three jobs in a real browser: vet to a signed decision, re-score and find what worsened, export."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import SLOW_MS, go, name_me, press, settle, type_in, upload, visit
from tests.browser.words import BAD

pytestmark = pytest.mark.browser


def test_report_has_an_address_of_its_own_and_shows_quotes_in_their_text(page: Page, address: str) -> None:
    visit(page, address, "report?vendor=scholvanti")
    expect(page.get_by_role("heading", name="Scholvanti Match", level=1)).to_be_visible()
    expect(page.locator(".verdict")).to_contain_text("High concern")
    expect(page.locator("blockquote.quote").first).to_be_visible()
    page.get_by_role("tab", name="Questions and evidence").click()
    settle(page)
    page.get_by_text("Q01 Is student data sold").click()
    mark = page.locator("mark").filter(visible=True).first
    expect(mark).to_be_visible(timeout=SLOW_MS)
    assert mark.inner_text().strip()


def test_from_upload_to_signed_decision_to_export(page: Page, address: str, tmp_path: Path) -> None:
    policy = tmp_path / "tinker <b>loom.html"
    policy.write_text(BAD.replace("Quillbarrow", "Tinkerloom"), encoding="utf-8")
    visit(page, address, "vet")
    name_me(page)
    type_in(page, "Product or vendor", "Tinker <b>loom</b> *one*")
    upload(page, policy, "uploaded: tinker <b>loom.html")
    page.get_by_role("button", name="Read and score").click()
    page.get_by_role("button", name="Review its findings and decide").click(timeout=SLOW_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tinker <b>loom</b> *one*", timeout=SLOW_MS)
    settle(page)
    # One key confirms, one takes it back.
    for key, button, confirmed in (("y", "Confirm", 1), ("u", "Undo", 0), ("y", "Confirm", 1)):
        press(page, key, button)
        told = re.compile(rf"^{confirmed} of \d+ decisive findings confirmed")
        expect(page.get_by_text(told)).to_be_visible(timeout=SLOW_MS)
        settle(page)
    page.get_by_role("tab", name="Decision").click()
    settle(page)
    page.get_by_label(re.compile("^Second approver")).fill("Bo Keeper")
    page.get_by_role("button", name="Sign the decision").click()
    expect(page.get_by_text("In force: Approved by Ann Teller and Bo Keeper")).to_be_visible(timeout=SLOW_MS)
    go(page, "Vendor report")
    page.get_by_role("tab", name="Downloads").click()
    settle(page)
    with page.expect_download(timeout=SLOW_MS) as got:
        page.get_by_role("button", name="PDF, to sign and file").click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF-")
    assert got.value.suggested_filename == "tinker-b-loom-b-one.pdf"


def test_rescored_list_shows_what_worsened(page: Page, address: str, place: Path) -> None:
    visit(page, address)
    name_me(page)
    type_in(page, "Search by name or group", "quillbarrow")
    page.get_by_text("For all 1 shown").click(timeout=SLOW_MS)
    again = page.get_by_role("button", name="Score 1 again")
    expect(again).to_be_visible(timeout=SLOW_MS)
    settle(page)
    again.click()
    expect(page.get_by_role("heading", name="New", exact=True)).to_be_visible(timeout=SLOW_MS)
    settle(page)
    (place / "policy.html").write_text(BAD, encoding="utf-8")
    again.click()
    expect(page.get_by_role("heading", name="Worsened")).to_be_visible(timeout=SLOW_MS)
    expect(
        page.get_by_role("cell", name=re.compile("High concern|Needs answers|Do not")).first
    ).to_be_visible()
    visit(page, address, "changes?vendor=quillbarrow")
    expect(page.get_by_text("the vendor published other words").first).to_be_visible(timeout=SLOW_MS)


def test_list_is_exported(page: Page, address: str) -> None:
    visit(page, address)
    page.get_by_text(re.compile(r"For all \d+ shown")).click()
    settle(page)
    with page.expect_download(timeout=SLOW_MS) as got:
        page.get_by_role("button", name="Download as CSV", exact=True).click()
    assert "Scholvanti Match" in Path(got.value.path()).read_text(encoding="utf-8-sig")
    with page.expect_download(timeout=SLOW_MS) as got:
        page.get_by_role("button", name="Download as Excel").click()
    assert Path(got.value.path()).read_bytes().startswith(b"PK")


def test_what_is_typed_survives_other_pages(page: Page, address: str) -> None:
    visit(page, address, "vet")
    name_me(page)
    type_in(page, "Product or vendor", "Typed with care")
    go(page, "Search all clauses")
    type_in(page, "Words", "biometric")
    go(page, "Approved list")
    go(page, "Vet a product")
    expect(page.get_by_role("textbox", name="Product or vendor")).to_have_value("Typed with care")
    expect(page.get_by_label("Your name", exact=True)).to_have_value("Ann Teller")
    go(page, "Search all clauses")
    expect(page.get_by_role("textbox", name="Words")).to_have_value("biometric")
