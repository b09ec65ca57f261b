"""The model card: what the trained model is, what it was taught, how well it was measured to read."""

import streamlit as st

from analyzer.dashboard import sources
from analyzer.dashboard.wording import plain


def show_models() -> None:
    """Draw the card of every installed model, as plain text, and say which of them reads."""
    st.title("Model card", anchor=False)
    used = sources.settings().model_path
    cards = sorted(sources.settings().models.glob("*/card.md"))
    if used is None:
        st.info("No model reads: every finding is seen by a rule.")
    for card in cards:
        in_use = used is not None and card.parent.resolve() == used.resolve()
        st.subheader(plain(f"{card.parent.name}{': reads beside the rules' if in_use else ''}"), anchor=False)
        # The card is ours, made by the training; it is the only text of a file drawn as Markdown.
        st.markdown(_below_title(card.read_text(encoding="utf-8")))


def _below_title(card: str) -> str:
    """Return the card with every heading one level lower: the page has its title already."""
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in card.splitlines())
