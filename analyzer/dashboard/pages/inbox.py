"""The inbox: teachers' requests that wait for a decision, the oldest first."""

import streamlit as st

from analyzer.core.errors import StoreError
from analyzer.core.reviews import RequestState, VettingRequest
from analyzer.dashboard import access, sources
from analyzer.dashboard.passages import grid
from analyzer.dashboard.requesting import HEADER, request_rows
from analyzer.dashboard.routes import open_page, plain_option
from analyzer.dashboard.wording import count_words, plain


def inbox() -> None:
    """Draw the open requests, and the way from each to its vendor's report and decision."""
    st.title("Open requests", anchor=False)
    asked = sources.store().requests.open_requests()
    if not asked:
        st.info("Nobody waits. A request comes in where “Vet a product” names who asks.")
        return
    st.caption(
        f"{count_words(len(asked), 'request')}, the oldest first. "
        "Signing a decision on the vendor closes its requests; deferring leaves them open."
    )
    st.html(grid(HEADER, request_rows(asked), caption="Open requests"))
    names = {
        one.id: plain_option(f"{one.product}: {one.requested_by}, {one.received_at:%Y-%m-%d}")
        for one in asked
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Request", list(names), format_func=names.__getitem__, key="inbox_request")
        one = next(a for a in asked if a.id == chosen)
        if st.button("See the report", key="inbox_report", wrap=False):
            open_page("report", vendor=one.vendor_id)
        if st.button("Review and decide", type="primary", key="inbox_review", wrap=False):
            open_page("review", vendor=one.vendor_id)
    with st.expander("Withdraw this request"):
        if access.allowed(access.Role.REVIEWER):
            _withdraw(one)


def _withdraw(one: VettingRequest) -> None:
    with st.form("inbox_withdraw", border=False):
        reason = st.text_input("Why it is withdrawn", key="inbox_reason", persist_state="session")
        if not st.form_submit_button("Withdraw it"):
            return
    try:
        sources.store().requests.settle_request(
            one.id,
            RequestState.WITHDRAWN,
            person=access.person().name,
            at=sources.now(),
            reason=reason,
        )
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
