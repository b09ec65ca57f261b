"""Real series of dated versions: noise is no change, and each step's change is told."""

import json
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from analyzer.compare import compare_series
from analyzer.core.changes import DocumentChange
from analyzer.core.documents import Document, Snapshot, Source
from analyzer.extract import extract

pytestmark = pytest.mark.shared
MEDIA_TYPES = {".html": "text/html", ".md": "text/markdown", ".json": "application/json"}
STEPS = 607
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
def test_every_step_of_every_series_is_told(series_dir: Path) -> None:
    """Every step has a change with its size, but those in which no word of the policy changed.

    These stand in a file, looked through one by one. In 8 more only the stated date moved, and 8
    have a version that cannot be compared (French, German, a page that only leads to the policy).
    """
    known = yaml.safe_load((Path(__file__).parent / "steps_without_change.yaml").read_text(encoding="utf-8"))
    unchanged = {
        (series, number) for kind in known.values() for series, steps in kind.items() for number in steps
    }
    silent, unread, dated, sizes = set(), [], [], []
    for folder in sorted(path for path in series_dir.iterdir() if not path.name.startswith("_noise")):
        for number, step in enumerate(steps(folder), 2):
            if step.could_not_read:
                unread.append((folder.name, number))
            elif step.date_only:
                dated.append((folder.name, number))
            elif step.changed:
                sizes.append((step.share, step.words_added + step.words_removed + len(step.clauses)))
            else:
                silent.add((folder.name, number))
    assert len(sizes) + len(silent) + len(unread) + len(dated) == STEPS
    assert silent - unchanged == set()
    assert len(unread) <= 8
    assert len(dated) <= 12
    assert all(0 <= share <= 1 and told > 0 for share, told in sizes)


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
    """Where the manifest names a variant, the step after it leads back; one is no flip.

    The second version of ClassDojo's list of providers is no variant: the third keeps its words, and
    is nearer to it than to the first.
    """
    manifest = (shared_dir / "documents" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, manifest) if row.get("flip")]
    series = {name: steps(series_dir / name) for name in sorted({row["series"] for row in rows})}
    missed = [row["series"] for row in rows if series[row["series"]][row["seq"] - 1].flips_back_to is None]
    assert len(rows) == 14
    assert missed == ["classdojo--third-party-service-providers--policies"]
