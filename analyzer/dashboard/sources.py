"""What the pages read from: one store, one rulebook and one kit for all sessions of this process."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from analyzer.compare import apply_reviews
from analyzer.core.documents import Document, Segment, SegmentKind, Vendor
from analyzer.core.errors import StoreError
from analyzer.core.findings import Finding, FindingStatus
from analyzer.core.profile import DistrictProfile, Request
from analyzer.core.reports import Report
from analyzer.core.reviews import Review, ReviewedFindings, VettingRequest
from analyzer.core.rules import Rulebook
from analyzer.pipeline import Bundle, DocumentReading, Kit, KitPaths, load_kit, report_of
from analyzer.rulebook import load_rulebook
from analyzer.rulebook.profile import load_profile
from analyzer.rulebook.vendors import load_vendors
from analyzer.segment import segment
from analyzer.settings import Settings, read_settings
from analyzer.store import Listed, Store, StoredReport, open_store

_KEPT_REPORTS = 64  # a report is some hundred kilobytes; a session looks at a few


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Return the settings in force."""
    return read_settings()


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the open store; raises StoreError where it cannot be opened."""
    url = settings().database_url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return open_store(url)


@st.cache_resource(show_spinner="Reading the rulebook")
def rulebook() -> Rulebook:
    """Return the rulebook that titles and questions are taken from."""
    return load_rulebook(settings().rules)


@st.cache_resource(show_spinner=False)
def profile() -> DistrictProfile:
    """Return the district's profile."""
    return load_profile(settings().profile_path)


def kit_paths() -> KitPaths:
    """Return where rulebook and profile are loaded from."""
    return KitPaths(rules=settings().rules, profile=settings().profile_path, model=settings().model_path)


@st.cache_resource(show_spinner="Loading the rules and the language model")
def kit() -> Kit:
    """Return all that the analysis needs."""
    return load_kit(kit_paths())


@st.cache_resource(show_spinner=False)
def registry() -> tuple[Vendor, ...]:
    """Return the vendors whose documents' addresses ship with us."""
    return load_vendors(settings().data / "vendors")


def listing() -> tuple[Listed, ...]:
    """Return the approved list as it is now."""
    return store().reports.listing()


def histories(rows: Sequence[Listed]) -> dict[str, tuple[StoredReport, ...]]:
    """Return the heads of all reports of each vendor, oldest first.

    A vendor's history is read again only when it has a newer report than the one read before.
    """
    kept = _histories()
    found: dict[str, tuple[StoredReport, ...]] = {}
    for row in rows:
        if row.newest is None:
            continue
        known = kept.get(row.vendor.id, ())
        if not known or known[-1].number != row.newest.number:
            alone = row.reports == 1
            known = (row.newest,) if alone else store().reports.history(row.vendor.id)
            kept[row.vendor.id] = known
        found[row.vendor.id] = known
    return found


def stored_report(number: int) -> Report:
    """Return a stored report by its number, as it was made."""
    return _report(number)


def newest_report(row: Listed) -> Report | None:
    """Return a vendor's newest report with people's verdicts on it, or None where it was never read."""
    if row.newest is None:
        return None
    verdicts = store().reviews.history(row.vendor.id)
    if not verdicts:
        return _report(row.newest.number)
    return _judged(row.newest.number, row.vendor.id, len(verdicts))


def reviewed(row: Listed) -> ReviewedFindings | None:
    """Return the newest report's findings with people's verdicts, and what became of every verdict."""
    if row.newest is None:
        return None
    return _reviewed(_report(row.newest.number), store().reviews.history(row.vendor.id))


def machine_report(row: Listed) -> Report:
    """Return a vendor's newest report as the machine made it; the vendor must have one."""
    if row.newest is None:
        raise StoreError(f"{row.vendor.name} was not read yet. Vet it first.")
    return _report(row.newest.number)


def sentences(document: Document) -> tuple[Segment, ...]:
    """Return the sentences, list items and table cells of a document, in reading order."""
    return tuple(one for one in segment(document) if one.kind is not SegmentKind.HEADING)


def request_told(report: Report) -> Request:
    """Return the request that a report is for: the newest one kept, else the data that the report names."""
    asked = store().requests.requests_of(report.vendor.id)
    if asked:
        return request_of(asked[-1])
    told = tuple(use.element_id for use in report.assessment.elements if "request" in use.told_by)
    return Request(product=report.vendor.name, elements=told)


def request_of(asked: VettingRequest) -> Request:
    """Return the request that an assessment takes, made of one that was kept."""
    return Request(
        product=asked.product,
        grades=asked.grades,
        subject=", ".join(asked.subjects),
        elements=asked.data_needed,
        use=asked.purpose,
        requester=asked.requested_by,
        school=asked.school,
    )


def forget() -> None:
    """Read rulebook, kit and profile anew: their files were changed."""
    for kept in (settings, rulebook, profile, kit, registry, _judged):
        kept.clear()
    load_kit.cache_clear()


@st.cache_resource(show_spinner=False)
def _histories() -> dict[str, tuple[StoredReport, ...]]:
    return {}


@st.cache_resource(max_entries=_KEPT_REPORTS, show_spinner="Opening the report")
def _report(number: int) -> Report:
    return store().reports.get(number)


@st.cache_resource(max_entries=_KEPT_REPORTS, show_spinner="Applying people's verdicts")
def _judged(number: int, vendor_id: str, verdicts: int) -> Report:  # noqa: ARG001  the count is the cache's key
    report = _report(number)
    findings = _reviewed(report, store().reviews.history(vendor_id)).findings
    readings = [
        DocumentReading(
            document=document,
            findings=tuple(f for f in findings if f.evidence.document_id == document.id),
            dropped=tuple(d for d in report.dropped if d.document_id == document.id),
        )
        for document in report.documents
    ]
    request = request_told(report)
    bundle = Bundle(vendor=report.vendor, snapshots=(), unread=report.unread, request=request)
    made = report_of(bundle, readings, kit(), made_at=report.provenance.made_at)
    return replace(made, provenance=report.provenance)


def _reviewed(report: Report, verdicts: tuple[Review, ...]) -> ReviewedFindings:
    return apply_reviews(tuple(_unjudged(f) for f in report.findings), report.documents, verdicts)


def _unjudged(finding: Finding) -> Finding:
    """Return the finding without a verdict: the verdicts of today decide, not those of the pass."""
    by_machine = not any(detector.startswith("person:") for detector in finding.evidence.detectors)
    return replace(finding, status=FindingStatus.MACHINE) if by_machine else finding
