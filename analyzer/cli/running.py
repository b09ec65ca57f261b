"""Where the work of a command runs, and how it tells how far it has come."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analyzer.cli.surroundings import one_line, say

if TYPE_CHECKING:
    from analyzer.batch import Progress
    from analyzer.settings import Settings


@contextmanager
def pool(chosen: "Settings", cluster: str | None) -> Iterator[Executor]:
    """Give the executor: a Dask cluster where one is named, else processes on this machine."""
    from analyzer.batch.pools import cluster_pool, local_pool

    with cluster_pool(cluster) if cluster else local_pool(chosen.workers) as executor:
        yield executor


@contextmanager
def progress(total: int) -> Iterator[Callable[["Progress"], None]]:
    """Give what tells progress: a bar with rate and remaining time on a terminal, else plain lines."""
    if not sys.stderr.isatty():
        yield _tell_line
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task("Vendors", total=total, rate="")

        def tell(now: "Progress") -> None:
            speed = shown.tasks[0].speed
            rate = f"{speed:.1f} a second" if speed else ""
            shown.update(task, completed=now.done, rate=rate)
            if now.outcome.problems:
                shown.console.print(_line(now), markup=False, highlight=False)

        yield tell


def _tell_line(now: "Progress") -> None:
    say(_line(now))


def _line(now: "Progress") -> str:
    verdict = now.outcome.verdict.value.replace("_", " ")
    return f"[{now.done}/{now.total}] {one_line(now.outcome.name)}: {verdict}"
