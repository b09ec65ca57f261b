"""The decision that a person signs, and the review that is closed with it or opened again."""

from datetime import timedelta

import streamlit as st

from analyzer.core.errors import StoreError
from analyzer.core.reports import Report
from analyzer.core.reviews import DecisionKind, ReviewLock
from analyzer.dashboard import access, sources
from analyzer.dashboard.judging import Decided, decision_of, second_needed
from analyzer.dashboard.requesting import draw_requests
from analyzer.dashboard.wording import DECISION_TITLE, plain
from analyzer.dashboard.yardsticks import draw_advice
from analyzer.render.presentation import Presentation
from analyzer.store import Listed

_KINDS: tuple[DecisionKind, ...] = tuple(DecisionKind)
_A_YEAR = timedelta(days=365)


def draw_lock(vendor_id: str) -> bool:
    """Tell whether the vendor's review is closed; where it is, draw by whom, and the way to reopen it."""
    lock = sources.store().reviews.lock(vendor_id)
    if not lock.closed:
        return False
    st.info(f"This review is closed: no verdict can be given. Closed by {plain(lock.person)}.")
    st.text(f"{lock.made_at:%Y-%m-%d %H:%M} UTC: {lock.reason}")
    if access.allowed(access.Role.APPROVER):
        _lock_form(lock, closing=False)
    return True


def draw_decision(row: Listed, report: Report) -> None:
    """Draw the advice, the decision in force, who asked, the form to sign, and closing the review."""
    draw_advice(Presentation(report, sources.rulebook()))
    history = sources.store().decisions.history(row.vendor.id)
    if history:
        last = history[-1]
        until = f", until {last.expires_on:%Y-%m-%d}" if last.expires_on else ""
        people = " and ".join(filter(None, (last.decider, last.second_approver)))
        st.success(f"In force: {DECISION_TITLE[last.kind]} by {plain(people)}", icon=":material/check:")
        told = (f"Signed {last.decided_at:%Y-%m-%d}{until}", last.reason)
        st.text("\n".join((*filter(None, told), *(f"Condition: {c}" for c in last.conditions))))
    with st.expander("Who asked for it"):
        draw_requests(row.vendor.id)
    if access.allowed(access.Role.APPROVER):
        _decide(row, report, seen=history[-1].revision if history else 0)
        if not draw_lock(row.vendor.id):
            with st.expander("Close the review, so that no verdict changes any more"):
                _lock_form(sources.store().reviews.lock(row.vendor.id), closing=True)


def _decide(row: Listed, report: Report, *, seen: int) -> None:
    needed = second_needed(report, sources.profile())
    with st.form("decide"):
        kind = st.selectbox("Decision", _KINDS, format_func=DECISION_TITLE.__getitem__, key="decide_kind")
        left, right = st.columns(2)
        reason = left.text_area("Reason", key="decide_reason", height=80, persist_state="session")
        conditions = right.text_area(
            "Conditions, one a line", key="decide_conditions", height=80, persist_state="session"
        )
        until = left.date_input("Valid until", value=sources.now().date() + _A_YEAR, key="decide_until")
        second = right.text_input(
            "Second approver (needed at this exposure)" if needed else "Second approver (not needed)",
            key="decide_second",
            persist_state="session",
        )
        if not st.form_submit_button("Sign the decision", type="primary", key="decide_sign"):
            return
    if (refusal := access.second_refused(second, needed=needed)) is not None:
        st.error(refusal)
        return
    said = Decided(kind=kind, reason=reason, conditions=conditions, expires_on=until, second_approver=second)
    number = row.newest.number if row.newest else None
    made = decision_of(said, row.vendor.id, report=number, by=access.person().name, at=sources.now())
    try:
        sources.store().decisions.add(made, seen=seen)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.rerun()


def _lock_form(lock: ReviewLock, *, closing: bool) -> None:
    word = "Close" if closing else "Reopen"
    with st.form(f"lock_{word}", border=False):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        reason = left.text_input(f"Reason to {word.lower()} it", key=f"lock_reason_{word}")
        if not right.form_submit_button(f"{word} the review"):
            return
    made = ReviewLock(
        vendor_id=lock.vendor_id,
        closed=closing,
        person=access.person().name,
        reason=reason,
        made_at=sources.now(),
    )
    try:
        sources.store().reviews.set_lock(made, seen=lock.revision)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
