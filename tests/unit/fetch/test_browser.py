"""Pages made by scripts, rendered in a real Chromium that can reach nothing by itself."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.core.documents import Snapshot, Source
from analyzer.fetch.browser import RENDERED_HEADER, render_page
from analyzer.fetch.problems import FetchFailedError
from tests.fetch_server import page, redirect
from tests.unit.fetch.conftest import NOW, POLICY

CHROMIUM = next(
    (Path(found) for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None
)
RENDERING = replace(
    POLICY, total_timeout_s=8.0, read_timeout_s=3.0, browser_executable=CHROMIUM, browser_sandbox=False
)

SHELL = """<!doctype html><html><body><div id="root"></div>
<nav><button aria-expanded="false" onclick="this.remove()">Menu</button></nav>
<script src="/app.js"></script></body></html>"""
APP = """
const root = document.getElementById('root');
root.innerHTML = '<details><summary>Sharing</summary><p>Folded words.</p></details>'
  + '<button aria-expanded="false" id="b">Retention</button><div id="kept"></div>';
const kept = document.getElementById('kept');
document.getElementById('b').onclick = () => { kept.textContent = 'Opened words.'; };
fetch('/moved').then(r => r.json()).then(d => root.insertAdjacentHTML('beforeend', '<p>' + d.text + '</p>'));
"""


def _render(site, **changes) -> Snapshot:
    snapshot = site.fetch("/")
    return render_page(snapshot, replace(RENDERING, **changes), resolver=site.server.resolver)


def test_without_a_browser_the_page_is_named_as_needing_one():
    source = Source(location="https://vendor.example/")
    snapshot = Snapshot(
        id="0", source=source, final_url=source.location, fetched_at=NOW, media_type="text/html", content=b"x"
    )
    for executable in (None, Path("absent-browser")):
        with pytest.raises(FetchFailedError) as caught:
            render_page(snapshot, replace(POLICY, browser_executable=executable))
        assert caught.value.kind == "needs_browser"
        assert "Install the browser extra" in str(caught.value)


browser = pytest.mark.browser
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@browser
@needs_chromium
def test_scripts_run_and_accordions_open(bench):
    site = bench(
        {
            "/": page(SHELL),
            "/app.js": page(APP, "text/javascript"),
            "/moved": redirect("/words.json"),
            "/words.json": page('{"text": "Fetched words."}', "application/json"),
        }
    )
    rendered = _render(site)
    text = rendered.content.decode()
    for words in ("Folded words.", "Opened words.", "Fetched words.", "<details open", "Menu"):
        assert words in text
    assert dict(rendered.headers)[RENDERED_HEADER].startswith("chromium/")
    assert rendered.final_url == site.server.url("/")
    assert rendered.fetched_at == NOW
    assert site.paths().count("/") == 1


@browser
@needs_chromium
def test_a_page_is_rendered_where_an_event_loop_runs(bench):
    site = bench({"/": page("<p>Seen from a notebook.</p>")})

    async def rendered() -> Snapshot:
        return _render(site)

    # In a thread of its own: the browser tests keep a loop running in the suite's thread,
    # where no second one can start.
    with ThreadPoolExecutor(max_workers=1) as thread:
        snapshot = thread.submit(lambda: asyncio.run(rendered())).result()
    assert b"Seen from a notebook." in snapshot.content


@browser
@needs_chromium
def test_a_page_cannot_reach_inside(bench):
    inward = """<html><body><p>Innocent.</p><img src="http://127.0.0.1:{port}/image">
    <iframe src="http://127.0.0.1:{port}/frame"></iframe><script>
    fetch('http://127.0.0.1:{port}/direct', {mode: 'no-cors'}).catch(() => 0);
    fetch('/bounce').catch(() => 0);
    fetch('http://169.254.169.254/latest/').then(() => document.body.append('lea' + 'ked')).catch(() => 0);
    fetch('/post', {method: 'POST', body: 'x'}).catch(() => 0);
    try { new WebSocket('ws://127.0.0.1:{port}/socket'); } catch (e) {}
    navigator.sendBeacon('http://127.0.0.1:{port}/beacon', 'x');
    </script></body></html>"""
    site = bench({"/": page()})
    port = str(site.server.port)
    site.server.routes["/"] = page(inward.replace("{port}", port))
    site.server.routes["/bounce"] = redirect(f"http://127.0.0.1:{port}/bounced")
    text = _render(site).content.decode()
    assert "Innocent." in text
    assert "leaked" not in text
    assert {hit.host for hit in site.server.hits} == {"site.test"}
    assert set(site.paths()) <= {"/", "/bounce"}


@browser
@needs_chromium
def test_a_script_without_end_is_ended(bench):
    site = bench(
        page("<html><body><p>x</p><script>setTimeout(() => { for (;;) {} }, 50)</script></body></html>")
    )
    with pytest.raises(FetchFailedError) as caught:
        _render(site, total_timeout_s=2.0)
    assert caught.value.kind == "too_slow"
