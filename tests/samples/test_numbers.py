"""Every number of a sample's report is followed to its quotes: by ids in the JSON, by clicks in the page."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from analyzer.core.documents import Source, Vendor
from analyzer.core.reports import Report
from analyzer.fetch import read_file
from analyzer.pipeline import Bundle, Kit, KitPaths, analyze_bundle, load_kit
from analyzer.render import render_html, render_json

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path.name for path in (ROOT / "data" / "samples").iterdir() if path.is_dir())[1:]
AT = datetime(2026, 11, 24, tzinfo=UTC)
SAYS = {"protected", "qualified", "risk", "conflict"}  # states that only a quote can give


@pytest.fixture(scope="module")
def kit() -> Kit:
    profile = ROOT / "data" / "profiles" / "massachusetts.yaml"
    return load_kit(KitPaths(rules=ROOT / "rules", profile=profile))


@pytest.fixture(scope="module", params=SAMPLES)
def report(request: pytest.FixtureRequest, kit: Kit) -> Report:
    paths = sorted((ROOT / "data" / "samples" / request.param).iterdir())
    snapshots = tuple(read_file(path, Source(location=path.name), fetched_at=AT) for path in paths)
    vendor = Vendor(id=request.param, name=request.param, sources=tuple(s.source for s in snapshots))
    return analyze_bundle(Bundle(vendor=vendor, snapshots=snapshots), kit, made_at=AT)


def test_numbers_lead_to_quotes_by_ids(report: Report, kit: Kit) -> None:
    data = json.loads(render_json(report, kit.rulebook))
    texts = {document["id"]: document["text"] for document in data["documents"]}
    findings = {finding["key"]: finding for finding in data["findings"]}
    for question in data["questions"]:
        decided = question["decided_by"]
        assert set(decided) <= set(question["findings"]) <= set(findings), question["id"]
        assert bool(decided) or question["state"] not in SAYS, question["id"]
    for finding in findings.values():
        assert finding["quote"] == texts[finding["document"]][finding["start"] : finding["end"]]
    shown = [question for question in data["questions"] if question["points"] is not None]
    if data["score"] is not None:
        total = sum(question["points"] for question in shown) / sum(q["weight"] for q in shown)
        assert data["score"] == pytest.approx(100 * total, abs=0.01)
    for number in _ids_elsewhere(data):
        assert number in findings


def _ids_elsewhere(data: dict[str, object]) -> Iterator[str]:
    """Yield the ids of findings that gates, conflicts and rows of comparison rest on."""
    for part in ("hard_fails", "conflicts", "comparisons", "other_users", "vendor_questions", "law_notes"):
        for row in data[part]:
            yield from row.get("findings", ()) if isinstance(row, dict) else (row,)


def test_numbers_lead_to_quotes_by_clicks(report: Report, kit: Kit) -> None:
    soup = BeautifulSoup(render_html(report, kit.rulebook), "lxml")
    questions = {question.question_id: question for question in report.assessment.questions}
    section = soup.find("section", {"aria-labelledby": "questions"})
    rows = section.select("tbody tr") if isinstance(section, Tag) else []
    assert len(rows) == len(questions)
    texts = {document.id: document.text for document in report.documents}
    for row in rows:
        (target,) = {link["href"] for link in row.select("a[href]")}
        heading = soup.find(id=target.removeprefix("#"))
        assert heading is not None, target
        decided = set(questions[target.removeprefix("#q-")].decided_by)
        assert decided <= {link.removeprefix("#t-f-") for link in _links_below(heading)}, target
    for finding in report.findings:
        quote = finding.evidence.span.of(texts[finding.evidence.document_id])
        card, place = soup.find(id=f"f-{finding.key}"), soup.find(id=f"t-f-{finding.key}")
        assert card.blockquote.bdi.get_text() == quote
        assert card.find("a", href=f"#t-f-{finding.key}") is not None
        assert place.find_parent("mark") is not None


def _links_below(heading: Tag) -> Iterator[str]:
    """Yield where the links lead that stand between a question and the next."""
    for element in heading.find_all_next(["h3", "a"]):
        if element.name == "h3":
            return
        yield str(element.get("href", ""))
