"""What the database holds beside a vendor's newest report, gathered for the printed summary."""

from collections import defaultdict

from analyzer.core.record import LoggedStep, ReviewRecord
from analyzer.core.reviews import VettingRequest
from analyzer.store.opening import Store
from analyzer.store.records import AuditEntry


def review_record(
    store: Store, vendor_id: str, *, district: str = "", logo: bytes | None = None
) -> ReviewRecord:
    """Return the record of one vendor: requests, decision, verdicts, next check and the whole log.

    Raises:
        StoreError: the vendor is unknown.
    """
    heads = store.reports.history(vendor_id)
    fetches = store.snapshots.history(vendor_id)
    return ReviewRecord(
        number=heads[-1].number if heads else None,
        district=district,
        logo=logo,
        requests=store.requests.requests_of(vendor_id),
        decision=store.decisions.current(vendor_id),
        reviews=store.reviews.current(vendor_id),
        next_review=store.schedules.due_on(vendor_id),
        last_checked=max((fetch.fetched_at for fetch in fetches), default=None),
        log=tuple(_step(entry) for entry in store.vendors.audit(vendor_id)),
    )


def review_records(store: Store, *, district: str = "") -> dict[str, ReviewRecord]:
    """Return the records of the whole list by vendor id, without verdicts on single findings and log."""
    asked: dict[str, list[VettingRequest]] = defaultdict(list)
    for request in store.requests.all_requests():
        asked[request.vendor_id].append(request)
    decisions = store.decisions.all_current()
    return {
        row.vendor.id: ReviewRecord(
            number=row.newest.number if row.newest else None,
            district=district,
            requests=tuple(asked[row.vendor.id]),
            decision=decisions.get(row.vendor.id),
            next_review=row.due_on,
            last_checked=row.checked_at,
        )
        for row in store.reports.listing()
    }


def _step(entry: AuditEntry) -> LoggedStep:
    return LoggedStep(
        made_at=entry.made_at,
        person=entry.person,
        action=entry.action,
        subject=entry.subject,
        detail=entry.detail,
    )
