"""Who waits for a person: due again, decided until a day that has passed, agreement run out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analyzer.core.documents import DocumentKind, Vendor
from analyzer.core.reviews import Decision
from analyzer.store import Due, Store

_AGREEMENT_RANK = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """A data agreement whose own text says until when it holds."""

    vendor_id: str
    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What waits for a person on a day, the longest overdue first."""

    due: tuple[Due, ...] = ()
    decisions: tuple[Decision, ...] = ()
    agreements: tuple[Expiry, ...] = ()


def attention(store: Store, vendors: Iterable[Vendor], on: date) -> Attention:
    """Return what waits for a person among these vendors on a day."""
    listed = tuple(vendors)
    ids = {vendor.id for vendor in listed}
    return Attention(
        due=tuple(due for due in store.schedules.due(on) if due.vendor_id in ids),
        decisions=tuple(d for d in store.decisions.expired(on) if d.vendor_id in ids),
        agreements=tuple(expiry for expiry in expiries(store, listed) if expiry.on <= on),
    )


def expiries(store: Store, vendors: Iterable[Vendor]) -> tuple[Expiry, ...]:
    """Return until when vendors' data agreements hold, the earliest first.

    Looked at are vendors of which the list names an agreement: reading every report would take as
    long as scoring some of them.
    """
    found = []
    for vendor in vendors:
        if not any(
            s.kind is DocumentKind.DATA_AGREEMENT or s.rank == _AGREEMENT_RANK for s in vendor.sources
        ):
            continue
        report = store.reports.latest(vendor.id)
        ends = report.agreement.expires_at if report and report.agreement else None
        if ends is not None:
            found.append(Expiry(vendor_id=vendor.id, name=vendor.name, on=ends))
    return tuple(sorted(found, key=lambda expiry: (expiry.on, expiry.vendor_id)))
