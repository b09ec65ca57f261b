"""`analyzer model …`: train the classifier, measure it, describe it, and keep its labels."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import EXIT_FAIL_ON, kit, put_json, say, settings
from analyzer.core.errors import UsageError

if TYPE_CHECKING:
    from analyzer.classify import Model, Score

model = typer.Typer(help="Train, measure and describe the classifier.", no_args_is_help=True)
labels = typer.Typer(help="Our own labels, kept apart from the documents.", no_args_is_help=True)
model.add_typer(labels, name="labels")

_WIDTH = 26


@model.command("train")
def train(
    corpus: Annotated[Path, typer.Argument(help="A folder of labelled texts: <doc>.txt and labels/.")],
    out: Annotated[Path, typer.Argument(help="The folder that the model is written into.")],
    *,
    documents: Annotated[
        Path | None, typer.Option(help="The pages of our own labels; without it these are not learned from.")
    ] = None,
    apart_from: Annotated[
        Path | None, typer.Option(help="Labelled texts for measuring: their vendors are left out.")
    ] = None,
    encoder: Annotated[
        Path | None, typer.Option(help="An encoder's folder, learned from the corpus alone: read by it, too.")
    ] = None,
) -> None:
    """Learn from labelled clauses and write a model and its card; the same input gives the same files."""
    from analyzer.evaluate.model import Course, Ours, train_model

    if not corpus.is_dir():
        raise UsageError(f"{corpus} is no folder. Give the folder of the labelled texts.")
    chosen = settings()
    ours = Ours(documents=documents, labels=chosen.data / "labels") if documents else None
    course = Course(corpus=corpus, ours=ours, encoder=encoder, apart_from=apart_from)
    trained = train_model(course, kit(chosen), out, progress=say)
    typer.echo(f"Wrote {out}: {trained.manifest.id}")


@model.command("evaluate")
def evaluate(  # noqa: PLR0913  one parameter an option
    folder: Annotated[Path | None, typer.Argument(help="A folder of labelled texts.")] = None,
    *,
    named: Annotated[
        Path | None, typer.Option("--model", help="The model's folder; the shipped one.")
    ] = None,
    benchmark: Annotated[
        str | None, typer.Option(help="A public benchmark instead: opp115, unfair-tos or policyie.")
    ] = None,
    train_file: Annotated[
        Path | None, typer.Option("--train", help="The benchmark's texts to learn from (JSON lines).")
    ] = None,
    test_file: Annotated[
        Path | None, typer.Option("--test", help="The benchmark's texts to measure on (JSON lines).")
    ] = None,
    cross_validate: Annotated[
        int, typer.Option(help="Measure by that many folds of the texts to learn from instead.")
    ] = 0,
    beside: Annotated[
        list[Path] | None, typer.Option(help="Another labelled corpus whose topics help; may be repeated.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """Measure rules, model and both on labelled documents; or the same architecture on a public benchmark."""
    if (folder is None) == (benchmark is None):
        raise UsageError("Give a folder of labelled texts, or --benchmark with --train; not both.")
    if folder is not None:
        from analyzer.evaluate.model import measure_model

        _tell(measure_model(folder, kit(settings()), _model(named)), as_json=json_output)
        return
    from analyzer.evaluate.benchmarks import Asked, measure_benchmark

    if train_file is None or (test_file is None) == (cross_validate == 0):
        raise UsageError("A benchmark wants --train FILE, and either --test FILE or --cross-validate 5.")
    asked = Asked(
        benchmark=str(benchmark),
        train=train_file,
        test=test_file,
        folds=cross_validate,
        beside=tuple(beside or ()),
    )
    measured = measure_benchmark(asked, say)
    put_json(measured.as_dict()) if json_output else typer.echo(measured.table())


@model.command("card")
def show_card(
    named: Annotated[
        Path | None, typer.Argument(metavar="MODEL", help="The model's folder; the shipped one.")
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Print nothing; end with code 1 where card.md is stale.")
    ] = False,
) -> None:
    """Print the model's card: what it learned from, how well it reads, when it speaks."""
    from analyzer.classify import card

    text = card(_model(named))
    if not check:
        typer.echo(text, nl=False)
        return
    file = _folder(named) / "card.md"
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        say(f"{file} is stale. Run: analyzer model card > {file}")
        raise typer.Exit(EXIT_FAIL_ON)


@labels.command("take")
def take(
    folder: Annotated[Path, typer.Argument(help="Labels with quotes: labels/<doc>.jsonl.")],
    pages: Annotated[Path, typer.Argument(help="The folder of the pages: <doc>.html.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Where they go; data/labels.")] = None,
    cap: Annotated[
        int, typer.Option(help="How many clauses a practice the labeller listed at most; 0 for all.")
    ] = 0,
    held: Annotated[
        list[str] | None, typer.Option(help="A document to keep for measuring; may be repeated.")
    ] = None,
) -> None:
    """Take labels out of their texts: where each stands in its page, and no word of it."""
    from analyzer.evaluate.labels import Part, save_labels, take_labels

    target = out or settings().data / "labels"
    target.mkdir(parents=True, exist_ok=True)
    kept = lost = 0
    for rows in sorted((folder / "labels").glob("*.jsonl")):
        part = Part.HELD if rows.stem in (held or ()) else Part.TRAIN
        taken = take_labels(rows, pages / f"{rows.stem}.html", part=part, cap=cap or None)
        save_labels(taken.file, target)
        kept += len(taken.file.rows)
        lost += len(taken.lost)
        for quote in taken.lost:
            say(f"{rows.stem}: not in the page: {quote}")
    typer.echo(f"{kept} labels written to {target}, {lost} not found in their pages")


@labels.command("write")
def write(
    documents: Annotated[Path, typer.Argument(help="The folder of the documents.")],
    out: Annotated[Path, typer.Argument(help="Where texts and labels go; not into a repository.")],
    *,
    source: Annotated[Path | None, typer.Option("--from", help="The placed labels; data/labels.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Those for learning, too, not only the held ones.")
    ] = False,
) -> None:
    """Write texts and labels with quotes, in the form that the scorer reads, to measure on them."""
    from analyzer.evaluate.labels import Part, load_labels, write_gold

    parts = tuple(Part) if every else (Part.HELD,)
    files = load_labels(source or settings().data / "labels")
    names = write_gold(files, documents, out, parts=parts)
    typer.echo(f"{len(names)} documents written to {out}")


def _model(named: Path | None) -> "Model":
    from analyzer.classify import load_model

    return load_model(_folder(named))


def _folder(named: Path | None) -> Path:
    folder = named or settings().model_path
    if folder is None:
        raise UsageError("No model is shipped here. Name one's folder, or run: analyzer model train")
    return folder


def _tell(scores: "tuple[Score, ...]", *, as_json: bool) -> None:
    if as_json:
        put_json([score.model_dump() for score in scores])
        return
    heads = ("document F1", "decisive", "clause P", "clause R", "clause F1", "decisive", "wrong sale")
    typer.echo("".join(["reader".ljust(_WIDTH), *(head.rjust(13) for head in heads)]))
    for s in scores:
        figures = (
            s.document_f1,
            s.document_decisive_f1,
            s.clause_precision,
            s.clause_recall,
            s.clause_f1,
            s.clause_decisive_f1,
        )
        row = [f"{figure:.3f}".rjust(13) for figure in figures]
        typer.echo("".join([s.reader.ljust(_WIDTH), *row, str(s.wrong_sale_claims).rjust(13)]))
    typer.echo(f"on {scores[0].on}, {scores[0].documents} documents, {scores[0].labelled:,} labelled clauses")
