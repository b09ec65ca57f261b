"""What teachers ask for: kept with the vendor, shown on its page, and waiting in the inbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import streamlit as st

from analyzer.core.profile import Request
from analyzer.core.reviews import RequestState, VettingRequest
from analyzer.dashboard import sources
from analyzer.dashboard.passages import grid

STATE_TITLE: dict[RequestState, str] = {
    RequestState.OPEN: "waits for a decision",
    RequestState.DECIDED: "decided",
    RequestState.WITHDRAWN: "withdrawn",
}


def kept_request(told: Request, vendor_id: str, *, at: datetime, note: str = "") -> VettingRequest | None:
    """Return the form as a request that the store keeps; None where it names nobody who asks."""
    if not told.requester.strip():
        return None
    needed = f"Needed by {told.needed_by:%Y-%m-%d}." if told.needed_by else ""
    return VettingRequest(
        vendor_id=vendor_id,
        product=" ".join(filter(None, (told.product, told.edition.strip()))),
        requested_by=told.requester.strip(),
        received_at=at,
        school=told.school.strip(),
        purpose=told.use.strip(),
        grades=told.grades,
        subjects=tuple(filter(None, (part.strip() for part in told.subject.split(",")))),
        data_needed=told.elements,
        note=" ".join(filter(None, (needed, note.strip()))),
    )


def draw_requests(vendor_id: str) -> None:
    """Draw all requests for one vendor's products, the newest first."""
    asked = sources.store().requests.requests_of(vendor_id)
    if not asked:
        st.caption("Nobody has asked for this vendor's products yet. Requests come in under “Vet a product”.")
        return
    st.html(grid(HEADER, request_rows(reversed(asked)), caption="Requests for this vendor's products"))


HEADER = ("Product", "Asked by", "Received", "Purpose", "Grades", "Data needed", "State", "Note")


def request_rows(asked: Iterable[VettingRequest]) -> list[Sequence[str]]:
    """Return one row of `HEADER` a request."""
    labels = {element.id: element.label for element in sources.rulebook().elements}
    return [
        (
            one.product,
            ", ".join(filter(None, (one.requested_by, one.school))),
            f"{one.received_at:%Y-%m-%d}",
            one.purpose,
            ", ".join(one.grades),
            ", ".join(labels.get(element, element) for element in one.data_needed),
            STATE_TITLE[one.state],
            one.note,
        )
        for one in asked
    ]
