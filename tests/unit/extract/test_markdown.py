"""Markdown: front matter, lists, tables, mark-up within."""

from analyzer.core.documents import BlockKind
from analyzer.extract.layout import Extraction
from analyzer.extract.markdown import extract_markdown

SOURCE = """---
title: "Acorn privacy"
order: 3
---
# Privacy

Effective May 4, 2031
{: datetime="2031-05-04" }

We share data with:

- hosts
  - in [Ohio](https://ohio.example/x)
- auditors

| Data | Purpose |
|------|---------|
| Email | Sign-in |

**Cookies**

<details><summary>Do you track?</summary>No, we do **not**.</details>
"""


def introducers(found: Extraction, text: str) -> list[str]:
    block = next(block for block in found.blocks if block.text == text)
    return [found.blocks[i].text for i in block.introduced_by]


def test_structure_is_that_of_the_rendered_page() -> None:
    found = extract_markdown(SOURCE.encode())
    assert found.title == "Acorn privacy"
    assert [b.text for b in found.blocks if b.kind is BlockKind.HEADING] == ["Privacy", "Cookies"]
    assert introducers(found, "in Ohio") == ["We share data with:", "hosts"]
    assert introducers(found, "Sign-in") == ["Email", "Purpose"]
    assert not any("datetime" in block.text or "order: 3" in block.text for block in found.blocks)
    assert any("Do you track?" in block.text for block in found.blocks)


def test_share_is_measured_against_the_source() -> None:
    assert extract_markdown(SOURCE.encode()).text_share == 1.0
    deep = "\n".join("  " * depth + f"- item{depth}" for depth in range(300))
    found = extract_markdown(deep.encode())
    assert found.text_share is not None
    assert found.text_share < 0.5
    assert [notice.code for notice in found.notices] == ["low_text_share"]
