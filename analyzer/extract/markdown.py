"""Read Markdown: markdown-it makes its tokens, and the blocks are those of the page they render to.

Vendors mix tables, accordions and anchors in HTML into their Markdown; one reader for both keeps them.
"""

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from analyzer.core.documents import Notice
from analyzer.extract.charset import decode
from analyzer.extract.html import read_fragment
from analyzer.extract.html.loss import LOW_SHARE
from analyzer.extract.layout import Extraction

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)\s*$", re.MULTILINE)
# Attribute lists of kramdown and tags of Liquid steer a site generator; no reader sees them.
_GENERATOR = re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*$|\{%[^%\n]*%\}", re.MULTILINE)
_MARKUP = re.compile(
    r"\]\([^)\n]*\)|\]:\s*\S+|<[^>]{0,2000}>|\{[:%][^}\n]*\}|&\w+;|https?://\S+|<!--.*?-->|!\[[^\]\n]*",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W_]+")
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
    found = read_fragment(reader.render(_GENERATOR.sub("", text)), title=title)
    return _with_share(found, text)


def _with_share(found: Extraction, text: str) -> Extraction:
    """Measure what was kept against the words of the source: what the parser gave up on is a loss."""
    source = len(_WORD.findall(_MARKUP.sub(" ", text)))
    kept = sum(len(_WORD.findall(block.text)) for block in found.blocks)
    share = min(kept / source, 1.0) if source else None
    if share is None or share >= LOW_SHARE:
        return replace(found, text_share=share)
    message = (
        f"Only {share:.0%} of the words of this Markdown file were read; deeply nested lists or code may be "
        "missing. Save the rendered page as PDF and analyze that."
    )
    notice = Notice(code="low_text_share", message=message)
    return replace(found, text_share=share, notices=(*found.notices, notice))
