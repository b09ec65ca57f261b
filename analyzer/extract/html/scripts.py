"""Find a document that a page carries only as data in its scripts."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress

from analyzer.extract.html.rich import Json, narrowest, parsed, to_markup, weigh
from analyzer.extract.html.tree import Tree

_VALUE = re.compile(r"(?:[=(,:]|\breturn)\s*(?=[\[{\"])")
_FLIGHT = "__next_f"
_ROW = re.compile(r"(?:^|\n)([0-9a-f]{1,6}):(T([0-9a-f]{1,6}),)?")
_LEAST_CHARS = 200
_EFFORT = 5
_LINE_COST = 200
_ROW_HEAD = 300
_LOOSE_ITEMS = re.compile(r"((?:<li>(?:(?!</?li>).)*</li>\s*)+)", re.DOTALL)


def find_in_scripts(tree: Tree) -> tuple[str, int]:
    """Return the mark-up of the weightiest document in the page's scripts, and its words of policy prose."""
    best: Json = None
    weight = 0
    flight: list[str] = []
    for node, tag in enumerate(tree.tags):
        if tag != "script":
            continue
        for value in _values(tree.text_of(node), flight):
            own = weigh(value)
            if own > weight:
                best, weight = value, own
    rows: Json = list(_rows("".join(flight)))
    own = weigh(rows)
    if own > weight:
        best, weight = rows, own
    return (_listed(to_markup(narrowest(best))), weight) if weight else ("", 0)


def json_to_markup(text: str) -> str:
    """Return the text of a JSON file as HTML, or an empty string where it is no JSON."""
    value = parsed(text)
    return _listed(to_markup(value)) if value is not None else ""


def _listed(markup: str) -> str:
    """Put items that stand in no list into one."""
    if "<ul" in markup or "<ol" in markup:
        return markup
    return _LOOSE_ITEMS.sub(r"<ul>\1</ul>", markup)


def _values(script: str, flight: list[str]) -> Iterator[Json]:
    """Yield the JSON values in a script; strings of a Next.js stream are collected in `flight`."""
    script = script.strip()
    streamed = _FLIGHT in script[:_LEAST_CHARS]
    if len(script) < _LEAST_CHARS and not streamed:
        return
    whole = parsed(script) if script[0] in "[{" else None
    if whole is not None:
        yield whole
        return
    for value, length in _embedded(script):
        if streamed and isinstance(value, list):
            flight.extend(part for part in value if isinstance(part, str))
        elif length >= _LEAST_CHARS:
            yield _unwrapped(value)


def _embedded(script: str) -> Iterator[tuple[Json, int]]:
    """Yield the JSON values that stand within code, with their lengths; the effort is bounded."""
    decoder = json.JSONDecoder()
    position = 0
    effort = _EFFORT * len(script)
    while effort > 0 and (found := _VALUE.search(script, position)):
        position = found.end()
        try:
            value, end = decoder.raw_decode(script, position)
        except json.JSONDecodeError as error:
            # Making the error counts the lines before it.
            effort -= error.pos - position + 1 + error.pos // _LINE_COST
        except RecursionError:
            effort -= len(script)
        else:
            yield value, end - position
            position = end


def _unwrapped(value: Json) -> Json:
    """Return what a string of JSON holds; other values as they are."""
    inner = parsed(value) if isinstance(value, str) and value[:1] in "[{" else None
    return inner if inner is not None else value


def _rows(stream: str) -> Iterator[Json]:
    """Yield the rows of a Next.js stream: `id:json`, or `id:T<length>,text`."""
    position = 0
    while found := _ROW.search(stream, position):
        position = found.end()
        if found.group(2):
            # The length counts bytes.
            text = (
                stream[position:]
                .encode("utf-8", "replace")[: int(found.group(3), 16)]
                .decode("utf-8", "ignore")
            )
            position += len(text)
            yield text
            continue
        end = stream.find("\n", position)
        row = stream[position : end if end >= 0 else len(stream)]
        opening = re.search(r'[\[{"]', row[:_ROW_HEAD])
        with suppress(ValueError, RecursionError):
            if opening:
                yield json.JSONDecoder().raw_decode(row, opening.start())[0]
