"""Pages for measurements: real documents or our samples, varied so that no two vendors publish the same.

`python -m tools.policy_pages FOLDER` serves `http://127.0.0.1:PORT/v00017/0` and the like from the
documents under FOLDER, and prints the port. The file `changed` in the working folder holds, one a line,
the pages that serve one more sentence; it is read again at every request.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

TYPES = {".html": "text/html; charset=utf-8", ".md": "text/markdown; charset=utf-8"}
SENTENCES = (
    "Product {n} keeps the records of pupils for {d} days and then deletes them.",
    "The team behind product {n} does not sell student data to third parties.",
    "We will tell schools that use product {n} within {h} hours of a breach.",
    "Product {n} may share information with service providers under written agreements.",
    "Parents may ask the makers of product {n} to review or delete what is stored.",
)
NEWS = "From now on product {n} may share student data with advertising partners."


def originals(folder: Path) -> tuple[Path, ...]:
    """Return the pages and Markdown texts under a folder, in an order that mixes their kinds."""
    found = [path for path in folder.rglob("*") if path.suffix in TYPES and "negatives" not in path.parts]
    return tuple(sorted(found, key=lambda path: sha256(path.name.encode()).digest()))


def page(originals_: Sequence[Path], vendor: int, number: int, *, changed: bool) -> tuple[bytes, str]:
    """Return one page and its media type: an original with sentences of our own, told apart by vendor."""
    place = vendor * 2 + number
    path = originals_[place % len(originals_)]
    told = {"n": f"{vendor}-{number}", "d": 30 + place % 300, "h": 24 + place % 72}
    added = [sentence.format(**told) for sentence in _some(place)] + [NEWS.format(**told)] * changed
    return _with(_read(path), added, path.suffix), TYPES[path.suffix]


def _some(place: int) -> tuple[str, ...]:
    return SENTENCES[place % len(SENTENCES)], SENTENCES[(place // 5 + 1) % len(SENTENCES)]


@lru_cache(maxsize=64)
def _read(path: Path) -> bytes:
    return path.read_bytes()


def _with(content: bytes, sentences: Sequence[str], suffix: str) -> bytes:
    if suffix == ".md":
        return content + "".join(f"\n\n{sentence}\n" for sentence in sentences).encode()
    added = "".join(f"<p>{sentence}</p>" for sentence in sentences).encode()
    head, tag, tail = content.rpartition(b"</p>")
    return head + tag + added + tail if tag else content + added


def serve(folder: Path, changed: Path) -> ThreadingHTTPServer:
    """Return a running server on a free loopback port; `changed` names the pages with news in them."""
    pages = originals(folder)
    if not pages:
        raise SystemExit(f"No pages under {folder}. Name a folder with .html or .md documents.")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer with the page, or with 404 (robots.txt too)."""
            content, media_type, status = b"", "text/plain", 404
            name = self.path.strip("/")
            vendor, _, number = name.partition("/")
            if vendor[1:].isdecimal() and number.isdecimal():
                news = changed.is_file() and name in changed.read_text(encoding="utf-8").split()
                (content, media_type), status = page(pages, int(vendor[1:]), int(number), changed=news), 200
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Say nothing: there are thousands of requests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--changed", type=Path, default=Path("changed"))
    chosen = parser.parse_args(arguments)
    server = serve(chosen.folder, chosen.changed)
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
