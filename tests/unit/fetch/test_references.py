"""Governing documents that a text names."""

import pytest

from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Source
from analyzer.fetch import not_obtained, referred_documents
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


def test_what_was_read_is_not_missing():
    policy = _document("See our Terms of Service and the Student Data Privacy Agreement.")
    terms = _document("Rules.", DocumentKind.TERMS, "Terms")
    blocked = _document("", DocumentKind.DATA_AGREEMENT, "DPA", ReadingStatus.BLOCKED)
    references = referred_documents(policy)
    assert [r.kind for r in references] == ["terms", "data_agreement"]
    assert not_obtained(references, [policy, terms, blocked]) == references[1:]
    assert not_obtained(references, [policy]) == references
