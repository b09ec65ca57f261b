"""Search over the clauses of every vendor's newest report."""

from itertools import groupby

import streamlit as st

from analyzer.dashboard import sources
from analyzer.dashboard.passages import MOST_SHOWN, marked
from analyzer.dashboard.routes import open_page
from analyzer.dashboard.wording import count_words, plain
from analyzer.store import Hit

_MOST = 60


def search_clauses() -> None:
    """Draw the clauses that hold the words asked for, by vendor."""
    st.title("Search all clauses", anchor=False)
    words = st.text_input(
        "Words",
        key="kept_search",
        persist_state="session",
        help='All words must stand in the clause; "words in quotes" together; no word after a minus sign',
    )
    if not words.strip():
        st.caption("For example: biometric, “third party” retention, sell -never")
        return
    hits = sources.store().clauses.search(words.replace("“", '"').replace("”", '"'), most=_MOST)
    if not hits:
        st.info("No clause holds these words. Take fewer, or other ones.")
        return
    more = " (the best ones; there may be more)" if len(hits) == _MOST else ""
    st.caption(f"{count_words(len(hits), 'clause')}{more}")
    for vendor_id, of_vendor in groupby(
        sorted(hits, key=lambda h: h.vendor_name.casefold()), lambda h: h.vendor_id
    ):
        _vendor(vendor_id, list(of_vendor))


def _vendor(vendor_id: str, hits: list[Hit]) -> None:
    with st.container(border=True, key=f"hits-{vendor_id}"):
        st.subheader(plain(hits[0].vendor_name), anchor=False)
        for hit in hits:
            st.caption(plain(hit.location))
            st.html(marked(hit.text[:MOST_SHOWN], ()))
        if st.button("Open the report", key=f"search_open_{vendor_id}"):
            open_page("report", vendor=vendor_id)
