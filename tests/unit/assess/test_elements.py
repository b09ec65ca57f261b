from __future__ import annotations

import pytest

from analyzer.assess.elements import elements_used, exposure_of, read_elements
from analyzer.core.documents import (
    Document,
    DocumentKind,
    ReadingStatus,
    Section,
    Segment,
    SegmentKind,
    Source,
    Span,
)
from analyzer.core.profile import Request, SignIn
from tests.unit.assess.evidence import finding


def text_of(*pieces: tuple[SegmentKind, str], heading: str = "Notice") -> tuple[Document, list[Segment]]:
    """Lay out a heading and segments; list items are led in by the sentence before them."""
    text, segments, lead = heading, [], None
    for number, (kind, words) in enumerate(pieces):
        span = Span(len(text) + 1, len(text) + 1 + len(words))
        text = f"{text}\n{words}"
        led = (lead,) if kind is SegmentKind.LIST_ITEM and lead else ()
        segments.append(Segment(id=number, kind=kind, span=span, section=0, lead_in=led))
        lead = span if kind is SegmentKind.SENTENCE else lead
    section = Section(heading=Span(0, len(heading)), span=Span(0, len(text)), level=1)
    document = Document(
        id="d1",
        source=Source(location="x"),
        snapshot_id=None,
        kind=DocumentKind.PRIVACY_POLICY,
        status=ReadingStatus.READ,
        text=text,
        sections=(section,),
    )
    return document, segments


SENTENCE, ITEM = SegmentKind.SENTENCE, SegmentKind.LIST_ITEM


def found(rulebook, document, segments) -> dict[str, str]:
    mentions = read_elements(document, segments, rulebook.elements)
    assert all(m.span.of(document.text) == m.quote for m in mentions)
    return {m.element_id: m.quote for m in mentions}


def test_elements_of_a_sentence_and_a_list(rulebook):
    document, segments = text_of(
        (SENTENCE, "When a school signs up, we collect a pupil's full name and grade level."),
        (SENTENCE, "We also collect the following:"),
        (ITEM, "quiz results"),
        (ITEM, "IP addresses"),
    )
    assert found(rulebook, document, segments) == {
        "name": "full name",
        "enrollment": "grade level",
        "assessment": "quiz results",
        "network_usage": "IP addresses",
    }


def test_a_list_of_what_is_not_collected_names_nothing(rulebook):
    document, segments = text_of(
        (SENTENCE, "We do not collect any of these:"),
        (ITEM, "precise location"),
        (ITEM, "health information"),
    )
    assert found(rulebook, document, segments) == {}


def test_what_nobody_collects_names_nothing(rulebook):
    document, segments = text_of((SENTENCE, "Keep your password and your date of birth to yourself."))
    assert found(rulebook, document, segments) == {}


def test_the_heading_may_say_that_it_is_collected(rulebook):
    document, segments = text_of((ITEM, "Date of birth"), heading="Information we collect")
    assert found(rulebook, document, segments) == {"dob_age": "Date of birth"}


@pytest.mark.parametrize(
    ("elements", "sign_in", "exposure"),
    [
        ((), SignIn.NONE, 0),
        ((), None, None),
        ((), SignIn.NICKNAME, 1),
        ((), SignIn.ROSTERING, 2),
        (("name",), SignIn.SSO, 2),
        (("name",), SignIn.PASSWORD, 1),
        (("name", "grades"), SignIn.NONE, 2),
        (("iep_504",), None, 3),
    ],
)
def test_exposure_is_the_highest_of_what_is_known(rulebook, elements, sign_in, exposure):
    request = Request(product="P", elements=elements, sign_in=sign_in)
    assert exposure_of(elements_used(rulebook.elements, [], (), (), request), request) == exposure


def test_findings_tell_of_elements_unless_denied_or_about_others(rulebook):
    def used(**given):
        stated = finding("collection.sensitive_categories", data_elements=("biometric",), **given)
        return [u.element_id for u in elements_used(rulebook.elements, [stated], ())]

    assert used() == ["biometric"]
    assert used(asserted="denies") == []
    assert used(scope="other_users") == []


def test_what_a_machine_read_gives_way_to_what_a_person_vouches_for(rulebook):
    sensitive = finding("collection.sensitive_categories", data_elements=("password",))
    confirmed = finding("collection.sensitive_categories", data_elements=("password",), confirmed=True)
    request = Request(product="P", elements=("name",), sign_in=SignIn.NICKNAME)

    def exposure(found, asked):
        return exposure_of(elements_used(rulebook.elements, [found], (), (), asked), asked)

    assert exposure(sensitive, None) == 3
    assert exposure(sensitive, request) == 1
    assert exposure(confirmed, request) == 3
