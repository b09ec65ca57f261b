"""Read Markdown: markdown-it makes its tokens, and the blocks are those of the page they render to.

Vendors mix tables, accordions and anchors in HTML into their Markdown; one reader for both keeps them.
"""

import re

from markdown_it import MarkdownIt

from analyzer.extract.charset import decode
from analyzer.extract.html import read_fragment
from analyzer.extract.layout import Extraction

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)\s*$", re.MULTILINE)
# Attribute lists of kramdown and tags of Liquid steer a site generator; no reader sees them.
_GENERATOR = re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*$|\{%[^%\n]*%\}", re.MULTILINE)
# At its default of 20 the parser leaves deeper lists out without a word.
_NESTING = 120


def extract_markdown(content: bytes, *, charset: str | None = None) -> Extraction:
    """Return a Markdown document as blocks in reading order; never raises on any bytes.

    Front matter is left out, its title kept. Nothing else is: Markdown has no navigation around it.
    """
    text = decode(content, charset)
    title = None
    front = _FRONT_MATTER.match(text)
    if front:
        named = _TITLE.search(front.group(1))
        title = named.group("title").strip() if named else None
        text = text[front.end() :]
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(
        ["table", "strikethrough"]
    )
    return read_fragment(reader.render(_GENERATOR.sub("", text)), title=title)
