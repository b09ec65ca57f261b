"""The way from one page to another, and the vendor that they talk about."""

import streamlit as st

from analyzer.dashboard import sources
from analyzer.dashboard.wording import plain
from analyzer.store import Listed

PAGES = "pages_of_this_session"
OF_VENDOR = (("report", "Report"), ("review", "Review and decide"), ("changes", "Timeline and changes"))


def open_page(path: str, *, vendor: str | None = None) -> None:
    """Open another page by its address in the menu, about a vendor where one is given."""
    if vendor is not None:
        st.session_state["vendor"] = vendor
    page = st.session_state.get(PAGES, {}).get(path)
    if page is not None:
        st.switch_page(page)


def vendor_page(here: str, what: str) -> Listed | None:
    """Draw the head of a page about one vendor: title, choice of the vendor, ways to its other pages.

    `here` is the page's own address. Return the vendor, or None where the list is empty.
    """
    rows = {row.vendor.id: row for row in sources.listing()}
    if not rows:
        st.title(what)
        st.info("No vendor is on the list yet. Vet a product or import a list first.")
        return None
    asked = st.session_state.get("vendor") or st.query_params.get("vendor")
    chosen = str(asked) if asked in rows else next(iter(rows))
    st.session_state["vendor"] = st.session_state["vendor_picker"] = chosen
    left, right = st.columns([3, 1.4], vertical_alignment="bottom")
    left.title(plain(rows[chosen].vendor.name), anchor=False)
    right.selectbox(
        "Vendor",
        list(rows),
        format_func=lambda vendor_id: plain_option(rows[vendor_id].vendor.name),
        key="vendor_picker",
        on_change=_pick,
        label_visibility="collapsed",
    )
    st.query_params["vendor"] = chosen
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(f"{what} · {rows[chosen].vendor.homepage or 'no home page known'}"))
        for path, name in OF_VENDOR:
            if path != here and st.button(name, key=f"to_{path}", type="tertiary", wrap=False):
                open_page(path, vendor=chosen)
    return rows[chosen]


def _pick() -> None:
    st.session_state["vendor"] = st.session_state["vendor_picker"]


def plain_option(name: str) -> str:
    """Return a vendor's name as an option of a list, which Streamlit shows as plain text."""
    return " ".join(name.split())
