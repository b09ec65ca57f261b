"""The approved list: every vendor with tier, score, trend, decision and age of its evidence."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from analyzer.dashboard import access, charts, sources
from analyzer.dashboard.passages import grid
from analyzer.dashboard.rescoring import draw_rescoring
from analyzer.dashboard.routes import open_page, plain_option
from analyzer.dashboard.standing import (
    EXPIRED,
    ListState,
    Wanted,
    chosen_rows,
    decision_of,
    retention_days,
    summary_words,
    table,
    tier_of,
)
from analyzer.render import vendors_csv, vendors_xlsx
from analyzer.store import Listed


def approved_list() -> None:
    """Draw the list with its filters, and open the report of the vendor that is chosen."""
    st.title("Approved list")
    rows = sources.listing()
    if st.button("Vet a product or add a vendor", icon=":material/add:", key="list_add"):
        open_page("vet")
    if not rows:
        st.info("The list is empty. Vet a first product, or import a list under “Import and re-score”.")
        return
    state = list_state(rows)
    _summary(state)
    shown = chosen_rows(state, _wanted(state))
    st.caption(
        f"{summary_words(len(shown), len(rows))} shown. Click a row, or choose below, to open its report."
    )
    _table(state, shown)
    _open_report(shown)
    _for_all_shown(shown)
    _plots(state, shown)


def list_state(rows: tuple[Listed, ...]) -> ListState:
    """Return the list with histories and decisions, as of today."""
    return ListState(
        rows=rows,
        histories=sources.histories(rows),
        decisions=sources.store().decisions.all_current(),
        today=sources.now().date(),
    )


def _summary(state: ListState) -> None:
    counts = pd.Series([tier_of(row) for row in state.rows]).value_counts()
    due = sum(decision_of(state, row) == EXPIRED for row in state.rows)
    told = [(str(title), int(count)) for title, count in counts.items()]
    told += [("Decisions run out", due)] if due else []
    with st.container(horizontal=True):
        for title, count in told:
            st.metric(title, count, width="content")


def _wanted(state: ListState) -> Wanted:
    left, middle, right = st.columns([2, 2, 2])
    words = left.text_input("Search by name or group", key="list_search")
    tiers = middle.multiselect("Tier", sorted({tier_of(row) for row in state.rows}), key="list_tiers")
    groups = sorted({group for row in state.rows for group in row.vendor.groups})
    in_groups = right.multiselect("Group", groups, key="list_groups")
    with st.expander("More filters"):
        one, two = st.columns(2)
        decided = sorted({decision_of(state, row) for row in state.rows})
        decisions = one.multiselect("Decision", decided, key="list_decisions")
        since: date | None = two.date_input("Tier or score changed since", value=None, key="list_since")
    return Wanted(
        words=words,
        tiers=tuple(tiers),
        decisions=tuple(decisions),
        groups=tuple(in_groups),
        changed_since=since,
    )


def _table(state: ListState, shown: Sequence[Listed]) -> None:
    picked = st.dataframe(
        table(state, shown),
        hide_index=True,
        width="stretch",
        column_config=_formats(),
        on_select="rerun",
        selection_mode="single-row",
        key=f"list_table_{len(shown)}",
        alt="The approved list: one row a vendor",
    )
    chosen = picked.selection.rows
    if chosen and chosen[0] < len(shown):
        open_page("report", vendor=shown[chosen[0]].vendor.id)


def _formats() -> dict[str, ColumnConfig | str | None]:
    return {
        "Vendor": st.column_config.TextColumn(pinned=True),
        "Score": st.column_config.ProgressColumn(
            format=" ", min_value=0, max_value=100, help="For sorting; empty where nothing was scored"
        ),
        "Score and range": st.column_config.TextColumn(
            help="Where the score may lie while findings are unconfirmed"
        ),
        "Trend": st.column_config.TextColumn(help="How many points the newest report moved the score"),
        "Read on": st.column_config.DateColumn(format="YYYY-MM-DD"),
    }


def _open_report(rows: Sequence[Listed]) -> None:
    names = {row.vendor.id: plain_option(row.vendor.name) for row in rows}
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    chosen = left.selectbox("Vendor", list(names), format_func=names.__getitem__, key="list_vendor")
    if right.button("Open report", type="primary", key="list_open", disabled=chosen is None):
        open_page("report", vendor=chosen)


def _for_all_shown(shown: Sequence[Listed]) -> None:
    with st.expander(f"For all {len(shown)} shown: download, score again, take off the list"):
        _downloads(shown)
        if not access.allowed(access.Role.REVIEWER):
            return
        draw_rescoring(tuple(row.vendor for row in shown), place="list")
        if access.person().role.may(access.Role.APPROVER):
            _archive(shown)


def _downloads(shown: Sequence[Listed]) -> None:
    numbers = tuple(row.newest.number for row in shown if row.newest)
    with st.container(horizontal=True):
        st.download_button(
            "Download as CSV",
            lambda: vendors_csv(map(sources.stored_report, numbers), bom=True),
            file_name="vendors.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Download as Excel", lambda: _workbook(numbers), file_name="vendors.xlsx", on_click="ignore"
        )


def _workbook(numbers: Sequence[int]) -> bytes:
    reports = [sources.stored_report(number) for number in numbers]
    return vendors_xlsx(reports, sources.rulebook(), made_at=sources.now())


def _archive(shown: Sequence[Listed]) -> None:
    names = {row.vendor.id: plain_option(row.vendor.name) for row in shown}
    with st.form("list_archive", border=False):
        going = st.multiselect(
            "Take off the list (all that is stored stays)", list(names), format_func=names.__getitem__
        )
        if st.form_submit_button("Take off the list") and going:
            for vendor_id in going:
                sources.store().vendors.archive(vendor_id, at=sources.now(), person=access.person().name)
            st.rerun()


def _retention(shown: Sequence[Listed]) -> None:
    """Draw the stated retention periods once asked for: it opens every report."""
    if not st.toggle("Retention periods (opens every report shown)", key="list_retention"):
        return
    days = retention_days(sources.stored_report(row.newest.number) for row in shown if row.newest)
    if not days:
        st.caption("None of the vendors shown states a period in days.")
        return
    told = "; ".join(f"{name} {count} days" for name, count in days)
    st.altair_chart(charts.retention_periods(days), alt=f"Stated retention periods: {told}")


def _plots(state: ListState, shown: Sequence[Listed]) -> None:
    scores = [row.newest.score for row in shown if row.newest and row.newest.score is not None]
    with st.expander("Plots: scores, and the list over time"):
        if not scores:
            st.info("None of the vendors shown has a score.")
            return
        st.subheader("How the scores are spread", anchor=False)
        st.altair_chart(
            charts.score_distribution(scores),
            alt=f"Bars: {len(scores)} scores from {min(scores):.0f} to {max(scores):.0f}",
        )
        chosen = {row.vendor.id for row in shown}
        histories = {key: heads for key, heads in state.histories.items() if key in chosen}
        counts = charts.health_over_time(histories, charts.moments_of(histories))
        st.subheader("The list over time", anchor=False)
        st.altair_chart(
            charts.list_health(counts), alt="Bars: how many vendors stood in each tier on each day"
        )
        _retention(shown)
        told = [[str(row.At), str(row.Tier), str(row.Vendors)] for row in counts.itertuples()]
        st.html(grid(("Day", "Tier", "Vendors"), told, caption="The list over time, as a table"))
