"""`analyzer bench`: how fast each stage is, beside others, on this machine."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import EXIT_FAIL_ON, kit, now, put, put_json, say, settings
from analyzer.core.errors import UsageError

if TYPE_CHECKING:
    from analyzer.evaluate.bench import Bench, Corpus

_POLICY_WORDS = 5_000


def bench(
    *,
    documents: Annotated[
        Path | None, typer.Option(help="Time real .html and .pdf files under this folder as well.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="Rounds after the one that warms up.")] = 7,
    out: Annotated[
        Path | None, typer.Option(help="Write benchmark.md and benchmark.json into this folder.")
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(help="Compare with this benchmark.json; exit with 1 where a stage is slower."),
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """Time every stage and whole documents, beside other tools where they are installed."""
    from analyzer.core.wire import to_wire
    from analyzer.evaluate.bench import bench_table, slower_than

    baseline = _baseline(check) if check else None
    if out is not None and not out.is_dir():
        raise UsageError(f"{out} is no folder. Make it, or name another.")
    measured = _measure(documents, rounds)
    raw = to_wire(measured)
    if out is not None:
        put(bench_table(measured).encode(), out / "benchmark.md")
        put((json.dumps(raw, indent=1) + "\n").encode(), out / "benchmark.json")
    elif json_output:
        put_json(raw)
    else:
        typer.echo(bench_table(measured), nl=False)
    slower = slower_than(baseline, measured) if baseline else ()
    for one in slower:
        say(str(one))
    if slower:
        raise typer.Exit(EXIT_FAIL_ON)


def _measure(documents: Path | None, rounds: int) -> "Bench":
    import os
    from tempfile import TemporaryDirectory
    from time import perf_counter

    from analyzer.evaluate.bench import Surroundings, measure, new_store, this_machine

    at = now()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    machine = this_machine(cores=os.cpu_count() or 1, load=load)
    with TemporaryDirectory() as folder, new_store(Path(folder), at=at) as store:
        around = Surroundings(kit=kit(settings()), store=store, at=at)
        return measure(_corpora(documents), around, machine, rounds=rounds, clock=perf_counter)


def _corpora(documents: Path | None) -> tuple["Corpus", ...]:
    from analyzer.evaluate.bench import of_length, real_documents, samples

    ours = samples(settings().data, at=now())
    if documents is None:
        return (ours,)
    if not documents.is_dir():
        raise UsageError(f"{documents} is no folder. Give the folder that holds the documents.")
    real = real_documents(documents, at=now())
    return (ours, real, of_length(real, _POLICY_WORDS)) if real.documents else (ours, real)


def _baseline(path: Path) -> "Bench":
    from analyzer.core.wire import WireError, from_wire
    from analyzer.evaluate.bench import Bench

    try:
        return from_wire(Bench, json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}). Check the path.") from error
    except (ValueError, WireError) as error:
        raise UsageError(f"{path} is no benchmark ({error}). Make one: analyzer bench --out DIR") from error
