"""People's verdicts and decisions: append-only, one after the other, and nobody's overwritten unseen."""

from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select

from analyzer.core.errors import StoreError
from analyzer.core.reviews import Decision, DecisionKind, Review, ReviewLock, ReviewVerdict
from analyzer.core.wire import JsonValue, from_wire, to_wire
from analyzer.store import schema
from analyzer.store.connecting import reading, writing
from analyzer.store.records import AuditEntry
from analyzer.store.reports import load_report
from analyzer.store.requests import settle_open
from analyzer.store.vendors import lock_vendor, log

T = TypeVar("T", Review, Decision)


class Reviews:
    """The verdicts on findings of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, review: Review, *, seen: int) -> Review:
        """Keep a verdict on a finding; return it with its revision.

        Args:
            review: the verdict; its own `revision` is ignored.
            seen: the revision of the newest verdict that the reviewer saw, 0 where there was none.

        Raises:
            StoreError: somebody else judged the finding in the meantime, the vendor's review is
                closed, the vendor is unknown, reviewer or reason are missing, or an added clause does
                not stand where it is said to stand in the vendor's newest report.
        """
        _check_review(review)
        with writing(self._engine) as connection:
            lock_vendor(connection, review.vendor_id)
            _refuse_if_closed(connection, review.vendor_id)
            _check_place(connection, review)
            newest = _newest_review(connection, review)
            if newest != seen:
                raise StoreError(
                    f"This finding of {review.vendor_id!r} was judged by somebody else in the meantime. "
                    "Look at their verdict and then judge again."
                )
            kept = replace(review, revision=seen + 1)
            connection.execute(insert(schema.reviews).values(**_review_row(kept)))
            log(connection, _review_entry(kept))
        return kept

    def current(self, vendor_id: str) -> tuple[Review, ...]:
        """Return the newest verdict on each of a vendor's findings, those taken back left out."""
        newest = {review.finding_key: review for review in self.history(vendor_id)}
        return tuple(r for r in newest.values() if r.verdict is not ReviewVerdict.WITHDRAWN)

    def history(self, vendor_id: str, finding_key: str | None = None) -> tuple[Review, ...]:
        """Return all verdicts on a vendor's findings, or on one of them, oldest first."""
        table = schema.reviews
        query = select(table).where(table.c.vendor_id == vendor_id).order_by(table.c.id)
        if finding_key is not None:
            query = query.where(table.c.finding_key == finding_key)
        with reading(self._engine) as connection:
            return tuple(_from_body(Review, row) for row in connection.execute(query).mappings())

    def lock(self, vendor_id: str) -> ReviewLock:
        """Return whether the vendor's review is closed, and by whom."""
        with reading(self._engine) as connection:
            return _lock(connection, vendor_id)

    def set_lock(self, lock: ReviewLock, *, seen: int) -> ReviewLock:
        """Close or reopen a vendor's review; `seen` is the lock's revision that the person saw.

        Raises:
            StoreError: somebody else closed or reopened it in the meantime, the vendor is unknown,
                or person, reason or time are missing.
        """
        if not (lock.person.strip() and lock.reason.strip() and lock.made_at):
            raise StoreError("Closing or reopening a review needs a person, a reason and a time.")
        with writing(self._engine) as connection:
            lock_vendor(connection, lock.vendor_id)
            if _lock(connection, lock.vendor_id).revision != seen:
                raise StoreError(
                    f"The review of {lock.vendor_id!r} was closed or reopened by somebody else in the "
                    "meantime. Look at it again."
                )
            kept = replace(lock, revision=seen + 1)
            connection.execute(
                insert(schema.review_locks).values(
                    vendor_id=kept.vendor_id,
                    revision=kept.revision,
                    closed=kept.closed,
                    person=kept.person,
                    reason=kept.reason,
                    made_at=kept.made_at,
                )
            )
            action = "review_closed" if kept.closed else "review_reopened"
            log(connection, _entry(lock.made_at, kept.person, action, kept.vendor_id, kept.reason))
        return kept


class Decisions:
    """The decisions on vendors of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, decision: Decision, *, seen: int) -> Decision:
        """Keep a decision on a vendor; return it with its revision.

        The vendor's open requests are decided with it, unless it only defers.

        Args:
            decision: the decision; its own `revision` is ignored.
            seen: the revision of the newest decision that the decider saw, 0 where there was none.

        Raises:
            StoreError: somebody else decided in the meantime, the vendor or report is unknown, or
                the decision is not complete.
        """
        _check_decision(decision)
        with writing(self._engine) as connection:
            lock_vendor(connection, decision.vendor_id)
            table = schema.decisions
            newest = select(func.max(table.c.revision)).where(table.c.vendor_id == decision.vendor_id)
            if (connection.execute(newest).scalar() or 0) != seen:
                raise StoreError(
                    f"Somebody else decided on {decision.vendor_id!r} in the meantime. "
                    "Look at their decision and then decide again."
                )
            _check_report(connection, decision)
            kept = replace(decision, revision=seen + 1)
            connection.execute(insert(table).values(**_decision_row(kept)))
            log(connection, _decision_entry(kept))
            settle_open(connection, kept)
        return kept

    def current(self, vendor_id: str) -> Decision | None:
        """Return the newest decision on a vendor, or None where there is none."""
        history = self.history(vendor_id)
        return history[-1] if history else None

    def history(self, vendor_id: str) -> tuple[Decision, ...]:
        """Return all decisions on a vendor, oldest first."""
        table = schema.decisions
        query = select(table).where(table.c.vendor_id == vendor_id).order_by(table.c.revision)
        with reading(self._engine) as connection:
            return tuple(_from_body(Decision, row) for row in connection.execute(query).mappings())

    def all_current(self) -> dict[str, Decision]:
        """Return the newest decision on every vendor that has one, by vendor id."""
        table = schema.decisions
        query = select(table).order_by(table.c.vendor_id, table.c.revision)
        with reading(self._engine) as connection:
            decisions = (_from_body(Decision, row) for row in connection.execute(query).mappings())
            return {decision.vendor_id: decision for decision in decisions}

    def expired(self, on: date) -> tuple[Decision, ...]:
        """Return the decisions in force that have run out by that day, the oldest first."""
        current = self.all_current().values()
        due = [decision for decision in current if decision.expires_on and decision.expires_on <= on]
        return tuple(sorted(due, key=lambda decision: (decision.expires_on or on, decision.vendor_id)))


def _check_review(review: Review) -> None:
    if not review.reviewer.strip():
        raise StoreError("A verdict needs the name of its reviewer.")
    needs_reason = review.verdict not in (ReviewVerdict.CONFIRMED, ReviewVerdict.ADDED)
    if needs_reason and not review.reason.strip():
        raise StoreError(f"A finding is not {review.verdict} without a reason. Say why in a sentence.")
    if review.verdict is ReviewVerdict.EDITED and review.edit is None:
        raise StoreError("An edit must say what it changes.")


def _check_decision(decision: Decision) -> None:
    if not decision.decider.strip():
        raise StoreError("A decision needs the name of its decider.")
    if decision.second_approver is not None and decision.second_approver.strip() in ("", decision.decider):
        raise StoreError("The second approver must be another person than the decider.")
    if decision.kind is DecisionKind.APPROVE_WITH_CONDITIONS and not decision.conditions:
        raise StoreError("An approval with conditions must name the conditions.")
    if decision.kind in (DecisionKind.DENY, DecisionKind.DEFER) and not decision.reason.strip():
        raise StoreError("To deny or defer a vendor needs a reason. Say why in a sentence.")
    if decision.expires_on is not None and decision.expires_on <= decision.decided_at.date():
        raise StoreError("A decision must expire after the day on which it was taken.")


def _check_place(connection: Connection, review: Review) -> None:
    """Refuse an added clause whose place does not hold its words: nobody could find it again."""
    if review.verdict is not ReviewVerdict.ADDED or review.span is None:
        return
    newest = select(func.max(schema.reports.c.id)).where(schema.reports.c.vendor_id == review.vendor_id)
    number = connection.execute(newest).scalar()
    documents = () if number is None else load_report(connection, int(number)).documents
    read = [document for document in documents if document.snapshot_id == review.snapshot_id]
    if read and all(review.span.of(document.text) != review.quote for document in read):
        raise StoreError(
            f"The words of the added clause do not stand at {review.span.start} to {review.span.end} of "
            f"{review.location}. Mark them again in the newest report."
        )


def _check_report(connection: Connection, decision: Decision) -> None:
    if decision.report is None:
        return
    table = schema.reports
    query = select(table.c.id).where(table.c.id == decision.report, table.c.vendor_id == decision.vendor_id)
    if connection.execute(query).first() is None:
        raise StoreError(f"Report {decision.report} is none of {decision.vendor_id!r}.")


def _refuse_if_closed(connection: Connection, vendor_id: str) -> None:
    lock = _lock(connection, vendor_id)
    if lock.closed:
        raise StoreError(
            f"The review of {vendor_id!r} was closed by {lock.person}. "
            "Reopen it, with a reason, to change a verdict."
        )


def _newest_review(connection: Connection, review: Review) -> int:
    table = schema.reviews
    query = select(func.max(table.c.revision)).where(
        table.c.vendor_id == review.vendor_id, table.c.finding_key == review.finding_key
    )
    return int(connection.execute(query).scalar() or 0)


def _lock(connection: Connection, vendor_id: str) -> ReviewLock:
    table = schema.review_locks
    query = select(table).where(table.c.vendor_id == vendor_id).order_by(table.c.revision.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return ReviewLock(vendor_id=vendor_id, closed=False) if row is None else ReviewLock(**row)


def _review_row(review: Review) -> dict[str, object]:
    return {
        "vendor_id": review.vendor_id,
        "finding_key": review.finding_key,
        "revision": review.revision,
        "verdict": review.verdict.value,
        "reviewer": review.reviewer,
        "made_at": review.made_at,
        "body": to_wire(review),
    }


def _decision_row(decision: Decision) -> dict[str, object]:
    return {
        "vendor_id": decision.vendor_id,
        "revision": decision.revision,
        "report_id": decision.report,
        "kind": decision.kind.value,
        "decider": decision.decider,
        "decided_at": decision.decided_at,
        "body": to_wire(decision),
    }


def _review_entry(review: Review) -> AuditEntry:
    entry = _entry(
        review.made_at, review.reviewer, f"finding_{review.verdict}", review.vendor_id, review.finding_key
    )
    detail = (("practice", review.practice_id), ("quote", review.quote), ("reason", review.reason))
    return replace(entry, detail=detail)


def _decision_entry(decision: Decision) -> AuditEntry:
    entry = _entry(
        decision.decided_at, decision.decider, "vendor_decided", decision.vendor_id, decision.kind.value
    )
    detail = [("reason", decision.reason), ("conditions", "; ".join(decision.conditions))]
    if decision.second_approver:
        detail.append(("second approver", decision.second_approver))
    if decision.expires_on:
        detail.append(("expires", decision.expires_on.isoformat()))
    return replace(entry, detail=tuple((name, value) for name, value in detail if value))


def _entry(at: datetime | None, person: str, action: str, vendor_id: str, subject: str) -> AuditEntry:
    if at is None:  # pragma: no cover - checked before
        raise StoreError("A log entry needs a time.")
    return AuditEntry(made_at=at, person=person, action=action, vendor_id=vendor_id, subject=subject)


def _from_body(kind: type[T], row: RowMapping) -> T:
    body: JsonValue = row["body"]
    return from_wire(kind, body)
