"""What a watchman would wake somebody for: not every byte that changed, and nothing twice."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from analyzer.batch.attention import expiries
from analyzer.compare import compare_reports
from analyzer.core.changes import Changes, FindingChange, FindingChangeKind
from analyzer.core.documents import Vendor
from analyzer.core.reports import Report
from analyzer.store import Fetch, Store

_HEAVY = 4  # the weight from which on a question decides
_QUOTED = 200  # characters of a quote that a notice shows


class NoticeKind(StrEnum):
    """What a notice is about, the most pressing first."""

    TIER = "tier"
    FINDING_APPEARED = "finding_appeared"
    FINDING_GONE = "finding_gone"
    SCORE = "score"
    NOT_READ = "not_read"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that matters. `key` is the same however often it is found out, and of nothing else."""

    key: str
    kind: NoticeKind
    vendor_id: str
    name: str
    sentence: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What matters to a district.

    A score matters from `points` on; a source that failed `failures` times running; an agreement or a
    decision that ends within `days`. `titles` are the titles of practices by id.
    """

    titles: dict[str, str]
    points: float = 5.0
    failures: int = 3
    days: int = 60


def notices(
    store: Store, vendors: Iterable[Vendor], seen: dict[str, int], watch: Watch, at: datetime
) -> tuple[Notice, ...]:
    """Return what matters since the reports that were seen last, tiers and decisive findings first.

    Args:
        store: the list with its reports and fetches.
        vendors: whom to look at.
        seen: the number of the report last looked at, by vendor id; a vendor that is not in it is new
            and gives no change.
        watch: what matters.
        at: the time of looking.
    """
    listed = tuple(vendors)
    found: list[Notice] = []
    for vendor in listed:
        make = _Maker(vendor, at)
        found += _changes(store, vendor, seen.get(vendor.id), watch, make)
        found += _unread(store, vendor, watch, make)
    found += _ending(store, listed, watch, at)
    order = list(NoticeKind)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.name.casefold(), one.key)))


def newest_numbers(store: Store) -> dict[str, int]:
    """Return the number of every vendor's newest report."""
    return {row.vendor.id: row.newest.number for row in store.reports.listing() if row.newest}


class _Maker:
    """Makes the notices of one vendor."""

    def __init__(self, vendor: Vendor, at: datetime) -> None:
        self._vendor = vendor
        self._at = at

    def __call__(self, kind: NoticeKind, sentence: str, *facts: object) -> Notice:
        """Return a notice; `facts` are what makes it another one than those before."""
        key = sha256(repr((self._vendor.id, kind.value, *map(str, facts))).encode()).hexdigest()[:32]
        name = self._vendor.name
        return Notice(
            key=key,
            kind=kind,
            vendor_id=self._vendor.id,
            name=name,
            sentence=f"{name}: {sentence}",
            at=self._at,
        )


Make = Callable[..., Notice]


def _changes(store: Store, vendor: Vendor, seen: int | None, watch: Watch, make: Make) -> Iterator[Notice]:
    newest = store.reports.newest(vendor.id)
    if seen is None or newest is None or newest.number <= seen:
        return
    old, new = store.reports.get(seen), store.reports.get(newest.number)
    changes = compare_reports(old, new)
    why = _why(changes)
    if changes.old_tier is not changes.new_tier:
        told = f"{_words(changes.old_tier)} → {_words(changes.new_tier)}{why}"
        yield make(NoticeKind.TIER, told, newest.number)
    elif changes.score_change is not None and abs(changes.score_change) >= watch.points:
        told = f"score {changes.old_score:.0f} → {changes.new_score:.0f}{why}"
        yield make(NoticeKind.SCORE, told, newest.number)
    decided = _deciding(old) | _deciding(new)
    for change in changes.findings:
        finding = change.new or change.old
        if finding is not None and finding.key in decided:
            yield from _finding(change, watch, make, newest.number)


def _finding(change: FindingChange, watch: Watch, make: Make, number: int) -> Iterator[Notice]:
    title = watch.titles.get(change.practice_id, change.practice_id)
    if change.kind is FindingChangeKind.APPEARED and change.new is not None:
        told = f"new: {title}: “{_quoted(change.new.evidence.quote)}”"
        yield make(NoticeKind.FINDING_APPEARED, told, number, change.new.key)
    elif change.kind is FindingChangeKind.GONE and change.old is not None:
        told = f"gone: {title}: “{_quoted(change.old.evidence.quote)}”"
        yield make(NoticeKind.FINDING_GONE, told, number, change.old.key)


def _deciding(report: Report) -> set[str]:
    """Return the keys of the findings that decide a heavy question."""
    heavy = (question for question in report.assessment.questions if question.weight >= _HEAVY)
    return {key for question in heavy for key in question.decided_by}


def _unread(store: Store, vendor: Vendor, watch: Watch, make: Make) -> Iterator[Notice]:
    for source in vendor.sources:
        fetches = store.snapshots.history(vendor.id, source.location)
        failed = _failed_since(fetches)
        if len(failed) >= watch.failures:
            told = (
                f"{source.location} could not be read {len(failed)} times running: {failed[-1].error_message}"
            )
            yield make(NoticeKind.NOT_READ, told, source.location, failed[0].number)


def _failed_since(fetches: tuple[Fetch, ...]) -> tuple[Fetch, ...]:
    """Return the failures since the last success, oldest first."""
    last = max((at for at, fetch in enumerate(fetches) if fetch.succeeded), default=-1)
    return fetches[last + 1 :]


def _ending(store: Store, vendors: tuple[Vendor, ...], watch: Watch, at: datetime) -> Iterator[Notice]:
    by_id = {vendor.id: vendor for vendor in vendors}
    last = at.date() + timedelta(days=watch.days)
    ends: list[tuple[str, str, date]] = [
        (one.vendor_id, "the data agreement", one.on) for one in expiries(store, vendors) if one.on <= last
    ]
    ends += [
        (one.vendor_id, "the decision", one.expires_on)
        for one in store.decisions.expired(last)
        if one.vendor_id in by_id and one.expires_on
    ]
    for vendor_id, what, on in ends:
        over = on <= at.date()
        told = f"{what} {'ended' if over else 'ends'} on {on}"
        yield _Maker(by_id[vendor_id], at)(NoticeKind.EXPIRY, told, what, on, over)


def _why(changes: Changes) -> str:
    causes = ", ".join(cause.value.replace("_", " ") for cause in changes.causes)
    return f" (because of: {causes})" if causes else ""


def _words(tier: str) -> str:
    return tier.replace("_", " ")


def _quoted(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED]}…"
