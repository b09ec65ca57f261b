"""Runs: the stretches of text between two block boundaries, with what surrounds each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from analyzer.extract.html.tree import TEXT, Tree
from analyzer.extract.html.vocabulary import BLOCKS, BOLD, HEADINGS, LISTS, POLICY_WORD, SILENT

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_HIDDEN_CLASS = frozenset(
    ("hidden", "d-none", "hide", "is-hidden", "sr-only", "visually-hidden", "visuallyhidden")
)
_LINE = "\n"
_PROSE_WORDS = 10
_POLICY_STEMS = 2
_INLINE_HIDDEN_WORDS = 12
_HEADING_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Context:
    """What a text stands in; node numbers, -1 where there is none."""

    block: int = 0
    item: int = -1
    list_: int = -1
    depth: int = 0
    heading: int = -1
    level: int = 0
    term: int = -1
    definition: int = -1
    details: int = -1
    cell: int = -1
    link: bool = False
    bold: bool = False
    pre: bool = False
    hidden: bool = False
    silent: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One visual line of a run; `bold` when all its letters are."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text between two block boundaries.

    `start` is its first text node. `policy` counts its words if it reads like a policy's prose,
    else it is 0.
    """

    start: int
    context: Context
    lines: tuple[Line, ...]
    words: int
    link_words: int
    policy: int

    @property
    def text(self) -> str:
        """Return the run's words on one line."""
        return " ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page with its runs; sums over any subtree cost nothing.

    The runs below node `i` are those from `before[i]` to `before[tree.ends[i]]`.
    """

    tree: Tree
    runs: tuple[Run, ...]
    contexts: tuple[Context, ...]
    before: tuple[int, ...]
    words: tuple[int, ...]
    link_words: tuple[int, ...]
    policy: tuple[int, ...]

    def span(self, node: int) -> tuple[int, int]:
        """Return the first and one past the last run below `node`."""
        return self.before[node], self.before[self.tree.ends[node]]

    def sums(self, first: int, last: int) -> tuple[int, int, int]:
        """Return words, link words and policy words of the runs from `first` to `last`."""
        return (
            self.words[last] - self.words[first],
            self.link_words[last] - self.link_words[first],
            self.policy[last] - self.policy[first],
        )


def read_page(tree: Tree) -> Page:
    """Cut the tree into runs and sum them up."""
    contexts = _contexts(tree)
    runs = tuple(_runs(tree, contexts))
    counts = [0] * (len(tree.tags) + 1)
    for run in runs:
        counts[run.start + 1] += 1
    return Page(
        tree=tree,
        runs=runs,
        contexts=contexts,
        before=tuple(accumulate(counts)),
        words=tuple(accumulate((r.words for r in runs), initial=0)),
        link_words=tuple(accumulate((r.link_words for r in runs), initial=0)),
        policy=tuple(accumulate((r.policy for r in runs), initial=0)),
    )


def is_block(tree: Tree, node: int) -> bool:
    """Tell whether the element begins and ends a line of its own."""
    tag = tree.tags[node]
    return tag in BLOCKS or "-" in tag or bool(_BLOCK_STYLE.search(tree.get(node, "style")))


def is_hidden(tree: Tree, node: int) -> bool:
    """Tell whether the element's own mark-up keeps it off the screen."""
    attributes = tree.attributes[node]
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if _HIDDEN.search(attributes.get("style", "")):
        return True
    return not _HIDDEN_CLASS.isdisjoint(attributes.get("class", "").lower().split())


def _contexts(tree: Tree) -> tuple[Context, ...]:
    contexts: list[Context] = [Context()]
    for node in range(1, len(tree.tags)):
        above = contexts[tree.parents[node]]
        contexts.append(above if tree.tags[node] == TEXT else _inside(tree, node, above))
    return tuple(contexts)


def _inside(tree: Tree, node: int, above: Context) -> Context:
    """Return the context of what stands within `node`."""
    if above.silent:
        return above
    tag = tree.tags[node]
    if tag in SILENT and not tree.get(node, "shadowrootmode"):
        return replace(above, silent=True)
    block = is_block(tree, node)
    if not above.hidden and is_hidden(tree, node):
        if not block and len(tree.text_of(node).split()) < _INLINE_HIDDEN_WORDS:
            return replace(above, silent=True)
        above = replace(above, hidden=True)
    if block:
        above = replace(above, block=node)
    return _styled(tree, node, _structured(tree, node, above))


def _structured(tree: Tree, node: int, above: Context) -> Context:
    tag = tree.tags[node]
    role = tree.get(node, "role").lower()
    if tag in HEADINGS or role == "heading":
        return replace(above, heading=node, level=HEADINGS.get(tag) or _aria_level(tree, node))
    if tag in LISTS or role == "list":
        return replace(above, list_=node, depth=above.depth + 1, definition=-1)
    return _placed(tree, node, above)


def _placed(tree: Tree, node: int, above: Context) -> Context:
    tag = tree.tags[node]
    role = tree.get(node, "role").lower()
    if tag == "li" or role == "listitem":
        return replace(above, item=node)
    if tag in ("main", "article") or role == "main":
        return replace(above, main=True)
    if tag in ("td", "th"):
        return replace(above, cell=node, item=-1, list_=-1, depth=0, definition=-1)
    return _defining(tag, node, above)


def _defining(tag: str, node: int, above: Context) -> Context:
    if tag in ("dt", "summary"):
        return replace(above, term=node)
    if tag == "dd":
        return replace(above, definition=node)
    return replace(above, details=node) if tag == "details" else above


def _aria_level(tree: Tree, node: int) -> int:
    level = tree.get(node, "aria-level").strip()
    return min(int(level), _HEADING_DEPTH) if level.isascii() and level.isdigit() and level != "0" else 2


def _styled(tree: Tree, node: int, above: Context) -> Context:
    tag = tree.tags[node]
    style = tree.get(node, "style")
    if tag == "a" and not above.link and (tree.get(node, "href") or tree.get(node, "onclick")):
        return replace(above, link=True)
    if not above.bold and (tag in BOLD or _BOLD_STYLE.search(style)):
        above = replace(above, bold=True)
    if not above.pre and (tag in ("pre", "textarea") or _PRE_STYLE.search(style)):
        above = replace(above, pre=True)
    return above


def _runs(tree: Tree, contexts: tuple[Context, ...]) -> Iterator[Run]:
    """Yield the runs in reading order: a new one wherever the enclosing block changes."""
    pieces: list[tuple[int, str]] = []
    boundary = False
    closing: list[int] = []
    for node in range(1, len(tree.tags)):
        while closing and closing[-1] <= node:
            closing.pop()
            boundary = True
        tag = tree.tags[node]
        if contexts[node].silent:
            continue
        if tag not in (TEXT, "br"):
            if contexts[node].block == node:
                boundary = True
                closing.append(tree.ends[node])
            continue
        if boundary and pieces:
            yield from _run(contexts, pieces)
            pieces = []
        boundary = False
        pieces.append((node, _LINE if tag == "br" else _folded(tree.texts[node], contexts[node])))
    if pieces:
        yield from _run(contexts, pieces)


def _folded(text: str, context: Context) -> str:
    return text if context.pre else text.replace("\n", " ").replace("\t", " ")


def _run(contexts: tuple[Context, ...], pieces: list[tuple[int, str]]) -> Iterator[Run]:
    """Join the pieces of one run; blank runs are not yielded."""
    if not any(text.strip() for _, text in pieces):
        return
    words = link_words = 0
    for node, text in pieces:
        count = len(text.split())
        words += count
        link_words += count if contexts[node].link else 0
    lines = tuple(_lines(contexts, pieces))
    start = next(node for node, text in pieces if text.strip())
    stems = {found.lower() for found in POLICY_WORD.findall(" ".join(line.text for line in lines))}
    prose = words >= _PROSE_WORDS and link_words * 2 < words and len(stems) >= _POLICY_STEMS
    yield Run(
        start=start,
        context=contexts[start],
        lines=lines,
        words=words,
        link_words=link_words,
        policy=words if prose else 0,
    )


def _lines(contexts: tuple[Context, ...], pieces: list[tuple[int, str]]) -> Iterator[Line]:
    text = ""
    letters = bold = 0
    before = -1
    for node, piece in pieces:
        parts = piece.split(_LINE)
        for number, part in enumerate(parts):
            if number:
                yield Line(text=" ".join(text.split()), bold=bool(letters) and bold == letters)
                text, letters, bold = "", 0, 0
            text += (
                _gap(text, part, linked=before >= 0 and contexts[before].link and contexts[node].link) + part
            )
            count = sum(map(str.isalpha, part)) if contexts[node].bold else len(part.strip())
            letters += count
            bold += count if contexts[node].bold else 0
        before = node
    yield Line(text=" ".join(text.split()), bold=bool(letters) and bold == letters)


def _gap(text: str, part: str, *, linked: bool) -> str:
    """Return the blank that style sheets put between two neighbours and the mark-up does not."""
    if not text or not part or text[-1].isspace() or part[0].isspace():
        return ""
    if linked or (text[-1] in ".!?:;" and part[0].isupper() and text[-2:-1].islower()):
        return " "
    return ""
