"""robots.txt: what a site asks programs not to read, obeyed as RFC 9309 says."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from analyzer.fetch.problems import FetchFailedError

_RULES_LIVE_S: Final = 24 * 3600.0
_FAILURE_LIVES_S: Final = 300.0
_MAX_RULES: Final = 512 * 1024

TextGetter = Callable[[str], str]
"""Returns the text of a robots.txt, empty where the site has none; raises FetchFailedError otherwise."""


@dataclass(frozen=True, slots=True)
class _Entry:
    expires: float
    rules: Protego | None
    failure: FetchFailedError | None = None


class Robots:
    """The rules of every site seen, each asked for once even when threads come together."""

    def __init__(self, robot_name: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._robot_name = robot_name
        self._monotonic = monotonic
        self._entries: dict[str, _Entry] = {}
        self._locks: dict[str, Lock] = {}
        self._guard = Lock()

    def crawl_delay(self, url: str, get: TextGetter) -> float:
        """Return the pause in seconds that the site asks for, 0 where it asks for none.

        Raises a FetchError of kind `robots` when the site forbids the page to us, or
        `robots_unavailable` (or the network's failure) when its rules cannot be read.
        """
        entry = self._entry(url, get)
        if entry.failure is not None:
            failure = entry.failure
            raise FetchFailedError(failure.what, kind=failure.kind) from failure
        if entry.rules is None:
            return 0.0
        if not entry.rules.can_fetch(url, self._robot_name):
            raise FetchFailedError(f"robots.txt of {urlsplit(url).hostname} forbids {url}.", kind="robots")
        return float(entry.rules.crawl_delay(self._robot_name) or 0.0)

    def _entry(self, url: str, get: TextGetter) -> _Entry:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._guard:
            lock = self._locks.setdefault(origin, Lock())
        with lock:
            entry = self._entries.get(origin)
            if entry is None or entry.expires <= self._monotonic():
                entry = self._asked(f"{origin}/robots.txt", get)
                self._entries[origin] = entry
            return entry

    def _asked(self, url: str, get: TextGetter) -> _Entry:
        try:
            text = get(url)[:_MAX_RULES]
        except FetchFailedError as failure:
            return _Entry(self._monotonic() + _FAILURE_LIVES_S, None, failure)
        return _Entry(self._monotonic() + _RULES_LIVE_S, Protego.parse(text))
