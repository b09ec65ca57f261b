"""YAML files checked against a schema, with every mistake named by file and line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from analyzer.core.errors import RuleError

_Model = TypeVar("_Model", bound=BaseModel)
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAY_BE_DEEP = 10_000
"""Characters below which no file nests so deep that the loader runs out of stack."""
_DEEPEST = 200
# What PyYAML's constructors let through on values such as `2026-99-99`, `!!int ''` or `!!bool maybe`.
_CONSTRUCTING = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)


class Strict(BaseModel):
    """A schema in which an unknown key is an error and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing wrong in one file. `line` counts from 1."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        """Return `file:line: field: message`, the form that editors can jump to."""
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


def read_checked(path: Path, model: type[_Model], *, shown: str | None = None) -> _Model:
    """Read one YAML file into `model`.

    `shown` is the file's name in messages (default: the path). Raises RuleError that lists every
    mistake as `file:line: field: message`.
    """
    name = shown or str(path)
    text = _text(path, name)
    data = _loaded(text, name)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise RuleError("\n".join(map(str, _mistakes(name, text, error)))) from error


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise RuleError(f"{name}: cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RuleError(f"{name}:{line}: not UTF-8 text. Save the file as UTF-8.") from error


def _loaded(text: str, name: str) -> object:
    """Return what the YAML says; whatever is wrong with it is a RuleError with the line, where known."""
    try:
        if len(text) > _MAY_BE_DEEP:
            _refuse_depth(text, name)
        return yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader, in C where there is one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(f"{name}:{line}: not valid YAML: {error.problem}") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1 if isinstance(error.position, int) else 1
        raise RuleError(f"{name}:{line}: not valid YAML: {error.reason}") from error
    except _CONSTRUCTING as error:
        raise RuleError(f"{name}:1: a value in this file is none ({error}). Write it in quotes.") from error


def _refuse_depth(text: str, name: str) -> None:
    """Stop before the loader does: it goes down by recursion in C, and ends the process."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise RuleError(f"{name}:{line}: lists lie more than {_DEEPEST} deep. Remove brackets.")


def _line_of(node: Any, location: Sequence[int | str]) -> int:
    """Return the line (from 1) of the value at `location` in a composed YAML tree.

    Falls back to the nearest enclosing value where the location itself is absent (a missing key).
    """
    line = 1
    for step in location:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: Any, step: int | str) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line + 1, child
    return None


def _mistakes(name: str, text: str, error: ValidationError) -> list[Mistake]:
    found = []
    tree = yaml.compose(text, Loader=_Loader)
    for problem in error.errors():
        location = problem["loc"]
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = "unknown key; remove it or correct its spelling"
        elif not isinstance(problem["input"], dict | list):
            message += f", got {problem['input']!r}"
        field = ".".join(map(str, location)) or "file"
        found.append(Mistake(file=name, line=_line_of(tree, location), field=field, message=message))
    return found


def gather(jobs: Sequence[Callable[[], _Model]]) -> list[_Model]:
    """Run all `jobs` and return their results; raise one RuleError with all their mistakes."""
    results: list[_Model] = []
    mistakes: list[str] = []
    for job in jobs:
        try:
            results.append(job())
        except RuleError as error:
            mistakes.append(str(error))
    if mistakes:
        raise RuleError("\n".join(mistakes))
    return results
