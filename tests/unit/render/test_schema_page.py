import re
from pathlib import Path

from analyzer.render.schema_page import schema_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "report-schema.md"


def test_the_committed_page_is_the_one_the_schema_makes():
    assert PAGE.read_text(encoding="utf-8") == schema_page(), (
        "docs/report-schema.md is stale: write analyzer.render.schema_page.schema_page() to it"
    )


def test_every_field_has_a_meaning_and_every_link_a_heading():
    page = schema_page()
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 100
    assert [row for row in rows if not row[-1].strip()] == []
    headings = {line[3:].lower() for line in page.splitlines() if line.startswith("## ")}
    assert set(re.findall(r"\(#(\w+)\)", page)) <= headings
