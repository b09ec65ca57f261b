"""Which runs of a page are not its document: banners, navigation, copies, what stands outside."""

from collections.abc import Callable
from enum import IntEnum, StrEnum
from functools import lru_cache
from zlib import crc32

from analyzer.extract.html.runs import Page, is_block, is_hidden
from analyzer.extract.html.tree import TEXT
from analyzer.extract.html.vocabulary import (
    ACCORDION,
    CHROME,
    CHROME_ROLES,
    CHROME_TAGS,
    CONSENT,
    DECLARATION,
    LOOSE_CHROME,
    LOOSE_TAGS,
    names,
)


class Drop(StrEnum):
    """Why a run is left out of the document."""

    CONSENT = "consent"
    CHROME = "chrome"
    HIDDEN = "hidden"
    COPY = "copy"
    OUTSIDE = "outside"


Verdicts = list[Drop | None]

_WHOLE = frozenset(("#root", "html", "body", "main", "article"))
_WHOLE_SHARE = 0.5
_RESCUE_WORDS = 80
_RESCUE_LINKS = 0.3
_HIDDEN_POLICY = 30
_AMID_WORDS = 40
_COPY_WORDS = 40
_MODULUS = (1 << 61) - 1
_BASE = 1_000_003


def prune(page: Page) -> Verdicts:
    """Say of every run whether it is dropped for what encloses it, and why; None means kept."""
    verdicts: Verdicts = [None] * len(page.runs)
    _sweep(page, verdicts, _is_consent, Drop.CONSENT)
    total = sum(r.policy for r, v in zip(page.runs, verdicts, strict=True) if v is None)
    _sweep(page, verdicts, lambda page, node: _is_chrome(page, node, total), Drop.CHROME)
    _sweep(page, verdicts, _is_idle_hidden, Drop.HIDDEN)
    _drop_copies(page, verdicts)
    return verdicts


def _sweep(page: Page, verdicts: Verdicts, judge: Callable[[Page, int], bool], reason: Drop) -> None:
    tree = page.tree
    node, size = 1, len(tree.tags)
    while node < size:
        first, last = page.span(node)
        if first == last:
            node = tree.ends[node]
        elif tree.tags[node] != TEXT and judge(page, node):
            for run in range(first, last):
                verdicts[run] = verdicts[run] or reason
            node = tree.ends[node]
        else:
            node += 1


def _is_consent(page: Page, node: int) -> bool:
    tree = page.tree
    if tree.tags[node] in _WHOLE or not tree.attributes[node]:
        return False
    label = f"{tree.get(node, 'class')} {tree.get(node, 'id')}"
    if not _names_consent(label):
        return False
    words = page.sums(*page.span(node))[2]
    return words <= _WHOLE_SHARE * page.policy[-1] or words < _RESCUE_WORDS


@lru_cache(maxsize=4096)
def _names_consent(label: str) -> bool:
    return bool(CONSENT.search(label)) and not DECLARATION.search(label)


class _Name(IntEnum):
    """How surely an element's name makes it furniture."""

    NONE = 0
    LOOSE = 1
    FIRM = 2


@lru_cache(maxsize=4096)
def _named(class_: str, id_: str) -> _Name:
    words = names(class_, id_)
    if not CHROME.isdisjoint(words):
        return _Name.FIRM
    return _Name.NONE if LOOSE_CHROME.isdisjoint(words) else _Name.LOOSE


def _name_of(page: Page, node: int) -> _Name:
    tree = page.tree
    if tree.tags[node] in CHROME_TAGS or tree.get(node, "role").lower() in CHROME_ROLES:
        return _Name.FIRM
    name = _Name.LOOSE if tree.tags[node] in LOOSE_TAGS else _Name.NONE
    if tree.attributes[node]:
        name = max(name, _named(tree.get(node, "class"), tree.get(node, "id")))
    return name


def _is_chrome(page: Page, node: int, total: int) -> bool:
    """Tell whether an element is named as furniture of the page and holds nothing like a policy."""
    tree = page.tree
    if tree.tags[node] in _WHOLE or tree.get(node, "role") == "main" or not is_block(tree, node):
        return False
    context = page.contexts[node]
    name = _Name.NONE if context.heading >= 0 else _name_of(page, node)
    if name is _Name.NONE:
        return False
    words, links, policy = page.sums(*page.span(node))
    if policy > _WHOLE_SHARE * total:
        return False
    if links <= _RESCUE_LINKS * words and _is_amid(page, node):
        return False
    if name is _Name.LOOSE or (context.main and tree.tags[node] != "nav"):
        return not policy
    return policy < _RESCUE_WORDS or links > _RESCUE_LINKS * words


def _is_amid(page: Page, node: int) -> bool:
    """Tell whether policy prose stands both before and after an element: a "header" there heads a section."""
    first, last = page.span(node)
    around = (page.policy[first], page.policy[-1] - page.policy[last])
    return page.tree.tags[node] not in CHROME_TAGS and min(around) >= _AMID_WORDS


def _is_idle_hidden(page: Page, node: int) -> bool:
    """Tell whether a hidden element is no text of the document: a dialogue, a menu, a template."""
    tree = page.tree
    if not is_hidden(tree, node) or not is_block(tree, node):
        return False
    words, links, policy = page.sums(*page.span(node))
    if policy >= _HIDDEN_POLICY:
        return False
    folded = ACCORDION.search(tree.get(node, "class") + tree.get(tree.parents[node], "class"))
    return links * 2 > words or not (folded or policy)


def _drop_copies(page: Page, verdicts: Verdicts) -> None:
    """Drop a container whose words are exactly those of an earlier one."""
    hashes, powers = _prefix_hashes(page)
    seen: set[tuple[int, int]] = set()
    tree = page.tree
    node = 1
    while node < len(tree.tags):
        first, last = page.span(node)
        words = page.words[last] - page.words[first]
        if words < _COPY_WORDS:
            node = tree.ends[node]
            continue
        if _is_container(page, node) and all(verdicts[run] is None for run in (first, last - 1)):
            print_ = (words, (hashes[last] - hashes[first] * powers[last - first]) % _MODULUS)
            if print_ in seen and page.span(tree.parents[node]) != (first, last):
                for run in range(first, last):
                    verdicts[run] = verdicts[run] or Drop.COPY
                node = tree.ends[node]
                continue
            seen.add(print_)
        node += 1


def _is_container(page: Page, node: int) -> bool:
    """Tell whether an element may be a second copy of a part of the page; a repeated item or cell is none."""
    context = page.contexts[node]
    return page.tree.tags[node] not in (TEXT, "p", "dd", "li", "tr") and context.item < 0 and context.cell < 0


def _prefix_hashes(page: Page) -> tuple[list[int], list[int]]:
    hashes, powers = [0], [1]
    for run in page.runs:
        hashes.append((hashes[-1] * _BASE + crc32(run.text.encode("utf-8", "replace"))) % _MODULUS)
        powers.append(powers[-1] * _BASE % _MODULUS)
    return hashes, powers
