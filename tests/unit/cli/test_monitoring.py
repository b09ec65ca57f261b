"""`monitor`: a digest to people and a feed, once; what could not be sent is sent the next time."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner

from analyzer.cli.app import app
from analyzer.core.errors import FetchError
from analyzer.store import open_store
from tests.unit.store.invented import later

RUN = CliRunner()


class Mailbox:
    """A loopback server that takes Apprise's JSON notifications, or refuses them."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []
        self.status = 200
        box = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if box.status == 200:
                    box.taken.append(json.loads(body))
                self.send_response(box.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    pytest.importorskip("apprise", reason="the extra `notify` is not installed")
    box = Mailbox()
    yield box
    box.server.shutdown()
    box.server.server_close()


def test_news_go_out_once_and_what_was_not_sent_is_tried_again(
    scored: Path, tmp_path: Path, mailbox: Mailbox
) -> None:
    command = ["monitor", "--offline", "--state", str(tmp_path / "watch"), "--notify", mailbox.address]
    first = RUN.invoke(app, command)
    assert first.exit_code == 0, first.output
    assert mailbox.taken == []
    with open_store(scored) as store:
        vendor = store.vendors.get("lexiloop")
        error = FetchError("The site turned us away.", kind="blocked", remedy="Save the page.")
        for day in (1, 2, 3):
            store.snapshots.add_failure(vendor.id, vendor.sources[0], error, at=later(day))
    mailbox.status = 500
    refused = RUN.invoke(app, command)
    assert refused.exit_code == 3
    assert "could not be sent everywhere" in refused.stderr
    mailbox.status = 200
    told = RUN.invoke(app, [*command, "--exit-code"])
    assert told.exit_code == 1, told.output
    assert "LexiLoop Reader:" in told.stdout
    assert "3 times running" in told.stdout
    (sent,) = mailbox.taken
    assert "1 to look at" in sent["title"]
    assert "3 times running" in sent["message"]
    assert "3 times running" in (tmp_path / "watch" / "feed.atom").read_text(encoding="utf-8")
    again = RUN.invoke(app, [*command, "--exit-code", "--json"])
    assert (again.exit_code, json.loads(again.stdout)) == (0, [])
    assert len(mailbox.taken) == 1


def test_an_address_that_nobody_knows_is_told_without_repeating_it(scored: Path, tmp_path: Path) -> None:
    pytest.importorskip("apprise", reason="the extra `notify` is not installed")
    with open_store(scored) as store:
        vendor = store.vendors.get("lexiloop")
        error = FetchError("The site turned us away.", kind="blocked", remedy="Save the page.")
        for day in (1, 2, 3):
            store.snapshots.add_failure(vendor.id, vendor.sources[0], error, at=later(day))
    told = RUN.invoke(
        app, ["monitor", "--offline", "--state", str(tmp_path), "--notify", "nonsense://secret"]
    )
    assert "Address 1 of --notify" in str(told.exception)
    assert "secret" not in str(told.exception)
