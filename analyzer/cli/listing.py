"""`analyzer rescore` and `list`: the approved list."""

from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import (
    EXIT_SOME_FAILED,
    fetcher,
    kit,
    kit_paths,
    now,
    open_list,
    put_json,
    say,
    settings,
)

if TYPE_CHECKING:
    from analyzer.batch import Outcome, Progress, Summary
    from analyzer.core.documents import Snapshot, Source, Vendor
    from analyzer.fetch import Fetcher
    from analyzer.settings import Settings
    from analyzer.store import Listed, Store


def rescore(
    names: Annotated[
        list[str] | None, typer.Argument(help="Ids or names of vendors; all when left out.")
    ] = None,
    *,
    offline: Annotated[bool, typer.Option(help="Use stored documents only; fetch nothing.")] = False,
    force: Annotated[bool, typer.Option(help="Analyze also what did not change.")] = False,
) -> None:
    """Fetch and score the vendors of the list again; what did not change is not analyzed again."""
    from analyzer.batch import Readers, Rescoring
    from analyzer.batch import rescore as run_pass
    from analyzer.batch.analyzing import BundleAnalysis, made_by
    from analyzer.pipeline.version import analyzer_version

    chosen = settings()
    with open_list(chosen) as store, fetcher(chosen) as web, _executor(chosen) as executor:
        how = Rescoring(
            made_by=made_by(kit(chosen), analyzer_version()),
            now=now,
            fetch=None if offline else _Fetch(web),
            force=force,
            progress=_tell_progress,
            readers=Readers.of(kit(chosen)),
        )
        analyze = BundleAnalysis(paths=kit_paths(chosen), made_at=now())
        summary = run_pass(_chosen(store, names), store=store, executor=executor, analyze=analyze, how=how)
    _tell_summary(summary)
    if summary.failed or summary.not_read:
        raise typer.Exit(EXIT_SOME_FAILED)


def show_list(
    *,
    group: Annotated[str | None, typer.Option(help="Only vendors of this group.")] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """Show the list: tier, score with its range, and when each vendor was last read."""
    with open_list(settings()) as store:
        rows = store.reports.listing(group=group)
    if json_output:
        put_json([listed_json(row) for row in rows])
        return
    width = max((len(row.vendor.name) for row in rows), default=4)
    for row in rows:
        typer.echo(f"{row.vendor.name:<{width}}  {_standing(row)}")
    if not rows:
        say("The list is empty. Import one: analyzer vendors import FILE.csv")


class _Fetch:
    """Obtains a source for a batch: files from disk, addresses by the one fetcher of the run."""

    def __init__(self, web: "Fetcher") -> None:
        self._web = web

    def __call__(self, source: "Source", vendor: "Vendor") -> "Snapshot":
        from analyzer.pipeline import obtain

        return obtain(source, vendor.id, self._web, now)


def _executor(chosen: "Settings") -> Executor:
    """Return a pool; with one worker a thread saves starting a process and loading the rules twice."""
    if chosen.workers == 1:
        return ThreadPoolExecutor(1)
    return ProcessPoolExecutor(chosen.workers)


def _chosen(store: "Store", names: list[str] | None) -> "tuple[Vendor, ...]":
    from analyzer.rulebook.vendors import find_vendor

    known = store.vendors.all()
    return known if not names else tuple(find_vendor(known, name) for name in names)


def _tell_progress(progress: "Progress") -> None:
    outcome = progress.outcome
    say(f"[{progress.done}/{progress.total}] {outcome.name}: {outcome.verdict.value.replace('_', ' ')}")


def _tell_summary(summary: "Summary") -> None:
    groups = (
        ("Worsened", summary.worsened),
        ("Improved", summary.improved),
        ("New", summary.new),
        ("Could not be read", summary.not_read),
        ("Failed", summary.failed),
    )
    for title, outcomes in groups:
        if outcomes:
            typer.echo(f"{title}:")
        for outcome in outcomes:
            typer.echo(f"  {outcome.name}: {_moved(outcome)}")
            for problem in outcome.problems:
                typer.echo(f"    {problem}")
    drift = summary.drift()
    for cause, moved in drift:
        told = f"{moved[0].name} ({moved[0].change:+.1f})"
        typer.echo(f"Moved by {cause.value.replace('_', ' ')}: {len(moved)}, first of them {told}")
    typer.echo(f"{len(summary.outcomes)} vendors, {len(summary.unchanged)} unchanged")
    if drift:
        say("The whole list, tiers first: analyzer drift")


def _moved(outcome: "Outcome") -> str:
    old, new = (_points(score) for score in (outcome.old_score, outcome.new_score))
    return new if outcome.old_tier is None else f"{old} → {new}"


def _points(score: float | None) -> str:
    return "no score" if score is None else f"{score:.0f}"


def _standing(row: "Listed") -> str:
    from analyzer.render.headline import range_words

    newest = row.newest
    if newest is None:
        return "not read yet"
    tier = newest.tier.value.replace("_", " ")
    if newest.score is None:
        return f"{tier:<16}  no score      {newest.made_at:%Y-%m-%d}"
    marks = "  provisional" if newest.provisional else ""
    span = range_words(newest.score, newest.low, newest.high)
    return f"{tier:<16}  {span:<12}  {newest.made_at:%Y-%m-%d}{marks}"


def listed_json(row: "Listed") -> dict[str, object]:
    """Return one line of the list as plain values."""
    newest = row.newest
    return {
        "id": row.vendor.id,
        "name": row.vendor.name,
        "groups": list(row.vendor.groups),
        "tier": newest.tier.value if newest else None,
        "score": newest.score if newest else None,
        "low": newest.low if newest else None,
        "high": newest.high if newest else None,
        "provisional": newest.provisional if newest else None,
        "made_at": newest.made_at.isoformat() if newest else None,
        "documents_read": newest.documents_read if newest else 0,
        "documents_unread": newest.documents_unread if newest else 0,
    }
