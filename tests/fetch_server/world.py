"""The real world's troubles, one by one: what a server does, and how it must end for a reader."""

import ssl
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Final, Self

import trustme

from analyzer.core.documents import ReadingStatus
from tests.fetch_server.behaviours import (
    Behaviour,
    endless,
    garbage,
    gzip_bomb,
    old_protocol,
    page,
    redirect,
    reset,
    sequence,
    slow_drip,
    slow_head,
    stalled,
    status,
    truncated,
)
from tests.fetch_server.server import Hit, ReplayServer

ROOT: Final = Path(__file__).resolve().parents[2]
METADATA: Final = "169.254.169.254"
_ROBOTS: Final = page("User-agent: *\nDisallow: /closed/\n", "text/plain")
_HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One way in which the world fails, or only seems to.

    `ending` is None where a sound document must come in spite of it, the kind of a failed fetch, or
    the status of a document that was read and refused. `says` are words of the sentence that a
    person reads. `serve` gets the sound page that stands at the address on a better day.
    """

    serve: Callable[[bytes], Behaviour]
    ending: str | ReadingStatus | None = None
    says: str = ""
    folder: str = ""


def policy_page(name: str) -> bytes:
    """Return an invented policy, as short as the gates allow, in a page of its own."""
    text = (
        f"{name} never sells student data. We share the school’s data with no third parties. "
        "We delete student records within 30 days after the contract ends. We encrypt data in transit."
    )
    return f"<html><head><title>Privacy Policy</title></head><body><p>{text}</p></body></html>".encode()


def _says(text: str, **options: int) -> Callable[[bytes], Behaviour]:
    return lambda _sound: page(f"<html><body><p>{text}</p></body></html>", **options)


def _does(make: Callable[[], Behaviour]) -> Callable[[bytes], Behaviour]:
    return lambda _sound: make()


def _pdf() -> bytes:
    return (ROOT / "data" / "samples" / "sentrivane" / "privacy.pdf").read_bytes()


TROUBLES: Final[Mapping[str, Trouble]] = {
    # what comes right in the end
    "busy for a moment": Trouble(
        serve=lambda sound: sequence(status(429, {"Retry-After": "0"}), page(sound, _HTML))
    ),
    "503 then 200": Trouble(serve=lambda sound: sequence(status(503), page(sound, _HTML))),
    "reset once": Trouble(serve=lambda sound: sequence(reset(), page(sound, _HTML))),
    "wrong charset": Trouble(serve=lambda sound: page(sound.decode().encode("cp1252"), _HTML)),
    "PDF served as text/html": Trouble(serve=lambda _sound: page(_pdf(), "text/html")),
    "HTTP/1.0": Trouble(serve=old_protocol),
    # what gives no bytes
    "slow drip": Trouble(serve=_does(slow_drip), ending="too_slow", says="Try again later"),
    "slow head": Trouble(serve=_does(slow_head), ending="too_slow", says="Try again later"),
    "stalled read": Trouble(serve=_does(stalled), ending="timeout", says="did not answer in time"),
    "10 GB stream": Trouble(serve=_does(endless), ending="too_large", says="size limit"),
    "gzip bomb": Trouble(serve=_does(gzip_bomb), ending="too_large", says="size limit"),
    "redirect loop": Trouble(
        serve=lambda _sound: redirect("?again"), ending="too_many_redirects", says="Correct the address"
    ),
    "redirect to metadata": Trouble(
        serve=lambda _sound: redirect(f"http://{METADATA}/latest/"),
        ending="blocked_address",
        says="Only public web addresses",
    ),
    "redirect to [::1]": Trouble(
        serve=lambda _sound: redirect("http://[::1]/"),
        ending="blocked_address",
        says="Only public web addresses",
    ),
    "DNS answer that changes": Trouble(
        serve=lambda sound: page(sound, _HTML), ending="blocked_address", says="Only public web addresses"
    ),
    "403": Trouble(
        serve=lambda _sound: status(403), ending="forbidden", says="The site blocks automated reading"
    ),
    "401": Trouble(serve=lambda _sound: status(401), ending="login_required", says="needs a login"),
    "404": Trouble(
        serve=lambda _sound: status(404), ending="not_found", says="Look for the document on the vendor"
    ),
    "429 without end": Trouble(
        serve=lambda _sound: status(429, {"Retry-After": "0"}), ending="rate_limited", says="fewer requests"
    ),
    "Cloudflare challenge": Trouble(
        serve=lambda _sound: status(503, {"cf-mitigated": "challenge"}),
        ending="forbidden",
        says="save it, and upload the file",
    ),
    "empty 200": Trouble(serve=lambda _sound: page(b""), ending="empty", says="no content"),
    "robots disallow": Trouble(
        serve=lambda sound: page(sound, _HTML),
        ending="robots",
        says="asks programs not to read",
        folder="/closed",
    ),
    "TLS failure": Trouble(
        serve=lambda sound: page(sound, _HTML), ending="tls", says="cannot be trusted, so nothing was read"
    ),
    "connection reset": Trouble(serve=_does(reset), ending="reset", says="cut the connection"),
    "broken off": Trouble(serve=_does(truncated), ending="truncated", says="broke off"),
    "no protocol": Trouble(serve=_does(garbage), ending="bad_response", says="upload the file"),
    # what gives bytes that are no policy
    "soft 404": Trouble(
        serve=_says("Sorry, the page you are looking for could not be found."),
        ending=ReadingStatus.ERROR_PAGE,
        says="error page",
    ),
    "challenge that says 200": Trouble(
        serve=_says("Just a moment... Checking your browser. Ray ID: 7fa1."),
        ending=ReadingStatus.BLOCKED,
        says="block or challenge page",
    ),
    "login wall": Trouble(
        serve=_says("Please sign in to continue. Forgot your password?"),
        ending=ReadingStatus.LOGIN_WALL,
        says="asks to sign in",
    ),
}


class World:
    """Two servers, one with a certificate that nobody trusts, and any number of hosts on them.

    Use as a context manager. Every host asks programs to keep out of `/closed/`. A host whose name
    begins with `turncoat` answers the second question for its address with that of a metadata service.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._plain = ReplayServer({"/robots.txt": _ROBOTS})
        self._secure = ReplayServer({"/robots.txt": _ROBOTS}, tls=_untrusted())
        self._numbers = count()
        self._asked: set[str] = set()
        self._lock = Lock()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._plain)
        self._stack.enter_context(self._secure)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the requests so far; those that end before a request was read are not among them."""
        return (*self._plain.hits, *self._secure.hits)

    def sound(self, host: str) -> str:
        """Return the address of a document that nothing is wrong with."""
        return self._serve(self._plain, host, "", page(policy_page(f"{host}, {next(self._numbers)},"), _HTML))

    def troubled(self, name: str, host: str) -> str:
        """Return the address at which one of `TROUBLES` awaits whoever asks."""
        trouble = TROUBLES[name]
        served = trouble.serve(policy_page(f"{host}, {next(self._numbers)},"))
        if name == "DNS answer that changes":
            # A host of its own: whoever read its robots.txt is told another address the next time.
            turncoat = self._serve(self._plain, f"turncoat{next(self._numbers)}.test", "", served)
            served = redirect(turncoat)
        server = self._secure if name == "TLS failure" else self._plain
        return self._serve(server, host, trouble.folder, served)

    def resolver(self, host: str, port: int) -> tuple[str, ...]:
        """Find every `.test` host on this machine, and turncoats there once."""
        if host.startswith("turncoat"):
            with self._lock:
                known, _ = host in self._asked, self._asked.add(host)
            return (METADATA,) if known else ("127.0.0.1",)
        return self._plain.resolver(host, port)

    def _serve(self, server: ReplayServer, host: str, folder: str, behaviour: Behaviour) -> str:
        path = f"{folder}/{next(self._numbers)}"
        server.routes[host, path] = behaviour
        server.routes[host, f"{path}?again"] = behaviour
        return server.url(path, host)


def _untrusted() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("*.test").configure_cert(context)
    return context
