"""Local files: the same snapshot, and clear words for what cannot be read."""

import os
from hashlib import sha256

import pytest

from analyzer.core.documents import Source
from analyzer.core.errors import FetchError
from analyzer.fetch import read_file
from tests.unit.fetch.conftest import NOW


def _read(path, **options):
    return read_file(path, Source(location=path.name), fetched_at=NOW, **options)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.html", b"<html><p>x</p></html>", "text/html"),
        ("a.txt", b"We keep little.", "text/plain"),
        ("a.md", b"# Privacy\n\nWe keep little.", "text/markdown"),
        ("a.pdf", b"%PDF-1.4\n", "application/pdf"),
        ("wrong.html", b"%PDF-1.4\n", "application/pdf"),
        ("noext", b"<!DOCTYPE html><title>x</title>", "text/html"),
        ("noext2", b"plain words", "text/plain"),
        ("blob", b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_a_file_becomes_a_snapshot(tmp_path, name, content, media_type):
    path = tmp_path / name
    path.write_bytes(content)
    snapshot = _read(path)
    assert snapshot.content == content
    assert snapshot.id == sha256(content).hexdigest()
    assert snapshot.media_type == media_type
    assert snapshot.final_url == name
    assert snapshot.fetched_at == NOW


def test_what_cannot_be_read_is_named(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b" \n")
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 11)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    cases = {
        tmp_path / "absent.html": "file_missing",
        tmp_path: "not_a_file",
        pipe: "not_a_file",
        empty: "empty",
        large: "too_large",
    }
    for path, kind in cases.items():
        with pytest.raises(FetchError) as caught:
            _read(path, max_bytes=10)
        assert caught.value.kind == kind
        assert path.name in str(caught.value)
    assert _read(large, max_bytes=11).content == b"x" * 11


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(FetchError) as caught:
        _read(path)
    assert caught.value.kind == "unreadable"


def test_a_path_that_cannot_be(tmp_path):
    with pytest.raises(FetchError) as caught:
        _read(tmp_path / ("x" * 400))
    assert caught.value.kind == "unreadable"
