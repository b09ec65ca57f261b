"""What a server may do with one request. A behaviour is a function of the request handler."""

import gzip
import itertools
import socket
import struct
import time
from collections.abc import Callable, Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler
from threading import Lock

Behaviour = Callable[[BaseHTTPRequestHandler], None]

MEBIBYTE = 1024 * 1024


def page(
    content: bytes | str = "<html><body><p>Hello.</p></body></html>",
    media_type: str = "text/html; charset=utf-8",
    *,
    code: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Behaviour:
    """Serve a whole document."""
    body = content.encode() if isinstance(content, str) else content

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in {"Content-Type": media_type, **(headers or {})}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return serve


def status(code: int, headers: Mapping[str, str] | None = None) -> Behaviour:
    """Serve a short page with this status."""
    return page(f"<html><body><h1>Status {code}</h1></body></html>", code=code, headers=headers)


def redirect(to: str, code: int = 302, headers: Mapping[str, str] | None = None) -> Behaviour:
    """Send the reader elsewhere; `to` may be relative."""
    return page("moved", code=code, headers={"Location": to, **(headers or {})})


def sequence(*behaviours: Behaviour) -> Behaviour:
    """Do one after the other with each request; the last one goes on for ever."""
    lock = Lock()
    remaining = list(behaviours)

    def serve(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            chosen = remaining.pop(0) if len(remaining) > 1 else remaining[0]
        chosen(handler)

    return serve


def conditional(content: bytes | str, etag: str) -> Behaviour:
    """Serve a document with an ETag, and 304 to whoever holds it."""
    whole = page(content, headers={"ETag": etag})

    def serve(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") != etag:
            whole(handler)
            return
        handler.send_response(304)
        handler.send_header("ETag", etag)
        handler.end_headers()

    return serve


def slow_drip(pause_s: float = 0.05, count: int = 2000) -> Behaviour:
    """Send the body one byte at a time."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(count))
        handler.end_headers()
        for _ in range(count):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(pause_s)

    return serve


def slow_head(pause_s: float = 0.05, count: int = 2000) -> Behaviour:
    """Send a header one byte at a time, and never end it."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(count):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(pause_s)

    return serve


def stalled(seconds: float = 5.0) -> Behaviour:
    """Send half a body, then nothing."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<html>" * 10)
        handler.wfile.flush()
        handler.connection.settimeout(seconds)
        handler.rfile.read(1)  # until the client gives up

    return serve


def endless(total: int = 10 * 1024 * MEBIBYTE, *, chunked: bool = False) -> Behaviour:
    """Stream ten gigabytes, with no length announced."""
    block = b"<p>more</p>" * 6000

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        frame = b"%x\r\n%b\r\n" % (len(block), block) if chunked else block
        for _ in range(total // len(block)):
            handler.wfile.write(frame)

    return serve


@cache
def _bomb(unpacked: int) -> bytes:
    return gzip.compress(b"\0" * unpacked, compresslevel=9)


def gzip_bomb(unpacked: int = 64 * MEBIBYTE) -> Behaviour:
    """Serve a small body that unpacks to a large one."""
    return page(_bomb(unpacked), headers={"Content-Encoding": "gzip"})


def reset() -> Behaviour:
    """Cut the connection by a TCP reset, without an answer."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return serve


def truncated() -> Behaviour:
    """Announce more than is sent."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b"<html><body>half")

    return serve


def old_protocol(content: bytes = b"<html><body>old</body></html>") -> Behaviour:
    """Answer in HTTP/1.0: no length, the end of the connection is the end of the document."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + content)

    return serve


def garbage() -> Behaviour:
    """Answer in no protocol at all."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"".join(itertools.repeat(b"\x00\xffnonsense\r\n", 3)))

    return serve
