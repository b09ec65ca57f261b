"""What can be done to many vendors at once: groups, schedules, taking off the list."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from analyzer.core.errors import StoreError
from analyzer.dashboard import access, sources
from analyzer.dashboard.routes import plain_option
from analyzer.dashboard.wording import count_words, plain
from analyzer.store import USUAL_DAYS, Listed


def draw_grouping(rows: Sequence[Listed]) -> None:
    """Draw the form that puts vendors into a group or takes them out of it."""
    with st.form("list_group", border=False):
        left, add, out = st.columns([3, 1, 1], vertical_alignment="bottom")
        group = left.text_input("Group", key="list_group_name", persist_state="session").strip()
        into = add.form_submit_button("Put into the group", wrap=False)
        away = out.form_submit_button("Take out of it", wrap=False)
    if (into or away) and group:
        changed = tuple(with_group(row, group, inside=into).vendor for row in rows)
        _do(
            lambda: sources.store().vendors.save_all(changed, at=sources.now(), person=access.person().name),
            f"{count_words(len(changed), 'vendor')}: group “{group}” {'added' if into else 'removed'}.",
        )


def with_group(row: Listed, group: str, *, inside: bool) -> Listed:
    """Return the row with its vendor in the group or out of it; other groups stay as they are."""
    others = tuple(name for name in row.vendor.groups if name != group)
    return replace(row, vendor=replace(row.vendor, groups=(*others, group) if inside else others))


def draw_schedule(rows: Sequence[Listed]) -> None:
    """Draw the form that says after how many days vendors are looked at again."""
    with st.form("list_schedule", border=False):
        left, put, _ = st.columns([3, 1, 1], vertical_alignment="bottom")
        days = left.number_input(
            f"Look at them again after how many days (empty: as their group, else {USUAL_DAYS})",
            min_value=1,
            max_value=3650,
            value=None,
            step=1,
            key="list_schedule_days",
        )
        if not put.form_submit_button("Set the schedule", wrap=False):
            return

    def set_all() -> None:
        for row in rows:
            sources.store().schedules.set_vendor(
                row.vendor.id, days, at=sources.now(), person=access.person().name
            )

    told = "as usual" if days is None else f"every {days} days"
    _do(set_all, f"{count_words(len(rows), 'vendor')}: looked at {told}.")


def draw_archive(rows: Sequence[Listed]) -> None:
    """Draw the form that takes chosen vendors off the list; all that is stored stays."""
    names = {row.vendor.id: plain_option(row.vendor.name) for row in rows}
    with st.form("list_archive", border=False):
        left, go, _ = st.columns([3, 1, 1], vertical_alignment="bottom")
        going = left.multiselect(
            "Take off the list (all that is stored stays)", list(names), format_func=names.__getitem__
        )
        if not go.form_submit_button("Take off the list", wrap=False) or not going:
            return

    def archive() -> None:
        for vendor_id in going:
            sources.store().vendors.archive(vendor_id, at=sources.now(), person=access.person().name)

    _do(archive, f"{count_words(len(going), 'vendor')} taken off the list.")


def _do(act: Callable[[], object], told: str) -> None:
    """Do it and draw the page anew; a refusal of the store is told on the page."""
    try:
        act()
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.toast(plain(told))
    st.rerun()
