import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzer.core.errors import UsageError
from analyzer.core.wire import from_wire, to_wire
from analyzer.evaluate.bench import (
    Bench,
    Surroundings,
    bench_table,
    measure,
    new_store,
    of_length,
    real_documents,
    samples,
    slower_than,
    this_machine,
)
from analyzer.evaluate.bench.timing import Timed, Work, interleave, ratio
from analyzer.pipeline import Kit, KitPaths, load_kit

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit(KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml"))


@pytest.fixture(scope="module")
def measured(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("bench")
    page = (ROOT / "data" / "samples" / "tallywren" / "privacy.html").read_bytes()
    (folder / "a.html").write_bytes(page)
    (folder / "notes.txt").write_bytes(b"left out")
    clock: Iterator[int] = iter(range(10**6))
    with new_store(folder, at=AT) as store:
        return measure(
            [real_documents(folder, at=AT)],
            Surroundings(kit=kit, store=store, at=AT),
            this_machine(cores=2, load=None),
            rounds=2,
            clock=lambda: float(next(clock)),
        )


def timed(*seconds: float, documents: int = 1) -> Timed:
    return Timed(stage="s", engine="e", documents=documents, seconds=seconds)


def test_works_run_in_turn_and_the_first_round_only_warms_up() -> None:
    ran: list[str] = []
    clock: Iterator[int] = iter((0, 1, 10, 12, 20, 23, 30, 34, 0, 0))
    works = [Work(stage="s", engine=n, run=lambda n=n: ran.append(n), documents=1) for n in ("a", "b")]
    ticks = iter((100.0, 100.0, *map(float, clock)))
    found = interleave(works, rounds=2, clock=lambda: next(ticks))
    assert ran == ["a", "b"] * 3
    assert [len(one.seconds) for one in found] == [2, 2]


def test_a_ratio_is_taken_round_by_round_and_by_document() -> None:
    found = ratio(timed(2, 40, 6), timed(1, 20, 3))
    assert (found.low, found.median, found.high) == (2, 2, 2)
    assert ratio(timed(6, documents=3), timed(1)).median == 2
    assert timed(1, 3, 2, documents=4).milliseconds == 500


def test_samples_hold_pages_and_pdfs() -> None:
    found = samples(ROOT / "data", at=AT)
    assert len(found.pages) > 5
    assert len(found.pdfs) >= 2
    assert found.words > 5_000
    one = of_length(found, 700)
    assert one.documents[0] in found.documents
    assert [page.id for page in one.pages] == [one.documents[0].snapshot_id]


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no \.html"):
        real_documents(tmp_path, at=AT)


def test_every_stage_is_measured_beside_the_peers(measured: Bench) -> None:
    one = measured.corpora[0]
    ours = {each.stage for each in one.timed if each.engine == "analyzer"}
    wanted = {"extract HTML", "analysis of the text", "segment", "match", "assess", "store", "render"}
    assert ours == {*wanted, "whole document"}  # no PDF here, and a kit without model
    assert {each.stage for each in one.units} == ours
    peers = {each.engine for each in one.timed} | {each.engine for each in one.skipped}
    assert peers >= {"plain regular expressions", "trafilatura", "readability-lxml", "spaCy en_core_web_sm"}
    assert all(each.reason for each in one.skipped)


def test_the_page_names_machine_stages_and_what_is_left_out(measured: Bench) -> None:
    page = bench_table(measured)
    assert measured.machine.python in page
    assert "2 cores" in page
    assert "| whole document | analyzer | 1000.0 |" in page
    for each in measured.corpora[0].skipped:
        assert each.engine in page


def test_a_run_survives_its_file(measured: Bench) -> None:
    assert from_wire(Bench, to_wire(measured)) == measured


def test_only_a_stage_that_is_much_slower_is_told(measured: Bench) -> None:
    assert not slower_than(measured, measured)
    one = measured.corpora[0]
    first = one.units[0]
    slow = replace(first, ratio=replace(first.ratio, low=first.ratio.median * 3))
    now = replace(measured, corpora=(replace(one, units=(slow, *one.units[1:])),))
    found = slower_than(measured, now)
    assert [each.stage for each in found] == [first.stage]
    assert "takes 3.0 times as long" in str(found[0])
    assert not slower_than(measured, now, allowed=4)


def test_a_baseline_of_other_documents_is_refused(measured: Bench) -> None:
    with pytest.raises(UsageError, match="none of these documents"):
        slower_than(replace(measured, corpora=()), measured)


def test_the_committed_baseline_can_be_read() -> None:
    raw = json.loads((ROOT / "docs" / "benchmark.json").read_text(encoding="utf-8"))
    baseline = from_wire(Bench, raw)
    assert baseline.corpora[0].corpus == "our samples"
    assert "whole document" in {each.stage for each in baseline.corpora[0].units}
    assert (ROOT / "docs" / "benchmark.md").read_text(encoding="utf-8") == bench_table(baseline)
