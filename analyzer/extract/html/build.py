"""From kept runs to blocks: headings, list items with their lead-ins, cells with their headers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from analyzer.core.documents import BlockKind
from analyzer.extract.html.headings import HeadingLevels, is_titled
from analyzer.extract.html.prune import Verdicts
from analyzer.extract.html.runs import Line, Page, Run
from analyzer.extract.html.tables import Cell, read_tables
from analyzer.extract.html.vocabulary import ACCORDION
from analyzer.extract.layout import RawBlock
from analyzer.extract.shape import could_be_heading, ends_sentence, is_lead_in, list_marker, without_bullet

_LONGEST_CHAIN = 12
_WRAPPED_CHARS = 45
_CARRIED_CHARS = 30


def build(page: Page, verdicts: Verdicts) -> tuple[RawBlock, ...]:
    """Return the blocks of the kept runs, in reading order."""
    builder = _Builder(page=page, cells=read_tables(page))
    for run, verdict in zip(page.runs, verdicts, strict=True):
        if verdict is None:
            builder.add(run)
    return tuple(builder.blocks)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Blocks so far, and what later ones need to know of them."""

    page: Page
    cells: dict[int, Cell]
    blocks: list[RawBlock] = field(default_factory=list)
    levels: HeadingLevels = field(default_factory=HeadingLevels)
    first_block: dict[int, int] = field(default_factory=dict)
    leads: dict[int, tuple[int, ...]] = field(default_factory=dict)
    last_item: dict[int, int] = field(default_factory=dict)
    question: int | None = None
    term: int | None = None
    marked_lead: tuple[int, ...] = ()

    def add(self, run: Run) -> None:
        """Append the blocks of one run."""
        for text, bold in _paragraphs(run):
            self._add_text(run, text, bold=bold)

    def _add_text(self, run: Run, text: str, *, bold: bool) -> None:
        context = run.context
        if context.cell in self.cells:
            self._add_cell(run, text)
        elif context.heading >= 0:
            self._add_heading(run, text, self.levels.real(context.level))
        elif context.term >= 0 or _is_trigger(self.page, run):
            self._add_term(run, text)
        elif context.item >= 0 and context.list_ >= 0 and not self._is_section_item(run):
            self._add_item(run, text)
        elif could_be_heading(text) and not list_marker(text) and (bold or is_titled(self.page, run)):
            self._add_heading(run, text, self.levels.styled(text, bold=bold))
        elif list_marker(text):
            self._add_marked(run, text)
        else:
            self._append(BlockKind.PARAGRAPH, text, 0, self._around(run))

    def _append(
        self, kind: BlockKind, text: str, level: int, introduced: tuple[int, ...], row: int | None = None
    ) -> int:
        short = tuple(dict.fromkeys(introduced))[-_LONGEST_CHAIN:]
        self.blocks.append(RawBlock(kind=kind, text=text, level=level, introduced_by=short, row=row))
        return len(self.blocks) - 1

    def _add_heading(self, run: Run, text: str, level: int) -> None:
        index = self._append(BlockKind.HEADING, text, level, ())
        self.first_block.setdefault(run.context.heading, index)
        self.question = index if text.endswith("?") else None
        self.term = None

    def _add_term(self, run: Run, text: str) -> None:
        index = self._append(BlockKind.TERM, text, 0, ())
        node = run.context.term
        if node >= 0:
            self.first_block.setdefault(self.page.tree.parents[node], index)
            self.first_block[node] = index
        self.term, self.question = index, index if node < 0 else self.question
        if node >= 0 and self.page.tree.tags[node] == "summary":
            self.first_block[self.page.tree.parents[node]] = index

    def _around(self, run: Run) -> tuple[int, ...]:
        """Return what introduces a run whatever its own shape: summary, term, question."""
        context = run.context
        around: list[int] = []
        if context.details >= 0 and context.details in self.first_block:
            around.append(self.first_block[context.details])
        elif self.question is not None:
            around.append(self.question)
        if context.definition >= 0 and self.term is not None:
            around.append(self.term)
        return tuple(around)

    def _add_item(self, run: Run, text: str) -> None:
        context = run.context
        lead = self._lead(context.list_, run)
        self.last_item[context.list_] = context.item
        own = self.first_block.get(context.item)
        if own is None:
            kept = without_bullet(text) or text
            self.first_block[context.item] = self._append(BlockKind.LIST_ITEM, kept, context.depth, lead)
        else:
            self._append(BlockKind.LIST_ITEM, text, context.depth, (*lead, own))

    def _lead(self, list_: int, run: Run) -> tuple[int, ...]:
        """Return what introduces the items of a list, outermost first."""
        if list_ in self.leads:
            return self.leads[list_]
        tree = self.page.tree
        around = self._around(run)
        above = self.page.contexts[tree.parents[list_]]
        if above.list_ >= 0:
            item = above.item
            if tree.parents[list_] == above.list_:
                item = self._last_item(above.list_)
            parent = self.first_block.get(item)
            around = (*around, *self.leads.get(above.list_, ()), *((parent,) if parent is not None else ()))
        around = (*around, *self._announcement())
        self.leads[list_] = tuple(dict.fromkeys(around))[-_LONGEST_CHAIN:]
        return self.leads[list_]

    def _announcement(self) -> tuple[int, ...]:
        """Return the last block if it announces a list; items and cells do so only by a colon."""
        if not self.blocks:
            return ()
        before = self.blocks[-1]
        if before.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.HEADING):
            announces = before.text.rstrip().endswith(":")
        else:
            announces = is_lead_in(before.text)
        return (len(self.blocks) - 1,) if announces else ()

    def _last_item(self, list_: int) -> int:
        """Return the last item before a list that stands between items instead of within one."""
        return self.last_item.get(list_, -1)

    def _is_section_item(self, run: Run) -> bool:
        """Tell whether a list item is a numbered section: a heading with text, not an item of a list."""
        first, last = self.page.span(run.context.item)
        opening = self.page.runs[first].context
        return first < last and opening.heading >= 0 and opening.item == run.context.item

    def _add_marked(self, run: Run, text: str) -> None:
        """Add an item that is one by its bullet or letter alone."""
        before = self.blocks[-1] if self.blocks else None
        if before is None or before.kind is not BlockKind.LIST_ITEM:
            self.marked_lead = (*self._around(run), *self._announcement())
        self._append(BlockKind.LIST_ITEM, without_bullet(text) or text, 1, self.marked_lead)

    def _add_cell(self, run: Run, text: str) -> None:
        context = run.context
        cell = self.cells[context.cell]
        heads = tuple(self.first_block[node] for node in cell.headers if node in self.first_block)
        if context.list_ >= 0 and context.item >= 0:
            introduced = (*heads, *self._lead(context.list_, run))
            index = self._append(
                BlockKind.LIST_ITEM, without_bullet(text) or text, context.depth, introduced, cell.row
            )
            self.first_block.setdefault(context.item, index)
        else:
            index = self._append(BlockKind.TABLE_CELL, text, 0, heads, cell.row)
        self.first_block.setdefault(context.cell, index)


def _is_trigger(page: Page, run: Run) -> bool:
    """Tell whether a run is the clickable head of an accordion."""
    tree = page.tree
    node = run.context.block
    if tree.tags[node] not in ("button", "a", "div") or not could_be_heading(run.text):
        return False
    if "aria-expanded" in tree.attributes[node] or tree.get(node, "data-toggle") == "collapse":
        return True
    return tree.tags[node] == "button" and bool(ACCORDION.search(tree.get(node, "class")))


def _paragraphs(run: Run) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of a run: blank lines part them, wrapped lines are mended."""
    text, bold = "", False
    for line in run.lines:
        if text and _parts(text, line, bold=bold):
            yield text, bold
            text = ""
        if line.text:
            bold = line.bold if not text else bold and line.bold
            text = f"{text} {line.text}".strip()
    if text:
        yield text, bold


def _parts(text: str, line: Line, *, bold: bool) -> bool:
    """Tell whether a line break before `line` parts paragraphs, or only wraps a long line."""
    if not line.text or list_marker(line.text) or bold != line.bold:
        return True
    if ends_sentence(text) or text[-1] in ":;":
        return True
    return len(text) < (_CARRIED_CHARS if line.text[0].islower() else _WRAPPED_CHARS)
