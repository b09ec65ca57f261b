"""Politeness: one request per host at a time, with a pause before the next."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class _Host:
    def __init__(self) -> None:
        self.turn = Lock()
        self.free_at = 0.0
        self.delay_s = 0.0


class Pacer:
    """Gives threads their turn at each host.

    Whoever holds a turn is the only one who speaks to that host; the next turn begins no sooner
    than the delay after the last one ended. Hosts do not wait for each other. The promise holds
    within one process.
    """

    def __init__(
        self,
        delay_s: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay_s = delay_s
        self._sleep = sleep
        self._monotonic = monotonic
        self._hosts: dict[str, _Host] = {}
        self._guard = Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for this host's turn, hold it during the block, then start its pause."""
        state = self._host(host)
        with state.turn:
            if (wait := state.free_at - self._monotonic()) > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                state.free_at = max(state.free_at, self._monotonic() + max(self._delay_s, state.delay_s))

    def slow_down(self, host: str, delay_s: float) -> None:
        """Keep at least `delay_s` seconds between requests to a host from now on."""
        state = self._host(host)
        state.delay_s = max(state.delay_s, delay_s)

    def hold(self, host: str, seconds: float) -> None:
        """Send nothing to a host for so long: it asked us to wait."""
        state = self._host(host)
        state.free_at = max(state.free_at, self._monotonic() + seconds)

    def _host(self, host: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(host.lower(), _Host())
