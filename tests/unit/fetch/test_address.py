"""The address guard: what may be asked for, and what may be connected to."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.core.errors import FetchError
from analyzer.fetch.address import blocked_reason, checked_addresses, normalise_url, system_resolver

FORBIDDEN = [
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.9.9.9",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "100::1",
    "fc00::1",
    "fd00:ec2::254",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_reserved_ranges_are_refused(address):
    assert blocked_reason(address) is not None


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"],
)
def test_public_addresses_pass(address):
    assert blocked_reason(address) is None


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.7.7", "::1", "fd12::1"])
def test_named_hosts_may_be_private(address):
    assert blocked_reason(address, private_allowed=True) is None


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "fe80::1", "224.0.0.1", "::", "240.0.0.1"],
)
def test_named_hosts_may_still_not_be_metadata_or_link_local(address):
    assert blocked_reason(address, private_allowed=True) is not None


@given(st.ip_addresses(v=4))
def test_an_ipv6_dress_changes_no_verdict(ip):
    bare = blocked_reason(str(ip))
    for dressed in (
        ipaddress.IPv6Address((0xFFFF << 32) | int(ip)),
        ipaddress.IPv6Address((0x64FF9B << 96) | int(ip)),
        ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80)),
    ):
        assert blocked_reason(str(dressed)) == bare


@given(st.ip_addresses())
def test_whatever_python_calls_not_global_is_refused(ip):
    if not ip.is_global:
        dressed = isinstance(ip, ipaddress.IPv6Address) and (
            ip.sixtofour or ip.ipv4_mapped or ip in ipaddress.ip_network("64:ff9b:1::/48")
        )
        assert dressed or blocked_reason(str(ip)) is not None


def test_number_spellings_of_loopback_resolve_to_loopback_and_are_refused():
    for host in ("127.1", "2130706433", "0x7f.1", "0177.0.0.1"):
        with pytest.raises(FetchError) as caught:
            checked_addresses(host, 80, resolver=system_resolver, allowed_private_hosts=frozenset())
        assert caught.value.kind == "blocked_address", host


def test_unresolvable_and_unanswered_hosts():
    def failing(host, port):
        raise OSError("no such host")

    for resolver in (failing, lambda _host, _port: ()):
        with pytest.raises(FetchError) as caught:
            checked_addresses("x.test", 80, resolver=resolver, allowed_private_hosts=frozenset())
        assert caught.value.kind == "dns"
        assert caught.value.transient


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("kahoot.com/privacy", "https://kahoot.com/privacy"),
        (" HTTPS://Example.COM:443/a/../b#part ", "https://example.com/b"),
        ("http://example.com", "http://example.com/"),
        ("https://exämple.com/ü", "https://xn--exmple-cua.com/%C3%BC"),
        ("localhost:8000/x", "https://localhost:8000/x"),
        ("https://example.com/a%2Fb?x=1&a=2", "https://example.com/a%2Fb?x=1&a=2"),
    ],
)
def test_urls_have_one_spelling(given_url, canonical):
    assert normalise_url(given_url) == canonical
    assert normalise_url(canonical) == canonical


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("ftp://example.com/x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,hello", "scheme"),
        ("mailto:a@b.com", "scheme"),
        ("gopher://example.com", "scheme"),
        ("https://user:secret@example.com/", "bad_url"),
        ("https://user@example.com/", "bad_url"),
        ("https://", "bad_url"),
        ("https://example.com:99999/", "bad_url"),
        ("https://example.com:x/", "bad_url"),
        ("", "bad_url"),
        ("https://[::1", "bad_url"),
        ("https://example.com/" + "a" * 5000, "bad_url"),
    ],
)
def test_other_schemes_passwords_and_nonsense_are_refused(url, kind):
    with pytest.raises(FetchError) as caught:
        normalise_url(url)
    assert caught.value.kind == kind
    assert caught.value.remedy
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_a_fetch_error(text):
    try:
        url = normalise_url(text)
    except FetchError:
        return  # anything else than a FetchError fails this test
    assert url.startswith(("http://", "https://"))
    assert "@" not in url.split("/")[2]
