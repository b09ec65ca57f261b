"""The approved list: every vendor with tier, score, date and how far it could be read."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from analyzer.dashboard import sources
from analyzer.dashboard.pages.vendor_report import vendor_report
from analyzer.dashboard.wording import TIER_TITLE
from analyzer.render.headline import range_words
from analyzer.store import Listed

COLUMNS = ("Vendor", "Tier", "Score", "Score and range", "Documents", "Read on", "Groups")


def approved_list() -> None:
    """Draw the list with its search, and open the report of the vendor that is chosen."""
    st.title("Approved list")
    rows = sources.listing()
    if not rows:
        st.info(
            "The list is empty. Import one with `analyzer vendors import FILE.csv`, then `analyzer rescore`."
        )
        return
    _summary(rows)
    shown = _filtered(rows)
    st.dataframe(table(shown), hide_index=True, width="stretch", column_config=_formats())
    _open_report(shown)


def table(rows: Sequence[Listed]) -> pd.DataFrame:
    """Return the list as shown: one row a vendor, columns `COLUMNS`; Score is NaN where there is none."""
    return pd.DataFrame([_cells(row) for row in rows], columns=list(COLUMNS))


def _cells(row: Listed) -> tuple[str, str, float | None, str, str, pd.Timestamp | None, str]:
    newest = row.newest
    groups = ", ".join(row.vendor.groups)
    if newest is None:
        return row.vendor.name, _tier(row), None, "", "none read", None, groups
    scored = newest.score is not None
    span = range_words(newest.score, newest.low, newest.high) if newest.score is not None else "no score"
    unread = f", {newest.documents_unread} not read" if newest.documents_unread else ""
    tier = _tier(row) + (" (provisional)" if newest.provisional and scored else "")
    read = f"{newest.documents_read} read{unread}"
    return row.vendor.name, tier, newest.score, span, read, pd.Timestamp(newest.made_at), groups


def _tier(row: Listed) -> str:
    return TIER_TITLE[row.newest.tier] if row.newest else "Not read yet"


def _formats() -> dict[str, ColumnConfig | str | None]:
    return {
        "Score": st.column_config.ProgressColumn(
            format=" ", min_value=0, max_value=100, help="For sorting; empty where nothing was scored"
        ),
        "Score and range": st.column_config.TextColumn(
            help="Where the score may lie while findings are unconfirmed"
        ),
        "Read on": st.column_config.DateColumn(format="YYYY-MM-DD"),
    }


def _summary(rows: Sequence[Listed]) -> None:
    counts = pd.Series([_tier(r) for r in rows]).value_counts()
    for column, (title, count) in zip(st.columns(len(counts)), counts.items(), strict=True):
        column.metric(str(title), int(count))


def _filtered(rows: Sequence[Listed]) -> list[Listed]:
    left, right = st.columns([2, 3])
    words = left.text_input("Search by name or group", key="list_search").casefold().split()
    tiers = sorted({_tier(r) for r in rows})
    wanted = right.multiselect("Tier", tiers, key="list_tiers")
    return [
        row
        for row in rows
        if all(word in f"{row.vendor.name} {' '.join(row.vendor.groups)}".casefold() for word in words)
        and (not wanted or (_tier(row)) in wanted)
    ]


def _open_report(rows: Sequence[Listed]) -> None:
    names = {row.vendor.id: row.vendor.name for row in rows}
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    chosen = left.selectbox("Vendor", list(names), format_func=names.__getitem__, key="list_vendor")
    if right.button("Open report", type="primary", key="list_open", disabled=chosen is None):
        st.session_state["vendor"] = chosen
        st.switch_page(st.Page(vendor_report, url_path="report"))
