"""The commands, each in a module of its own; what they need is imported only when they run."""

from typing import Annotated

import typer

from analyzer.cli import (
    benching,
    checking,
    corpus,
    correcting,
    drifting,
    evaluating,
    exporting,
    history,
    judging,
    keeping,
    listing,
    modelling,
    monitoring,
    profiles,
    rules,
    vendors,
    versions,
)

app = typer.Typer(
    name="analyzer",
    help="Read vendors' privacy policies, terms and data agreements, and show where it says what.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from analyzer.pipeline.version import analyzer_version

        typer.echo(analyzer_version())
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=lambda v: _version(wanted=v))
    ] = False,
) -> None:
    """Read vendors' privacy policies, terms and data agreements, and show where it says what."""


app.command("check")(checking.check)
app.command("whatif")(checking.whatif)
app.command("explain")(rules.explain)
app.add_typer(vendors.vendors, name="vendors")
app.command("rescore")(listing.rescore)
app.command("list")(listing.show_list)
app.command("monitor")(monitoring.monitor)
app.command("score-corpus")(corpus.score_corpus)
app.command("changes")(history.changes)
app.command("history")(history.history)
app.command("versions")(versions.versions)
app.command("drift")(drifting.drift)
app.command("search")(history.search)
judging.review.command("add")(correcting.add)
judging.review.command("edit")(correcting.edit)
judging.review.command("close")(correcting.close)
judging.review.command("reopen")(correcting.reopen)
app.add_typer(judging.review, name="review")
app.command("decide")(judging.decide)
app.add_typer(exporting.export, name="export")
app.add_typer(profiles.profile, name="profile")
app.add_typer(rules.rules, name="rules")
app.add_typer(modelling.model, name="model")
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)
app.command("vacuum")(keeping.vacuum)
app.command("doctor")(keeping.doctor)
app.command("evaluate")(evaluating.evaluate)
app.command("bench")(benching.bench)
app.command("schema")(checking.schema)
