"""Labels are kept apart from their texts and find back to them."""

import json
from pathlib import Path

import pytest

from analyzer.core.errors import UsageError
from analyzer.evaluate.labels import (
    LabelFile,
    Part,
    load_labels,
    page_text,
    save_labels,
    take_labels,
    write_gold,
)

CLAUSE = "We keep your drawings for ninety days."
LEAD_IN = "With whom we share:"
ITEM = "museums that you follow."
PAGE = f"""<html><body><h1>Privacy Policy</h1><p>This privacy policy is about personal information that we
collect from pupils, and about your rights. We take care of it. We <b>keep</b> your
drawings for&nbsp;ninety days. You may write to us about personal information at any time.</p>
<p>{LEAD_IN}</p><ul><li>{ITEM}</li></ul></body></html>"""


def _row(quote: str, **more: object) -> dict[str, object]:
    told = {"practice": "retention.fixed_period", "asserted": "affirms", "scope": "any", "qualifier": "none"}
    return {"doc": "own--pelican--policy", "quote": quote, "note": "never kept", **told, **more}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    (tmp_path / "pages" / "html").mkdir(parents=True)
    (tmp_path / "pages" / "html" / "own--pelican--policy.html").write_text(PAGE, encoding="utf-8")
    return tmp_path / "pages"


def _take(documents: Path, *rows: dict[str, object], part: Part = Part.HELD) -> tuple[LabelFile, list[str]]:
    file = documents / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    page = documents / "html" / "own--pelican--policy.html"
    taken = take_labels(file, page, part=part, cap=8)
    return taken.file, list(taken.lost)


def test_labels_come_back_as_quotes_and_no_word_is_kept(documents: Path, tmp_path: Path) -> None:
    rows = (_row(CLAUSE, params={"retention_period_days": 90}), _row(f"{LEAD_IN} … {ITEM}", certain=False))
    file, lost = _take(documents, *rows)
    assert not lost
    (tmp_path / "kept").mkdir()
    kept = save_labels(file, tmp_path / "kept").read_text(encoding="utf-8")
    assert not any(word in kept for word in ("drawings", "ninety", "museums", "never kept"))
    (loaded,) = load_labels(tmp_path / "kept")
    assert loaded == file
    assert (loaded.cap, loaded.part, loaded.name) == (8, Part.HELD, "own--pelican--policy")
    assert write_gold([loaded], documents, tmp_path / "out") == ("own--pelican--policy",)
    text = (tmp_path / "out" / "own--pelican--policy.txt").read_text(encoding="utf-8")
    lines = (tmp_path / "out" / "labels" / "own--pelican--policy.jsonl").read_text().splitlines()
    one, two = map(json.loads, lines)
    assert one["quote"] == CLAUSE
    assert (one["params"], one["certain"]) == ({"retention_period_days": 90}, True)
    assert two["quote"] == f"{LEAD_IN} … {ITEM}"
    assert not two["certain"]
    assert ITEM in text


def test_only_the_chosen_parts_are_written(documents: Path, tmp_path: Path) -> None:
    file, _ = _take(documents, _row(CLAUSE), part=Part.TRAIN)
    assert write_gold([file], documents, tmp_path / "out") == ()
    assert write_gold([file], documents, tmp_path / "out", parts=(Part.TRAIN,)) == ("own--pelican--policy",)


def test_a_lead_in_that_is_not_there_leaves_the_stating_part(documents: Path) -> None:
    file, lost = _take(documents, _row(f"Said elsewhere: … {ITEM}"), _row("Said nowhere on this page."))
    (row,) = file.rows
    assert len(row.at) == 1
    assert lost == ["Said nowhere on this page."]


def test_phrases_among_the_parameters_stay_behind(documents: Path) -> None:
    params = {"retention_basis": "for ninety days", "recipients": ["partner", "some museum"], "mfa": True}
    file, _ = _take(documents, _row(CLAUSE, params={**params, "certifications": ["SOC 2 Type II"]}))
    kept = {"recipients": ("partner",), "mfa": True, "certifications": ("SOC 2 Type II",)}
    assert dict(file.rows[0].params) == kept


def test_white_space_alone_never_moves_a_label() -> None:
    tight = page_text(b"<p>We keep <i>it</i>.</p><p>Always.</p>")
    loose = page_text("<div>\n We  keep\u00a0 <i> it </i> .\n\n</div> <p>Always.".encode())
    assert tight.stripped == loose.stripped == "Wekeepit.Always."
    assert tight.words(2, 8) == "keep it"


def test_another_page_is_refused(documents: Path, tmp_path: Path) -> None:
    file, _ = _take(documents, _row(CLAUSE))
    page = documents / "html" / "own--pelican--policy.html"
    page.write_text(PAGE.replace("ninety", "thirty"), encoding="utf-8")
    with pytest.raises(UsageError, match="not the page that was labelled"):
        write_gold([file], documents, tmp_path / "out")
    page.unlink()
    with pytest.raises(UsageError, match="is not in"):
        write_gold([file], documents, tmp_path / "out")


def test_a_text_read_otherwise_is_refused(documents: Path, tmp_path: Path) -> None:
    file, _ = _take(documents, _row(CLAUSE))
    with pytest.raises(UsageError, match="beautifulsoup4"):
        write_gold([file.model_copy(update={"text_sha256": "0" * 64})], documents, tmp_path / "out")


@pytest.mark.parametrize("line", ['{"practice": "a.b"}', "nonsense"])
def test_a_broken_line_is_named(documents: Path, line: str) -> None:
    (documents / "rows.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    page = documents / "html" / "own--pelican--policy.html"
    with pytest.raises(UsageError, match=r"rows\.jsonl:2: not a label"):
        take_labels(documents / "rows.jsonl", page, part=Part.HELD, cap=None)
    with pytest.raises(UsageError, match="not a file of placed labels"):
        load_labels(documents)
