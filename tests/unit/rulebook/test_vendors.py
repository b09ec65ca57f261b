"""Vendor files, and finding a vendor by name."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from analyzer.core.documents import DocumentKind, Source, Vendor
from analyzer.core.errors import RuleError, UsageError
from analyzer.rulebook.vendors import find_vendor, load_vendors

REGISTRY = Path(__file__).resolve().parents[3] / "data" / "vendors"

GOOD = """\
name: Pogglequiz!
homepage: https://pogglequiz.example/
groups: [quiz]
sources:
- kind: privacy_policy
  location: https://pogglequiz.example/privacy
  rank: 3
"""


def test_a_file_becomes_a_vendor(tmp_path):
    (tmp_path / "pogglequiz.yaml").write_text(GOOD)
    assert load_vendors(tmp_path) == (
        Vendor(
            id="pogglequiz",
            name="Pogglequiz!",
            homepage="https://pogglequiz.example/",
            groups=("quiz",),
            sources=(
                Source(
                    kind=DocumentKind.PRIVACY_POLICY, location="https://pogglequiz.example/privacy", rank=3
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("groups: [quiz]", "grups: [quiz]"), 3, "unknown key"),
        (("privacy_policy", "privcy_policy"), 5, "privcy_policy"),
        (("https://pogglequiz.example/privacy", "javascript:alert(1)"), 6, "web address"),
        (("https://pogglequiz.example/\n", "pogglequiz.example\n"), 2, "web address"),
        (("rank: 3", "rank: 9"), 7, "less than or equal to 6"),
        (("name: Pogglequiz!", "name: ''"), 1, "at least 1 character"),
    ],
)
def test_mistakes_are_named_with_file_and_line(tmp_path, change, line, words):
    (tmp_path / "pogglequiz.yaml").write_text(GOOD.replace(*change))
    with pytest.raises(RuleError) as caught:
        load_vendors(tmp_path)
    assert f"pogglequiz.yaml:{line}:" in str(caught.value)
    assert words in str(caught.value)


def test_all_mistakes_are_shown_at_once(tmp_path):
    (tmp_path / "a.yaml").write_text("nam: x\n")
    (tmp_path / "b.yaml").write_text("name: x\nsources: 3\n")
    with pytest.raises(RuleError) as caught:
        load_vendors(tmp_path)
    assert "a.yaml:1: nam" in str(caught.value)
    assert "b.yaml:2: sources" in str(caught.value)


def test_two_files_may_not_declare_one_name(tmp_path):
    for stem in ("one", "two"):
        (tmp_path / f"{stem}.yaml").write_text("name: Fern Quill\n")
    with pytest.raises(RuleError, match=r"two\.yaml:1: name: 'Fern Quill' is declared in one\.yaml too"):
        load_vendors(tmp_path)


def test_file_names_are_ids(tmp_path):
    (tmp_path / "Fern Quill.yaml").write_text("name: Fern Quill\n")
    with pytest.raises(RuleError, match="lower-case"):
        load_vendors(tmp_path)


def test_no_folder(tmp_path):
    with pytest.raises(RuleError, match="no such folder"):
        load_vendors(tmp_path / "absent")


VENDORS = tuple(
    Vendor(id=i, name=n)
    for i, n in [
        ("pogglequiz", "Pogglequiz!"),
        ("tallywren-math", "Tallywren Math"),
        ("tallywren-reading", "Tallywren Reading"),
        ("fernquill", "Fernquill (Gradewell)"),
        ("nib", "Nib.io"),
    ]
)


@pytest.mark.parametrize(
    ("name", "vendor_id"),
    [
        ("pogglequiz", "pogglequiz"),
        ("POGGLE quiz", "pogglequiz"),
        ("tallywren math", "tallywren-math"),
        ("tallywren-reading", "tallywren-reading"),
        ("Fernquill", "fernquill"),
        ("fernquill gradewell", "fernquill"),
        ("nib.io", "nib"),
    ],
)
def test_vendors_are_found_by_name(name, vendor_id):
    assert find_vendor(VENDORS, name).id == vendor_id


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("pogglquiz", ["Pogglequiz! (pogglequiz)"]),
        ("tallywren", ["tallywren-math", "tallywren-reading"]),
        ("zzzzzz", ["Give its web address"]),
        ("", ["Give its web address"]),
    ],
)
def test_others_are_suggested_never_guessed(name, suggested):
    with pytest.raises(UsageError) as caught:
        find_vendor(VENDORS, name)
    assert all(words in str(caught.value) for words in suggested)


def test_the_starter_registry():
    vendors = load_vendors(REGISTRY)
    assert len(vendors) >= 150
    assert find_vendor(vendors, "kahoot").name == "Kahoot!"
    assert find_vendor(vendors, "khan academy").id == "khan-academy"
    for vendor in vendors:
        assert vendor.homepage, vendor.id
        assert vendor.sources, vendor.id
        locations = [source.location for source in vendor.sources]
        assert len(locations) == len(set(locations)), vendor.id
        assert all(source.kind for source in vendor.sources), vendor.id
        assert all(urlsplit(place).scheme == "https" for place in locations), vendor.id
