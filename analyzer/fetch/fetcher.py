"""From a `Source` on the web to a `Snapshot`: politely, safely, and with the bytes kept as proof."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from threading import Lock
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from requests.cookies import RequestsCookieJar
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from analyzer.core.documents import Snapshot, Source
from analyzer.core.media import sniff
from analyzer.fetch.address import Resolver, normalise_url, system_resolver
from analyzer.fetch.connection import Gate
from analyzer.fetch.exchange import Answer, exchange
from analyzer.fetch.pacing import Pacer
from analyzer.fetch.policy import FetchPolicy, NotModified, Validators
from analyzer.fetch.problems import FetchFailedError, status_failure
from analyzer.fetch.robots import Robots

_NOT_MODIFIED: Final = 304
_CLIENT_ERRORS: Final = range(400, 500)
_TOO_MANY_REQUESTS: Final = 429
_ROBOTS_REDIRECTS: Final = 5


class Fetcher:
    """Fetches documents under one policy; safe to share between threads.

    `clock` gives the aware UTC time stamped on snapshots; `sleep` and `monotonic` drive pauses
    and deadlines; `resolver` finds addresses. `fetch` keeps no cookies from one call to the next;
    `for_vendor` gives a fetcher that keeps those of one vendor.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
        resolver: Resolver = system_resolver,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.policy = policy
        self._clock = clock
        self._sleep = sleep
        self._resolver = resolver
        self._monotonic = monotonic
        self._pacer = Pacer(policy.per_host_delay_s, sleep=sleep, monotonic=monotonic)
        self._robots = Robots(policy.robot_name, monotonic=monotonic)
        self._vendors: dict[str, VendorFetcher] = {}
        self._guard = Lock()

    def __enter__(self) -> Self:
        """Begin; `close` follows at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Forget all cookies."""
        self.close()

    def close(self) -> None:
        """Forget all cookies. No connection outlives the fetch that opened it."""
        with self._guard:
            self._vendors.clear()

    def for_vendor(self, vendor_id: str) -> "VendorFetcher":
        """Return the fetcher whose cookies belong to this vendor alone; always the same one."""
        with self._guard:
            return self._vendors.setdefault(vendor_id, VendorFetcher(self))

    def fetch(
        self, source: Source, *, previous: Snapshot | Validators | None = None
    ) -> Snapshot | NotModified:
        """Return what is published at the source's address.

        With `previous` the server is asked for the document only if it changed since. Every hop
        of a redirect passes the same checks. Raises a FetchError whose `kind` names the failure
        (see `analyzer.fetch.FAILURE_KINDS`) and whose message says what to do next.
        """
        return self.fetch_with(RequestsCookieJar(), source, previous=previous)

    def fetch_with(
        self, cookies: RequestsCookieJar, source: Source, *, previous: Snapshot | Validators | None = None
    ) -> Snapshot | NotModified:
        """Do as `fetch`, reading and keeping cookies in the jar given."""
        validators = Validators.of(previous) if isinstance(previous, Snapshot) else previous
        trail = _Trail(source.location, self.policy.max_redirects)
        for url in trail:
            self._ask_robots(url, cookies)
            conditions = validators.request_headers(url) if validators else {}
            answer = self._get(url, conditions, cookies)
            if answer.location is not None:
                trail.follow(answer.location)
            elif answer.status == _NOT_MODIFIED and validators and conditions:
                return self._unchanged(source, answer, validators)
            else:
                return self._snapshot(source, answer)
        raise AssertionError("a trail ends by an answer or an error")  # pragma: no cover

    def _ask_robots(self, url: str, cookies: RequestsCookieJar) -> None:
        if not self.policy.obey_robots:
            return
        delay = self._robots.crawl_delay(url, lambda address: self._robots_text(address, cookies))
        if delay > self.policy.per_host_delay_s:
            self._pacer.slow_down(_host(url), min(delay, self.policy.max_wait_s))

    def _robots_text(self, url: str, cookies: RequestsCookieJar) -> str:
        """Return a robots.txt: empty where there is none to be had (RFC 9309, 2.3.1.3)."""
        trail = _Trail(url, _ROBOTS_REDIRECTS)
        try:
            for hop in trail:
                answer = self._get(hop, {}, cookies)
                if answer.location is None:
                    break
                trail.follow(answer.location)
        except FetchFailedError as failure:
            if failure.kind == "too_many_redirects":
                return ""
            raise _robots_failure(url, failure) from failure
        if answer.successful:
            return answer.content.decode("utf-8", errors="replace")
        if answer.status in _CLIENT_ERRORS:
            return ""
        raise FetchFailedError(f"{url} answered with status {answer.status}.", kind="robots_unavailable")

    def _get(self, url: str, headers: dict[str, str], cookies: RequestsCookieJar) -> Answer:
        """Return the answer to one address, trying again where that makes sense."""
        retrying = Retrying(
            stop=stop_after_attempt(self.policy.retries + 1),
            retry=retry_if_exception(self._worth_retrying),
            wait=self._pause,
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._get_once, url, headers, cookies)

    def _worth_retrying(self, error: BaseException) -> bool:
        if not isinstance(error, FetchFailedError) or not error.retried:
            return False
        return (error.retry_after_s or 0.0) <= self.policy.max_wait_s

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, FetchFailedError) and error.retry_after_s is not None:
            return 0.0  # the host is on hold already, for every thread
        return float(min(self.policy.backoff_s * 2 ** (state.attempt_number - 1), self.policy.max_wait_s))

    def _get_once(self, url: str, headers: dict[str, str], cookies: RequestsCookieJar) -> Answer:
        host = _host(url)
        with self._pacer.turn(host):
            gate = Gate(
                url=url,
                resolver=self._resolver,
                allowed_private_hosts=self.policy.allowed_private_hosts,
                deadline=self._monotonic() + self.policy.total_timeout_s,
                max_bytes=self.policy.max_bytes,
                monotonic=self._monotonic,
            )
            answer = exchange(url, gate=gate, policy=self.policy, headers=headers, cookies=cookies)
            failure = self._transient_failure(answer)
            if failure is None:
                return answer
            if failure.retry_after_s is not None:
                self._pacer.hold(host, min(failure.retry_after_s, self.policy.max_wait_s))
            raise failure

    def _transient_failure(self, answer: Answer) -> FetchFailedError | None:
        """Return the failure that an answer stands for if another try may help, else None."""
        if answer.successful or answer.location is not None or answer.status == _NOT_MODIFIED:
            return None
        failure = _failure_of(answer, self._clock())
        return failure if failure.retried else None

    def _unchanged(self, source: Source, answer: Answer, validators: Validators) -> NotModified:
        renewed = Validators(
            url=answer.url,
            etag=answer.header("etag") or validators.etag,
            last_modified=answer.header("last-modified") or validators.last_modified,
        )
        return NotModified(source=source, final_url=answer.url, checked_at=self._clock(), validators=renewed)

    def _snapshot(self, source: Source, answer: Answer) -> Snapshot:
        if not answer.successful:
            raise _failure_of(answer, self._clock())
        if not answer.content.strip():
            raise FetchFailedError(f"{answer.url} answered without content.", kind="empty")
        return Snapshot(
            id=sha256(answer.content).hexdigest(),
            source=source,
            final_url=answer.url,
            fetched_at=self._clock(),
            media_type=sniff(
                answer.content, declared=answer.header("content-type") or "", location=answer.url
            ),
            headers=answer.headers,
            content=answer.content,
        )


class VendorFetcher:
    """A fetcher for one vendor: shares manners and limits with all, cookies with none."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._cookies = RequestsCookieJar()

    def fetch(
        self, source: Source, *, previous: Snapshot | Validators | None = None
    ) -> Snapshot | NotModified:
        """Do as `Fetcher.fetch`, with this vendor's cookies."""
        return self._fetcher.fetch_with(self._cookies, source, previous=previous)


class _Trail:
    """The addresses of one fetch, from the first through every redirect, each checked."""

    def __init__(self, first: str, max_redirects: int) -> None:
        self._next: str | None = normalise_url(first)
        self._left = max_redirects

    def __iter__(self) -> Iterator[str]:
        while self._next is not None:
            url, self._next = self._next, None
            yield url

    def follow(self, location: str) -> None:
        """Go on to the target of a redirect; raise a FetchError when there were too many.

        An address may come again: some sites set a cookie and send the reader back.
        """
        if self._left == 0:
            raise FetchFailedError(f"{location} lies behind too many redirects.", kind="too_many_redirects")
        self._left -= 1
        self._next = normalise_url(location)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _robots_failure(url: str, failure: FetchFailedError) -> FetchFailedError:
    """Keep a network failure as it is; a server's own failure means that its rules are unknown."""
    if failure.kind != "server_error":
        return failure
    return FetchFailedError(f"{url}: the server failed.", kind="robots_unavailable")


def _failure_of(answer: Answer, now: datetime) -> FetchFailedError:
    return status_failure(
        answer.url,
        answer.status,
        challenged=(answer.header("cf-mitigated") or "").lower() == "challenge",
        retry_after_s=_retry_after(answer.header("retry-after"), now),
    )


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (a number or a date), or None."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
