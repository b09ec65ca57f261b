"""What a page looks like around its text: title, visible words, scripts, password fields."""

from analyzer.extract.html.runs import Page
from analyzer.extract.html.tree import Tree
from analyzer.extract.layout import PageSignals


def read_signals(page: Page) -> PageSignals:
    """Return what the gates judge a page by."""
    tree = page.tree
    visible = [run for run in page.runs if not run.context.hidden]
    scripts = [node for node, tag in enumerate(tree.tags) if tag == "script"]
    inputs = (node for node, tag in enumerate(tree.tags) if tag == "input")
    return PageSignals(
        title=_title(tree),
        visible_words=sum(run.words for run in visible),
        link_words=sum(run.link_words for run in visible),
        script_tags=len(scripts),
        script_chars=sum(len(tree.text_of(node)) for node in scripts),
        password_fields=sum(tree.get(node, "type").lower() == "password" for node in inputs),
        noscript_text=" ".join(" ".join(_texts(tree, "noscript")).split()),
        canonical_url=_canonical(tree),
        html_language=next(
            (tree.get(n, "lang") for n, t in enumerate(tree.tags) if t == "html" and tree.get(n, "lang")),
            None,
        ),
    )


def _texts(tree: Tree, tag: str) -> list[str]:
    return [tree.text_of(node) for node, name in enumerate(tree.tags) if name == tag]


def _title(tree: Tree) -> str:
    for node, tag in enumerate(tree.tags):
        # An icon's title lies within svg; the page's does not.
        if tag == "title" and tree.tags[tree.parents[node]] != "svg":
            title = " ".join(tree.text_of(node).split())
            if title:
                return title
    return ""


def _canonical(tree: Tree) -> str | None:
    for node, tag in enumerate(tree.tags):
        if tag == "link" and "canonical" in tree.get(node, "rel").lower().split():
            return tree.get(node, "href").strip() or None
    return None
