"""`analyzer rescore` and `list`: the approved list."""

from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.running import pool, progress
from analyzer.cli.surroundings import (
    EXIT_SOME_FAILED,
    fetcher,
    kit,
    kit_paths,
    now,
    one_line,
    open_list,
    put_json,
    say,
    settings,
)

if TYPE_CHECKING:
    from datetime import date

    from analyzer.batch import Attention, Outcome, Summary
    from analyzer.core.documents import Snapshot, Source, Vendor
    from analyzer.fetch import Fetcher
    from analyzer.settings import Settings
    from analyzer.store import Listed, Store

Group = Annotated[str | None, typer.Option(help="Only vendors of this group.")]
Cluster = Annotated[
    str | None, typer.Option(help="The address of a Dask scheduler to run on (extra `cluster`).")
]


def rescore(
    names: Annotated[
        list[str] | None, typer.Argument(help="Ids or names of vendors; all when left out.")
    ] = None,
    *,
    offline: Annotated[bool, typer.Option(help="Use stored documents only; fetch nothing.")] = False,
    force: Annotated[bool, typer.Option(help="Analyze also what did not change, every word anew.")] = False,
    group: Group = None,
    due: Annotated[bool, typer.Option("--due", help="Only vendors that are due to be looked at.")] = False,
    cluster: Cluster = None,
) -> None:
    """Fetch and score the vendors of the list again; what did not change is not analyzed again."""
    chosen = settings()
    with open_list(chosen) as store:
        vendors = chosen_vendors(store, names, group=group, due=due)
        summary = run_pass(store, chosen, vendors, offline=offline, force=force, cluster=cluster)
        waiting = _waiting(store, vendors, now().date())
        known = {vendor.id: vendor.name for vendor in vendors}
    _tell_summary(summary)
    _tell_waiting(waiting, known)
    if summary.failed or summary.not_read:
        raise typer.Exit(EXIT_SOME_FAILED)


def run_pass(
    store: "Store",
    chosen: "Settings",
    vendors: "tuple[Vendor, ...]",
    *,
    offline: bool = False,
    force: bool = False,
    cluster: str | None = None,
) -> "Summary":
    """Score vendors of the list again and tell the progress."""
    from analyzer.batch import Readers, Rescoring
    from analyzer.batch import rescore as over
    from analyzer.batch.analyzing import BundleAnalysis, made_by
    from analyzer.pipeline.version import analyzer_version

    loaded = kit(chosen)  # before the processes start, so that they have it from the beginning
    makers = made_by(loaded, analyzer_version())
    with fetcher(chosen) as web, pool(chosen, cluster) as executor, progress(len(vendors)) as tell:
        how = Rescoring(
            made_by=makers,
            now=now,
            fetch=None if offline else _Fetch(web),
            force=force,
            progress=tell,
            readers=Readers.of(loaded),
        )
        analyze = BundleAnalysis(paths=kit_paths(chosen), made_at=now(), made_by=makers)
        return over(vendors, store=store, executor=executor, analyze=analyze, how=how)


def show_list(
    *,
    group: Group = None,
    due: Annotated[bool, typer.Option("--due", help="Only vendors that are due to be looked at.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """Show the list: tier, score with its range, when each vendor was last read, and when it is due."""
    today = now().date()
    with open_list(settings()) as store:
        rows = store.reports.listing(group=group)
    if due:
        rows = tuple(row for row in rows if row.due_on is not None and row.due_on <= today)
    if json_output:
        put_json([listed_json(row) for row in rows])
        return
    width = max((len(row.vendor.name) for row in rows), default=4)
    for row in rows:
        typer.echo(f"{row.vendor.name:<{width}}  {_standing(row)}{_due(row, today)}")
    if not rows:
        say("Nothing is due." if due else "The list is empty. Import one: analyzer vendors import FILE.csv")


def chosen_vendors(
    store: "Store", names: list[str] | None, *, group: str | None = None, due: bool = False
) -> "tuple[Vendor, ...]":
    """Return the vendors of the list that are meant; raises UsageError for a name that nobody bears."""
    from analyzer.rulebook.vendors import find_vendor

    known = store.vendors.all(group=group)
    if due:
        ids = {one.vendor_id for one in store.schedules.due(now().date())}
        known = tuple(vendor for vendor in known if vendor.id in ids)
    return known if not names else tuple(find_vendor(known, name) for name in names)


class _Fetch:
    """Obtains a source for a batch: files from disk, addresses by the one fetcher of the run."""

    def __init__(self, web: "Fetcher") -> None:
        self._web = web

    def __call__(self, source: "Source", vendor: "Vendor") -> "Snapshot":
        from analyzer.pipeline import obtain

        return obtain(source, vendor.id, self._web, now)


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


def _waiting(store: "Store", vendors: "tuple[Vendor, ...]", today: "date") -> "Attention":
    from analyzer.batch import attention

    return attention(store, vendors, today)


def _tell_waiting(waiting: "Attention", names: dict[str, str]) -> None:
    groups = (
        ("Due for review", [(one.vendor_id, f"since {one.on:%Y-%m-%d}") for one in waiting.due]),
        ("Decision expired", [(one.vendor_id, f"on {one.expires_on}") for one in waiting.decisions]),
        ("Agreement expired", [(one.vendor_id, f"on {one.on}") for one in waiting.agreements]),
    )
    for title, found in groups:
        if found:
            typer.echo(f"{title}:")
        for vendor_id, words in found:
            typer.echo(f"  {one_line(names[vendor_id])}: {words}")


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


def _due(row: "Listed", today: "date") -> str:
    if row.due_on is None:
        return ""
    return f"  due since {row.due_on}" if row.due_on <= today else f"  due {row.due_on}"


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
        "agreement_ends": newest.agreement_ends.isoformat() if newest and newest.agreement_ends else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "recheck_days": row.recheck_days,
    }
