"""`analyzer search`, `changes` and `history`: what the stored documents say, and what became of them."""

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.differences import document_lines
from analyzer.cli.surroundings import listed, one_line, open_list, put_json, say, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyzer.core.changes import Changes
    from analyzer.core.documents import Vendor
    from analyzer.store import Store, StoredReport

Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def search(
    words: Annotated[
        list[str], typer.Argument(help='Words that a clause holds; "in quotes" together; -word absent.')
    ],
    *,
    most: Annotated[int, typer.Option(min=1, help="At most so many clauses.")] = 50,
    json_output: Json = False,
) -> None:
    """Search the clauses of every vendor's newest report, best first."""
    from analyzer.core.wire import to_wire

    with open_list(settings()) as store:
        hits = store.clauses.search(" ".join(words), most=most)
    if json_output:
        put_json([to_wire(hit) for hit in hits])
        return
    for hit in hits:
        typer.echo(f"{one_line(hit.vendor_name)}: {one_line(hit.location)}\n    {one_line(hit.text)}")
    say(f"{len(hits)} clauses" if hits else "No clause holds these words. Try fewer of them.")


def changes(
    vendor: Annotated[
        str | None, typer.Argument(help="The id or name of a vendor; the whole list when left out.")
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="From each report to the next.")] = False,
    clauses: Annotated[int, typer.Option(min=0, help="Print at most so many clauses of a document.")] = 5,
    json_output: Json = False,
) -> None:
    """Show what changed between the two newest reports, and whose change it was."""
    from analyzer.core.wire import to_wire

    with open_list(settings()) as store:
        wanted = store.vendors.all() if vendor is None else (listed(store, vendor),)
        steps = None if everything else 1
        found = tuple((one, change) for one in wanted for change in _changes(store, one.id, steps))
    if json_output:
        put_json([to_wire(change) for _, change in found])
        return
    for one, change in found:
        _tell_changes(one, change, clauses)
    if not found:
        say("There are no two reports to compare yet.")


def history(
    vendor: Annotated[str, typer.Argument(help="The id or name of a vendor of the list.")],
    *,
    json_output: Json = False,
) -> None:
    """Show a vendor's reports and decisions, oldest first, and what people did to it."""
    from analyzer.core.wire import to_wire

    with open_list(settings()) as store:
        one = listed(store, vendor)
        heads = store.reports.history(one.id)
        decisions = store.decisions.history(one.id)
        log = store.vendors.audit(one.id)
    if json_output:
        parts = {"reports": heads, "decisions": decisions, "log": log}
        put_json({name: [to_wire(entry) for entry in entries] for name, entries in parts.items()})
        return
    typer.echo(f"{one.name}: {len(heads)} reports, {len(decisions)} decisions")
    for head in heads:
        typer.echo(f"  {head.made_at:%Y-%m-%d %H:%M}  report {head.number}  {_standing(head)}")
    for entry in log:
        detail = "; ".join(f"{name}: {value}" for name, value in (("", entry.subject), *entry.detail))
        action = entry.action.replace("_", " ")
        typer.echo(f"  {entry.made_at:%Y-%m-%d %H:%M}  {one_line(f'{entry.person}: {action}{detail}')}")


def newest_change(store: "Store", vendor_id: str) -> "Changes | None":
    """Return what changed between a vendor's two newest reports, or None where there are no two."""
    return next(_changes(store, vendor_id, 1), None)


def _changes(store: "Store", vendor_id: str, steps: int | None) -> "Iterator[Changes]":
    """Yield what changed from each of a vendor's reports to the next, over the last steps or all."""
    from analyzer.compare import compare_reports

    heads = store.reports.history(vendor_id)
    reports = (store.reports.get(head.number) for head in heads[-1 - (steps or len(heads)) :])
    return (compare_reports(old, new) for old, new in pairwise(reports))


def _tell_changes(vendor: "Vendor", change: "Changes", clauses: int) -> None:
    if not change.causes:
        typer.echo(f"{vendor.name}: nothing changed")
        return
    old, new = (_points(score) for score in (change.old_score, change.new_score))
    tiers = " → ".join(dict.fromkeys(t.value.replace("_", " ") for t in (change.old_tier, change.new_tier)))
    causes = ", ".join(cause.value.replace("_", " ") for cause in change.causes)
    typer.echo(f"{vendor.name}: {old} → {new}, {tiers}; by {causes}")
    for question in change.questions:
        states = (
            state.value.replace("_", " ") if state else "not asked" for state in (question.old, question.new)
        )
        typer.echo(f"  {question.question_id}: {' → '.join(states)}")
    for document in change.documents:
        if document.changed or document.could_not_read or document.date_only:
            typer.echo(f"  document {one_line(document.location)}")
            for line in document_lines(document, clauses):
                typer.echo(f"    {line}")
    for finding in change.findings:
        shown = finding.new or finding.old
        quote = one_line(shown.evidence.quote) if shown else ""
        whose = finding.cause.value.replace("_", " ")
        typer.echo(
            f"  {finding.kind.value.replace('_', ' ')}: {finding.practice_id}, by {whose}\n    {quote}"
        )


def _points(score: float | None) -> str:
    return "no score" if score is None else f"{score:.0f}"


def _standing(head: "StoredReport") -> str:
    from analyzer.render.headline import range_words

    tier = head.tier.value.replace("_", " ")
    return tier if head.score is None else f"{tier}, {range_words(head.score, head.low, head.high)}"
