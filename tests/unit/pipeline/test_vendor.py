"""A vendor's bundle as one: broken files, gates, the agreement, reviews."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from analyzer.core.documents import DocumentKind, Snapshot, Source, Vendor
from analyzer.core.findings import FindingStatus
from analyzer.core.reports import TierId
from analyzer.core.reviews import Review, ReviewVerdict
from analyzer.pipeline import Bundle, Kit, KitPaths, analyze_bundle, load_kit

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
VENDOR = Vendor(id="quillfern", name="Quillfern")
POLICY = (
    "Privacy Policy. We sell student data to data brokers. We retain student records for 30 days after "
    "the end of the contract and then delete them. We encrypt personal information in transit and at rest."
)


@pytest.fixture(scope="module")
def kit() -> Kit:
    profile = ROOT / "data" / "profiles" / "massachusetts.yaml"
    return load_kit(KitPaths(rules=ROOT / "rules", profile=profile))


def _snapshot(content: str | bytes, name: str = "privacy.txt", **source: object) -> Snapshot:
    data = content.encode() if isinstance(content, str) else content
    return Snapshot(
        id=sha256(data).hexdigest(),
        source=Source(location=name, **source),
        final_url=name,
        fetched_at=AT,
        media_type="application/pdf" if name.endswith("pdf") else "text/plain",
        content=data,
    )


def test_a_broken_file_is_named_and_stops_nothing(kit: Kit) -> None:
    bundle = Bundle(vendor=VENDOR, snapshots=(_snapshot(b"%PDF-1.7 broken", "dpa.pdf"), _snapshot(POLICY)))
    report = analyze_bundle(bundle, kit, made_at=AT)
    assert [u.location for u in report.unread] == ["dpa.pdf"]
    assert report.unread[0].remedy
    assert [d.source.location for d in report.documents] == ["privacy.txt"]
    assert report.assessment.score is not None


def test_what_failed_a_gate_has_no_findings_and_no_score(kit: Kit) -> None:
    page = "<html><body><div id=root></div><script src=app.js></script></body></html>"
    report = analyze_bundle(Bundle(vendor=VENDOR, snapshots=(_snapshot(page, "p.html"),)), kit, made_at=AT)
    assert report.findings == ()
    assert report.assessment.score is None
    assert report.assessment.tier.id is TierId.NOT_REVIEWABLE


def test_quotes_are_exact_in_every_document(kit: Kit) -> None:
    other = _snapshot("We may change these terms at any time without notice.", "terms.txt")
    report = analyze_bundle(Bundle(vendor=VENDOR, snapshots=(_snapshot(POLICY), other)), kit, made_at=AT)
    texts = {d.id: d.text for d in report.documents}
    assert {f.evidence.document_id for f in report.findings} == set(texts)
    for finding in report.findings:
        assert finding.evidence.span.of(texts[finding.evidence.document_id]) == finding.evidence.quote


def test_a_signed_agreement_is_assessed_with_and_without(kit: Kit) -> None:
    agreement = _snapshot(
        "Student Data Privacy Agreement between Quillfern and Elmbrook Public Schools. Provider shall not "
        "sell Student Data. Provider shall notify the LEA within 72 hours "
        "of a confirmed breach of Student Data.",
        "agreement.txt",
        kind=DocumentKind.DATA_AGREEMENT,
        rank=1,
    )
    report = analyze_bundle(Bundle(vendor=VENDOR, snapshots=(_snapshot(POLICY), agreement)), kit, made_at=AT)
    assert report.agreement is not None
    assert report.without_agreement is not None
    assert report.assessment.score > report.without_agreement.score


def test_a_rejected_finding_counts_no_more(kit: Kit) -> None:
    bundle = Bundle(vendor=VENDOR, snapshots=(_snapshot(POLICY),))
    before = analyze_bundle(bundle, kit, made_at=AT)
    sale = next(f for f in before.findings if f.practice_id == "sale.sells_student_data")
    review = Review(
        vendor_id=VENDOR.id,
        finding_key=sale.key,
        practice_id=sale.practice_id,
        quote=sale.evidence.quote,
        location="privacy.txt",
        verdict=ReviewVerdict.REJECTED,
        reviewer="A. Reader",
        reason="That page is about another company.",
        made_at=AT,
    )
    after = analyze_bundle(
        Bundle(vendor=VENDOR, snapshots=bundle.snapshots, reviews=(review,)), kit, made_at=AT
    )
    rejected = next(f for f in after.findings if f.key == sale.key)
    assert rejected.status is FindingStatus.REJECTED
    assert after.assessment.score > before.assessment.score
