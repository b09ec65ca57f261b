"""A fetcher with tiny limits, pointed at a replay server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analyzer.core.documents import Source
from analyzer.fetch import Fetcher, FetchFailedError, FetchPolicy
from tests.fetch_server import Behaviour, ReplayServer

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
POLICY = FetchPolicy(
    user_agent="vendor-policy-analyzer/0.1 (+mailto:privacy@district.test)",
    connect_timeout_s=1.0,
    read_timeout_s=0.4,
    total_timeout_s=0.8,
    max_bytes=2_000_000,
    max_decompressed_bytes=4_000_000,
    max_redirects=4,
    per_host_delay_s=0.0,
    max_wait_s=2.0,
    retries=1,
    backoff_s=0.01,
    allowed_private_hosts=frozenset({"site.test", "other.test", "third.test"}),
)


class Bench:
    """A server and ways to fetch from it."""

    def __init__(self, server: ReplayServer) -> None:
        self.server = server

    def fetcher(self, **changes: object) -> Fetcher:
        return Fetcher(replace(POLICY, **changes), clock=lambda: NOW, resolver=self.server.resolver)

    def fetch(self, path: str = "/", **changes: object):
        location = path if "://" in path else self.server.url(path)
        return self.fetcher(**changes).fetch(Source(location=location))

    def failure(self, path: str = "/", **changes: object) -> FetchFailedError:
        with pytest.raises(FetchFailedError) as caught:
            self.fetch(path, **changes)
        return caught.value

    def paths(self) -> list[str]:
        return [hit.path for hit in self.server.hits if hit.path != "/robots.txt"]


@pytest.fixture
def bench() -> Iterator[Callable[..., Bench]]:
    with ExitStack() as stack:

        def start(routes: dict[str | tuple[str, str], Behaviour] | Behaviour, **options: object) -> Bench:
            table = routes if isinstance(routes, dict) else {"/": routes}
            return Bench(stack.enter_context(ReplayServer(table, **options)))

        yield start
