"""The address guard: which URLs may be asked for, and which addresses may be connected to."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from url_normalize import url_normalize

from analyzer.fetch.problems import FetchFailedError

Resolver = Callable[[str, int], Sequence[str]]
"""Turns a host name and a port into IP addresses in text form; raises OSError where it cannot."""

# Cloud providers answer with credentials there; some of these lie outside the reserved ranges.
_METADATA: Final = frozenset(
    ip_address(text)
    for text in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)
_NAT64: Final = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_V4_COMPATIBLE: Final = ip_network("::/96")
# Python's tables of reserved ranges differ between patch releases; these must hold in all.
_NEVER_PUBLIC: Final = (
    *(
        ip_network(text)
        for text in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15")
    ),
    *(ip_network(text) for text in ("100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16")),
)
_MAX_URL: Final = 4096


def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses that the operating system finds for a host, in its order."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def normalise_url(url: str) -> str:
    """Return the URL in its one canonical spelling, without fragment.

    A missing scheme becomes https. Raises a FetchError for any other scheme than http and https,
    for a URL with user name or password, and for what is no URL.
    """
    text = url.strip()
    _refuse_scheme(text)
    try:
        whole = url_normalize(text, default_scheme="https") or ""
        parts = urlsplit(whole)
        host, _ = parts.hostname, parts.port  # a port that is no number raises here
    except (ValueError, UnicodeError) as error:
        raise FetchFailedError(f"{url!r} is not a web address ({error}).", kind="bad_url") from error
    if parts.username is not None or parts.password is not None:
        raise FetchFailedError(
            "The address carries a user name or password; we never send one.", kind="bad_url"
        )
    if not host or len(whole) > _MAX_URL or any(c.isspace() or not c.isprintable() for c in whole):
        raise FetchFailedError(f"{url[:80]!r} is not a web address.", kind="bad_url")
    return parts._replace(fragment="").geturl()


def _refuse_scheme(text: str) -> None:
    head, colon, rest = text.partition(":")
    named = head.replace("+", "").replace("-", "").replace(".", "").isalnum() and "." not in head
    if not (colon and named) or head.lower() in ("http", "https"):
        return
    port = rest.split("/")[0].split("?")[0]
    if port.isdigit() and port:  # localhost:8000/privacy
        return
    raise FetchFailedError(
        f"{text[:80]!r} uses the scheme {head!r}; only http and https are fetched.", kind="scheme"
    )


def blocked_reason(address: str, *, private_allowed: bool = False) -> str | None:
    """Return why an address must not be connected to, or None where it may be.

    With `private_allowed` private and loopback addresses pass; link-local, multicast, metadata
    and reserved ones never do.
    """
    try:
        parsed = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return "not an IP address"
    ip = _embedded(parsed)
    if ip in _METADATA:
        return "a cloud metadata service"
    for reason, holds in _ranges(ip).items():
        if holds:
            return None if private_allowed and reason in ("loopback", "private") else f"a {reason} address"
    return None


def _embedded(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, or the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    low = IPv4Address(int(ip) & 0xFFFFFFFF)
    if any(ip in network for network in _NAT64):
        return low
    if ip in _V4_COMPATIBLE and int(ip) > 1:  # not :: and ::1
        return low
    return ip


def _ranges(ip: IPv4Address | IPv6Address) -> dict[str, bool]:
    return {
        "loopback": ip.is_loopback,
        "link-local": ip.is_link_local,
        "multicast": ip.is_multicast,
        "unspecified": ip.is_unspecified,
        "reserved": ip.is_reserved or any(ip in network for network in _NEVER_PUBLIC),
        "site-local": isinstance(ip, IPv6Address) and ip.is_site_local,
        "private": ip.is_private,
        "non-public": not ip.is_global,
    }


def checked_addresses(
    host: str, port: int, *, resolver: Resolver, allowed_private_hosts: frozenset[str]
) -> tuple[str, ...]:
    """Resolve a host and return its addresses, every one of them fit to be connected to.

    One forbidden address among the answers condemns all: an honest site has none. Raises a
    FetchError of kind `dns` or `blocked_address`.
    """
    try:
        addresses = tuple(resolver(host, port))
    except (OSError, UnicodeError) as error:
        raise FetchFailedError(f"The host name {host} cannot be resolved ({error}).", kind="dns") from error
    if not addresses:
        raise FetchFailedError(f"The host name {host} has no address.", kind="dns")
    for address in addresses:
        reason = blocked_reason(address, private_allowed=host.lower() in allowed_private_hosts)
        if reason is not None:
            raise FetchFailedError(
                f"{host} resolves to {address}, {reason}; it was not contacted.", kind="blocked_address"
            )
    return addresses
