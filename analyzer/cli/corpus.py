"""`analyzer score-corpus`: thousands or millions of single documents, for consortia and researchers."""

import time
from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.running import pool
from analyzer.cli.surroundings import kit, kit_paths, say, settings

_TOLD_EVERY = 10.0
"""Seconds between two lines of progress."""


def score_corpus(
    source: Annotated[Path, typer.Argument(help="A .jsonl or .parquet file with text, html or markdown.")],
    out: Annotated[Path, typer.Argument(help="The .parquet file to write.")],
    *,
    cluster: Annotated[
        str | None, typer.Option(help="The address of a Dask scheduler to run on (extra `cluster`).")
    ] = None,
) -> None:
    """Score every document of a corpus; a run that was stopped goes on where it stopped."""
    from analyzer.batch.corpus import CorpusRun
    from analyzer.batch.corpus import score_corpus as over

    chosen = settings()
    kit(chosen)  # before the processes start, so that they have it from the beginning
    began = time.monotonic()
    with pool(chosen, cluster) as executor:
        how = CorpusRun(progress=_Lines(began))
        rows = over(source, out, executor=executor, paths=kit_paths(chosen), how=how)
    typer.echo(f"Wrote {out}: {rows} documents in {time.monotonic() - began:.0f} s")


class _Lines:
    """Tells how many documents are done, and how many a second, once in a while."""

    def __init__(self, began: float) -> None:
        self._began = self._last = began
        self._first: int | None = None

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        self._first = done if self._first is None else self._first
        if now - self._last >= _TOLD_EVERY:
            self._last = now
            say(f"{done} documents, {(done - self._first) / (now - self._began):.1f} a second")
