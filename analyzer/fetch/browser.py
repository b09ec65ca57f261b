"""Render a page that is made by scripts, in a browser that cannot reach the network itself.

Every request of the page is answered by us, through the same gate as any fetch; the browser is
told that no host name exists and that its only proxy is a closed door. What slips past our
answers (a web socket, a prefetch) therefore reaches nothing.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from threading import Timer
from typing import TYPE_CHECKING, Final

from requests.cookies import RequestsCookieJar

from analyzer.core.documents import Snapshot
from analyzer.core.media import HTML
from analyzer.fetch.address import Resolver, normalise_url, system_resolver
from analyzer.fetch.connection import Gate
from analyzer.fetch.exchange import Answer, exchange
from analyzer.fetch.policy import FetchPolicy
from analyzer.fetch.problems import FetchFailedError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

RENDERED_HEADER: Final = "x-analyzer-rendered-by"

_CLOSED_DOOR: Final = "http://127.0.0.1:9"
_ARGUMENTS: Final = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--no-pings")
_NEEDED: Final = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
_MOST_REQUESTS: Final = 120
_SETTLE_MS: Final = 400
_HOP_HEADERS: Final = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})
# Opens what a reader would open by hand: accordions and tabs in the text, never menus or links.
_OPEN_ALL: Final = """() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  const inMenu = e => e.closest('nav, header, footer, [role=navigation], [role=banner]');
  const closed = [...document.querySelectorAll('[aria-expanded="false"]')]
    .filter(e => !inMenu(e) && !(e.tagName === 'A' && e.href && !e.getAttribute('href').startsWith('#')));
  closed.slice(0, 200).forEach(e => e.click());
  return closed.length;
}"""


def render_page(
    snapshot: Snapshot,
    policy: FetchPolicy,
    *,
    resolver: Resolver = system_resolver,
    monotonic: Callable[[], float] = time.monotonic,
) -> Snapshot:
    """Return the page as a reader would see it once its scripts have run and its accordions are open.

    `snapshot` is the page as fetched (so robots.txt was asked, and redirects were checked); the
    answer keeps its source, address and time, and names the browser in the header
    `x-analyzer-rendered-by`. Images, fonts and media are not loaded, nothing but GET is sent.
    Raises a FetchError of kind `needs_browser`, `browser_failed` or `too_slow`.
    """
    answers = _Answers(snapshot, policy, resolver, monotonic)
    # In a thread of its own: Playwright refuses one where an event loop runs, as it does in a notebook.
    with ThreadPoolExecutor(max_workers=1) as thread:
        content, name = thread.submit(_rendered, snapshot.final_url, answers, policy).result()
    return replace(
        snapshot,
        id=sha256(content).hexdigest(),
        media_type=HTML,
        headers=(
            *((n, v) for n, v in snapshot.headers if n not in _HOP_HEADERS and n != "content-type"),
            ("content-type", "text/html; charset=utf-8"),
            (RENDERED_HEADER, name),
        ),
        content=content,
    )


def _rendered(url: str, answers: "_Answers", policy: FetchPolicy) -> tuple[bytes, str]:
    """Return the page once it has settled, and the name and version of the browser."""
    with _launched(policy, url) as browser:
        name = f"{browser.browser_type.name}/{browser.version}"
        return _settled_content(browser, url, answers, policy).encode(), name


class _Answers:
    """Answers the requests of one page, each through a gate; refuses what a text does not need."""

    def __init__(
        self, snapshot: Snapshot, policy: FetchPolicy, resolver: Resolver, monotonic: Callable[[], float]
    ) -> None:
        self._snapshot = snapshot
        self._policy = policy
        self._resolver = resolver
        self._monotonic = monotonic
        self._deadline = monotonic() + policy.total_timeout_s
        self._cookies = RequestsCookieJar()
        self._left = _MOST_REQUESTS

    def __call__(self, route: "Route") -> None:
        """Answer one request of the browser."""
        request = route.request
        if request.is_navigation_request() and request.url == self._snapshot.final_url:
            route.fulfill(status=200, headers=_kept(self._snapshot.headers), body=self._snapshot.content)
        elif request.method != "GET" or request.resource_type not in _NEEDED or self._left <= 0:
            route.abort()
        else:
            self._left -= 1
            self._fetched(route)

    def _fetched(self, route: "Route") -> None:
        try:
            answer = self._followed(route.request.url)
        except FetchFailedError:
            route.abort("failed")
            return
        route.fulfill(status=answer.status, headers=_kept(answer.headers), body=answer.content)

    def _followed(self, url: str) -> Answer:
        """Return what lies behind an address and its redirects; every hop passes a gate of its own."""
        for _ in range(self._policy.max_redirects + 1):
            address = normalise_url(url)
            gate = Gate(
                url=address,
                resolver=self._resolver,
                allowed_private_hosts=self._policy.allowed_private_hosts,
                deadline=self._deadline,
                max_bytes=self._policy.max_bytes,
                monotonic=self._monotonic,
            )
            answer = exchange(address, gate=gate, policy=self._policy, headers={}, cookies=self._cookies)
            if answer.location is None:
                return answer
            url = answer.location
        raise FetchFailedError(f"{url} lies behind too many redirects.", kind="too_many_redirects")


def _kept(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {name: value for name, value in headers if name not in _HOP_HEADERS}


@contextmanager
def _launched(policy: FetchPolicy, url: str) -> Iterator["Browser"]:
    """Start the browser, and end it, by force where a script holds it beyond twice the time allowed."""
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415  an optional extra
    except ImportError as error:
        raise FetchFailedError(f"{url} is made by scripts.", kind="needs_browser") from error
    if policy.browser_executable is None or not policy.browser_executable.is_file():
        raise FetchFailedError(f"{url} is made by scripts.", kind="needs_browser")
    stopped: list[int] = []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=policy.browser_executable,
                chromium_sandbox=policy.browser_sandbox,
                proxy={"server": _CLOSED_DOOR, "bypass": "<-loopback>"},
                args=list(_ARGUMENTS),
            )
            watchdog = Timer(2 * policy.total_timeout_s, _stop, (_process_of(browser), stopped))
            watchdog.daemon = True
            watchdog.start()
            try:
                yield browser
            finally:
                watchdog.cancel()
                browser.close()
    except Error as error:
        if stopped:
            raise FetchFailedError(f"{url} kept the browser busy without end.", kind="too_slow") from error
        reason = str(error).splitlines()[0]
        raise FetchFailedError(f"{url} could not be rendered ({reason}).", kind="browser_failed") from error


def _process_of(browser: "Browser") -> int:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return next(int(process["id"]) for process in processes if process["type"] == "browser")


def _stop(process: int, stopped: list[int]) -> None:
    stopped.append(process)
    os.kill(process, signal.SIGKILL)


def _settled_content(browser: "Browser", url: str, answers: _Answers, policy: FetchPolicy) -> str:
    from playwright.sync_api import TimeoutError as StillBusy  # noqa: PLC0415  an optional extra

    context = browser.new_context(
        user_agent=policy.user_agent, service_workers="block", accept_downloads=False, locale="en-US"
    )
    context.set_default_timeout(policy.total_timeout_s * 1000)
    context.route("**/*", answers)
    context.route_web_socket("**/*", lambda socket: socket.close())
    page: Page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(url, wait_until="domcontentloaded")
    with suppress(StillBusy):  # a page that never rests is read as it stands
        page.wait_for_load_state("networkidle")
    if page.evaluate(_OPEN_ALL):
        page.wait_for_timeout(_SETTLE_MS)
    return str(page.content())
