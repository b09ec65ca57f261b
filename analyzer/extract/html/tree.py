"""A page as flat arrays in document order: no recursion, no depth limit, prefix sums over subtrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

TEXT = "#text"
_EMPTY: Mapping[str, str] = {}
# Several times what the largest of a thousand real policies has: beyond lies a mistake or an attack.
_CODE = frozenset(("script", "style"))
_MOST_NODES = 40_000
_MOST_CHARACTERS = 1_200_000  # of text
_MOST_MARKUP = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Nodes in document order; node 0 is the root. A subtree is the range `i` to `ends[i]`.

    `tags[i]` is lower case, `#text` for text; `texts[i]` is empty for elements. `cut` tells that the
    page is too large to be read to its end.
    """

    tags: tuple[str, ...]
    texts: tuple[str, ...]
    attributes: tuple[Mapping[str, str], ...]
    parents: tuple[int, ...]
    ends: tuple[int, ...]
    cut: bool = False

    def get(self, node: int, name: str) -> str:
        """Return an attribute's value, or an empty string."""
        return self.attributes[node].get(name, "")

    def text_of(self, node: int) -> str:
        """Return the raw text below `node`."""
        return "".join(self.texts[node : self.ends[node]])


class _Collector:
    """Receives the parser's events. lxml calls it; its tree would end at 254 levels, this does not."""

    def __init__(self) -> None:
        self.tags: list[str] = ["#root"]
        self.texts: list[str] = [""]
        self.attributes: list[Mapping[str, str]] = [_EMPTY]
        self.parents: list[int] = [-1]
        self.ends: list[int] = [0]
        self.open: list[int] = [0]
        self.pieces: list[str] = []
        self.room = _MOST_CHARACTERS
        self.beyond = 0
        self.cut = False

    def _add(self, tag: str, text: str, attributes: Mapping[str, str]) -> None:
        self.parents.append(self.open[-1])
        self.tags.append(tag)
        self.texts.append(text)
        self.attributes.append(attributes)
        self.ends.append(len(self.tags))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self.tags) >= _MOST_NODES or self.room <= 0:
            self.cut = True
            self.beyond += 1
            return
        self._flush()
        self._add(tag.lower(), "", dict(attributes) if attributes else _EMPTY)
        self.open.append(len(self.tags) - 1)

    def end(self, _tag: str) -> None:
        if self.beyond:
            self.beyond -= 1
            return
        self.ends[self.open.pop()] = len(self.tags)

    def data(self, text: str) -> None:
        if self.beyond or self.room <= 0:
            self.cut = True
            return
        if self.tags[self.open[-1]] not in _CODE:
            self.cut = self.cut or len(text) > self.room
            text = text[: self.room]
            self.room -= len(text)
        # The parser hands text over in pieces; joined once, a page of a million "<" stays fast.
        if self.tags[-1] != TEXT or self.parents[-1] != self.open[-1]:
            self._flush()
            self._add(TEXT, "", _EMPTY)
        self.pieces.append(text)

    def _flush(self) -> None:
        if self.pieces:
            self.texts[-1] = "".join(self.pieces)
            self.pieces = []

    def comment(self, text: str) -> None:
        """Leave comments out."""

    def close(self) -> Tree:
        self._flush()
        for node in self.open:
            self.ends[node] = len(self.tags)
        return Tree(
            tags=tuple(self.tags),
            texts=tuple(self.texts),
            attributes=tuple(self.attributes),
            parents=tuple(self.parents),
            ends=tuple(self.ends),
            cut=self.cut,
        )


def parse(markup: str) -> Tree:
    """Parse a page; malformed markup is mended as the parser sees fit, never refused."""
    collector = _Collector()
    parser = etree.HTMLParser(target=cast("Any", collector), huge_tree=True, encoding="utf-8", recover=True)
    try:
        parser.feed(markup[:_MOST_MARKUP].encode("utf-8", errors="replace"))
        tree = cast("Tree", parser.close())
    except etree.LxmlError:
        # An empty or wholly unreadable input has no root; what was collected so far still counts.
        tree = collector.close()
    return tree
