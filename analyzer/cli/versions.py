"""`analyzer versions`: what became of a document's words, version after version."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.differences import document_lines
from analyzer.cli.surroundings import listed, one_line, open_list, put_json, say, settings

if TYPE_CHECKING:
    from datetime import datetime

    from analyzer.core.changes import DocumentChange
    from analyzer.core.documents import Document, Snapshot
    from analyzer.store import Store

Series = tuple[str, "tuple[Document, ...]", "tuple[DocumentChange, ...]"]
"""Where a document is published, its versions, oldest first, and the change at each step."""


def versions(
    subject: Annotated[
        str,
        typer.Argument(
            help="The id or name of a vendor of the list, or a folder with saved versions of one document, "
            "named so that the oldest comes first."
        ),
    ],
    *,
    document: Annotated[str, typer.Option(help="Only documents whose address holds this.")] = "",
    clauses: Annotated[
        int, typer.Option(min=0, help="Print at most so many clauses of a step; 0 for none.")
    ] = 5,
    about: Annotated[str, typer.Option(help="Print only clauses that hold these words.")] = "",
    json_output: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Show each version of a vendor's documents with its dates, and what changed from one to the next.

    The stored bytes are read anew by today's reader, so that every change told of is the vendor's.
    """
    folder = Path(subject)
    if folder.is_dir():
        found = [_saved(folder)]
    else:
        with open_list(settings()) as store:
            vendor = listed(store, subject)
            wanted = [source.location for source in vendor.sources if document in source.location]
            found = [_stored(store, vendor.id, location) for location in wanted]
    found = [series for series in found if series[1]]
    if json_output:
        put_json([_as_json(series) for series in found])
        return
    for series in found:
        _tell(series, clauses, about)
    if not found:
        say("No document is stored yet. Run: analyzer rescore")


def _stored(store: "Store", vendor_id: str, location: str) -> Series:
    from dataclasses import replace

    fetches = store.snapshots.versions(vendor_id, location)
    read = (
        _read(replace(store.snapshots.get(vendor_id, fetch.snapshot_id), fetched_at=fetch.fetched_at))
        for fetch in fetches
        if fetch.snapshot_id is not None
    )
    return _series(location, tuple(read))


def _saved(folder: Path) -> Series:
    from datetime import UTC, datetime

    from analyzer.core.documents import Source
    from analyzer.fetch import read_file

    def written(path: Path) -> "datetime":
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)

    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    read = (_read(read_file(path, Source(location=str(path)), fetched_at=written(path))) for path in paths)
    return _series(str(folder), tuple(read))


def _read(snapshot: "Snapshot") -> "Document":
    from analyzer.extract import extract

    return extract(snapshot, document_id="d1")


def _series(location: str, documents: "tuple[Document, ...]") -> Series:
    from analyzer.compare import compare_series

    return location, documents, compare_series(documents)


def _tell(series: Series, most: int, about: str) -> None:
    location, documents, changes = series
    saved = len({document.source.location for document in documents}) > 1
    names = [_named(document, saved=saved) for document in documents]
    typer.echo(f"{one_line(location)}: {len(documents)} versions")
    typer.echo(f"  1. {names[0]}  {_stated(documents[0])}")
    for number, change in enumerate(changes, 2):
        document = documents[number - 1]
        typer.echo(f"  {number}. {names[number - 1]}  {_stated(document)}")
        for line in document_lines(change, most, about=about):
            typer.echo(f"     {line}")
    typer.echo("")


def _named(document: "Document", *, saved: bool) -> str:
    """Return what tells a version from the others: its file's name, or when it was fetched."""
    if saved or document.retrieved_at is None:
        return one_line(Path(document.source.location).name)
    return f"{document.retrieved_at:%Y-%m-%d}"


def _stated(document: "Document") -> str:
    if not document.status.scored:
        return f"could not be read: {document.status.value.replace('_', ' ')}"
    day = document.updated_date or document.effective_date
    dated = f"states {day:%Y-%m-%d}" if day else "states no date"
    return f"{dated}, {len(document.text.split()):,} words"


def _as_json(series: Series) -> dict[str, object]:
    from analyzer.core.wire import to_wire

    location, documents, changes = series
    told: Sequence[dict[str, object]] = [
        {
            "location": one.source.location,
            "snapshot": one.snapshot_id,
            "retrieved_at": to_wire(one.retrieved_at),
            "status": one.status.value,
            "updated_date": to_wire(one.updated_date),
            "effective_date": to_wire(one.effective_date),
            "words": len(one.text.split()),
        }
        for one in documents
    ]
    return {"location": location, "versions": told, "changes": [to_wire(change) for change in changes]}
