"""`analyzer profile …`: write and check a district's own policy."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import put_json, rulebook, say, settings
from analyzer.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyzer.core.profile import DistrictProfile
    from analyzer.rulebook.new_profile import ProfileQuestion

profile = typer.Typer(
    help="The district's own policy, against which vendors are compared.", no_args_is_help=True
)

Answer = str | tuple[str, ...]


@profile.command("new")
def new(
    *,
    out: Annotated[Path, typer.Option(help="The profile to write; it must not exist.")],
    answers: Annotated[
        Path | None, typer.Option(help="A YAML file of answers by question id, instead of questions.")
    ] = None,
) -> None:
    """Ask for the parts of a district's policy and write them as a profile."""
    from analyzer.rulebook.new_profile import PROFILE_QUESTIONS, new_profile

    if out.exists():
        raise UsageError(f"{out} exists already. Choose another name, or edit that file.")
    given = {q.id: _asked(q) for q in PROFILE_QUESTIONS} if answers is None else _read_answers(answers)
    made = _write_checked(out, new_profile(given))
    typer.echo(f"Wrote {out} for {made.name}")
    say(f"To use it: set ANALYZER_PROFILE={out}")


@profile.command("check")
def check_profile(
    file: Annotated[Path, typer.Argument(help="The profile to check.")],
    *,
    json_output: Annotated[
        bool, typer.Option("--json", help="Print it as it is understood, as JSON.")
    ] = False,
) -> None:
    """Check a profile: unknown keys, wrong values, and data elements or tiers that there are not."""
    from analyzer.core.wire import to_wire
    from analyzer.rulebook.profile import load_profile

    if not file.is_file():
        raise UsageError(f"There is no file {file}. The profiles that ship lie in data/profiles.")
    loaded = load_profile(file)
    _refuse_unknown(file, loaded)
    if json_output:
        put_json(to_wire(loaded))
        return
    typer.echo(
        f"{loaded.name}: {len(loaded.uses)} permitted uses, {len(loaded.access)} kinds of access, "
        f"{len(loaded.categories)} categories of data, {len(loaded.thresholds)} thresholds"
    )


def _asked(question: "ProfileQuestion") -> Answer:
    """Ask one question at the terminal, again and again until its answer can be one."""
    for key, text in question.options:
        say(f"  {key}: {text}")
    keys = [key for key, _ in question.options]
    several = " (several with commas, or nothing)" if question.many else ""
    while True:
        line = str(typer.prompt(question.text + several, default=question.default, err=True))
        words = tuple(word.strip() for word in line.split(",") if word.strip())
        wrong = [word for word in words if keys and word not in keys]
        if question.many and not wrong:
            return words
        if not question.many and (not keys or line in keys):
            return line.strip()
        say(f"Choose from: {', '.join(keys)}.")


def _read_answers(path: Path) -> dict[str, Answer]:
    import yaml

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(
            f"The answers {path} cannot be read: {error}. Write them as `question: answer`."
        ) from error
    if not isinstance(raw, dict):
        raise UsageError(f"The answers {path} are no list of `question: answer`.")
    return {str(key): _plain(value) for key, value in raw.items()}


def _plain(value: object) -> Answer:
    if isinstance(value, bool):  # YAML reads a bare yes as true
        return "yes" if value else "no"
    return tuple(str(item) for item in value) if isinstance(value, list) else str(value)


def _write_checked(out: Path, text: str) -> "DistrictProfile":
    """Write the profile under its name only once it was read without a mistake."""
    from analyzer.rulebook.profile import load_profile

    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8")
        made = load_profile(unfinished)
        unfinished.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}. Choose another place.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return made


def _refuse_unknown(file: Path, loaded: "DistrictProfile") -> None:
    from analyzer.core.reports import TierId

    elements = {element.id for element in rulebook(settings()).elements}
    named = (
        *(e for c in loaded.categories for e in c.elements),
        *(s.element for s in loaded.special if s.element),
    )
    tiers = {tier.value for tier in TierId}
    faults = [f"no data element is called {word!r}" for word in _outside(named, elements)]
    faults += [
        f"no tier is called {word!r}"
        for word in _outside((t for r in loaded.thresholds for t in r.tiers), tiers)
    ]
    if faults:
        raise UsageError("\n".join(f"{file.name}: {fault}" for fault in faults))


def _outside(words: "Iterable[str]", known: set[str]) -> list[str]:
    return sorted(set(words) - known)
