"""`analyzer drift`: how the whole list moved, by how much, and through whose doing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import form_of, one_line, open_list, put, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.core.changes import Drift, DriftShare
    from analyzer.store import Store, StoredReport

_FORMS = ("txt", "json", "md")


def drift(
    *,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="From the last reports before this day; else from the last ones that other rules, model, "
            "profile or analyzer made.",
        ),
    ] = None,
    group: Annotated[str | None, typer.Option(help="Only vendors of this group.")] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    form: Annotated[str | None, typer.Option("--format", help="txt, json or md.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write it to this file.")] = None,
) -> None:
    """Show which vendors' tier or score moved, tiers first, and whether they did it or we did.

    After a change of rules, run `analyzer rescore --offline` first: the same stored documents are then
    read anew, and what moves is our doing alone.
    """
    chosen = form_of("json" if json_output else form, out, _FORMS, "txt")
    with open_list(settings()) as store:
        vendors = store.vendors.all(group=group)
        drifts = tuple(found for one in vendors if (found := _drift(store, one.id, since)) is not None)
    tell = {"txt": _as_text, "json": _as_json, "md": _as_markdown}[chosen]
    put(tell(drifts).encode(), out)


def _drift(store: "Store", vendor_id: str, since: datetime | None) -> "Drift | None":
    """Return how one vendor moved, or None where there is nothing to hold its newest report against."""
    from analyzer.compare import drift_of

    heads = store.reports.history(vendor_id)
    first = _first(heads, since)
    if first is None:
        return None
    return drift_of([store.reports.get(head.number) for head in heads[first:]])


def _first(heads: "Sequence[StoredReport]", since: datetime | None) -> int | None:
    """Return the place of the report to begin with: the last before a day, or before a release."""
    if since is not None:
        begin = since.replace(tzinfo=UTC)
        wanted = [at for at, head in enumerate(heads[:-1]) if head.made_at < begin]
    else:
        wanted = [at for at, head in enumerate(heads[:-1]) if _made_by(head) != _made_by(heads[-1])]
    return wanted[-1] if wanted else None


def _made_by(head: "StoredReport") -> tuple[str | None, ...]:
    return head.rulebook_digest, head.model_id, head.analyzer_version, head.profile_digest


def _as_text(drifts: "Sequence[Drift]") -> str:
    from analyzer.compare import worst_first

    moved = worst_first(drifts)
    lines = [_summary(drifts, moved)]
    tiers = None
    for one in moved:
        changed = one.old_tier is not one.new_tier
        if changed is not tiers:
            tiers = changed
            lines += ["", "Another tier:" if changed else "The same tier, another score:"]
        lines.append(f"  {one_line(one.name)}: {_standing(one)}")
        lines += [f"      {_share(share)}" for share in one.shares]
    return "\n".join(lines) + "\n"


def _as_markdown(drifts: "Sequence[Drift]") -> str:
    from analyzer.compare import worst_first

    moved = worst_first(drifts)
    lines = ["# Drift", "", _summary(drifts, moved)]
    if moved:
        lines += ["", "| Vendor | Tier | Score | Whose doing |", "|---|---|---|---|"]
    for one in moved:
        tiers = " → ".join(dict.fromkeys(_words(tier.value) for tier in (one.old_tier, one.new_tier)))
        shares = "; ".join(_share(share) for share in one.shares)
        cells = (one_line(one.name), tiers, _scores(one), shares)
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _as_json(drifts: "Sequence[Drift]") -> str:
    import json

    from analyzer.compare import worst_first
    from analyzer.core.wire import to_wire

    moved = worst_first(drifts)
    value = {
        "compared": len(drifts),
        "moved": [{**_plain(to_wire(one)), "points": one.points} for one in moved],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _plain(value: object) -> dict[str, object]:
    return {str(name): part for name, part in value.items()} if isinstance(value, dict) else {}


def _summary(drifts: "Sequence[Drift]", moved: "Sequence[Drift]") -> str:
    if not drifts:
        return "No vendor has two reports to compare. After a change of rules run: analyzer rescore --offline"
    tiers = sum(one.old_tier is not one.new_tier for one in moved)
    fell = sum(one.points < 0 for one in moved)
    rose = sum(one.points > 0 for one in moved)
    told = f"{len(drifts)} vendors compared: {tiers} changed tier, {fell} lost points, {rose} gained"
    return f"{told}, {len(drifts) - len(moved)} stayed."


def _standing(one: "Drift") -> str:
    tiers = " → ".join(dict.fromkeys(_words(tier.value) for tier in (one.old_tier, one.new_tier)))
    return f"{tiers}, {_scores(one)}"


def _scores(one: "Drift") -> str:
    old, new = ("no score" if score is None else f"{score:.1f}" for score in (one.old_score, one.new_score))
    return f"{old} → {new} ({one.points:+.1f})" if "no score" not in (old, new) else f"{old} → {new}"


def _share(share: "DriftShare") -> str:
    causes = " and ".join(_words(cause.value) for cause in share.causes) or "no known cause"
    reports = "" if share.reports == 1 else f" in {share.reports} reports"
    return f"{causes}: {share.points:+.1f}{reports}"


def _words(value: str) -> str:
    return value.replace("_", " ")


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")
