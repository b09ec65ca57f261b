"""A corpus in, a table out: in order, the same from every executor, and the same after a kill."""

import json
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analyzer.batch import corpus
from analyzer.batch.corpus import CorpusAnalysis, CorpusRun, score_corpus
from analyzer.batch.corpus_files import Row, read_rows
from analyzer.batch.pools import LastingPool
from analyzer.core.errors import UsageError
from analyzer.pipeline import KitPaths

ROOT = Path(__file__).resolve().parents[3]
PATHS = KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml")
POLICY = (
    "Privacy Policy. We collect personal information to provide the service. We do not sell student data. "
    "We retain student records for {days} days after the contract ends and then delete them."
)
SMALL = CorpusRun(at_once=2, waiting=3, part=2)


def rows(count: int) -> list[dict[str, object]]:
    made: list[dict[str, object]] = [
        {"id": f"p{number}", "text": POLICY.format(days=30 + number), "kind": "privacy_policy"}
        for number in range(count)
    ]
    made[1] = {
        "id": "page",
        "html": f"<html><body><h1>Privacy Policy</h1><p>{made[1]['text']}</p></body></html>",
    }
    made[2] = {"id": "empty", "text": " "}
    return made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    lines = [json.dumps(row) for row in rows(11)]
    lines[3] = "{no json"
    lines[4] = '{"id": "nothing"}'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(
    source: Path, out: Path, kind: Callable[[int], Executor] = ThreadPoolExecutor, **how: object
) -> bytes:
    with kind(2) as executor:
        score_corpus(source, out, executor=executor, paths=PATHS, how=CorpusRun(**{**_plain(SMALL), **how}))
    return out.read_bytes()


def _plain(how: CorpusRun) -> dict[str, object]:
    return {"at_once": how.at_once, "waiting": how.waiting, "part": how.part}


def test_every_row_comes_out_in_order_with_score_or_reason(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out.parquet")
    told = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["id"] for row in told] == [
        "p0",
        "page",
        "empty",
        "4",
        "nothing",
        *(f"p{n}" for n in range(5, 11)),
    ]
    assert [row["status"] for row in told[:5]] == ["read", "read", "empty", "error", "error"]
    assert told[3]["error"].startswith("line 4 is not JSON")
    assert told[4]["error"] == "row 5 has neither text nor html nor markdown"
    first = told[0]
    assert (first["kind"], first["language"]) == ("privacy_policy", "en")
    assert 0 <= first["low"] <= first["score"] <= first["high"] <= 100
    sale = [f for f in first["findings"] if f["practice"] == "sale.no_sale_commitment"]
    assert sale[0]["quote"] == "We do not sell student data."
    assert told[2]["score"] is None
    assert not (tmp_path / "out.parquet.parts").exists()


def test_processes_and_threads_and_parquet_give_the_same_table(tmp_path: Path) -> None:
    lines, table = tmp_path / "corpus.jsonl", tmp_path / "corpus.parquet"
    lines.write_text("\n".join(map(json.dumps, rows(11))), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(rows(11), schema=_schema()), table)
    threads = run(lines, tmp_path / "a.parquet")
    assert run(lines, tmp_path / "b.parquet", LastingPool) == threads
    assert run(table, tmp_path / "c.parquet") == threads


def _schema() -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in ("id", "kind", "text", "html")])


def test_a_run_that_was_killed_goes_on_and_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    whole = run(source, tmp_path / "whole.parquet")
    out, seen = tmp_path / "out.parquet", []

    def stop(done: int) -> None:
        seen.append(done)
        if done >= 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, out, progress=stop)
    assert not out.exists()
    assert run(source, out, progress=seen.append) == whole
    assert seen == [2, 4, 6, 8, 10, 11]  # the two parts of four rows were not read again


def test_parts_of_another_corpus_are_not_used(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    with pytest.raises(ZeroDivisionError):
        run(source, out, progress=lambda done: 1 // (8 - done))
    source.write_text(json.dumps(rows(11)[5]) + "\n", encoding="utf-8")
    run(source, out)
    assert [row["id"] for row in pq.read_table(out).to_pylist()] == ["p5"]


class Deadly(CorpusAnalysis):
    """Stands for a process that dies over one row; that pools live on is tested with them."""

    def __call__(self, rows: tuple[Row, ...]) -> list[dict[str, object]]:
        if any(row.id == "p5" for row in rows):
            raise BrokenExecutor("a process died")
        return [{"id": row.id, "status": "read"} for row in rows]


def test_a_row_that_kills_its_process_takes_no_other_along(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "CorpusAnalysis", Deadly)
    run(source, tmp_path / "out.parquet")
    told = {row["id"]: row for row in pq.read_table(tmp_path / "out.parquet").to_pylist()}
    assert len(told) == 11
    assert [name for name, row in told.items() if row["status"] == "error"] == ["p5"]


def test_what_is_no_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a corpus is a \.jsonl or \.parquet file"):
        next(read_rows(tmp_path / "corpus.csv"))
    with pytest.raises(UsageError, match="cannot be read"):
        next(read_rows(tmp_path / "absent.jsonl"))
    (tmp_path / "no.parquet").write_bytes(b"no parquet")
    with pytest.raises(UsageError, match="cannot be read"):
        next(read_rows(tmp_path / "no.parquet"))
