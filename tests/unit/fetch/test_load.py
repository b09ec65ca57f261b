"""Two hundred vendors at once in a bad world: all sound documents are stored, and no host is ever hurried."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from analyzer.batch import Rescoring, Summary, rescore
from analyzer.batch.analyzing import BundleAnalysis
from analyzer.core.documents import ReadingStatus, Snapshot, Source, Vendor
from analyzer.fetch import FAILURE_KINDS, Fetcher
from analyzer.pipeline import KitPaths, obtain
from analyzer.store import Store, open_store
from tests.fetch_server import TROUBLES, Hit, World
from tests.unit.fetch.conftest import NOW, POLICY

ROOT = Path(__file__).resolve().parents[3]
VENDORS = 200
DOCUMENTS = 3
DELAY_S = 0.1
READ_S, TOTAL_S = 1.0, 3.0  # far apart, so that a busy machine takes no stalled answer for a slow one
PERIOD = 30  # of each thirty documents one meets each trouble: twenty of two hundred vendors, a tenth
STEP = 7  # shares no factor with PERIOD, so that sound and troubled documents stand side by side
TOLD_ONCE = {  # kin of another trouble; `test_world.py` has them one by one
    "401",
    "404",
    "429 without end",
    "broken off",
    "challenge that says 200",
    "no protocol",
    "reset once",
    "slow head",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One document of a vendor, and the trouble that it meets, or None."""

    vendor: str
    host: str
    location: str
    trouble: str | None


def _plan(world: World) -> Iterator[Planned]:
    names = [name for name in TROUBLES if name not in TOLD_ONCE]
    for number in range(VENDORS * DOCUMENTS):
        vendor = number // DOCUMENTS
        host = "shared.test" if vendor % 20 == 0 else f"vendor{vendor}.test"  # ten vendors share one host
        turn = number * STEP % PERIOD
        trouble = names[turn] if turn < len(names) else None
        location = world.sound(host) if trouble is None else world.troubled(trouble, host)
        yield Planned(f"v{vendor:03}", host, location, trouble)


def _pass(world: World, plan: list[Planned], store: Store) -> Summary:
    sources: dict[str, list[Source]] = defaultdict(list)
    for one in plan:
        sources[one.vendor].append(Source(location=one.location))
    vendors = [Vendor(id=name, name=name, sources=tuple(places)) for name, places in sources.items()]
    store.vendors.save_all(vendors, at=NOW)
    hosts = frozenset({*(one.host for one in plan), *(f"turncoat{n}.test" for n in range(5 * len(plan)))})
    policy = replace(
        POLICY,
        per_host_delay_s=DELAY_S,
        allowed_private_hosts=hosts,
        read_timeout_s=READ_S,
        total_timeout_s=TOTAL_S,
    )
    fetcher = Fetcher(policy, clock=lambda: NOW, resolver=world.resolver)

    def fetch(source: Source, vendor: Vendor) -> Snapshot:
        return obtain(source, vendor.id, fetcher, lambda: NOW)

    profile = ROOT / "data" / "profiles" / "massachusetts.yaml"
    analyze = BundleAnalysis(paths=KitPaths(rules=ROOT / "rules", profile=profile), made_at=NOW)
    how = Rescoring(made_by="this", now=lambda: NOW, fetch=fetch, fetchers=32, waiting=VENDORS)
    with ThreadPoolExecutor(1) as executor:
        return rescore(vendors, store=store, executor=executor, analyze=analyze, how=how)


@pytest.mark.slow
def test_two_hundred_vendors(tmp_path: Path) -> None:
    with World() as world, open_store(tmp_path / "a.sqlite3") as store:
        plan = list(_plan(world))
        met = [one.trouble for one in plan]
        assert {met.count(name) for name in met if name} == {VENDORS // 10}
        summary = _pass(world, plan, store)
        assert [o.vendor_id for o in summary.outcomes if o.verdict == "failed"] == []
        assert [one for one in plan if not _ended_well(one, store)] == []
        _assert_polite(world.hits)


def _ended_well(one: Planned, store: Store) -> bool:
    """Tell whether a document is stored and read, or its failure stands there with kind and remedy."""
    (fetch,) = store.snapshots.history(one.vendor, one.location)
    ending = TROUBLES[one.trouble].ending if one.trouble else None
    if ending in FAILURE_KINDS:
        return not fetch.succeeded and fetch.error_kind == ending and bool(fetch.remedy)
    report = store.reports.latest(one.vendor)
    read = [d.status for d in report.documents if d.source.location == one.location] if report else []
    stored = store.snapshots.latest(one.vendor, one.location)
    return stored is not None and fetch.succeeded and read == [ending or ReadingStatus.READ]


def _assert_polite(hits: tuple[Hit, ...]) -> None:
    """No host was asked twice within the delay, and none waited longer than delay and deadlines ask for."""
    arrivals: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        arrivals[hit.host].append(hit.at)
    gaps = [later - earlier for times in arrivals.values() for earlier, later in pairwise(sorted(times))]
    assert len(gaps) > VENDORS * DOCUMENTS
    assert min(gaps) >= DELAY_S
    slowest = max(len(times) for times in arrivals.values())
    moments = [hit.at for hit in hits]
    allowed = slowest * (DELAY_S + TOTAL_S)
    assert max(moments) - min(moments) < allowed
