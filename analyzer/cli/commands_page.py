"""docs/commands.md, written from the commands themselves: `python -m analyzer.cli.commands_page`."""

import sys
from collections.abc import Iterator
from typing import Protocol, cast

import typer

from analyzer.cli.app import app

_HEAD = """# Commands

Written by `python -m analyzer.cli.commands_page > docs/commands.md` from the commands themselves.

Results go to standard output, progress and errors to standard error. Reading commands take `--json`.
Exit codes: 0 fine; 1 the tier of `--fail-on` was reached, or a check found faults; 2 usage or
configuration; 3 some vendors failed.
"""


class _Parameter(Protocol):
    param_type_name: str
    name: str
    opts: list[str]
    help: str | None
    required: bool
    hidden: bool
    nargs: int


class _Command(Protocol):
    help: str | None
    params: list[_Parameter]


def commands_page() -> str:
    """Return the page: every command with its words, arguments and options."""
    root = cast("_Command", typer.main.get_command(app))
    return "\n".join([_HEAD, *_described("analyzer", root)]).rstrip() + "\n"


def _described(name: str, command: _Command) -> Iterator[str]:
    inner: dict[str, _Command] = getattr(command, "commands", {})
    for word, part in inner.items():
        yield from _described(f"{name} {word}", part)
    if inner:
        return
    yield f"## `{' '.join([name, *_usage(command)])}`"
    yield ""
    yield " ".join((command.help or "").split())
    yield ""
    rows = [f"- `{_shown(p)}`: {p.help}" for p in command.params if p.help and p.name != "help"]
    yield from (*rows, "") if rows else ()


def _usage(command: _Command) -> Iterator[str]:
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            word = _shown(parameter) + ("..." if parameter.nargs == -1 else "")
            yield word if parameter.required else f"[{word}]"
        elif parameter.required:
            yield f"{parameter.opts[0]} …"


def _shown(parameter: _Parameter) -> str:
    return parameter.name.upper() if parameter.param_type_name == "argument" else parameter.opts[0]


if __name__ == "__main__":
    sys.stdout.write(commands_page())
