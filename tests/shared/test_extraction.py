"""The 60 pages with a known policy text, and whole pages as vendors served them."""

from pathlib import Path

import pytest

from analyzer.evaluate.extraction import extraction_table, measure_extraction
from analyzer.extract.html import extract_html, extract_json

pytestmark = pytest.mark.shared


def test_recall_and_precision_hold_their_floors(shared_dir: Path) -> None:
    scores = measure_extraction(shared_dir / "extraction")
    assert len(scores.ours.pages) == 60
    assert scores.ours.recall >= 0.97
    assert scores.ours.precision >= 0.90
    assert scores.silent_failures == ()
    assert "trafilatura" in extraction_table(scores)


@pytest.mark.parametrize(
    "name",
    ["genai--civitai--terms-of-service", "genai--fal--terms-of-service", "tosback--virgin--terms-of-service"],
)
def test_text_in_scripts_stands_in_for_the_page(shared_dir: Path, name: str) -> None:
    content = (shared_dir / "documents" / "html" / f"{name}.html").read_bytes()
    shown = sum(len(block.text.split()) for block in extract_html(content).blocks)
    scripts = b"".join(
        b"<script" + part.split(b"</script>")[0] + b"</script>" for part in content.split(b"<script")[1:]
    )
    found = extract_html(b"<html><body>" + scripts + b"</body></html>")
    assert [notice.code for notice in found.notices] == ["text_from_script"]
    assert sum(len(block.text.split()) for block in found.blocks) > 0.9 * shown


def test_document_kept_as_a_json_file_is_read(shared_dir: Path) -> None:
    path = shared_dir / "documents" / "markdown" / "scratch-www--privacypolicy-l10n.json"
    assert len(extract_json(path.read_bytes()).blocks) > 60
