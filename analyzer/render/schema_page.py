"""The public JSON explained as a Markdown page, made from its schema so that it cannot go stale."""

from collections.abc import Mapping

from pydantic import JsonValue

from analyzer.render.contract import SCHEMA_VERSION
from analyzer.render.json_report import report_schema

_INTRO = f"""# The report as JSON

Made from the models in `analyzer/render/contract*.py` (schema version {SCHEMA_VERSION}); do not edit.
`analyzer schema` prints the JSON Schema (draft 2020-12) by which every report validates.

Offsets count characters (Unicode code points) of the document's `text`, which every report carries whole:
`text[start:end] == quote`, for each finding, context and dropped match. Times are UTC.
Fields may be added; none is renamed or dropped without a new `schema_version`.
"""
_FORMATS = {"date": "date", "date-time": "time"}

Schema = Mapping[str, JsonValue]


def schema_page() -> str:
    """Return the page: one table of fields for each record, the report first, then by name."""
    schema = report_schema()
    records = _members(schema, "$defs")
    tables = [_table("Report", schema, records)]
    for name in sorted(records):
        record = _record(records[name])
        tables.append(
            _table(_title(name), record, records) if "properties" in record else _choices(name, record)
        )
    return "\n".join([_INTRO, *tables])


def _table(title: str, record: Schema, records: Schema) -> str:
    lines = [f"## {title}", "", _text(record), "", "| Field | Type | Meaning |", "|---|---|---|"]
    for name, field in _members(record, "properties").items():
        described = _record(field)
        meaning = _text(described) or _text(_record(records.get(_target(described), {})))
        lines.append(f"| `{name}` | {_type(described)} | {meaning} |")
    return "\n".join([*lines, ""])


def _choices(name: str, record: Schema) -> str:
    values = record.get("enum")
    words = ", ".join(f"`{value}`" for value in values) if isinstance(values, list) else ""
    return "\n".join([f"## {_title(name)}", "", _text(record), "", f"One of {words}.", ""])


def _type(field: Schema) -> str:
    """Return a field's type in words, with links to the records of the page."""
    if "$ref" in field:
        title = _title(_target(field))
        return f"[{title}](#{title.lower()})"
    choices = field.get("anyOf")
    if isinstance(choices, list):
        return " or ".join(_type(_record(choice)) for choice in choices)
    if field.get("type") == "array":
        return f"list of {_type(_record(field.get('items')))}"
    if field.get("type") == "object":
        return "object"
    return _FORMATS.get(str(field.get("format")), str(field.get("type")))


def _members(record: Schema, name: str) -> Schema:
    return _record(record.get(name))


def _record(value: JsonValue) -> Schema:
    return value if isinstance(value, dict) else {}


def _target(field: Schema) -> str:
    return str(field.get("$ref", "")).rpartition("/")[2]


def _title(name: str) -> str:
    return name.removeprefix("Public")


def _text(record: Schema) -> str:
    return " ".join(str(record.get("description", "")).split())
