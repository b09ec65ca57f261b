"""The measure of discovery counts what it says."""

import pytest

from analyzer.core.documents import DocumentKind as Kind
from analyzer.core.errors import UsageError
from analyzer.evaluate.discovery import GoldPage, describe, load_gold, measure_discovery, measure_page, scores

HTML = b"""<footer><a href="/privacy">Privacy Policy</a><a href="/terms">Terms</a>
<a href="/cookies">Cookie Policy</a><a href="/eu">EU Privacy Notice</a><a href="/legal">Legal</a></footer>"""
GOLD = GoldPage(
    page="home.html",
    url="https://vendor.example/",
    documents={
        Kind.PRIVACY_POLICY: ("https://vendor.example/privacy",),
        Kind.SECURITY_PAGE: ("https://vendor.example/terms", "https://vendor.example/safe"),
    },
    optional=("https://vendor.example/eu",),
)


def test_address_and_kind_must_both_be_right():
    result = measure_page(GOLD, HTML)
    assert [kind for kind, _ in result.right] == [Kind.PRIVACY_POLICY]
    assert [kind for kind, _ in result.wrong] == [Kind.COOKIE_NOTICE, Kind.TERMS]
    assert [kind for kind, _ in result.missed] == [Kind.SECURITY_PAGE, Kind.SECURITY_PAGE]
    total = scores([result])
    assert (total.precision, total.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert "missed  home.html: security_page vendor.example/safe" in describe([result])


def test_nothing_found_where_nothing_is_linked():
    total = scores([measure_page(GOLD.model_copy(update={"documents": {}}), b"")])
    assert (total.precision, total.recall, total.pages) == (1.0, 1.0, 1)


def test_gold_files(tmp_path):
    (tmp_path / "gold.yaml").write_text(
        "- page: home.html\n  url: https://vendor.example/\n  documents: {terms: [https://vendor.example/terms]}\n"
    )
    (tmp_path / "home.html").write_bytes(HTML)
    (result,) = measure_discovery(load_gold(tmp_path / "gold.yaml"), tmp_path)
    assert [kind for kind, _ in result.right] == [Kind.TERMS]
    with pytest.raises(UsageError, match=r"home\.html cannot be read"):
        measure_discovery(load_gold(tmp_path / "gold.yaml"), tmp_path / "elsewhere")
