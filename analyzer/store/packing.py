"""Compress what is kept, and check it on the way back."""

import json
import zlib
from hashlib import sha256

from analyzer.core.errors import StoreError
from analyzer.core.reports import Report
from analyzer.core.wire import WireError, report_from_json, report_to_json

ENCODING = "zlib"


def pack(content: bytes) -> bytes:
    """Return the bytes compressed."""
    return zlib.compress(content, 6)


def unpack(packed: bytes, encoding: str, subject: str) -> bytes:
    """Return the original bytes of `subject`.

    Raises:
        StoreError: the stored bytes are damaged or compressed by a newer version.
    """
    if encoding != ENCODING:
        raise StoreError(f"{subject} is stored as {encoding}, which only a newer analyzer reads. Update it.")
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise StoreError(
            f"{subject} is damaged in the database ({error}). Run `analyzer doctor`, then restore a backup."
        ) from error


def digest(content: bytes) -> str:
    """Return the sha256 of `content` in hex, under which snapshots are kept."""
    return sha256(content).hexdigest()


def pack_report(report: Report) -> bytes:
    """Return a report as compressed JSON; the same report always gives the same bytes."""
    text = json.dumps(
        report_to_json(report), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return pack(text.encode())


def unpack_report(packed: bytes, encoding: str, subject: str) -> Report:
    """Return the report that `pack_report` packed.

    Raises:
        StoreError: it is damaged, or another version of the analyzer wrote it in another shape.
    """
    try:
        return report_from_json(json.loads(unpack(packed, encoding, subject)))
    except WireError as error:
        raise StoreError(
            f"{subject} was written by another version of the analyzer ({error}). "
            "Make it again from its snapshots: analyzer rescore --offline."
        ) from error
