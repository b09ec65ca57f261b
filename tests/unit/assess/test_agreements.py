from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from analyzer.assess import read_agreement, standings
from analyzer.assess.schedules import read_schedule
from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Snapshot, Source
from analyzer.extract import extract
from tests.samples.lexiloop.make_agreement import make_docx, make_pdf

MAKERS = {
    "docx": (make_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (make_pdf, "application/pdf"),
}


@pytest.fixture(scope="module", params=sorted(MAKERS))
def signed(request, tmp_path_factory) -> Document:
    """Return the worked example's agreement, read from a Word file and from a PDF."""
    make, media_type = MAKERS[request.param]
    path = tmp_path_factory.mktemp("agreement") / f"agreement.{request.param}"
    make(path)
    content = path.read_bytes()
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        media_type=media_type,
        content=content,
    )
    return extract(snapshot, document_id="d4")


def plain(text: str, kind: DocumentKind = DocumentKind.DATA_AGREEMENT, rank: int | None = None) -> Document:
    return Document(
        id="d1",
        source=Source(location="x", rank=rank),
        snapshot_id=None,
        kind=kind,
        status=ReadingStatus.READ,
        text=text,
    )


def test_a_signed_agreement_is_read_whole(signed, rulebook):
    agreement = read_agreement(signed, rulebook.elements)
    assert agreement.kind == "NDPA v2"
    assert agreement.parties == ("Pinemarsh Public Schools", "LexiLoop Inc.")
    assert agreement.signed_at == date(2026, 8, 5)
    assert agreement.expires_at == date(2029, 8, 3)
    assert agreement.disposition_days == 60
    assert agreement.breach_hours == 72
    assert agreement.general_offer
    assert agreement.subprocessors_bound
    assert agreement.exhibits == ("A", "B", "D", "E", "H")
    assert agreement.riders == ('EXHIBIT "H": ARTIFICIAL INTELLIGENCE RIDER',)


def test_its_schedule_names_the_ticked_elements_only(signed, rulebook):
    agreement = read_agreement(signed, rulebook.elements)
    ids = {m.element_id for m in agreement.scheduled}
    assert ids == {
        "network_usage",
        "device_ids",
        "usage_stats",
        "assessment",
        "enrollment",
        "student_id",
        "name",
        "student_work",
    }
    assert all(m.span.of(signed.text) == m.quote for m in agreement.scheduled)
    assert read_schedule(signed, rulebook.elements)[1] == ("Other: Favourite animal",)


def test_signed_by_both_it_stands_first_and_controls(signed):
    (place,) = standings([signed], [])
    assert (place.rank, place.controls, place.covers_product) == (1, True, True)


def test_unsigned_or_signed_by_one_it_stands_as_a_school_document():
    draft = "This DPA shall control in any conflict with the terms. Date: ________ Date: ________"
    (place,) = standings([plain(draft)], [])
    assert place.rank == 2
    (offered,) = standings([plain("By: /s/ A. Vendor\nDate: May 1, 2026\nBy: ____\nDate: ____")], [])
    assert offered.rank == 2
    (declared,) = standings([plain("A scan without signatures", rank=1)], [])
    assert declared.rank == 1


@pytest.mark.parametrize(
    ("text", "controls"),
    [
        ("This Addendum prevails over the Privacy Policy and any other terms.", True),
        (
            "In the event of a conflict between this Addendum and the Terms, this Addendum shall control.",
            True,
        ),
        ("If language in this DPA conflicts with the Terms, the wording in this DPA shall control.", True),
        ("Where our policy differs from this agreement, this agreement takes precedence.", True),
        ("If the two conflict, the Terms of Use control.", False),
        ("This Addendum does not prevail over the Terms.", False),
        ("The law of Ohio governs.", False),
    ],
)
def test_whether_a_school_document_controls_is_read_from_its_words(text, controls):
    (place,) = standings([plain(text, kind=DocumentKind.STUDENT_POLICY)], [])
    assert place.controls is controls


def test_a_policy_is_no_agreement(rulebook):
    assert (
        read_agreement(plain("We respect privacy.", DocumentKind.PRIVACY_POLICY), rulebook.elements) is None
    )


def test_what_the_text_does_not_give_stays_empty(rulebook):
    agreement = read_agreement(plain("Data Privacy Agreement\nThe parties agree."), rulebook.elements)
    assert (agreement.kind, agreement.signed_at, agreement.expires_at) == ("other", None, None)
    assert (agreement.disposition_days, agreement.breach_hours) == (None, None)
    assert (agreement.parties, agreement.scheduled, agreement.general_offer) == ((), (), False)


def test_business_days_are_counted_as_calendar_days(rulebook):
    text = "Data Processing Agreement\nWithin 20 business days of termination the Provider deletes all data."
    assert read_agreement(plain(text), rulebook.elements).disposition_days == 28


def test_marked_lines_are_read_where_the_table_was_lost(rulebook):
    text = (
        'EXHIBIT "B"\nSchedule of Data\nDate of birth X\nTest scores\n[X] Email address\nEXHIBIT "C"\nPhoto X'
    )
    mentions, _ = read_schedule(plain(text), rulebook.elements)
    assert {m.element_id for m in mentions} == {"dob_age", "email"}
