from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from analyzer.assess import combine
from analyzer.core.documents import (
    Document,
    DocumentKind,
    Page,
    ReadingStatus,
    Section,
    Segment,
    SegmentKind,
    Source,
    Span,
)
from analyzer.core.findings import Asserted, Match, Prediction, Qualifier, Scope, finding_key

TEXT = "Sharing\nStudents\nWe share with:\nadvertisers\nWe never sell data. We never sell data."


def span_of(words: str, start: int = 0) -> Span:
    at = TEXT.index(words, start)
    return Span(at, at + len(words))


DOCUMENT = Document(
    id="d1",
    source=Source(location="x"),
    snapshot_id=None,
    kind=DocumentKind.PRIVACY_POLICY,
    status=ReadingStatus.READ,
    text=TEXT,
    sections=(
        Section(heading=span_of("Sharing"), span=Span(0, len(TEXT)), level=1),
        Section(heading=span_of("Students"), span=Span(8, len(TEXT)), level=2, parent=0),
    ),
    pages=(Page(number=1, span=Span(0, 20)), Page(number=2, span=Span(20, len(TEXT)))),
)
LEAD, ITEM = span_of("We share with:"), span_of("advertisers")
FIRST = span_of("We never sell data.")
AGAIN = span_of("We never sell data.", FIRST.end)
SEGMENTS = (
    Segment(id=0, kind=SegmentKind.SENTENCE, span=LEAD, section=1),
    Segment(id=1, kind=SegmentKind.LIST_ITEM, span=ITEM, section=1, lead_in=(LEAD,)),
    Segment(id=2, kind=SegmentKind.SENTENCE, span=FIRST, section=1),
    Segment(id=3, kind=SegmentKind.SENTENCE, span=AGAIN, section=1, repeats=2),
)


def match(practice: str, span: Span, segment: int, **given) -> Match:
    given = {"pattern": "p1", "asserted": Asserted.AFFIRMS} | given
    return Match(practice_id=practice, span=span, segment_id=segment, **given)


def test_a_match_becomes_a_finding_with_its_place_and_context():
    (finding,) = combine(DOCUMENT, SEGMENTS, [match("sharing.advertisers", ITEM, 1, reasons=("a", "b"))])
    evidence = finding.evidence
    assert evidence.quote == "advertisers" == evidence.span.of(TEXT)
    assert evidence.section == ("Sharing", "Students")
    assert evidence.context == (LEAD,)
    assert evidence.page == 2
    assert evidence.detectors == ("rule:p1",)
    assert evidence.reasons == ("a", "b")
    assert finding.key == finding_key("sharing.advertisers", "advertisers")


def test_overlapping_matches_of_one_reading_become_one_finding():
    weak = match(
        "sale.no_sale_commitment", FIRST, 2, confidence=0.7, parameters=(("a", 1), ("b", 1)), pattern="p2"
    )
    strong = match(
        "sale.no_sale_commitment",
        Span(FIRST.start + 3, FIRST.end),
        2,
        confidence=0.95,
        parameters=(("b", 2),),
        qualifier=Qualifier.EXCEPTION,
        scope=Scope.STUDENT,
    )
    (finding,) = combine(DOCUMENT, SEGMENTS, [weak, strong])
    assert finding.evidence.quote == "never sell data."
    assert finding.confidence == 0.95
    assert (finding.scope, finding.qualifier) == (Scope.STUDENT, Qualifier.EXCEPTION)
    assert finding.parameters == (("a", 1), ("b", 2))
    assert finding.evidence.detectors == ("rule:p1", "rule:p2")


def test_the_two_readings_of_one_clause_stay_apart():
    matches = [match("sale.sells_student_data", FIRST, 2, asserted=a) for a in Asserted]
    assert {f.asserted for f in combine(DOCUMENT, SEGMENTS, matches)} == set(Asserted)


def test_what_is_said_again_is_told_once():
    matches = [match("sale.no_sale_commitment", FIRST, 2), match("sale.no_sale_commitment", AGAIN, 3)]
    (finding,) = combine(DOCUMENT, SEGMENTS, matches)
    assert finding.evidence.span == FIRST
    assert f"said again at character {AGAIN.start}" in finding.evidence.reasons


def test_the_same_words_about_pupils_and_about_others_are_two_findings():
    matches = [
        match("sale.no_sale_commitment", FIRST, 2, scope=Scope.CONSUMER),
        match("sale.no_sale_commitment", AGAIN, 3, scope=Scope.STUDENT),
    ]
    assert len(combine(DOCUMENT, SEGMENTS, matches)) == 2


def test_the_order_of_matches_does_not_matter():
    matches = [
        match("sale.no_sale_commitment", FIRST, 2),
        match("sale.no_sale_commitment", Span(FIRST.start + 3, FIRST.end), 2, pattern="p2"),
        match("sharing.advertisers", ITEM, 1),
    ]
    results = {combine(DOCUMENT, SEGMENTS, order) for order in itertools.permutations(matches)}
    assert len(results) == 1


def predicted(label: str, segment: int, probability: float, asserted=Asserted.AFFIRMS) -> Prediction:
    return Prediction(
        label=label, asserted=asserted, probability=probability, segment_id=segment, model_id="m1"
    )


@pytest.mark.parametrize(
    ("asserted", "confidence", "told"),
    [(Asserted.AFFIRMS, 0.98, "the model agrees (0.80)"), (Asserted.DENIES, 0.54, "reads it the other way")],
)
def test_the_model_agrees_or_disputes(asserted, confidence, told):
    said = predicted("sale.no_sale_commitment", 2, 0.8, asserted)
    (finding,) = combine(DOCUMENT, SEGMENTS, [match("sale.no_sale_commitment", FIRST, 2)], [said])
    assert finding.confidence == pytest.approx(confidence)
    assert any(told in reason for reason in finding.evidence.reasons)
    assert finding.evidence.detectors == ("model:m1", "rule:p1")


def test_what_the_model_sees_alone_quotes_the_segment():
    said = [predicted("sharing.advertisers", 1, 0.6), predicted("terms.arbitration", 1, 0.1)]
    (finding,) = combine(DOCUMENT, SEGMENTS, [], said)
    assert finding.evidence.quote == "advertisers"
    assert finding.confidence == 0.6
    assert finding.evidence.detectors == ("model:m1",)


def test_what_the_model_sees_alone_names_the_words_that_carry_it():
    said = replace(predicted("sharing.advertisers", 1, 0.6), words=(Span(ITEM.start, ITEM.start + 5),))
    (finding,) = combine(DOCUMENT, SEGMENTS, [], [said])
    assert finding.evidence.reasons == ("seen by the model alone (0.60), most by the words “adver”",)


def test_the_model_is_not_heard_on_repetitions():
    assert combine(DOCUMENT, SEGMENTS, [], [predicted("sale.no_sale_commitment", 3, 0.9)]) == ()
