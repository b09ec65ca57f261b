"""Connections that go only where the address guard looked, and end when their time is over.

The name is resolved once, the answers are checked, and the socket is opened to one of those very
addresses: a second DNS answer has nothing to slip into. Host header, SNI and certificate checks
keep the name.
"""

import http.client
import io
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.connection import create_connection

from analyzer.fetch.address import Resolver, checked_addresses
from analyzer.fetch.problems import FetchFailedError

# Status line, headers and the framing of chunks travel beside the content.
_HEAD_ALLOWANCE: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What one request for `url` may do: where it may connect, how long and how much it may read.

    `deadline` is a point of `monotonic`, in seconds; `max_bytes` counts what comes over the wire.
    """

    url: str
    resolver: Resolver
    allowed_private_hosts: frozenset[str]
    deadline: float
    max_bytes: int
    monotonic: Callable[[], float] = time.monotonic

    def remaining(self) -> float:
        """Return the seconds left; raise a FetchError of kind `too_slow` when there are none."""
        left = self.deadline - self.monotonic()
        if left <= 0:
            raise FetchFailedError(f"{self.url} took longer than the whole time allowed.", kind="too_slow")
        return left

    def admit(self, received: int) -> None:
        """Raise a FetchError of kind `too_large` when more came over the wire than is allowed."""
        if received > self.max_bytes + _HEAD_ALLOWANCE:
            raise FetchFailedError(f"{self.url} sends more than {self.max_bytes:,} bytes.", kind="too_large")

    def open_socket(self, connection: HTTPConnection) -> socket.socket:
        """Return a socket connected to a checked address of the connection's host."""
        host = connection.host
        addresses = checked_addresses(
            host, connection.port, resolver=self.resolver, allowed_private_hosts=self.allowed_private_hosts
        )
        failure: OSError | None = None
        for address in addresses:
            limit = min(float(cast("float", connection.timeout)), self.remaining())
            try:
                return create_connection(
                    (address, connection.port), limit, socket_options=connection.socket_options
                )
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(connection, f"Connection to {host} timed out.") from failure
        raise NewConnectionError(connection, f"No connection to {host}: {failure}") from failure


class _TimedReader(io.RawIOBase):
    """A socket's bytes, each read no longer than the time that the request has left."""

    def __init__(self, sock: socket.socket, gate: Gate) -> None:
        self._sock = sock
        self._gate = gate
        self._patience = sock.gettimeout()
        self._raw = sock.makefile("rb", buffering=0)
        self._received = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        left = self._gate.remaining()
        self._sock.settimeout(left if self._patience is None else min(left, self._patience))
        try:
            count = self._raw.readinto(buffer)
        except TimeoutError:
            self._gate.remaining()  # says so where it was the whole time that ran out
            raise
        self._received += count or 0
        self._gate.admit(self._received)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    """A response whose head and body obey the gate's deadline, even one byte at a time."""

    def __init__(self, sock: socket.socket, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self.fp = io.BufferedReader(_TimedReader(sock, gate))


class _GatedConnection(HTTPConnection):
    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate = gate
        self.response_class = partial(_TimedResponse, gate=gate)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._gate.open_socket(self)


class _GatedTLSConnection(HTTPSConnection):
    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate = gate
        self.response_class = partial(_TimedResponse, gate=gate)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._gate.open_socket(self)


class GatedAdapter(HTTPAdapter):
    """A transport of requests whose every connection passes one gate. It never uses a proxy."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make pools that build gated connections."""
        super().init_poolmanager(*args, **kwargs)
        manager = cast("urllib3.PoolManager", self.poolmanager)
        manager.pool_classes_by_scheme = {"http": self._plain_pool, "https": self._tls_pool}  # type: ignore[dict-item]

    def _plain_pool(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
        pool = HTTPConnectionPool(*args, **kwargs)
        pool.ConnectionCls = partial(_GatedConnection, gate=self._gate)  # type: ignore[assignment]
        return pool

    def _tls_pool(self, *args: Any, **kwargs: Any) -> HTTPSConnectionPool:
        pool = HTTPSConnectionPool(*args, **kwargs)
        pool.ConnectionCls = partial(_GatedTLSConnection, gate=self._gate)  # type: ignore[assignment]
        return pool
