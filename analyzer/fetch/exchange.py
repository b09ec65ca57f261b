"""One request and its answer, with every failure turned into a sentence."""

import http.client
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

import requests
import urllib3
from requests.cookies import RequestsCookieJar

from analyzer.fetch.connection import Gate, GatedAdapter
from analyzer.fetch.policy import FetchPolicy
from analyzer.fetch.problems import FetchFailedError

_CHUNK: Final = 64 * 1024
_SECRET_HEADERS: Final = frozenset({"set-cookie", "set-cookie2"})
_ACCEPT: Final = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_DECODED: Final = frozenset(urllib3.HTTPResponse.CONTENT_DECODERS)
_OK: Final = frozenset({200, 203})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said to one request. `location` is the absolute target of a redirect.

    `content` is the unpacked body, read only where the status says that it is the document.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    location: str | None = None
    content: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """Return the value of a header by its lower-case name, or None."""
        return dict(self.headers).get(name)

    @property
    def successful(self) -> bool:
        """Tell whether `content` is what was asked for."""
        return self.status in _OK


def exchange(
    url: str, *, gate: Gate, policy: FetchPolicy, headers: Mapping[str, str], cookies: RequestsCookieJar
) -> Answer:
    """Send one GET request through the gate and return the answer; follow no redirect.

    Raises a FetchError when no complete answer came.
    """
    with requests.Session() as session:
        session.trust_env = False  # no proxies, passwords or certificates from the environment
        session.cookies = cookies
        adapter = GatedAdapter(gate)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        try:
            request = session.prepare_request(
                requests.Request("GET", url, headers={**_manners(policy), **headers})
            )
            response = session.send(
                request,
                stream=True,
                allow_redirects=False,
                timeout=(policy.connect_timeout_s, policy.read_timeout_s),
                verify=str(policy.ca_bundle) if policy.ca_bundle else True,
                proxies={},
            )
            with response:
                return _answer(session, response, url, policy)
        except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException) as error:
            raise _failure(url, error) from error
        except (OSError, ValueError) as error:
            raise _failure(url, error) from error


def _manners(policy: FetchPolicy) -> dict[str, str]:
    return {
        "User-Agent": policy.user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en-US,en;q=0.9",
        "Connection": "close",
    }


def _answer(session: requests.Session, response: requests.Response, url: str, policy: FetchPolicy) -> Answer:
    target = session.get_redirect_target(response) if response.status_code in _MOVED else None
    return Answer(
        url=url,
        status=response.status_code,
        headers=tuple(
            (name.lower(), value)
            for name, value in response.headers.items()
            if name.lower() not in _SECRET_HEADERS
        ),
        location=urljoin(url, target) if target else None,
        content=_body(response.raw, url, policy) if response.status_code in _OK else b"",
    )


def _body(raw: urllib3.HTTPResponse, url: str, policy: FetchPolicy) -> bytes:
    declared = raw.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > policy.max_bytes:
        raise FetchFailedError(f"{url} announces {int(declared):,} bytes.", kind="too_large")
    unknown = _encodings(raw) - _DECODED
    if unknown:
        raise FetchFailedError(f"{url} is packed as {', '.join(sorted(unknown))}.", kind="bad_response")
    content = bytearray()
    for chunk in raw.stream(_CHUNK, decode_content=True):
        content += chunk
        if len(content) > policy.max_decompressed_bytes:
            limit = policy.max_decompressed_bytes
            raise FetchFailedError(f"{url} unpacks to more than {limit:,} bytes.", kind="too_large")
    return bytes(content)


def _encodings(raw: urllib3.HTTPResponse) -> set[str]:
    names = raw.headers.get("content-encoding", "").split(",")
    return {name.strip().casefold() for name in names if name.strip()} - {"identity"}


def _failure(url: str, error: Exception) -> FetchFailedError:
    """Return the failure behind whatever the libraries wrapped around it."""
    nested = tuple(_nested(error))
    for kind, types, saying in _MEANINGS:
        cause = next((e for e in nested if isinstance(e, types)), None)
        if cause is not None:
            return FetchFailedError(f"{url}: {saying}{_detail(kind, cause)}.", kind=kind)
    return FetchFailedError(
        f"{url} gave an answer that cannot be read ({type(nested[-1]).__name__}).", kind="bad_response"
    )


_MEANINGS: Final[tuple[tuple[str, tuple[type[BaseException], ...], str], ...]] = (
    ("bad_url", (requests.exceptions.InvalidURL, urllib3.exceptions.LocationParseError), "not a web address"),
    ("bad_response", (urllib3.exceptions.DecodeError,), "its compression is broken"),
    ("truncated", (http.client.IncompleteRead, ssl.SSLEOFError), "the answer broke off"),
    ("tls", (ssl.SSLError, urllib3.exceptions.SSLError, ssl.CertificateError), "no secure connection: "),
    (
        "connect",
        (urllib3.exceptions.NewConnectionError, ConnectionRefusedError),
        "no connection to the server",
    ),
    ("timeout", (TimeoutError, urllib3.exceptions.TimeoutError), "the server did not answer in time"),
    (
        "reset",
        (ConnectionResetError, ConnectionAbortedError, BrokenPipeError),
        "the server cut the connection",
    ),
)


def _detail(kind: str, cause: BaseException) -> str:
    if kind != "tls":
        return ""
    said = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or str(cause)
    return str(said).rstrip(".")


def _nested(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those it carries as argument, reason or cause, outermost first."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = (*current.args, getattr(current, "reason", None), current.__cause__, current.__context__)
        waiting.extend(e for e in inner if isinstance(e, BaseException))
