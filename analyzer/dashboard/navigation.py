"""Which pages there are; a page is one function."""

from collections.abc import Callable
from functools import wraps

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analyzer.core.errors import AnalyzerError
from analyzer.dashboard import access
from analyzer.dashboard.looks import LOOKS
from analyzer.dashboard.pages.approved_list import approved_list
from analyzer.dashboard.pages.changes import list_changes, vendor_changes
from analyzer.dashboard.pages.comparison import compare_vendors
from analyzer.dashboard.pages.importing import import_list
from analyzer.dashboard.pages.inbox import inbox
from analyzer.dashboard.pages.models import show_models
from analyzer.dashboard.pages.review import review
from analyzer.dashboard.pages.rules import browse_rules
from analyzer.dashboard.pages.searching import search_clauses
from analyzer.dashboard.pages.settings import show_settings
from analyzer.dashboard.pages.vendor_report import vendor_report
from analyzer.dashboard.pages.vet import vet_product
from analyzer.dashboard.routes import PAGES

# Drawn here: for a named icon Streamlit would have the browser ask another company's server.
_MENU_WIDTH = 250  # pixels
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">'
    '<path fill="#1f5f8b" d="M12 1 3 5v6c0 5.5 3.8 10.7 9 12 5.2-1.3 9-6.5 9-12V5z"/>'
    '<path fill="none" stroke="#fff" stroke-width="2.4" d="m7.5 12 3.2 3.2 6-6.2"/></svg>'
)


def run() -> None:
    """Draw the dashboard."""
    st.set_page_config(
        page_title="Vendor policy analyzer", page_icon=_ICON, layout="wide", initial_sidebar_state=_MENU_WIDTH
    )
    st.html(LOOKS)
    if not access.admit():
        return
    chosen = st.navigation(_pages(), expanded=True)
    access.ask_name()
    chosen.run()


def _pages() -> list[StreamlitPage]:
    """Return the pages, ungrouped: group headings would break the list for screen readers."""
    pages = [
        _page(approved_list, "Approved list", "list_alt", path="list"),
        _page(inbox, "Open requests", "inbox", path="requests"),
        _page(vet_product, "Vet a product", "fact_check", path="vet"),
        _page(vendor_report, "Vendor report", "description", path="report"),
        _page(review, "Review and decide", "rate_review", path="review"),
        _page(vendor_changes, "Changes of a vendor", "difference", path="changes"),
        _page(list_changes, "What changed on the list", "history", path="moved"),
        _page(compare_vendors, "Compare vendors", "compare_arrows", path="compare"),
        _page(search_clauses, "Search all clauses", "search", path="search"),
        _page(import_list, "Import and re-score", "upload_file", path="import"),
        _page(browse_rules, "Rulebook", "menu_book", path="rules"),
        _page(show_models, "Model card", "psychology", path="model"),
        _page(show_settings, "Settings and profile", "tune", path="settings"),
    ]
    st.session_state[PAGES] = {page.url_path or "list": page for page in pages}
    return pages


def _page(draw: Callable[[], None], title: str, icon: str, *, path: str) -> StreamlitPage:
    return st.Page(
        guarded(draw), title=title, icon=f":material/{icon}:", url_path=path, default=draw is approved_list
    )


def guarded(draw: Callable[[], None]) -> Callable[[], None]:
    """Return the page such that a failure is told in words.

    What was typed stays typed: every field that people write in has `persist_state="session"`.
    """

    @wraps(draw)
    def page() -> None:
        try:
            draw()
        except AnalyzerError as error:
            st.error("This page could not be drawn whole. What you typed is kept.")
            st.text(str(error))
            st.button("Try again", key="try_again")

    return page
