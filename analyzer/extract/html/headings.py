"""Heading levels: real ones as marked up, styled ones nested below by their looks."""

from dataclasses import dataclass, field

from analyzer.extract.html.runs import Page, Run
from analyzer.extract.html.vocabulary import TITLE_CLASS
from analyzer.extract.shape import NUMBERED, is_shouted

_DEEPEST = 6
_LARGE = ("larger", "x-large", "xx-large")


def is_titled(page: Page, run: Run) -> bool:
    """Tell whether the run's own block is named or sized as a heading and holds nothing else."""
    tree = page.tree
    node = run.context.block
    first, last = page.span(node)
    if last - first != 1 or tree.tags[node] in ("li", "td", "a", "body"):
        return False
    return bool(TITLE_CLASS.search(tree.get(node, "class")))


@dataclass(slots=True)
class HeadingLevels:
    """The levels given so far: bold paragraphs nest below the last real heading, by first appearance."""

    base: int = 0
    looks: list[tuple[bool, bool, int]] = field(default_factory=list)

    def real(self, level: int) -> int:
        """Return the level of a heading element, and forget the looks below it."""
        self.base = level
        self.looks = []
        return level

    def styled(self, text: str, *, bold: bool) -> int:
        """Return the level of a heading that only looks like one."""
        found = NUMBERED.match(text)
        depth = (found.group("digits") or "x").count(".") + 1 if found else 0
        look = (is_shouted(text), bold, depth)
        if look in self.looks:
            self.looks = self.looks[: self.looks.index(look) + 1]
        else:
            self.looks.append(look)
        return min(self.base + len(self.looks), _DEEPEST)
