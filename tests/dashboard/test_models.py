"""The model card: its tables are ours to draw, its remarks for editors are not shown."""

from analyzer.dashboard.pages.models import card_parts

CARD = """# Model x-1

This page is written from `manifest.yaml` by `analyzer model card`; do not edit it.

It reads clauses.

| label | clauses |
|---|---|
| `ads.targeted` | 154 |
| `ai.no_training` |  |

## When it speaks
"""


def test_a_card_is_split_into_words_and_tables() -> None:
    before, table, after = card_parts(CARD)
    assert before[0].startswith("## Model x-1")
    assert "do not edit" not in before[0]
    assert table[1] == (("label", "clauses"), ("ads.targeted", "154"), ("ai.no_training", ""))
    assert "### When it speaks" in after[0]
