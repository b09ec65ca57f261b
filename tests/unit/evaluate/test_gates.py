import json
from pathlib import Path

import pytest

from analyzer.core.errors import UsageError
from analyzer.evaluate.gates import half_of, measure_gates

POLICY = (
    "We never sell student data. We delete it when the school asks. We share data with no third parties.\n\n"
)


def corpus(folder: Path) -> Path:
    entries = (
        ("negatives/login.txt", "Please sign in to continue.", {"negative_class": "login_wall"}),
        ("negatives/sold.txt", POLICY, {"negative_class": "login_wall"}),
        ("markdown/full.md", POLICY * 80, {}),
        ("markdown/refused.md", "Teachers love our planner, and you will too. " * 200, {}),
        ("markdown/short.md", "Oats.", {}),
        ("html/foreign.html", "Hallo", {"lang": "de", "text_chars": 9000}),
    )
    lines = []
    for name, text, more in entries:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        lines.append(json.dumps({"file": name, "vendor": "Lumen", "text_chars": len(text), **more}))
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_counts_what_was_scored_and_what_refused(tmp_path: Path) -> None:
    scores = measure_gates(corpus(tmp_path))
    assert scores.confusion == (("login_wall", "login_wall", 1), ("login_wall", "read", 1))
    assert scores.scored == ("sold.txt",)
    assert scores.full == ((half_of("Lumen"), 2),)
    assert scores.refused == ((half_of("Lumen"), "markdown/refused.md", "not_a_policy"),)
    assert scores.refused_share == 0.5
    shown = scores.render()
    assert "* login_wall" in shown
    assert "refused 1 (50.00%)" in shown
    assert "sold.txt" in shown


def test_a_vendor_stays_in_its_half() -> None:
    assert half_of("Lumen") == half_of("LUMEN")
    assert {half_of(f"vendor {number}") for number in range(20)} == {"tune", "held"}


def test_a_folder_without_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"manifest\.jsonl"):
        measure_gates(tmp_path)
