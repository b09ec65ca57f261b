"""The vendor of files that nobody named."""

from __future__ import annotations

import pytest

from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Source
from analyzer.pipeline.naming import name_in_title, name_of


def document(title: str | None, text: str = "") -> Document:
    return Document(
        id="d1",
        source=Source(location="privacy.html"),
        snapshot_id=None,
        kind=DocumentKind.PRIVACY_POLICY,
        status=ReadingStatus.READ,
        title=title,
        text=text,
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Privacy Policy | Fenlark Reader", "Fenlark Reader"),
        ("Fenlark - privacy", "Fenlark"),
        ("Fenlark Reader School Addendum", "Fenlark Reader"),
        ("Fenlark: Terms of Service", "Fenlark"),
        ("The Fenlark Privacy Notice", "Fenlark"),
        ("Privacy Policy", ""),
        ("STUDENT DATA PRIVACY AGREEMENT", ""),
        ("Introduction", ""),
        (None, ""),
    ],
)
def test_titles_name_the_vendor_beside_the_kind_of_document(title, name):
    assert (
        name_in_title(document(title, "Fenlark teaches. Fenlark reads. Fenlark ends. Introduction")) == name
    )


def test_a_title_that_the_text_does_not_know_names_nobody():
    assert name_in_title(document("Privacy Policy | Welcome", "Fenlark teaches.")) == ""


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("https://www.fenlark.example/privacy", "www.fenlark.example"),
        ("vendors/fenlark-reader/privacy.html", "fenlark reader"),
        ("downloads/fenlark_privacy.pdf", "fenlark privacy"),
    ],
)
def test_without_a_title_the_place_names_the_vendor(location, name):
    assert name_of([document(None)], [location]) == name


def test_the_name_that_most_documents_give_is_chosen():
    text = "Fenlark Fenlark Fenlark Home Home Home"
    titles = ["Home | Privacy Policy", "Terms | Fenlark", "Fenlark Privacy Policy"]
    assert name_of([document(title, text) for title in titles], ["a/b.html"]) == "Fenlark"
