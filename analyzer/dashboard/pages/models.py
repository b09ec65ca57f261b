"""The model card: what the trained model is, what it was taught, how well it was measured to read."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import streamlit as st

from analyzer.dashboard import sources
from analyzer.dashboard.passages import grid
from analyzer.dashboard.wording import plain

_FOR_EDITORS = "This page is written from"
_LONG = 12  # rows


def show_models() -> None:
    """Draw the card of every installed model, the one that reads first, and say which of them reads."""
    st.title("Model card", anchor=False)
    used = sources.settings().model_path
    if used is None:
        st.info("No model reads: every finding is seen by a rule.")
    cards = sorted(sources.settings().models.glob("*/card.md"))
    for card in sorted(cards, key=lambda path: path.parent != used):
        in_use = used is not None and card.parent.resolve() == used.resolve()
        reads = "reads beside the rules" if in_use else "installed, does not read"
        st.subheader(plain(f"{card.parent.name}: {reads}"), anchor=False)
        for text, table in card_parts(card.read_text(encoding="utf-8")):
            if table:
                _table(table)
            elif text.strip():
                # The card is ours, made by the training; it is the only text of a file drawn as Markdown.
                st.markdown(text)


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    """Draw a table of the card; a long one is folded."""
    drawn = grid(rows[0], rows[1:], caption="Table of the model card")
    if len(rows) > _LONG:
        st.expander(f"The table by {rows[0][0]}: {len(rows) - 1} rows").html(drawn)
    else:
        st.html(drawn)


def card_parts(card: str) -> Iterator[tuple[str, Sequence[tuple[str, ...]]]]:
    """Yield the card's parts: Markdown with its headings one level lower, or the rows of a table.

    The page has its title already; what only editors of the card need is left out.
    """
    lines = (line for line in card.splitlines() if not line.startswith(_FOR_EDITORS))
    for is_table, part in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            yield "", tuple(_cells(line) for line in part if set(line) - set("|-: "))
        else:
            yield "\n".join(f"#{line}" if line.startswith("#") else line for line in part), ()


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().strip("`") for cell in line.strip().strip("|").split("|"))
