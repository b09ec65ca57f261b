"""What teachers ask for: each request is kept, and what became of it is logged."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, insert, select, update

from analyzer.core.errors import StoreError
from analyzer.core.reviews import Decision, DecisionKind, RequestState, VettingRequest
from analyzer.core.wire import from_wire, to_wire
from analyzer.store import schema
from analyzer.store.connecting import reading, writing
from analyzer.store.records import AuditEntry
from analyzer.store.vendors import lock_vendor, log


class Requests:
    """The vetting requests of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record_request(self, request: VettingRequest) -> VettingRequest:
        """Keep a request; return it with its id. It is open, whatever its own `id` and `state` say.

        Raises:
            StoreError: the vendor is unknown, or nobody is named who asks, or no product.
        """
        if not (request.requested_by.strip() and request.product.strip()):
            raise StoreError("A request needs the name of the person who asks and of the product.")
        table = schema.requests
        asked = replace(request, id=0, state=RequestState.OPEN)
        values = {
            "vendor_id": asked.vendor_id,
            "state": asked.state.value,
            "requested_by": asked.requested_by,
            "received_at": asked.received_at,
            "body": to_wire(asked),
        }
        with writing(self._engine) as connection:
            lock_vendor(connection, asked.vendor_id)
            number = connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()
            kept = replace(asked, id=int(number))
            log(connection, _entry(kept, kept.received_at, kept.requested_by, kept.purpose))
        return kept

    def get(self, request_id: int) -> VettingRequest:
        """Return one request.

        Raises:
            StoreError: there is none of that id.
        """
        with reading(self._engine) as connection:
            return _get(connection, request_id)

    def requests_of(self, vendor_id: str) -> tuple[VettingRequest, ...]:
        """Return all requests for a vendor's products, oldest first, whatever became of them."""
        table = schema.requests
        query = select(table).where(table.c.vendor_id == vendor_id).order_by(table.c.id)
        with reading(self._engine) as connection:
            return tuple(_request(row) for row in connection.execute(query).mappings())

    def all_requests(self) -> tuple[VettingRequest, ...]:
        """Return every request, oldest first, whatever became of it."""
        query = select(schema.requests).order_by(schema.requests.c.id)
        with reading(self._engine) as connection:
            return tuple(_request(row) for row in connection.execute(query).mappings())

    def open_requests(self) -> tuple[VettingRequest, ...]:
        """Return the requests that wait for a decision, oldest first; archived vendors left out."""
        table, vendors = schema.requests, schema.vendors
        query = (
            select(table)
            .join(vendors, vendors.c.id == table.c.vendor_id)
            .where(table.c.state == RequestState.OPEN.value, vendors.c.archived_at.is_(None))
            .order_by(table.c.received_at, table.c.id)
        )
        with reading(self._engine) as connection:
            return tuple(_request(row) for row in connection.execute(query).mappings())

    def settle_request(
        self, request_id: int, state: RequestState, *, person: str, at: datetime, reason: str = ""
    ) -> VettingRequest:
        """Say what became of a request; saying the same again changes nothing.

        Opening one again needs a reason, and so does withdrawing one.

        Raises:
            StoreError: there is none of that id, or person or reason are missing.
        """
        if not person.strip() or (state is not RequestState.DECIDED and not reason.strip()):
            raise StoreError("To withdraw a request or open it again needs a person and a reason.")
        with writing(self._engine) as connection:
            lock_vendor(connection, _get(connection, request_id).vendor_id)
            found = _get(connection, request_id)  # again: another writer may have settled it meanwhile
            if found.state is state:
                return found
            return _settle(connection, replace(found, state=state), person, at, reason)


def settle_open(connection: Connection, decision: Decision) -> None:
    """Mark the vendor's open requests as decided, in the decision's own transaction.

    A decision that only defers leaves them open.
    """
    if decision.kind is DecisionKind.DEFER:
        return
    table = schema.requests
    waiting = table.c.vendor_id == decision.vendor_id, table.c.state == RequestState.OPEN.value
    for row in connection.execute(select(table).where(*waiting).order_by(table.c.id)).mappings().all():
        decided = replace(_request(row), state=RequestState.DECIDED)
        _settle(connection, decided, decision.decider, decision.decided_at, decision.kind.value)


def _settle(
    connection: Connection, settled: VettingRequest, person: str, at: datetime, reason: str
) -> VettingRequest:
    table = schema.requests
    connection.execute(update(table).where(table.c.id == settled.id).values(state=settled.state.value))
    log(connection, _entry(settled, at, person, reason))
    return settled


def _get(connection: Connection, request_id: int) -> VettingRequest:
    table = schema.requests
    row = connection.execute(select(table).where(table.c.id == request_id)).mappings().first()
    if row is None:
        raise StoreError(f"There is no request number {request_id}.")
    return _request(row)


def _request(row: RowMapping) -> VettingRequest:
    kept = from_wire(VettingRequest, row["body"])
    return replace(kept, id=row["id"], state=RequestState(row["state"]))


def _entry(request: VettingRequest, at: datetime, person: str, reason: str) -> AuditEntry:
    detail = (("request", str(request.id)), ("school", request.school), ("reason", reason))
    return AuditEntry(
        made_at=at,
        person=person,
        action=f"request_{request.state.value}",
        vendor_id=request.vendor_id,
        subject=request.product,
        detail=tuple((name, value) for name, value in detail if value),
    )
