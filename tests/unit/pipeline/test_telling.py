"""The reading loop tells its steps, each with its place and its counts."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.errors import FetchError
from analyzer.pipeline import (
    Bundle,
    KitPaths,
    Stage,
    Step,
    analyze_bundle,
    load_kit,
    obtain_all,
)

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLICY = "Privacy Policy. We sell student data to data brokers. We encrypt personal information at rest."


def _snapshot(content: bytes, name: str) -> Snapshot:
    return Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=name),
        final_url=name,
        fetched_at=AT,
        media_type="application/pdf" if name.endswith("pdf") else "text/plain",
        content=content,
    )


def test_every_step_of_a_bundle_is_told_in_order_with_its_place() -> None:
    kit = load_kit(KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml"))
    snapshots = (_snapshot(b"%PDF-1.7 broken", "dpa.pdf"), _snapshot(POLICY.encode(), "privacy.txt"))
    steps: list[Step] = []
    report = analyze_bundle(
        Bundle(vendor=Vendor(id="q", name="Quillfern"), snapshots=snapshots),
        kit,
        made_at=AT,
        tell=steps.append,
    )
    assert [(s.stage, s.location, s.number, s.total) for s in steps] == [
        (Stage.EXTRACT, "dpa.pdf", 1, 2),
        (Stage.BROKEN, "dpa.pdf", 1, 2),
        (Stage.EXTRACT, "privacy.txt", 2, 2),
        (Stage.SEGMENT, "privacy.txt", 2, 2),
        (Stage.MATCH, "privacy.txt", 2, 2),
        (Stage.READ, "privacy.txt", 2, 2),
        (Stage.ASSESS, "", 0, 0),
    ]
    done = steps[-2]
    assert (done.words, done.findings) == (len(POLICY.split()), len(report.findings))
    assert done.segments == 3
    assert done.sentence == f"read: {done.words} words, {done.findings} findings"
    assert steps[1].reason in steps[1].sentence


def test_every_stage_has_a_sentence() -> None:
    sentences = [
        Step(stage=stage, location="a.txt", number=1, total=2, reason="why").sentence for stage in Stage
    ]
    assert len(set(sentences)) == len(Stage)


def test_what_is_fetched_and_what_is_not_is_told() -> None:
    vendor = Vendor(id="q", name="Quillfern", sources=(Source(location="a.txt"), Source(location="b.txt")))

    def get(source: Source) -> Snapshot:
        if source.location == "b.txt":
            raise FetchError("The site turned us away.", kind="blocked", remedy="Save the page.")
        return _snapshot(POLICY.encode(), source.location)

    steps: list[Step] = []
    snapshots, unread = obtain_all(vendor, get, tell=steps.append)
    assert (len(snapshots), len(unread)) == (1, 1)
    assert [(s.stage, s.number) for s in steps] == [
        (Stage.FETCH, 1),
        (Stage.FETCH, 2),
        (Stage.NOT_FETCHED, 2),
    ]


@pytest.mark.parametrize(("total", "expected"), [(1, "Reading a.txt"), (3, "Reading a.txt (2 of 3)")])
def test_a_place_is_told_only_among_several(total: int, expected: str) -> None:
    assert Step(stage=Stage.EXTRACT, location="a.txt", number=2, total=total).sentence == expected
