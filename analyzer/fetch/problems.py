"""Every way a fetch can fail, with the sentence that tells the reader what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from analyzer.core.errors import FetchError

_UPLOAD: Final = "Open the page in a browser, save it, and upload the file."
_ADDRESS: Final = "Correct the address, or open the page in a browser, save it, and upload the file."
_LATER: Final = f"Try again later. If it goes on: {_UPLOAD[0].lower()}{_UPLOAD[1:]}"
_PUBLIC: Final = (
    "Only public web addresses are fetched. If this is a server of your own, name its host among the "
    "allowed private hosts."
)


@dataclass(frozen=True, slots=True)
class _Kind:
    remedy: str
    transient: bool = False
    retried: bool = False


_KINDS: Final[dict[str, _Kind]] = {
    # refused by us
    "scheme": _Kind("Give an address that begins with https:// or http://, or upload the file."),
    "bad_url": _Kind(_ADDRESS),
    "blocked_address": _Kind(_PUBLIC),
    "robots": _Kind(f"The site asks programs not to read this page. {_UPLOAD}"),
    "robots_unavailable": _Kind(
        f"The site's rules for programs (robots.txt) could not be read, so we hold back. {_LATER}",
        transient=True,
    ),
    "too_large": _Kind("Raise the size limit if the document is really that large, or upload the file."),
    "too_many_redirects": _Kind(_ADDRESS),
    # the network
    "dns": _Kind("Check the spelling of the host name and the network, then try again.", transient=True),
    "connect": _Kind(_LATER, transient=True),
    "tls": _Kind(
        "The connection cannot be trusted, so nothing was read. Tell the vendor; if your network inspects "
        "encrypted traffic, set the certificate bundle of your network."
    ),
    "timeout": _Kind(_LATER, transient=True, retried=True),
    "too_slow": _Kind(_LATER, transient=True),
    "reset": _Kind(_LATER, transient=True, retried=True),
    "truncated": _Kind(_LATER, transient=True, retried=True),
    # what the server said
    "not_found": _Kind("Look for the document on the vendor's site and correct the address."),
    "gone": _Kind("The vendor has taken the document down. Ask the vendor where it is published now."),
    "login_required": _Kind(f"The page needs a login. {_UPLOAD}"),
    "forbidden": _Kind(f"The site blocks automated reading. {_UPLOAD}"),
    "rate_limited": _Kind("The site asks for fewer requests. Try again later.", transient=True, retried=True),
    "server_error": _Kind(_LATER, transient=True, retried=True),
    "bad_response": _Kind(_UPLOAD),
    "empty": _Kind(f"The answer has no content. {_UPLOAD}"),
    # the optional browser
    "needs_browser": _Kind(
        f"Install the browser extra and a Chromium. Or: {_UPLOAD[0].lower()}{_UPLOAD[1:]}"
    ),
    "browser_failed": _Kind(_UPLOAD, transient=True),
    # files on this machine
    "file_missing": _Kind("Check the path."),
    "not_a_file": _Kind("Give the path of one file."),
    "unreadable": _Kind("Check that the file may be read by this user."),
}

FAILURE_KINDS: Final = frozenset(_KINDS)


class FetchFailedError(FetchError):
    """A fetch that failed, with what the retry loop must know.

    `what` is the message without the remedy. `retry_after_s` is how long the server asked us to
    wait, None where it did not say. `retried` says whether trying again at once (after a pause) makes sense.
    """

    def __init__(self, message: str, *, kind: str, retry_after_s: float | None = None) -> None:
        known = _KINDS[kind]
        super().__init__(message, kind=kind, remedy=known.remedy, transient=known.transient)
        self.what = message
        self.retry_after_s = retry_after_s
        self.retried = known.retried

    def __reduce__(self) -> tuple[Callable[[], "FetchFailedError"], tuple[()]]:
        """Travel between processes, which an exception with named arguments cannot do by itself."""
        return partial(type(self), self.what, kind=self.kind, retry_after_s=self.retry_after_s), ()


_STATUS_KINDS: Final = {
    204: "empty",
    205: "empty",
    401: "login_required",
    402: "forbidden",
    403: "forbidden",
    404: "not_found",
    407: "forbidden",
    408: "timeout",
    410: "gone",
    429: "rate_limited",
    451: "forbidden",
    500: "server_error",
    502: "server_error",
    503: "server_error",
    504: "server_error",
}


def status_failure(
    url: str, status: int, *, challenged: bool = False, retry_after_s: float | None = None
) -> FetchFailedError:
    """Return the failure that an HTTP status other than success stands for.

    `challenged` tells that the server marked its answer as a test for humans; it then counts as
    forbidden whatever the status, and is not retried.
    """
    kind = "forbidden" if challenged else _STATUS_KINDS.get(status, "bad_response")
    return FetchFailedError(f"{url} answered with status {status}.", kind=kind, retry_after_s=retry_after_s)
