"""`analyzer vendors …`: who is on the list, and whether their documents are still where they were."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import (
    EXIT_SOME_FAILED,
    fetcher,
    listed,
    now,
    one_line,
    open_list,
    put_json,
    say,
    settings,
)

if TYPE_CHECKING:
    from analyzer.batch import ImportResult
    from analyzer.core.documents import Vendor
    from analyzer.settings import Settings

vendors = typer.Typer(help="The vendors on the list.", no_args_is_help=True)


@vendors.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="A CSV or Excel list; its columns are guessed and shown.")],
    *,
    rejects: Annotated[Path | None, typer.Option(help="Write the rows left out, with reasons, here.")] = None,
) -> None:
    """Import a list of vendors: duplicates are merged, doubtful rows are named and never guessed."""
    from analyzer.batch import read_vendor_list, write_rejected

    with open_list(settings()) as store:
        result = read_vendor_list(file, known=store.vendors.all())
        store.vendors.save_all(result.vendors, at=now())
    _tell_import(result)
    if rejects and result.rejected:
        write_rejected(rejects, result)
        say(f"Wrote {rejects}")


@vendors.command("add")
def add(
    names: Annotated[list[str], typer.Argument(help="Ids or names of vendors of the registry.")],
) -> None:
    """Put vendors of the registry (`data/vendors`) on the list, with their documents' addresses."""
    from analyzer.rulebook.vendors import find_vendor

    chosen = settings()
    registry = _registry(chosen)
    found = tuple(find_vendor(registry, name) for name in names)
    with open_list(chosen) as store:
        store.vendors.save_all(found, at=now())
    for vendor in found:
        typer.echo(f"{vendor.name} ({vendor.id}): {len(vendor.sources)} documents declared")


@vendors.command("archive")
def archive(
    name: Annotated[str, typer.Argument(help="The id or name of a vendor of the list.")],
    *,
    person: Annotated[str, typer.Option(help="Who takes it off the list, for the log.")] = "analyzer",
) -> None:
    """Take a vendor off the list; everything stored about it stays, and adding it brings it back."""
    with open_list(settings()) as store:
        vendor = listed(store, name)
        store.vendors.archive(vendor.id, at=now(), person=person)
    typer.echo(f"{vendor.name} is off the list; its documents, reports and decisions are kept.")


@vendors.command("schedule")
def schedule(
    name: Annotated[str, typer.Argument(help="The id or name of a vendor, or with --group a group.")],
    *,
    days: Annotated[int, typer.Option(help="After how many days it is due again; 0 takes it back.")],
    group: Annotated[bool, typer.Option("--group", help="The name is a group's.")] = False,
    person: Annotated[str, typer.Option(help="Who says so, for the log.")] = "analyzer",
) -> None:
    """Say after how many days a vendor or a group is to be looked at again (90 where nobody says)."""
    with open_list(settings()) as store:
        if group:
            store.schedules.set_group(name, days or None, at=now(), person=person)
            typer.echo(f"{name}: {_days(days)}")
            return
        vendor = listed(store, name)
        store.schedules.set_vendor(vendor.id, days or None, at=now(), person=person)
        due = store.schedules.due_on(vendor.id)
    typer.echo(f"{vendor.name}: {_days(days)}; due {due}")


def _days(days: int) -> str:
    return f"every {days} days" if days else "as usual"


@vendors.command("results")
def results(
    file: Annotated[Path, typer.Argument(help="The district's own list, CSV or Excel, as it was imported.")],
    out: Annotated[Path, typer.Argument(help="Where to write it with the results (.csv or .xlsx).")],
) -> None:
    """Write your own list back, every row and column as it was, with the results in columns on the right."""
    from analyzer.batch import annotate_list

    with open_list(settings()) as store:
        found = annotate_list(file, out, store.reports.listing(), store.decisions.all_current())
    typer.echo(f"Wrote {out}: {found} rows with results")


@vendors.command("verify")
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(help="Ids or names; the whole list when left out.")
    ] = None,
    *,
    registry: Annotated[
        bool, typer.Option("--registry", help="Ask the addresses of the registry, not of the list.")
    ] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print the outcomes as JSON.")] = False,
) -> None:
    """Ask every declared address once whether it still answers, and name those that moved or fail."""
    from analyzer.core.wire import to_wire
    from analyzer.fetch import check_sources

    chosen = settings()
    with fetcher(chosen) as web:
        checks = [
            c for vendor in _asked(chosen, names, registry=registry) for c in check_sources(web, vendor)
        ]
    if json_output:
        put_json([to_wire(check) for check in checks])
    else:
        for check in checks:
            typer.echo(f"{check.vendor_id}: {check.outcome}: {one_line(check.source.location)}")
            typer.echo(f"    {one_line(check.message)}")
    failed = [check for check in checks if not check.answers]
    say(f"{len(checks)} addresses asked, {len(failed)} without an answer")
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


@vendors.command("find")
def find(
    homepage: Annotated[str, typer.Argument(help="The address of the vendor's home page.")],
    *,
    json_output: Annotated[bool, typer.Option("--json", help="Print the candidates as JSON.")] = False,
) -> None:
    """Look for a vendor's documents from its home page: candidates, best first, each with its reason."""
    from analyzer.core.wire import to_wire
    from analyzer.fetch import discover

    with fetcher(settings()) as web:
        found = discover(web, homepage)
    if json_output:
        put_json([to_wire(candidate) for candidate in found])
        return
    for one in found:
        kind = one.kind.value.replace("_", " ")
        typer.echo(f"{one.score:.2f}  {kind:<18}  {one_line(one.url)}\n      {one_line(one.reason)}")
    if not found:
        say("Nothing that looks like a policy is linked there. Look on the site and name the page itself.")


def _registry(chosen: "Settings") -> "tuple[Vendor, ...]":
    from analyzer.rulebook.vendors import load_vendors

    return load_vendors(chosen.data / "vendors")


def _asked(chosen: "Settings", names: list[str] | None, *, registry: bool) -> "tuple[Vendor, ...]":
    """Return the vendors to ask for, each with its web addresses alone: files are not asked."""
    from analyzer.pipeline import is_address
    from analyzer.rulebook.vendors import find_vendor

    if registry:
        known = _registry(chosen)
    else:
        with open_list(chosen) as store:
            known = store.vendors.all()
    found = known if not names else tuple(find_vendor(known, name) for name in names)
    return tuple(replace(v, sources=tuple(s for s in v.sources if is_address(s.location))) for v in found)


def _tell_import(result: "ImportResult") -> None:
    for column, header in result.mapping.columns:
        say(f"column {header!r} read as {column.value.replace('_', ' ')}")
    if result.mapping.ignored:
        say(f"columns not used: {', '.join(result.mapping.ignored)}")
    for duplicate in result.duplicates:
        say(f"row {duplicate.row}: merged, {duplicate.reason}")
    for rejected in result.rejected:
        say(f"row {rejected.row}: left out, {rejected.reason}")
    typer.echo(
        f"{len(result.vendors)} vendors imported, {len(result.duplicates)} duplicates merged, "
        f"{len(result.rejected)} rows left out"
    )
