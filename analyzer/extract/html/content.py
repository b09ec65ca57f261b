"""Where the document lies on the page, and what stands before, beside and after it."""

import re

from analyzer.extract.html.prune import Drop, Verdicts
from analyzer.extract.html.runs import Page, Run
from analyzer.extract.html.tree import TEXT

_DATE_LINE = re.compile(
    r"\b(?:effective|updated|revised|modified|last\s+(?:change|update|revis|modif)\w*|in force|version)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FURNITURE = re.compile(
    r"^(?:back to (?:the )?top|top(?: of page)?|print(?: this)?(?: page)?|e-?mail(?: this)?(?: page)?|"
    r"share(?: this(?: page| article)?)?(?: (?:on|via) .{0,20})?|"
    r"read more|learn more|show (?:more|less|all)|expand all|collapse all|"
    r"(?:copyright\s*)?(?:©|\(c\)|copyright (?:19|20)\d\d).{0,160}|"
    r".{0,120}all rights reserved\.?|close|menu|search|home|skip to .{0,30}|"
    r"loading\W*|download(?: pdf)?|tweet|follow us.{0,20})$",
    re.IGNORECASE,
)
_STRAY_WORDS = 30
_SHORT_WORDS = 200
_LINKED = 0.33
_TITLE_WORDS = 15
_DATE_WORDS = 14
_LIST_LINKS = 0.6


def narrow(page: Page, verdicts: Verdicts) -> int:
    """Mark what lies outside the document as OUTSIDE; return the node that encloses it."""
    if not any(_policy(run) for run in _kept(page, verdicts)):
        return 0
    sums = _kept_sums(page, verdicts)
    root = _descend(page, sums)
    first, last = page.span(root)
    start = next(i for i, run in enumerate(page.runs) if verdicts[i] is None and run.policy)
    for index, run in enumerate(page.runs):
        if verdicts[index] is None and not first <= index < last and not _belongs(run, before=index < first):
            verdicts[index] = Drop.OUTSIDE
        elif verdicts[index] is Drop.CHROME and index < start and _belongs(run, before=True):
            verdicts[index] = None
    _trim(page, verdicts, first, last)
    return root


def _kept(page: Page, verdicts: Verdicts) -> list[Run]:
    return [run for run, verdict in zip(page.runs, verdicts, strict=True) if verdict is None]


def _policy(run: Run) -> int:
    return run.policy


Sums = tuple[list[int], list[int], list[int]]


def _kept_sums(page: Page, verdicts: Verdicts) -> Sums:
    words, links, policy = [0], [0], [0]
    for run, verdict in zip(page.runs, verdicts, strict=True):
        kept = verdict is None
        words.append(words[-1] + run.words * kept)
        links.append(links[-1] + run.link_words * kept)
        policy.append(policy[-1] + run.policy * kept)
    return words, links, policy


def _descend(page: Page, sums: Sums) -> int:
    """Go down while one child holds all of the document and its neighbours hold nothing of it."""
    node = 0
    while True:
        children = _children(page, node)
        heavy = [child for child in children if _between(page, sums, child)[2]]
        if len(heavy) != 1:
            return node
        if not all(_is_stray(page, sums, child) for child in children if child != heavy[0]):
            return node
        if page.tree.tags[heavy[0]] == TEXT or page.contexts[heavy[0]].list_ >= 0:
            return node
        if _is_one_run(page, heavy[0]) or _between(page, sums, heavy[0])[0] < _SHORT_WORDS:
            return node  # beside one paragraph, or in a short document, a short neighbour is part of it
        node = heavy[0]


def _is_one_run(page: Page, node: int) -> bool:
    first, last = page.span(node)
    return last - first <= 1


def _children(page: Page, node: int) -> list[int]:
    tree = page.tree
    children = []
    child = node + 1
    while child < tree.ends[node]:
        children.append(child)
        child = tree.ends[child]
    return children


def _between(page: Page, sums: Sums, node: int) -> tuple[int, int, int]:
    first, last = page.span(node)
    words, links, policy = sums
    return words[last] - words[first], links[last] - links[first], policy[last] - policy[first]


def _is_stray(page: Page, sums: Sums, node: int) -> bool:
    words, links, policy = _between(page, sums, node)
    return not policy and (words <= _STRAY_WORDS or links > _LINKED * words)


def _belongs(run: Run, *, before: bool) -> bool:
    """Tell whether a run outside the document's container is its title or its date."""
    context = run.context
    if before and context.level == 1 and not run.link_words and run.words <= _TITLE_WORDS:
        return True
    text = run.text
    dated = run.words <= _DATE_WORDS and bool(_DATE_LINE.search(text) and _YEAR.search(text))
    return dated and not run.link_words


def _trim(page: Page, verdicts: Verdicts, first: int, last: int) -> None:
    """Drop furniture: at both ends of the document, and where it stands alone within."""
    prose = [i for i in range(first, last) if verdicts[i] is None and page.runs[i].policy]
    if not prose:
        return
    for index in range(first, last):
        if verdicts[index] is not None:
            continue
        run = page.runs[index]
        at_end = index < prose[0] or index > prose[-1]
        alone = run.context.item < 0 and run.context.cell < 0 and run.context.heading < 0
        if (alone and _FURNITURE.match(run.text)) or (
            at_end and run.context.heading < 0 and run.link_words > _LIST_LINKS * run.words
        ):
            verdicts[index] = Drop.OUTSIDE
