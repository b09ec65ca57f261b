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
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise RuleError(f"{name}: cannot be read ({error.strerror}). Check the path.") from error
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader, in C where there is one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(f"{name}:{line}: not valid YAML: {error.problem}") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise RuleError("\n".join(map(str, _mistakes(name, text, error)))) from error


def line_of(text: str, location: Sequence[int | str]) -> int:
    """Return the line (from 1) at which the value at `location` stands in YAML `text`.

    Falls back to the nearest enclosing value where the location itself is absent (a missing key).
    """
    node = yaml.compose(text, Loader=_Loader)
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
    for problem in error.errors():
        location = problem["loc"]
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = "unknown key; remove it or correct its spelling"
        elif not isinstance(problem["input"], dict | list):
            message += f", got {problem['input']!r}"
        field = ".".join(map(str, location)) or "file"
        found.append(Mistake(file=name, line=line_of(text, location), field=field, message=message))
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
