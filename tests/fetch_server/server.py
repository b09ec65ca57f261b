"""The replay server: one loopback port, any number of host names, every request written down."""

import contextlib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from tests.fetch_server.behaviours import Behaviour, status

_NOT_FOUND = status(404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request as the server saw it; `at` is a point of the monotonic clock, in seconds."""

    host: str
    path: str
    at: float
    headers: Mapping[str, str]


class ReplayServer:
    """Serves behaviours by path, or by host and path; everything else is 404 (robots.txt too).

    Use as a context manager. Host names need no DNS: give the fetcher `server.resolver`.
    """

    def __init__(
        self,
        routes: Mapping[str | tuple[str, str], Behaviour],
        *,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.routes = dict(routes)
        self._scheme = "http" if tls is None else "https"
        self._hits: list[Hit] = []
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the requests so far, in order of arrival."""
        with self._lock:
            return tuple(self._hits)

    def url(self, path: str = "/", host: str = "site.test") -> str:
        """Return the address of a path at one of the server's host names."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def resolver(self, host: str, port: int) -> tuple[str, ...]:
        """Find every `.test` host, and the loopback address itself, on this server."""
        del port
        if host.endswith(".test") or host in ("localhost", "127.0.0.1"):
            return ("127.0.0.1",)
        if host.replace(".", "").isdigit() or ":" in host:
            return (host,)
        raise OSError(f"no such host: {host}")

    def behaviour(self, host: str, path: str) -> Behaviour:
        """Return what is done with a request, and 404 where nothing is said of it."""
        return self.routes.get((host, path)) or self.routes.get(path) or _NOT_FOUND

    def record(self, hit: Hit) -> None:
        """Write down a request."""
        with self._lock:
            self._hits.append(hit)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away: many of these tests make them."""


def _handler_of(replay: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").rpartition(":")[0]
            headers = {name.lower(): value for name, value in self.headers.items()}
            replay.record(Hit(host=host, path=self.path, at=time.monotonic(), headers=headers))
            self.close_connection = True
            with contextlib.suppress(OSError):
                replay.behaviour(host, self.path)(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    return Handler
