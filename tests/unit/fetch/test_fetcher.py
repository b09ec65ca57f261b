"""The fetcher against a server that does what real sites do."""

import gzip
import hashlib
import io
import pickle
import ssl
import time
import tracemalloc
import zipfile
from dataclasses import replace

import pytest
import trustme

from analyzer.core.documents import Snapshot, Source
from analyzer.core.errors import FetchError
from analyzer.fetch import Fetcher, NotModified, Validators
from tests.fetch_server import (
    conditional,
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
from tests.unit.fetch.conftest import NOW, POLICY

POLICY_WITHOUT_ROBOTS = replace(POLICY, obey_robots=False)


def test_snapshot_keeps_the_proof(bench):
    content = "<html><body><h1>Privacy</h1><p>We keep little.</p></body></html>"
    site = bench(page(content, headers={"ETag": '"one"', "Set-Cookie": "session=secret"}))
    snapshot = site.fetch("/")
    assert snapshot.content == content.encode()
    assert snapshot.id == hashlib.sha256(content.encode()).hexdigest()
    assert snapshot.final_url == site.server.url("/")
    assert snapshot.fetched_at == NOW
    assert snapshot.media_type == "text/html"
    headers = dict(snapshot.headers)
    assert headers["etag"] == '"one"'
    assert "set-cookie" not in headers
    sent = site.server.hits[-1].headers
    assert sent["user-agent"] == POLICY.user_agent
    assert sent["host"] == f"site.test:{site.server.port}"


@pytest.mark.parametrize(
    ("code", "kind", "transient", "requests"),
    [
        (401, "login_required", False, 1),
        (403, "forbidden", False, 1),
        (404, "not_found", False, 1),
        (410, "gone", False, 1),
        (418, "bad_response", False, 1),
        (429, "rate_limited", True, 2),
        (451, "forbidden", False, 1),
        (500, "server_error", True, 2),
        (501, "bad_response", False, 1),
        (502, "server_error", True, 2),
        (503, "server_error", True, 2),
        (504, "server_error", True, 2),
    ],
)
def test_statuses_have_a_kind_and_only_transient_ones_are_tried_again(bench, code, kind, transient, requests):
    site = bench(status(code))
    failure = site.failure("/")
    assert (failure.kind, failure.transient) == (kind, transient)
    assert str(code) in str(failure)
    assert failure.remedy
    assert str(failure).endswith(failure.remedy)
    assert len(site.paths()) == requests


def test_blocked_reading_tells_to_save_and_upload(bench):
    failure = bench(status(403)).failure("/")
    assert failure.remedy == (
        "The site blocks automated reading. Open the page in a browser, save it, and upload the file."
    )


def test_a_challenge_is_not_tried_again_though_it_says_503(bench):
    site = bench(status(503, {"cf-mitigated": "challenge"}))
    assert site.failure("/").kind == "forbidden"
    assert len(site.paths()) == 1


def test_503_then_200(bench):
    site = bench(sequence(status(503), page("<p>back</p>")))
    assert site.fetch("/").content == b"<p>back</p>"


@pytest.mark.parametrize("wait", ["1", "Sun, 01 Mar 2026 12:00:01 GMT"])
def test_retry_after_is_waited_for(bench, wait):
    site = bench(sequence(status(429, {"Retry-After": wait}), page("<p>now</p>")))
    assert site.fetch("/").content == b"<p>now</p>"
    first, second = (hit.at for hit in site.server.hits if hit.path == "/")
    assert second - first >= 1.0


def test_retry_after_beyond_the_cap_is_not_waited_for(bench):
    site = bench(status(429, {"Retry-After": "3600"}))
    began = time.monotonic()
    failure = site.failure("/", max_wait_s=0.2)
    assert (failure.kind, failure.retry_after_s) == ("rate_limited", 3600.0)
    assert time.monotonic() - began < 2
    assert len(site.paths()) == 1


@pytest.mark.parametrize("dripping", [slow_drip(), slow_head()], ids=["body", "head"])
def test_slow_drip_ends_at_the_total_deadline(bench, dripping):
    site = bench(dripping)
    began = time.monotonic()
    failure = site.failure("/", obey_robots=False)
    assert failure.kind == "too_slow"
    assert 0.7 < time.monotonic() - began < 3
    assert len(site.paths()) == 1


def test_stalled_read_is_a_timeout_and_tried_again(bench):
    site = bench(stalled())
    assert site.failure("/").kind == "timeout"
    assert len(site.paths()) == 2


@pytest.mark.parametrize("chunked", [False, True])
def test_endless_stream_is_cut(bench, chunked):
    site = bench(endless(chunked=chunked))
    tracemalloc.start()
    failure = site.failure("/", total_timeout_s=20.0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert failure.kind == "too_large"
    assert peak < 20_000_000


def test_announced_size_is_refused_before_reading(bench):
    failure = bench(page(b"<p>x</p>" * 500_000)).failure("/")
    assert failure.kind == "too_large"
    assert "announces" in str(failure)


def test_gzip_bomb_is_cut_without_unpacking_it(bench):
    site = bench(gzip_bomb(64 * 1024 * 1024))
    tracemalloc.start()
    failure = site.failure("/", total_timeout_s=20.0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert failure.kind == "too_large"
    assert peak < 24_000_000


def test_a_bomb_within_a_bomb(bench):
    twice = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    failure = bench(page(twice, headers={"Content-Encoding": "gzip, gzip"})).failure("/")
    assert failure.kind == "too_large"


@pytest.mark.parametrize(
    ("encoding", "words"), [("gzip", "compression is broken"), ("x-strange", "packed as x-strange")]
)
def test_a_body_that_cannot_be_unpacked(bench, encoding, words):
    failure = bench(page(b"no such thing", headers={"Content-Encoding": encoding})).failure("/")
    assert failure.kind == "bad_response"
    assert words in str(failure)


def test_redirect_is_followed_and_named(bench):
    site = bench({"/old": redirect("/new?a=1", 301), "/new?a=1": page("<p>moved</p>")})
    snapshot = site.fetch("/old")
    assert snapshot.final_url == site.server.url("/new?a=1")
    assert snapshot.source.location == site.server.url("/old")


def test_redirect_loop_ends(bench):
    site = bench({"/a": redirect("/b"), "/b": redirect("/a")})
    assert site.failure("/a").kind == "too_many_redirects"
    assert len(site.paths()) == POLICY.max_redirects + 1


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("http://169.254.169.254/latest/meta-data/", "blocked_address"),
        ("http://[::1]/", "blocked_address"),
        ("http://[::ffff:127.0.0.1]/", "blocked_address"),
        ("http://10.0.0.1/", "blocked_address"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://site.test/x", "scheme"),
        ("http://user:pw@site.test/", "bad_url"),
        ("http://nowhere.invalid/", "dns"),
    ],
)
def test_redirect_targets_pass_the_same_guard(bench, target, kind):
    site = bench(redirect(target))
    assert site.failure("/").kind == kind
    assert len(site.paths()) == 1


def test_second_dns_answer_cannot_slip_by(bench):
    site = bench(redirect("/again"))
    answers = iter([("127.0.0.1",), ("169.254.169.254",)])
    fetcher = Fetcher(POLICY_WITHOUT_ROBOTS, clock=lambda: NOW, resolver=lambda _host, _port: next(answers))
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(Source(location=site.server.url("/")))
    assert caught.value.kind == "blocked_address"
    assert site.paths() == ["/"]


def test_one_forbidden_address_condemns_the_answer(bench):
    site = bench(page())
    fetcher = Fetcher(POLICY, clock=lambda: NOW, resolver=lambda _host, _port: ("127.0.0.1", "fe80::1"))
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(Source(location=site.server.url("/")))
    assert caught.value.kind == "blocked_address"
    assert site.server.hits == ()


def test_loopback_is_refused_unless_named(bench):
    site = bench(page())
    assert site.failure("/", allowed_private_hosts=frozenset()).kind == "blocked_address"
    assert site.server.hits == ()


def test_environment_proxies_are_ignored(bench, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert bench(page("<p>direct</p>")).fetch("/").content == b"<p>direct</p>"


def test_reset_is_transient(bench):
    site = bench(sequence(reset(), page("<p>second</p>")))
    assert site.fetch("/").content == b"<p>second</p>"
    again = bench(reset()).failure("/")
    assert (again.kind, again.transient) == ("reset", True)


def test_nobody_listens(bench):
    site = bench(page())
    free = site.server.url("/").replace(str(site.server.port), "1")
    assert site.failure(free).kind == "connect"


def test_truncated_answer_is_not_taken_for_a_document(bench):
    assert bench(truncated()).failure("/").kind == "truncated"


def test_http_1_0(bench):
    assert bench(old_protocol(b"<html>old</html>")).fetch("/").content == b"<html>old</html>"


def test_no_protocol_at_all(bench):
    assert bench(garbage()).failure("/", obey_robots=False).kind == "bad_response"


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_empty_200(bench, body):
    assert bench(page(body)).failure("/").kind == "empty"


def test_wrong_charset_keeps_the_bytes(bench):
    content = "<p>Schüler</p>".encode("latin-1")
    snapshot = bench(page(content, "text/html; charset=utf-8")).fetch("/")
    assert snapshot.content == content


def test_pdf_served_as_html_is_a_pdf(bench):
    snapshot = bench(page(b"%PDF-1.7\n%%EOF", "text/html")).fetch("/")
    assert snapshot.media_type == "application/pdf"
    assert dict(snapshot.headers)["content-type"] == "text/html"


def test_word_file_served_as_a_download_is_word(bench):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    snapshot = bench(page(buffer.getvalue(), "application/octet-stream")).fetch("/")
    assert snapshot.media_type.endswith("wordprocessingml.document")


def test_unchanged_document_is_not_sent_again(bench):
    site = bench({"/old": redirect("/"), "/": conditional("<p>same</p>", '"v1"')})
    fetcher = site.fetcher()
    source = Source(location=site.server.url("/old"))
    first = fetcher.fetch(source)
    assert isinstance(first, Snapshot)
    second = fetcher.fetch(source, previous=first)
    assert isinstance(second, NotModified)
    assert second.validators == Validators(url=site.server.url("/"), etag='"v1"')
    assert second.checked_at == NOW
    changed = fetcher.fetch(source, previous=Validators(url=site.server.url("/"), etag='"v0"'))
    assert isinstance(changed, Snapshot)


def test_304_to_an_unconditional_request_is_no_document(bench):
    assert bench(status(304)).failure("/").kind == "bad_response"


def test_cookies_stay_with_their_vendor(bench):
    site = bench({"/in": redirect("/", headers={"Set-Cookie": "who=one"}), "/": page()})
    fetcher = site.fetcher()
    fetcher.for_vendor("one").fetch(Source(location=site.server.url("/in")))
    assert site.server.hits[-1].headers["cookie"] == "who=one"
    for other in (fetcher.for_vendor("two"), fetcher):
        other.fetch(Source(location=site.server.url("/")))
        assert "cookie" not in site.server.hits[-1].headers
    fetcher.for_vendor("one").fetch(Source(location=site.server.url("/")))
    assert site.server.hits[-1].headers["cookie"] == "who=one"


def _tls_context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_tls_failures_are_named_and_nothing_is_read(bench):
    site = bench(page(), tls=_tls_context(trustme.CA(), "site.test"))
    failure = site.failure("/")
    assert failure.kind == "tls"
    assert "certificate" in str(failure)
    assert not failure.transient
    assert site.server.hits == ()


def test_tls_checks_the_name_not_the_address(bench, tmp_path):
    authority = trustme.CA()
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    good = bench(page("<p>safe</p>"), tls=_tls_context(authority, "site.test"))
    assert good.fetch("/", ca_bundle=bundle).content == b"<p>safe</p>"
    wrong = bench(page(), tls=_tls_context(authority, "elsewhere.test"))
    failure = wrong.failure("/", ca_bundle=bundle)
    assert failure.kind == "tls"
    assert "site.test" in str(failure)


def test_a_failure_travels_between_processes(bench):
    failure = bench(status(404)).failure("/")
    copy = pickle.loads(pickle.dumps(failure))  # noqa: S301
    assert (str(copy), copy.kind, copy.remedy) == (str(failure), failure.kind, failure.remedy)
