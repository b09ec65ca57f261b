"""The way from one page to another, and the vendor that they talk about."""

import streamlit as st

from analyzer.dashboard import sources
from analyzer.dashboard.wording import plain
from analyzer.store import Listed

PAGES = "pages_of_this_session"


def open_page(path: str, *, vendor: str | None = None) -> None:
    """Open another page by its address in the menu, about a vendor where one is given."""
    if vendor is not None:
        st.session_state["vendor"] = vendor
    page = st.session_state.get(PAGES, {}).get(path)
    if page is not None:
        st.switch_page(page)


def chosen_vendor() -> Listed | None:
    """Ask in the sidebar which vendor the page is about; None where the list is empty."""
    rows = {row.vendor.id: row for row in sources.listing()}
    if not rows:
        return None
    asked = st.session_state.get("vendor") or st.query_params.get("vendor")
    chosen = str(asked) if asked in rows else next(iter(rows))
    st.session_state["vendor"] = st.session_state["vendor_picker"] = chosen
    st.sidebar.selectbox(
        "Vendor",
        list(rows),
        format_func=lambda vendor_id: plain_option(rows[vendor_id].vendor.name),
        key="vendor_picker",
        on_change=_pick,
    )
    st.query_params["vendor"] = chosen
    return rows[chosen]


def _pick() -> None:
    st.session_state["vendor"] = st.session_state["vendor_picker"]


def plain_option(name: str) -> str:
    """Return a vendor's name as an option of a list, which Streamlit shows as plain text."""
    return " ".join(name.split())


def title(row: Listed, what: str) -> None:
    """Draw the title of a page about one vendor."""
    st.title(plain(row.vendor.name))
    if what:
        st.caption(plain(what))
