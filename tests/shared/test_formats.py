"""One document published as PDF and as Word file says the same: every finding, one by one."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from analyzer.core.documents import Snapshot, Source
from analyzer.pipeline import DocumentReading, Kit, KitPaths, load_kit, read_snapshot
from analyzer.settings import read_settings

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def kit() -> Kit:
    settings = read_settings()
    return load_kit(KitPaths(rules=settings.rules, profile=settings.profile_path, model=settings.model_path))


def read(path: Path, kit: Kit) -> DocumentReading:
    content = path.read_bytes()
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        media_type="application/octet-stream",
        content=content,
    )
    return read_snapshot(snapshot, kit, document_id="d1")


def findings(reading: DocumentReading) -> list[tuple[object, ...]]:
    return [
        (
            one.practice_id,
            one.asserted,
            one.scope,
            one.qualifier,
            one.parameters,
            one.evidence.section,
            round(one.confidence, 6),
            " ".join(one.evidence.quote.split()),
        )
        for one in reading.findings
    ]


@pytest.mark.parametrize(
    ("name", "fewest"), [("acceptable-use-policy", 5), ("privacy-policy", 40), ("terms-of-service", 100)]
)
def test_pdf_and_word_give_the_same_findings(shared_dir: Path, kit: Kit, name: str, fewest: int) -> None:
    folder = shared_dir / "documents" / "pdf"
    pdf, word = (read(folder / f"textel--{name}.{ending}", kit) for ending in ("pdf", "docx"))
    assert len(findings(word)) >= fewest
    assert findings(pdf) == findings(word)
    assert pdf.document.kind is word.document.kind
    assert pdf.document.effective_date == word.document.effective_date
