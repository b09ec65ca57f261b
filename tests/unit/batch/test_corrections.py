import json
from pathlib import Path

import pytest

from analyzer.batch import write_corrections
from analyzer.core.errors import UsageError
from analyzer.core.findings import Scope, finding_key
from analyzer.core.reviews import Edit, Review, ReviewVerdict
from tests.unit.store.invented import NOON, POLICY, SENTENCES, make_document, make_finding, make_report

PRACTICES = ("sale.no_sale", "retention.fixed", "access.export")


def review(at: int, verdict: ReviewVerdict, **how: object) -> Review:
    return Review(
        vendor_id="quillmoss",
        finding_key=finding_key(PRACTICES[at], SENTENCES[at]),
        practice_id=PRACTICES[at],
        quote=SENTENCES[at],
        location=POLICY,
        verdict=verdict,
        reason="I asked them.",
        reviewer="R. Ellery",
        made_at=NOON,
        revision=1,
        **how,
    )


def test_verdicts_become_labels_with_exact_offsets(tmp_path: Path) -> None:
    document = make_document(snapshot_id="a1")
    findings = (
        make_finding(document, SENTENCES[0], PRACTICES[0]),
        make_finding(document, SENTENCES[1], PRACTICES[1], parameters=(("days", 60), ("of", ("a", "b")))),
    )
    reviews = (
        review(0, ReviewVerdict.EDITED, edit=Edit(practice_id="sale.other", scope=Scope.SCHOOL)),
        review(1, ReviewVerdict.REJECTED),
        review(2, ReviewVerdict.ADDED),
    )
    report = make_report(documents=(document,), findings=findings)
    assert write_corrections(tmp_path / "labels", report, reviews) == 3
    text = (tmp_path / "labels" / "a1.txt").read_text(encoding="utf-8")
    lines = (tmp_path / "labels" / "a1.jsonl").read_text(encoding="utf-8").splitlines()
    labels = {row["quote"]: row for row in map(json.loads, lines)}
    assert set(labels) == set(SENTENCES)
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in labels.values())
    assert (labels[SENTENCES[0]]["practice"], labels[SENTENCES[0]]["scope"]) == ("sale.other", "school")
    assert labels[SENTENCES[1]]["params"] == {"days": 60, "of": ["a", "b"]}
    assert [row.get("rejected", False) for row in map(labels.get, SENTENCES) if row] == [False, True, False]
    assert all(row["doc"] == "a1" and row["certain"] for row in labels.values())


def test_a_verdict_without_its_clause_is_no_label(tmp_path: Path) -> None:
    document = make_document(("Other words altogether stand here.",), snapshot_id="a1")
    report = make_report(documents=(document,), findings=())
    assert write_corrections(tmp_path, report, (review(0, ReviewVerdict.CONFIRMED),)) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_corrections(tmp_path / "file", make_report(), ())
