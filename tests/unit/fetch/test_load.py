"""Two hundred vendors at once: all sound documents come, and no host is ever hurried."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle, islice, pairwise

import pytest

from analyzer.core.documents import Snapshot, Source
from analyzer.fetch import FAILURE_KINDS, Fetcher, FetchFailedError
from tests.fetch_server import (
    Behaviour,
    ReplayServer,
    endless,
    gzip_bomb,
    page,
    redirect,
    reset,
    sequence,
    slow_drip,
    stalled,
    status,
)
from tests.unit.fetch.conftest import NOW, POLICY

VENDORS = 200
DOCUMENTS = 3
DELAY_S = 0.1
SOUND = None


def _behaviours(host: str, number: int) -> dict[str, tuple[Behaviour, str | None]]:
    """One of each ten in a hundred: what the server does, and the kind of failure it must be."""
    sound = page(f"<html><p>Document {number} of {host}.</p></html>")
    return {
        "sound": (sound, SOUND),
        "forbidden": (status(403), "forbidden"),
        "missing": (status(404), "not_found"),
        "busy": (sequence(status(429, {"Retry-After": "0"}), sound), SOUND),
        "unwell": (sequence(status(503), sound), SOUND),
        "cut": (sequence(reset(), sound), SOUND),
        "inward": (redirect("http://169.254.169.254/"), "blocked_address"),
        "empty": (page(b""), "empty"),
        "bomb": (gzip_bomb(), "too_large"),
        "slow": (
            (slow_drip, stalled, endless)[number % 3](),
            ("too_slow", "timeout", "too_large")[number % 3],
        ),
    }


def _host(vendor: int) -> str:
    return "shared.test" if vendor % 20 == 0 else f"vendor{vendor}.test"  # ten vendors share one host


def _plan() -> Iterator[tuple[str, str, Behaviour, str | None]]:
    names = cycle(_behaviours("", 0))
    for number, name in enumerate(islice(names, VENDORS * DOCUMENTS)):
        host = _host(number // DOCUMENTS)
        behaviour, kind = _behaviours(host, number)[name]
        yield host, f"/{number}", behaviour, kind


@pytest.mark.slow
def test_two_hundred_vendors():
    plan = list(_plan())
    hosts = frozenset(host for host, *_ in plan)
    policy = replace(POLICY, per_host_delay_s=DELAY_S, allowed_private_hosts=hosts, read_timeout_s=0.6)
    with ReplayServer({(host, path): behaviour for host, path, behaviour, _ in plan}) as server:
        fetcher = Fetcher(policy, clock=lambda: NOW, resolver=server.resolver)

        def fetch(job: tuple[str, str, Behaviour, str | None]) -> Snapshot | str:
            host, path, *_ = job
            try:
                return fetcher.for_vendor(host).fetch(Source(location=server.url(path, host)))
            except FetchFailedError as failure:
                return failure.kind

        with ThreadPoolExecutor(32) as pool:
            answers = list(pool.map(fetch, plan))
        hits = server.hits

    wrong = [
        (host, path, kind, answer)
        for (host, path, _, kind), answer in zip(plan, answers, strict=True)
        if (kind is SOUND) != isinstance(answer, Snapshot) or (kind is not SOUND and answer != kind)
    ]
    assert wrong == []
    sound = [answer for answer in answers if isinstance(answer, Snapshot)]
    assert len(sound) == VENDORS * DOCUMENTS * 4 // 10
    assert len({snapshot.id for snapshot in sound}) == len(sound)
    assert {a for a in answers if isinstance(a, str)} <= FAILURE_KINDS

    arrivals: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        arrivals[hit.host].append(hit.at)
    gaps = [later - earlier for times in arrivals.values() for earlier, later in pairwise(sorted(times))]
    assert len(gaps) > VENDORS * DOCUMENTS
    assert min(gaps) >= DELAY_S
