"""What a person brings becomes documents, and nothing of this server does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzer.core.documents import DocumentKind, Vendor
from analyzer.core.errors import UsageError
from analyzer.core.media import HTML, PLAIN
from analyzer.dashboard.listing import import_table, read_table
from analyzer.dashboard.obtaining import from_address, from_bytes, from_text, known_vendor, merged, new_id
from analyzer.dashboard.pages.importing import rejects_csv

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_upload_keeps_name_bytes_and_type() -> None:
    page = b"<!doctype html><html><body><p>We never sell data.</p></body></html>"
    brought = from_bytes("our policy.html", page, DocumentKind.PRIVACY_POLICY, AT)
    assert brought.snapshot is not None
    assert brought.snapshot.content == page
    assert brought.snapshot.media_type == HTML
    assert brought.source.location == "uploaded: our policy.html"
    assert brought.snapshot.source.kind is DocumentKind.PRIVACY_POLICY


def test_pasted_text_is_plain_text_and_an_empty_one_is_refused() -> None:
    brought = from_text("", "We delete data after 30 days.", None, AT)
    assert brought.snapshot is not None
    assert brought.snapshot.media_type == PLAIN
    with pytest.raises(UsageError, match="empty"):
        from_bytes("a.txt", b" \n", None, AT)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "not a place", "ftp://a.example/x", "https://"])
def test_only_web_addresses_are_taken(address: str) -> None:
    with pytest.raises(UsageError, match="web address"):
        from_address(address, None)


def test_address_without_scheme_is_taken_as_https() -> None:
    assert from_address("a.example/privacy", None).source.location == "https://a.example/privacy"


def test_vendor_is_known_by_name_in_the_first_list_that_has_it() -> None:
    ours, theirs = (
        Vendor(id="abc", name="Abc Tutor"),
        Vendor(id="abc", name="Abc Tutor", homepage="https://x.example"),
    )
    assert known_vendor("abc tutor", (ours,), (theirs,)) is ours
    assert known_vendor("abc tutor", (), (theirs,)) is theirs
    assert known_vendor("quite another", (ours,), (theirs,)) is None


def test_new_ids_are_plain_and_free() -> None:
    assert new_id("Zählwerk & Co!", ()) == "z-hlwerk-co"
    assert new_id("Abc", ("abc", "abc-2")) == "abc-3"
    assert new_id("№", ()) == "vendor"


def test_later_version_of_a_document_takes_the_place_of_the_first() -> None:
    one, two = (from_text("policy", text, None, AT) for text in ("old", "new"))
    assert merged((one, two)) == (two,)


def test_uploaded_list_may_not_name_files_of_this_server(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>secret</p>", encoding="utf-8")
    rows = f"name,documents\nSly,{secret}\nFair,https://fair.example/privacy\n,\nNone given,\n"
    table = read_table("list.csv", rows.encode())
    result = import_table(table, table.guess, ())
    assert [vendor.name for vendor in result.vendors] == ["Fair"]
    reasons = " ".join(rejected.reason for rejected in result.rejected)
    assert "web addresses only" in reasons
    told = rejects_csv(result).decode("utf-8-sig")
    assert "Sly" in told
    assert "None given" in told
