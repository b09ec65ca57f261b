"""From a file on this machine to a `Snapshot`."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from analyzer.core.documents import Snapshot, Source
from analyzer.core.media import sniff
from analyzer.fetch.policy import MEBIBYTE
from analyzer.fetch.problems import FetchFailedError

_BY_SUFFIX = {
    ".htm": "text/html",
    ".html": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
}


def read_file(
    path: Path, source: Source, *, fetched_at: datetime, max_bytes: int = 60 * MEBIBYTE
) -> Snapshot:
    """Return the bytes of a local file as a snapshot.

    Raises a FetchError of kind `file_missing`, `not_a_file`, `unreadable`, `too_large` or `empty`.
    """
    content = _content(path, max_bytes)
    if len(content) > max_bytes:
        raise FetchFailedError(f"{path} is larger than {max_bytes:,} bytes.", kind="too_large")
    if not content.strip():
        raise FetchFailedError(f"{path} is empty.", kind="empty")
    return Snapshot(
        id=sha256(content).hexdigest(),
        source=source,
        final_url=source.location,
        fetched_at=fetched_at,
        media_type=sniff(content, declared=_BY_SUFFIX.get(path.suffix.lower(), ""), location=path.name),
        content=content,
    )


def _content(path: Path, max_bytes: int) -> bytes:
    """Return the file's bytes, at most one more than allowed."""
    try:
        if path.exists() and not path.is_file():
            what = "a folder" if path.is_dir() else "no regular file"
            raise FetchFailedError(f"{path} is {what}.", kind="not_a_file")
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise FetchFailedError(f"There is no file {path}.", kind="file_missing") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FetchFailedError(f"{path} cannot be read ({reason}).", kind="unreadable") from error
