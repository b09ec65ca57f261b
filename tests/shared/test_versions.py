"""Real series of dated versions: noise is no change, and each step's change is told."""

import json
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from analyzer.compare import compare_series
from analyzer.core.changes import DocumentChange
from analyzer.core.documents import Document, Snapshot, Source
from analyzer.extract import extract

pytestmark = pytest.mark.shared
MEDIA_TYPES = {".html": "text/html", ".md": "text/markdown", ".json": "application/json"}
SECONDS_PER_VERSION = 3.0  # a wide bound for a busy machine; measured 0.03 on two cores


@pytest.fixture(scope="module")
def series_dir(shared_dir: Path) -> Path:
    return shared_dir / "documents" / "versions"


def read(path: Path) -> Document:
    raw = path.read_bytes()
    snapshot = Snapshot(
        id=sha256(raw).hexdigest(),
        source=Source(location="https://vendor.example/document"),
        final_url=f"https://vendor.example/document{path.suffix}",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        media_type=MEDIA_TYPES[path.suffix],
        content=raw,
    )
    return extract(snapshot, document_id="d1")


def steps(folder: Path) -> tuple[DocumentChange, ...]:
    return compare_series([read(path) for path in sorted(folder.iterdir())])


def test_noise_is_no_change(series_dir: Path) -> None:
    pairs = sorted(series_dir.glob("_noise--*"))
    assert len(pairs) == 10
    loud = [pair.name for pair in pairs if any(s.changed or s.could_not_read for s in steps(pair))]
    assert loud == []


@pytest.mark.slow
def test_nearly_every_step_of_every_series_is_told(series_dir: Path, shared_dir: Path) -> None:
    """A step without a change differs only in markup, menus, links or the year of the footer.

    Looked through one by one: 40 such steps, 8 in which only the stated date moved, and 8 with a
    version that cannot be compared (French, German, a page that only leads to the policy).
    """
    silent, unread, sizes, count = [], [], [], 0
    for folder in sorted(path for path in series_dir.iterdir() if not path.name.startswith("_noise")):
        for step in steps(folder):
            count += 1
            if step.could_not_read:
                unread.append(folder.name)
            elif not step.changed and not step.date_only:
                silent.append(folder.name)
            elif step.changed:
                sizes.append(step.share)
    assert count > 590
    assert len(unread) <= 8
    assert len(silent) <= 45
    assert all(0 < size <= 1 for size in sizes)


def test_zoom_added_a_clause_on_learning_machines(series_dir: Path) -> None:
    folder = next(series_dir.glob("zoom*--terms-of-service--*contrib*"))
    names = [path.name for path in sorted(folder.iterdir())]
    at = next(i for i, name in enumerate(names) if "2023-08-07" in name)
    step = steps(folder)[at - 1]
    added = " ".join(clause.new or "" for clause in step.clauses).casefold()
    assert "artificial intelligence" in added


def test_a_long_history_is_readable(series_dir: Path) -> None:
    began = time.perf_counter()
    history = steps(series_dir / "classdojo--privacy--policies")
    seconds = time.perf_counter() - began
    assert len(history) == 11
    assert all(step.changed or step.date_only for step in history)
    assert sum(step.old_date is not None for step in history) >= 8
    assert seconds / 12 < SECONDS_PER_VERSION


def test_variants_that_flip_back_are_marked(series_dir: Path, shared_dir: Path) -> None:
    manifest = (shared_dir / "documents" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in manifest]
    flipping = sorted({row["series"] for row in rows if row.get("flip")})
    assert flipping
    marked = [
        name for name in flipping if any(step.flips_back_to is not None for step in steps(series_dir / name))
    ]
    assert len(marked) >= len(flipping) // 2
