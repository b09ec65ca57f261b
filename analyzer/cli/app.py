"""The commands, each in a module of its own; what they need is imported only when they run."""

from typing import Annotated

import typer

from analyzer.cli import checking, evaluating, listing, rules

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
app.command("schema")(checking.schema)
app.command("explain")(rules.explain)
app.command("evaluate")(evaluating.evaluate)
app.command("rescore")(listing.rescore)
app.command("list")(listing.show_list)
app.add_typer(listing.vendors, name="vendors")
app.add_typer(rules.rules, name="rules")
