"""`analyzer rules …` and `explain`: look into the rulebook, add to it, and see one reading of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import EXIT_FAIL_ON, kit, now, rulebook, say, settings
from analyzer.core.documents import Source

if TYPE_CHECKING:
    from analyzer.pipeline import DocumentReading

rules = typer.Typer(help="Check and document the rulebook.", no_args_is_help=True)


@rules.command("check")
def check_rules(
    prefix: Annotated[
        str, typer.Argument(help="Run only examples whose id begins so: a category, a practice, or `edge`.")
    ] = "",
) -> None:
    """Validate every rule file, then run all examples and edge cases."""
    from analyzer.evaluate.examples import run_examples

    loaded = kit(settings())
    outcomes = [o for o in run_examples(loaded.rulebook, loaded.rules) if o.id.startswith(prefix)]
    faults = [o for o in outcomes if o.fault]
    for outcome in faults:
        typer.echo(f"{outcome.id}: {outcome.fault}\n    {outcome.text}")
    typer.echo(f"{len(loaded.rulebook.practices)} practices, {len(outcomes)} examples, {len(faults)} faults")
    if faults:
        raise typer.Exit(EXIT_FAIL_ON)


@rules.command("docs")
def write_docs(
    *,
    out: Annotated[
        Path | None, typer.Option(help="The file to write; README.md in the rules' folder when left out.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with code 1 where the file is stale.")
    ] = False,
) -> None:
    """Write the catalogue of practices: what each means, which question it answers, laws, examples."""
    from analyzer.cli.cataloguing import catalogue

    chosen = settings()
    path = out or chosen.rules / "README.md"
    text = catalogue(rulebook(chosen))
    if check:
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            say(f"{path} is stale. Run: analyzer rules docs")
            raise typer.Exit(EXIT_FAIL_ON)
        return
    path.write_text(text, encoding="utf-8", newline="\n")
    typer.echo(f"Wrote {path}")


@rules.command("new")
def new_practice(
    practice: Annotated[str, typer.Argument(help="Its id: category.name, such as ads.in_game_offers.")],
    *,
    question: Annotated[str, typer.Option(help="The question that it answers.")] = "Q01",
) -> None:
    """Begin a practice: write a file that loads, in which every sentence in capitals is to be replaced."""
    from analyzer.cli.cataloguing import begin_practice
    from analyzer.core.errors import UsageError

    chosen = settings()
    known = [one.id for one in rulebook(chosen).questions]
    if question not in known:
        raise UsageError(f"There is no question {question!r}. Known are: {', '.join(known)}.")
    typer.echo(f"Wrote {begin_practice(chosen.rules, practice, question)}")
    say(f"Fill it in, then run: analyzer rules check {practice.replace('.', '/')}")


def explain(
    file: Annotated[Path, typer.Argument(help="The document to read.")],
    practice: Annotated[str, typer.Option(help="The practice to explain, such as sale.no_sale_commitment.")],
) -> None:
    """Show each clause that was considered for a practice: what fired, what was kept or dropped, why."""
    from analyzer.core.errors import UsageError
    from analyzer.fetch import read_file
    from analyzer.pipeline import read_snapshot

    loaded = kit(settings())
    known = {p.id for p in loaded.rulebook.practices}
    if practice not in known:
        raise UsageError(f"There is no practice {practice!r}. Known are: {', '.join(sorted(known))}.")
    snapshot = read_file(file, Source(location=str(file)), fetched_at=now())
    reading = read_snapshot(snapshot, loaded, document_id="d1")
    if not reading.document.status.scored:
        say("\n".join(n.message for n in reading.document.notices) or f"Not read: {reading.document.status}")
        raise typer.Exit(EXIT_FAIL_ON)
    _print_reading(reading, practice)


def _print_reading(reading: "DocumentReading", practice: str) -> None:
    kept = [f for f in reading.findings if f.practice_id == practice]
    dropped = [d for d in reading.dropped if d.match.practice_id == practice]
    for finding in kept:
        how = f"{finding.asserted}, {finding.scope}, {finding.qualifier}, {finding.confidence:.2f}"
        typer.echo(f"KEPT     {', '.join(finding.evidence.detectors)} ({how})\n    {finding.evidence.quote}")
        if finding.evidence.reasons:
            typer.echo(f"    why: {'; '.join(finding.evidence.reasons)}")
    for drop in dropped:
        typer.echo(f"DROPPED  rule:{drop.match.pattern}: {drop.reason} ({drop.detail})")
        typer.echo(f"    {drop.match.span.of(reading.document.text)}")
    typer.echo(f"{len(kept)} kept, {len(dropped)} dropped, {len(reading.segments)} segments read")
