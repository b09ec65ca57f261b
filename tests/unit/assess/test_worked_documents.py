"""The worked example of the rubric over the invented vendor's real files, from bytes to tier.

What a matcher would see is given by hand (practice, words, reading); all else is read: kinds,
standings, spans, sections, the agreement.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from analyzer.assess import assess, combine, read_agreement, standings
from analyzer.core.documents import Document, DocumentKind, Snapshot, Source, Span
from analyzer.core.findings import Asserted, Finding, FindingStatus, Match, Qualifier, Scope, as_parameters
from analyzer.core.reports import Assessment, TierId
from analyzer.extract import extract
from analyzer.segment import segment

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "data" / "samples" / "lexiloop"
FILES = {
    "d1": (VENDOR / "privacy.html", "text/html"),
    "d2": (VENDOR / "terms.html", "text/html"),
    "d3": (
        VENDOR / "addendum.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "d4": (ROOT / "tests" / "samples" / "lexiloop" / "agreement.pdf", "application/pdf"),
}
SURE = FindingStatus.CONFIRMED
# (practice, the words as the file has them, confidence, status, what else is read there)
SEEN = {
    "d1": (
        (
            "sale.qualified_or_opt_out",
            "We do not sell information about you in the traditional",
            0.93,
            SURE,
            {},
        ),
        ("ads.targeted", "show you ads that are chosen", 0.88, SURE, {"scope": "consumer"}),
        ("tracking.third_party", "over time and across other sites", 0.81, None, {}),
        ("ads.marketing_to_students", "We may email you about offers", 0.55, None, {}),
        ("use.broad_secondary", "serve our other business purposes", 0.77, None, {}),
        ("sharing.unrestricted_third_parties", "may be shared with our business partners", 0.84, None, {}),
        ("sharing.affiliates", "our other affiliates may receive it", 0.9, None, {}),
        ("transfer.merger", "may be transferred to the other party", 0.92, SURE, {}),
        ("deid.reuse", "use it and pass it on for any purpose", 0.9, None, {}),
        ("ai.third_party_model", "a large language model that belongs to another company", 0.86, None, {}),
        ("retention.vague", "for as long as is necessary", 0.95, SURE, {}),
        (
            "retention.deletion_on_request",
            "Residents of California may ask us to delete",
            0.9,
            None,
            {"qualifier": "geography"},
        ),
        (
            "security.program",
            "reasonable administrative and technical measures",
            0.9,
            None,
            {"generic": True},
        ),
        ("breach.weak_or_none", "notify you as required by law", 0.91, SURE, {}),
        ("consent.minimum_age", "not directed to children under 13", 0.97, SURE, {"min_age": 13}),
    ),
    "d2": (
        ("terms.unilateral_change", "We may change these Terms at any time", 0.94, SURE, {}),
        ("terms.arbitration", "settled by binding individual arbitration", 0.97, None, {}),
        ("terms.liability_limit", "its total liability will not exceed", 0.97, None, {}),
        ("terms.contract_by_using", "using LexiLoop Reader you accept these Terms", 0.95, None, {}),
        ("ownership.content_license", "You let us have a worldwide license", 0.8, None, {}),
        ("ai.training_on_student_data", "to improve our models and word lists", 0.42, None, {}),
    ),
    "d3": (
        ("sale.no_sale_commitment", "LexiLoop never sells Student Data", 0.98, SURE, {}),
        ("ads.no_targeted", "School accounts contain no advertising", 0.97, SURE, {"also_answers": ("Q03",)}),
        ("tracking.none_in_student_product", "advertising kits are switched off", 0.9, SURE, {}),
        ("use.school_purpose_only", "solely to provide LexiLoop Reader", 0.95, SURE, {}),
        ("sharing.service_providers_only", "only to Subprocessors that need it", 0.93, SURE, {}),
        ("sharing.subprocessor_flowdown", "no less strict than those", 0.9, SURE, {}),
        ("transfer.merger_same_protections", "its successor must honor this Addendum", 0.92, SURE, {}),
        ("consent.school_official", "is a school official", 0.96, SURE, {}),
        ("consent.school_authorized_coppa", "consent on behalf of parents", 0.9, SURE, {}),
        ("retention.return_or_destroy_at_end", "returns a copy of Student Data", 0.96, SURE, {}),
        (
            "retention.fixed_period",
            "within 60 days after the School's subscription ends",
            0.96,
            SURE,
            {"retention_period_days": 60, "retention_anchor": "contract_end"},
        ),
        ("retention.deletion_on_request", "30 days of the School's written request", 0.96, SURE, {}),
        ("ownership.school_owns", "Student Data belongs to the School", 0.97, SURE, {}),
        (
            "security.encryption",
            "encrypted in transit and at rest",
            0.95,
            SURE,
            {"in_transit": True, "at_rest": True},
        ),
        ("scope.student_terms_control", "This Addendum prevails", 0.97, SURE, {"controls": True}),
    ),
    "d4": (
        ("breach.notification_period", "seventy-two (72) hours", 1.0, SURE, {"breach_notice_hours": 72}),
        (
            "terms.change_notice",
            "without the written consent of the LEA",
            1.0,
            SURE,
            {"consent_required": True},
        ),
        ("ai.no_training", "never used to train", 1.0, SURE, {}),
        ("use.commercial_profiling", "does not build profiles", 1.0, SURE, {"asserted": "denies"}),
        ("deid.no_reidentification", "will not attempt to re-identify", 1.0, SURE, {}),
        ("rights.access_correction", "within ten (10) days", 1.0, SURE, {}),
        ("security.independent_audit", "SOC 2 Type II", 1.0, SURE, {}),
        ("sharing.legal_process", "notifies the LEA before it discloses", 1.0, SURE, {"prior_notice": True}),
        ("transfer.international", "outside the United States", 1.0, SURE, {"asserted": "denies"}),
        ("scope.narrow_data_definition", "metadata of a pupil's use", 1.0, SURE, {"asserted": "denies"}),
        ("collection.minimization", "that the service", 1.0, SURE, {}),
    ),
}


@cache
def read(document_id: str) -> Document:
    path, media_type = FILES[document_id]
    content = path.read_bytes()
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        media_type=media_type,
        content=content,
    )
    return extract(snapshot, document_id=document_id)


def span_in(text: str, words: str) -> Span:
    """Return where `words` stand, whatever white space and apostrophes the file has."""
    folded = "".join(" " if c.isspace() else "'" if c == "’" else c for c in text)
    at = folded.index(words)
    return Span(at, at + len(words))


def findings_in(document_id: str) -> tuple[Finding, ...]:
    document = read(document_id)
    segments = segment(document)
    found: list[Finding] = []
    for practice, words, confidence, status, more in SEEN[document_id]:
        span = span_in(document.text, words)
        known = ("scope", "qualifier", "asserted")
        match = Match(
            practice_id=practice,
            pattern="by-hand",
            segment_id=next(s.id for s in segments if s.span.covers(Span(span.start, span.start + 1))),
            span=span,
            asserted=Asserted(more.get("asserted", "affirms")),
            scope=Scope(more.get("scope", "any")),
            qualifier=Qualifier(more.get("qualifier", "none")),
            parameters=as_parameters((k, v) for k, v in more.items() if k not in known),
            confidence=confidence,
        )
        (finding,) = combine(document, segments, [match])
        found.append(finding if status is None else _confirmed(finding))
    return tuple(found)


def _confirmed(finding: Finding) -> Finding:
    return replace(finding, status=SURE)


def judged(rulebook, profile, ids: tuple[str, ...]) -> Assessment:
    documents = [read(i) for i in ids]
    findings = tuple(f for i in ids for f in findings_in(i))
    return assess(findings, documents, standings(documents, findings), rulebook, profile)


@pytest.mark.parametrize(
    ("ids", "numbers", "tier"),
    [
        (("d1", "d2"), (26.6, 24.0, 30.6), TierId.HIGH_CONCERN),
        (("d1", "d2", "d3"), (72.5, 69.8, 72.5), TierId.WITH_DPA),
        (("d1", "d2", "d3", "d4"), (92.3, 92.2, 92.3), TierId.READY),
    ],
    ids=["published", "with-addendum", "with-agreement"],
)
def test_the_files_give_the_numbers_of_the_worked_example(rulebook, profile, ids, numbers, tier):
    assessment = judged(rulebook, profile, ids)
    assert (assessment.score, assessment.low, assessment.high) == pytest.approx(numbers, abs=0.05)
    assert assessment.tier.id is tier


def test_kinds_and_standings_are_read_from_the_files():
    documents = [read(i) for i in FILES]
    places = standings(documents, [])
    assert [d.kind for d in documents] == [
        DocumentKind.PRIVACY_POLICY,
        DocumentKind.TERMS,
        DocumentKind.STUDENT_POLICY,
        DocumentKind.DATA_AGREEMENT,
    ]
    assert [p.rank for p in places] == [3, 4, 2, 1]
    assert [p.controls for p in places] == [False, False, True, True]
    assert all(p.covers_product for p in places)


def test_the_agreement_of_the_files_is_in_force(rulebook):
    agreement = read_agreement(read("d4"), rulebook.elements)
    assert agreement.parties == ("Pinemarsh Public Schools", "LexiLoop Inc.")
    assert agreement.breach_hours == 72


def test_every_number_leads_back_to_words_in_a_file(rulebook, profile):
    findings = {f.key: f for i in FILES for f in findings_in(i)}
    assessment = judged(rulebook, profile, tuple(FILES))
    for question in assessment.questions:
        for key in question.decided_by:
            evidence = findings[key].evidence
            assert evidence.span.of(read(evidence.document_id).text) == evidence.quote
