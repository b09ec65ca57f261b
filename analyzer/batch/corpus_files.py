"""The rows of a corpus, read one after the other from JSON lines or Parquet, and its parts on the way out."""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import count, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analyzer.core.errors import UsageError

_AT_ONCE = 64  # rows of a Parquet file held at the same time
_TEXTS = (("text", "text/plain"), ("html", "text/html"), ("markdown", "text/markdown"))
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("sha256", pa.string()),
        ("status", pa.string()),
        ("kind", pa.string()),
        ("language", pa.string()),
        ("words", pa.int64()),
        ("score", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("tier", pa.string()),
        (
            "findings",
            pa.list_(
                pa.struct(
                    [
                        ("practice", pa.string()),
                        ("asserted", pa.string()),
                        ("scope", pa.string()),
                        ("qualifier", pa.string()),
                        ("confidence", pa.float64()),
                        ("quote", pa.string()),
                    ]
                )
            ),
        ),
        ("error", pa.string()),
    ]
)
"""What is told of each document, in the order of the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One document of a corpus. `problem` says why it can be no document; then it has no content."""

    id: str
    content: bytes = b""
    media_type: str = "text/plain"
    url: str = ""
    kind: str = ""
    problem: str = ""


def read_rows(path: Path, *, skip: int = 0) -> Iterator[Row]:
    """Yield the rows of a `.jsonl` or `.parquet` file from number `skip` on; one batch is held in memory.

    A row has `text`, `html` or `markdown`, and may have `id`, `url` and `kind`.

    Raises:
        UsageError: the file is neither, or cannot be read.
    """
    try:
        if path.suffix.casefold() == ".parquet":
            yield from islice(_parquet(path), skip, None)
        elif path.suffix.casefold() in (".jsonl", ".ndjson"):
            yield from islice(_json_lines(path), skip, None)
        else:
            raise UsageError(f"{path.name}: a corpus is a .jsonl or .parquet file.")
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"The corpus {path} cannot be read: {error}.") from error


def _json_lines(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                raw = json.loads(line)
            except ValueError as error:
                yield Row(id=str(number), problem=f"line {number} is not JSON: {error}")
                continue
            yield _row(raw, number)


def _parquet(path: Path) -> Iterator[Row]:
    number = 0
    with pq.ParquetFile(path, pre_buffer=False) as file:
        known = {"id", "url", "kind", *(name for name, _ in _TEXTS)}
        columns = [name for name in file.schema_arrow.names if name in known]
        for batch in file.iter_batches(batch_size=_AT_ONCE, columns=columns):
            for raw in batch.to_pylist():
                number += 1
                yield _row(raw, number)


def _row(raw: object, number: int) -> Row:
    if not isinstance(raw, dict):
        return Row(id=str(number), problem=f"row {number} is no object")
    name = str(raw.get("id") or number)
    for column, media_type in _TEXTS:
        words = raw.get(column)
        if isinstance(words, str):
            content = words.encode(errors="replace")
            url, kind = str(raw.get("url") or ""), str(raw.get("kind") or "")
            return Row(id=name, content=content, media_type=media_type, url=url, kind=kind)
    return Row(id=name, problem=f"row {number} has neither text nor html nor markdown")


class Parts:
    """The finished parts of an output, each written whole or not at all, beside the file they will be.

    A run that was killed leaves its finished parts; one with the same `signature` goes on behind them.
    """

    def __init__(self, out: Path, signature: str) -> None:
        self._out = out
        self._folder = out.with_name(f"{out.name}.parts")
        self._signature = sha256(signature.encode()).hexdigest()

    def begin(self) -> int:
        """Return how many parts are finished already; parts of another run are thrown away."""
        mark = self._folder / "signature"
        if not (mark.is_file() and mark.read_text(encoding="ascii") == self._signature):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            mark.write_text(self._signature, encoding="ascii")
        return next(number for number in count() if not self._part(number).is_file())

    def write(self, number: int, rows: list[dict[str, object]]) -> None:
        """Write one part."""
        unfinished = self._folder / "unfinished"
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), unfinished, compression="zstd")
        unfinished.replace(self._part(number))

    def join(self) -> int:
        """Make the output of all parts, one row group each, and remove them; return how many rows it has."""
        unfinished, rows = self._folder / "unfinished", 0
        with pq.ParquetWriter(unfinished, SCHEMA, compression="zstd") as writer:
            for number in count():
                if not self._part(number).is_file():
                    break
                table = pq.read_table(self._part(number), schema=SCHEMA)
                writer.write_table(table, row_group_size=max(1, table.num_rows))
                rows += table.num_rows
        unfinished.replace(self._out)
        with suppress(OSError):
            shutil.rmtree(self._folder)
        return rows

    def _part(self, number: int) -> Path:
        return self._folder / f"{number:08}.parquet"
