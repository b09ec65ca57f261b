"""Text that applications keep as data: rich-text trees, HTML and Markdown strings, back to mark-up."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from markdown_it import MarkdownIt

from analyzer.extract.html.vocabulary import POLICY_WORD

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_TAGS = re.compile(
    r"</?(?:p|div|span|h[1-6]|ul|ol|li|br|b|strong|a|table|section)\b[^>]{0,400}>", re.IGNORECASE
)
_MARKDOWN = re.compile(r"(?:^|\n)(?:#{1,5} |[-*] |\d+\. )")
_ADDRESS = re.compile(r"^(?:https?:|/|\.|#|data:|\$|@)\S*$|[{};]\s*$|^\S+$")
_TITLE_KEY = re.compile(r"(?:title|heading|headline|header|question)$", re.IGNORECASE)
_UNTOLD_KEY = re.compile(
    r"^(?:className|style|href|src|url|id|slug|alt|description|excerpt|metaDescription|keywords|og.*|seo.*|meta.*|"
    r"messages|translations|i18n|intl|locales?|dictionary|marks)$"
)
_BLOCK_TAGS = {
    name: tag
    for tag, kinds in {
        "p": "paragraph block",
        "h3": "heading",
        "li": "list-item listitem list_item",
        "ul": "unordered-list bulletlist bullet_list bulleted-list",
        "ol": "ordered-list orderedlist ordered_list numbered-list",
        "table": "table",
        "tr": "table-row tablerow",
        "td": "table-cell tablecell",
        "th": "table-header-cell tableheader",
        "blockquote": "blockquote",
    }.items()
    for name in kinds.split()
}
_PLAIN_TAG = re.compile(r"^(?:[a-z][a-z0-9]{0,11})$")
_INSIDE = ("content", "children", "nodes", "text")
_DEEPEST = 60
_WORDS = 4
_PROSE = 10
_STEMS = 2
_TITLE_WORDS = 14
_ELEMENT_PARTS = 4
_WHOLE = 0.9
_GLOSSARY = 5


def weigh(value: Json, depth: int = 0) -> int:
    """Return how many words of policy prose a value holds."""
    if isinstance(value, str):
        text = _TAGS.sub(" ", value)
        count = len(text.split())
        stems = {found.lower() for found in POLICY_WORD.findall(text)} if count >= _PROSE else set()
        return count if len(stems) >= _STEMS else 0
    return sum(weigh(child, depth + 1) for _, child in _children(value)) if depth < _DEEPEST else 0


def narrowest(value: Json) -> Json:
    """Return the smallest part of a value that holds nearly all of its policy prose."""
    total = weigh(value)
    for _ in range(_DEEPEST):
        if isinstance(value, Mapping) and _tag_of(value):
            break
        if _is_element(value):
            break
        weighed = [(weigh(child), child) for _, child in _children(value)]
        heaviest = max(weighed, key=lambda pair: pair[0], default=(0, value))
        if heaviest[0] < _WHOLE * total or not heaviest[0]:
            break
        value = heaviest[1]
    return value


def to_markup(value: Json, key: str = "", depth: int = 0) -> str:
    """Return a value's text as HTML, in its order."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, str):
        return _string(value, key)
    if _is_element(value):
        return _element(value, depth)
    if isinstance(value, Mapping):
        tag = _tag_of(value)
        if tag:
            return _typed(value, tag, depth)
    return "".join(to_markup(child, name, depth + 1) for name, child in _children(value))


def parsed(text: str) -> Json:
    """Return a string's value if it is JSON, else None."""
    with suppress(ValueError, RecursionError):
        value: Json = json.loads(text)
        return value
    return None


def _children(value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, str):
        return
    if isinstance(value, Mapping):
        if _is_glossary(value):
            return
        yield from ((name, child) for name, child in value.items() if not _UNTOLD_KEY.match(name))
    elif isinstance(value, Sequence):
        yield from (("", child) for child in value)


def _is_glossary(value: Mapping[str, Json]) -> bool:
    """Tell whether a mapping translates phrases: the words of a whole site, in no order, no document."""
    return len(value) > _GLOSSARY and sum(" " in name for name in value) * 2 > len(value)


def _is_element(value: Json) -> bool:
    """Tell whether a value is a React element as Next.js sends it: `["$", tag, key, properties]`."""
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and len(value) >= _ELEMENT_PARTS
        and value[0] == "$"
        and isinstance(value[1], str)
    )


def _element(value: Json, depth: int) -> str:
    if not isinstance(value, Sequence):
        return ""
    tag, properties = str(value[1]), value[3]
    inside = ""
    if isinstance(properties, Mapping):
        raw = properties.get("dangerouslySetInnerHTML")
        inside = to_markup(raw, "", depth + 1) if raw else _inline(properties.get("children"), depth + 1)
    if tag in ("script", "style", "nav", "footer", "svg", "link", "meta", "title", "button"):
        return ""
    return f"<{tag}>{inside}</{tag}>" if _PLAIN_TAG.match(tag) else f"<div>{inside}</div>"


def _inline(value: Json, depth: int) -> str:
    """Return the text of children: strings are pieces of a sentence, not paragraphs."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, str):
        return "" if re.match(r"^\$\S*$", value) else html.escape(value)
    if isinstance(value, Sequence) and not _is_element(value):
        return "".join(_inline(child, depth + 1) for child in value)
    return to_markup(value, "", depth + 1)


def _tag_of(value: Mapping[str, Json]) -> str:
    """Return the HTML tag that a node of a rich-text tree stands for, or an empty string."""
    kind = next(
        (value[name] for name in ("nodeType", "_type", "type") if isinstance(value.get(name), str)), ""
    )
    kind = str(kind).lower()
    if kind in ("text", "span") and isinstance(value.get("value", value.get("text")), str):
        return "span"
    if found := re.match(r"^heading-?([1-6])$", kind):
        return f"h{found.group(1)}"
    style = value.get("style")
    if kind == "block" and isinstance(style, str) and re.match(r"^h[1-6]$", style):
        return style
    if kind == "block" and value.get("listItem"):
        return "li"
    return _BLOCK_TAGS.get(kind, kind if re.match(r"^(?:p|h[1-6]|ul|ol|li|tr|td|th|a)$", kind) else "")


def _typed(value: Mapping[str, Json], tag: str, depth: int) -> str:
    if tag == "span":
        return html.escape(str(value.get("value", value.get("text"))))
    inside = "".join(
        _inline(value[name], depth + 1) for name in ("content", "children", "nodes", "text") if name in value
    )
    return f"<{tag}>{inside}</{tag}>"


def _string(value: str, key: str) -> str:
    stripped = value.strip()
    if stripped[:1] in ("{", "[") and len(stripped) > _WORDS:
        inner = parsed(stripped)
        if inner is not None:
            return to_markup(inner, key, 1)
    if _TAGS.search(value):
        return f"<div>{value}</div>"
    words = len(stripped.split())
    if _TITLE_KEY.search(key) and words <= _TITLE_WORDS and (words > 1 or stripped.isalpha()):
        return f"<h3>{html.escape(stripped)}</h3>"
    if _ADDRESS.search(stripped):
        return ""
    if _MARKDOWN.search(stripped) and words >= _PROSE:
        return str(MarkdownIt("commonmark").enable("table").render(stripped))
    return f"<p>{html.escape(stripped)}</p>" if words >= _WORDS else ""
