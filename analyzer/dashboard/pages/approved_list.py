"""The approved list: every vendor with tier, score, trend, decision and age of its evidence."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from analyzer.dashboard import access, charts, sources
from analyzer.dashboard.bulk import draw_archive, draw_grouping, draw_schedule
from analyzer.dashboard.downloading import draw_downloads
from analyzer.dashboard.passages import grid
from analyzer.dashboard.rescoring import draw_rescoring
from analyzer.dashboard.routes import open_page, plain_option
from analyzer.dashboard.standing import (
    EXPIRED,
    NOT_READ,
    ORDERS,
    ListState,
    Wanted,
    agreement_ends,
    chosen_rows,
    decision_of,
    exposure_of,
    in_order,
    retention_days,
    summary_words,
    table,
    tier_of,
)
from analyzer.dashboard.wording import GRADES, TIER_SIGN, TIER_TITLE
from analyzer.store import Listed

_TALLEST = 560  # pixels of the table; longer lists scroll in it
DUE: dict[str, int | None] = {"Any": None, "Due now": 0, "Due within 30 days": 30}
ENDS: dict[str, int | None] = {"Any": None, "Has ended": -1, "Within 30 days": 30, "Within 90 days": 90}


def approved_list() -> None:
    """Draw the list with its filters, and open the report of the vendor that is chosen."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.title("Approved list", anchor=False)
    if right.button("Vet a product or add a vendor", key="list_add", type="primary", wrap=False):
        open_page("vet")
    rows = sources.listing()
    if not rows:
        st.info("The list is empty. Vet a first product, or import a list under “Import and re-score”.")
        return
    state = list_state(rows)
    _summary(state)
    wanted, order = _wanted(state)
    shown = in_order(state, chosen_rows(state, wanted), order)
    marked = _table(state, shown)
    _open_report(shown)
    _for_many(marked or shown, picked=bool(marked))
    _plots(state, shown)


def list_state(rows: tuple[Listed, ...]) -> ListState:
    """Return the list with histories, decisions, exposures and grades, as of today."""
    asked = sources.store().requests.all_requests()
    grades: dict[str, tuple[str, ...]] = {}
    for one in asked:
        grades[one.vendor_id] = tuple(dict.fromkeys((*grades.get(one.vendor_id, ()), *one.grades)))
    return ListState(
        rows=rows,
        histories=sources.histories(rows),
        decisions=sources.store().decisions.all_current(),
        today=sources.now().date(),
        exposures={
            row.vendor.id: row.newest.exposure
            for row in rows
            if row.newest and row.newest.exposure is not None
        },
        grades=grades,
    )


def _summary(state: ListState) -> None:
    counts = Counter(tier_of(row) for row in state.rows)
    signs = {TIER_TITLE[tier]: sign for tier, sign in TIER_SIGN.items()}
    order = [*TIER_TITLE.values(), NOT_READ]
    told = [f"{signs.get(t, '○')} {t}: {counts[t]}" for t in order if counts[t]]
    due = sum(row.due_on is not None and row.due_on <= state.today for row in state.rows)
    expired = sum(decision_of(state, row) == EXPIRED for row in state.rows)
    asked = len(sources.store().requests.open_requests())
    told += [f"Due: {due}"] if due else []
    told += [f"Decisions run out: {expired}"] if expired else []
    ended = sum((day := agreement_ends(row)) is not None and day < state.today for row in state.rows)
    told += [f"Agreements have ended: {ended}"] if ended else []
    told += [f"Open requests: {asked}"] if asked else []
    st.text("   ".join(told))


def _wanted(state: ListState) -> tuple[Wanted, str]:
    left, middle, right, last = st.columns([2, 2, 2, 2])
    words = left.text_input("Search by name or group", key="list_search", persist_state="session", live=True)
    tiers = middle.multiselect(
        "Tier", sorted({tier_of(row) for row in state.rows}), key="list_tiers", persist_state="session"
    )
    due = right.selectbox("Due", list(DUE), key="list_due", persist_state="session")
    order = last.selectbox("Order", ORDERS, key="list_order", persist_state="session")
    with st.expander("More filters: decision, group, grade, exposure, end of the agreement, changed since"):
        one, two, three, four, five, six = st.columns(6)
        decided = sorted({decision_of(state, row) for row in state.rows})
        decisions = one.multiselect("Decision", decided, key="list_decisions", persist_state="session")
        groups = sorted({group for row in state.rows for group in row.vendor.groups})
        in_groups = two.multiselect("Group", groups, key="list_groups", persist_state="session")
        asked = {grade for grades in state.grades.values() for grade in grades}
        grades = three.multiselect(
            "Grade asked for",
            [grade for grade in GRADES if grade in asked],
            key="list_grades",
            persist_state="session",
        )
        known = sorted({exposure_of(state, row) for row in state.rows})
        exposures = four.multiselect("Exposure", known, key="list_exposures", persist_state="session")
        ends = five.selectbox("Agreement ends", list(ENDS), key="list_ends", persist_state="session")
        since: date | None = six.date_input(
            "Changed since", value=None, key="list_since", persist_state="session"
        )
    days, until = DUE[due], ENDS[ends]
    wanted = Wanted(
        words=words or "",
        tiers=tuple(tiers),
        decisions=tuple(decisions),
        groups=tuple(in_groups),
        grades=tuple(grades),
        exposures=tuple(exposures),
        due_by=None if days is None else state.today + timedelta(days=days),
        agreement_ends_by=None if until is None else state.today + timedelta(days=until),
        changed_since=since,
    )
    return wanted, order


def _table(state: ListState, shown: Sequence[Listed]) -> list[Listed]:
    """Draw the list; return the rows that are ticked. A click on any cell opens that vendor's report."""
    st.caption(
        f"{summary_words(len(shown), len(state.rows))} shown. A click on a cell opens the report; "
        "ticked rows are meant by the actions below."
    )
    data = table(state, shown)
    picked = st.dataframe(
        data,
        hide_index=True,
        width="stretch",
        height=min(_TALLEST, 38 + 35 * max(1, len(shown))),
        column_config=_formats(),
        on_select="rerun",
        placeholder="–",
        selection_mode=["multi-row", "single-cell"],
        key=f"list_table_{pd.util.hash_pandas_object(data['Vendor']).sum()}",
        alt="The approved list: one row a vendor",
    )
    cells = picked.selection.cells
    if cells and cells[0][0] < len(shown):
        open_page("report", vendor=shown[cells[0][0]].vendor.id)
    return [shown[at] for at in picked.selection.rows if at < len(shown)]


def _formats() -> dict[str, ColumnConfig | str | None]:
    """Return types and widths in pixels, such that a small laptop shows all to the agreement's end."""
    day = "YYYY-MM-DD"
    return {
        "Vendor": st.column_config.TextColumn(width=180),
        "Tier": st.column_config.TextColumn(width=188),
        "Score": st.column_config.NumberColumn(
            format="%d", width=60, help="Of 100; empty where nothing was scored"
        ),
        "Range": st.column_config.TextColumn(
            width=72, help="Where the score may lie while findings are unconfirmed"
        ),
        "Trend": st.column_config.TextColumn(
            width=65, help="How many points the newest report moved the score"
        ),
        "Decision": st.column_config.TextColumn(width=150),
        "Due": st.column_config.DateColumn(format=day, width=92, help="When to look at it again"),
        "Agreement ends": st.column_config.DateColumn(
            format=day, width=116, help="The last day that the signed agreement states"
        ),
        "Age in days": st.column_config.NumberColumn(width="small", help="Of the newest report's evidence"),
        "Exposure": st.column_config.TextColumn(width="small"),
    }


def _open_report(rows: Sequence[Listed]) -> None:
    names = {row.vendor.id: plain_option(row.vendor.name) for row in rows}
    left, right, _ = st.columns([3, 1.2, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        "Vendor to open, by keyboard", list(names), format_func=names.__getitem__, key="list_vendor"
    )
    if right.button("Open report", key="list_open", disabled=chosen is None):
        open_page("report", vendor=chosen)


def _for_many(rows: Sequence[Listed], *, picked: bool) -> None:
    which = f"the {len(rows)} ticked" if picked else f"all {len(rows)} shown"
    with st.expander(f"For {which}: export, score again, groups, schedule, take off the list"):
        if not rows:
            st.caption("No vendor is shown.")
            return
        draw_downloads(rows)
        if not access.allowed(access.Role.REVIEWER):
            return
        draw_rescoring(tuple(row.vendor for row in rows), place="list")
        draw_grouping(rows)
        draw_schedule(rows)
        if access.person().role.may(access.Role.APPROVER):
            draw_archive(rows)


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
