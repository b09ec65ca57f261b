"""What the pages read from: one store and one rulebook for all sessions of this process."""

import streamlit as st

from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.rulebook import load_rulebook
from analyzer.settings import read_settings
from analyzer.store import Listed, Store, open_store

_KEPT_REPORTS = 64  # a report is some hundred kilobytes; a session looks at a few


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the open store; raises StoreError where it cannot be opened."""
    return open_store(read_settings().database_url)


@st.cache_resource(show_spinner="Reading the rulebook")
def rulebook() -> Rulebook:
    """Return the rulebook that titles and questions are taken from."""
    return load_rulebook(read_settings().rules)


def listing() -> tuple[Listed, ...]:
    """Return the approved list as it is now."""
    return store().reports.listing()


def newest_report(row: Listed) -> Report | None:
    """Return a vendor's newest report, or None where it was never read."""
    return None if row.newest is None else _report(row.newest.number)


@st.cache_resource(max_entries=_KEPT_REPORTS, show_spinner="Opening the report")
def _report(number: int) -> Report:
    return store().reports.get(number)
