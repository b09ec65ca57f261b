"""Governing documents that a text names."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Snapshot, Source
from analyzer.fetch import references_of, referred_documents
from analyzer.fetch.links import Candidate


def _document(text: str, kind=DocumentKind.PRIVACY_POLICY, title="Privacy Policy", status=ReadingStatus.READ):
    source = Source(location=f"https://vendor.example/{kind}")
    return Document(
        id="d1", source=source, snapshot_id=None, kind=kind, status=status, text=text, title=title
    )


@pytest.mark.parametrize(
    ("sentence", "title", "kind"),
    [
        (
            "Pupils' data is governed by the Student Data Privacy Addendum.",
            "Student Data Privacy Addendum",
            "data_agreement",
        ),
        ("See our Student Privacy Notice for details.", "Student Privacy Notice", "student_policy"),
        ("Use is subject to our terms of service.", "terms of service", "terms"),
        ("The Terms of Use apply.", "Terms of Use", "terms"),
        ("You must follow our Acceptable Use Policy", "Acceptable Use Policy", "acceptable_use"),
        ("A Data Processing Agreement is available.", "Data Processing Agreement", "data_agreement"),
        ("We publish our list of subprocessors online.", "list of subprocessors", "subprocessor_list"),
        ("our AI Principles and our AI Use Policy explain", "AI Use Policy", "ai_notice"),
    ],
)
def test_references_are_found_where_they_stand(sentence, title, kind):
    document = _document(f"Before. {sentence} After.")
    (reference,) = referred_documents(document)
    assert (reference.title, reference.kind) == (title, kind)
    assert [span.of(document.text) for span in reference.spans] == [title]


@pytest.mark.parametrize(
    "sentence",
    [
        "This Privacy Policy tells what we do.",
        "Our privacy policy tells what we do.",
        "Adwhirl's Terms of Service bind Adwhirl.",
        "We keep our policy short.",
        "Our refund policy is separate.",
        "The school signs an agreement.",
        "Our Cookie Policy tells of cookies.",
    ],
)
def test_the_text_itself_and_documents_that_do_not_govern_are_left_out(sentence):
    assert referred_documents(_document(sentence)) == ()


def test_a_second_mention_is_the_same_reference():
    text = "See our Terms of Service. Again: the Terms of Service."
    (reference,) = referred_documents(_document(text))
    assert len(reference.spans) == 2


def test_links_give_addresses():
    link = Candidate(
        kind=DocumentKind.TERMS, url="https://vendor.example/t", score=0.9, reason="x", title="Terms of Use"
    )
    (reference,) = referred_documents(_document("See our Terms of Service."), [link])
    assert reference.url == "https://vendor.example/t"


@pytest.mark.parametrize(
    ("sentence", "governs"),
    [
        ("We act under our Student Privacy Notice.", True),
        ("Buyers accept our Terms of Service.", True),
        ("We publish our list of subprocessors online.", False),
        ("A Data Processing Agreement is available.", False),
        ("Every order is subject to our Data Processing Addendum.", False),
        ("Every order is subject to our Data Processing Addendum (https://vendor.example/dpa).", True),
        ("A Data Processing Agreement lies at https://vendor.example/dpa.", False),
        ("All pupils must follow our Acceptable Use Policy.", True),
        ("Write to us for a copy of our Acceptable Use Policy.", False),
        ("The Service Agreement with the district applies to all of it.", False),
    ],
)
def test_only_what_rules_the_product_and_can_be_had_governs(sentence, governs):
    (reference,) = referred_documents(_document(sentence))
    assert reference.governs is governs


@pytest.mark.parametrize(
    "sentence",
    [
        "Videos fall under the YouTube Terms of Service.",
        "The School's Privacy Notice rules what the school does.",
        "Complaints go to the Student Privacy Policy Office.",
    ],
)
def test_documents_of_others_are_left_out(sentence):
    assert referred_documents(_document(sentence)) == ()


def test_a_large_company_refers_to_its_own_documents():
    document = _document("See the YouTube Terms of Service.", title="Privacy Policy | YouTube for Schools")
    assert [r.title for r in referred_documents(document)] == ["YouTube Terms of Service"]


def test_an_address_written_out_after_a_title_is_kept():
    text = "They accept our Terms of Use (https://vendor.example/terms/). More follows."
    (reference,) = referred_documents(_document(text))
    assert reference.url == "https://vendor.example/terms/"


def test_the_links_of_a_page_are_read_with_its_text():
    content = b'<p>See our <a href="/students">Student Privacy Notice</a>.</p>'
    snapshot = Snapshot(
        id="a" * 64,
        source=Source(location="https://vendor.example/privacy"),
        final_url="https://vendor.example/privacy",
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        media_type="text/html",
        content=content,
    )
    document = replace(_document("See our Student Privacy Notice."), media_type="text/html")
    assert [r.url for r in references_of(document, snapshot)] == ["https://vendor.example/students"]
    assert [r.url for r in references_of(replace(document, media_type="text/markdown"), snapshot)] == [None]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("You accept our Terms of Use and Privacy Policy.", ["Terms of Use", "Privacy Policy"]),
        ("They accept the Terms of Service, Privacy Notice and Terms of Sale.", None),
        ("See our Terms and Conditions of Use.", ["Terms and Conditions of Use"]),
    ],
)
def test_titles_in_a_row_are_several_documents(text, titles):
    wanted = titles or ["Terms of Service", "Privacy Notice", "Terms of Sale"]
    found = referred_documents(_document(text, DocumentKind.OTHER, "Help"))
    assert [r.title for r in found] == wanted


def test_a_childrens_privacy_policy_means_itself():
    text = "We may change our privacy policy. See the Reedloop Privacy Policy for adults."
    kids = _document(text, DocumentKind.STUDENT_POLICY, "Privacy policy for children")
    assert [r.title for r in referred_documents(kids)] == ["Reedloop Privacy Policy"]
    addendum = _document(text, DocumentKind.STUDENT_POLICY, "School Addendum")
    assert [r.title for r in referred_documents(addendum)] == ["privacy policy", "Reedloop Privacy Policy"]
    link = Candidate(kind=DocumentKind.PRIVACY_POLICY, url="https://r.example/p", score=0.9, reason="x")
    assert next(r.title for r in referred_documents(kids, [link])) == "privacy policy"
