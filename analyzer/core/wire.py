"""Turn the frozen dataclasses of this package into plain JSON values and back, without loss.

This is the form in which the store keeps reports, not the JSON that is published. Every field is
written; a field that a newer version added is filled from its default when an older text is read.
"""

import base64
import binascii
import dataclasses
import types
from collections.abc import Callable, Hashable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from analyzer.core.reports import Report

JsonValue = bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"] | None
Decoder = Callable[[JsonValue], object]
T = TypeVar("T")

_PLAIN: tuple[type, ...] = (bool, int, float, str, types.NoneType)


class WireError(ValueError):
    """A JSON value does not have the shape of the type it is read as."""


def report_to_json(report: Report) -> dict[str, JsonValue]:
    """Return the report as plain dicts, lists, strings and numbers."""
    wired = to_wire(report)
    if not isinstance(wired, dict):  # pragma: no cover - a dataclass always becomes a dict
        raise WireError("a report is not a JSON object")
    return wired


def report_from_json(raw: JsonValue) -> Report:
    """Return the report that `report_to_json` wrote.

    Raises:
        WireError: a field is missing, unknown, or of another type.
    """
    return from_wire(Report, raw)


def to_wire(value: object) -> JsonValue:
    """Return a dataclass, enum, tuple, date, bytes or plain value as JSON values.

    Raises:
        WireError: the value holds something that JSON cannot carry without loss.
    """
    if isinstance(value, Enum):
        return to_wire(value.value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_wire(getattr(value, name)) for name in _field_names(type(value))}
    if isinstance(value, tuple):
        return [to_wire(item) for item in value]
    if isinstance(value, date):  # a datetime is a date, too
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, _PLAIN):
        return cast("JsonValue", value)
    raise WireError(f"{type(value).__name__} cannot be written as JSON without loss")


def from_wire(kind: type[T], raw: JsonValue) -> T:
    """Return a value of type `kind` from what `to_wire` wrote.

    Raises:
        WireError: the JSON does not have the shape of `kind`.
    """
    try:
        return cast("T", _decoder(cast("Hashable", kind))(raw))
    except WireError:
        raise
    except (TypeError, ValueError, binascii.Error) as error:
        raise WireError(f"not a {kind.__name__}: {error}") from error


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _decoder(kind: Hashable) -> Decoder:
    """Build, once per type, the function that reads it."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union_decoder(get_args(kind))
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if not isinstance(kind, type):
        raise WireError(f"{kind!r} has no JSON form")
    return _class_decoder(kind)


def _class_decoder(kind: type) -> Decoder:
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(kind)
    if issubclass(kind, Enum):
        return cast("Decoder", kind)
    if issubclass(kind, date):
        return lambda raw: kind.fromisoformat(_expect(str, raw))
    if kind is bytes:
        return lambda raw: base64.b64decode(_expect(str, raw), validate=True)
    if kind in _PLAIN:
        return lambda raw: _plain(kind, raw)
    raise WireError(f"{kind.__name__} has no JSON form")


def _dataclass_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    decoders = {name: _decoder(hints[name]) for name in _field_names(kind)}

    def decode(raw: JsonValue) -> object:
        if not isinstance(raw, dict):
            raise WireError(f"expected the fields of {kind.__name__}, got {type(raw).__name__}")
        unknown = raw.keys() - decoders.keys()
        if unknown:
            raise WireError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        values = {name: decoders[name](value) for name, value in raw.items()}
        return kind(**values)

    return decode


def _tuple_decoder(members: tuple[Hashable, ...]) -> Decoder:
    if len(members) == 2 and members[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        item = _decoder(members[0])
        return lambda raw: tuple(item(value) for value in _expect(list, raw))
    items = tuple(_decoder(member) for member in members)
    return lambda raw: tuple(decode(value) for decode, value in zip(items, _expect(list, raw), strict=True))


def _union_decoder(members: tuple[Hashable, ...]) -> Decoder:
    by_shape: dict[type, Decoder] = {}
    for member in members:
        shape = _shape(member)
        if shape in by_shape:
            raise WireError(f"{members!r} cannot be told apart in JSON")
        by_shape[shape] = _decoder(member)
    if float in by_shape:  # 80 is a score as good as 80.0
        by_shape.setdefault(int, by_shape[float])

    def decode(raw: JsonValue) -> object:
        if type(raw) not in by_shape:
            raise WireError(f"{type(raw).__name__} is none of {members!r}")
        return by_shape[type(raw)](raw)

    return decode


def _shape(kind: object) -> type:
    """Return the JSON type that a value of `kind` is written as."""
    if get_origin(kind) is tuple:
        return list
    if not isinstance(kind, type):
        raise WireError(f"{kind!r} has no JSON form")
    if dataclasses.is_dataclass(kind):
        return dict
    if issubclass(kind, (Enum, date, datetime, bytes)):
        return str
    return kind


def _plain(kind: type, raw: JsonValue) -> JsonValue:
    if type(raw) is kind or (kind is float and type(raw) is int):
        return raw
    raise WireError(f"expected {kind.__name__}, got {type(raw).__name__}")


def _expect(kind: type[T], raw: JsonValue) -> T:
    if not isinstance(raw, kind):
        raise WireError(f"expected {kind.__name__}, got {type(raw).__name__}")
    return raw
