"""How we fetch: limits, manners, and what a server told us the last time."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analyzer.core.documents import Snapshot, Source

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """Every limit and courtesy of a fetch, in one value.

    `user_agent` must tell the site whom to write to: a mail or web address. Times are seconds.
    `total_timeout_s` bounds one request from its first byte sent to its last byte read; a
    redirect or a retry starts it anew. `max_bytes` counts bytes on the wire,
    `max_decompressed_bytes` what they unpack to. `per_host_delay_s` is the pause between the end
    of one request to a host and the start of the next; there is never more than one at a time.
    `max_wait_s` caps what a site may ask for by Retry-After or crawl-delay. Hosts named in
    `allowed_private_hosts` may lie on private or loopback addresses (tests, intranets).
    `ca_bundle` replaces the well-known certificate authorities, for networks that inspect TLS.
    `browser_executable` is the Chromium that renders pages made by scripts, None for no rendering;
    it runs in its sandbox unless `browser_sandbox` says otherwise (needed where it runs as root).
    """

    user_agent: str
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 20.0
    total_timeout_s: float = 60.0
    max_bytes: int = 30 * MEBIBYTE
    max_decompressed_bytes: int = 60 * MEBIBYTE
    max_redirects: int = 8
    per_host_delay_s: float = 1.0
    max_wait_s: float = 60.0
    retries: int = 2
    backoff_s: float = 1.0
    obey_robots: bool = True
    allowed_private_hosts: frozenset[str] = frozenset()
    ca_bundle: Path | None = None
    browser_executable: Path | None = None
    browser_sandbox: bool = True

    def __post_init__(self) -> None:
        """Refuse an anonymous user agent and limits that cannot be."""
        if "@" not in self.user_agent and "http" not in self.user_agent:
            raise ValueError(
                f"user agent {self.user_agent!r} names no contact: add a mail or web address, "
                "so that a site can reach whoever runs the tool"
            )
        if min(self.connect_timeout_s, self.read_timeout_s, self.total_timeout_s) <= 0:
            raise ValueError("timeouts must be positive seconds")
        if min(self.max_bytes, self.max_decompressed_bytes) <= 0:
            raise ValueError("size limits must be positive numbers of bytes")
        if min(self.max_redirects, self.retries, self.per_host_delay_s, self.max_wait_s, self.backoff_s) < 0:
            raise ValueError("redirects, retries and delays cannot be negative")

    @property
    def robot_name(self) -> str:
        """Return the product name by which robots.txt addresses us."""
        return self.user_agent.split("/")[0].split()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What lets a server say that nothing changed since the last fetch of `url`."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Validators":
        """Return the validators that came with a kept snapshot."""
        headers = {name.lower(): value for name, value in snapshot.headers}
        return cls(
            url=snapshot.final_url,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
        )

    def request_headers(self, url: str) -> dict[str, str]:
        """Return the conditional headers for a request to `url`; none for another address."""
        if url != self.url:
            return {}
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that the document is still the one we hold."""

    source: Source
    final_url: str
    checked_at: datetime
    validators: Validators
