"""Promises of extraction: nothing is lost, the same bytes give the same text, no bytes break it."""

from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.core.documents import BlockKind
from analyzer.extract.html import extract_html, extract_json
from analyzer.extract.layout import lay_out
from analyzer.extract.markdown import extract_markdown
from analyzer.extract.plain import extract_plain

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)
PHRASE = st.lists(WORD, min_size=2, max_size=6).map(lambda words: " ".join(words).capitalize())
PROSE = "We collect personal information about students only where a school asks us to provide the service. "
TREE = st.recursive(
    PHRASE, lambda inner: st.tuples(PHRASE, st.lists(inner, min_size=1, max_size=4)), max_leaves=12
)


def as_list(items: list[object]) -> str:
    return f"<ul>{''.join(as_item(item) for item in items)}</ul>"


def as_item(item: object) -> str:
    if isinstance(item, tuple):
        return f"<li>{item[0]}{as_list(item[1])}</li>"
    return f"<li>{item}</li>"


def phrases(item: object) -> list[str]:
    if isinstance(item, tuple):
        return [item[0], *(phrase for inner in item[1] for phrase in phrases(inner))]
    return [str(item)]


def page(body: str) -> bytes:
    nav = "<nav><a href='/'>Home</a></nav>"
    return f"<html><body>{nav}<p>{PROSE}</p>{body}<p>{PROSE}</p></body></html>".encode()


@SLOW
@given(st.lists(TREE, min_size=1, max_size=5))
def test_no_list_item_is_lost(items: list[object]) -> None:
    blocks = extract_html(page(as_list(items))).blocks
    listed = [block.text for block in blocks if block.kind is BlockKind.LIST_ITEM]
    assert listed == [phrase for item in items for phrase in phrases(item)]


@st.composite
def shelves(draw: st.DrawFn, depth: int = 0) -> tuple[str, list[tuple[str, list[str]]]]:
    """Return a nested list as mark-up, with each text in order and the texts that introduce it."""
    markup, expected = [], []
    for _ in range(draw(st.integers(1, 3))):
        words = f"{draw(PHRASE)} {draw(st.uuids()).hex}"
        opening = draw(st.sampled_from((words, f"<p>{words}</p>", f"<b>{words}</b>", f"<div>{words}</div>")))
        inside, own = "", [(words, [])]
        if draw(st.booleans()):
            more = f"Also {draw(st.uuids()).hex} is kept in the box."
            inside, own = f"<p>{more}</p>", [*own, (more, [words])]
        if depth < 3 and draw(st.booleans()):
            inner, below = draw(shelves(depth + 1))
            inside += inner
            own += [(text, [words, *above]) for text, above in below]
        markup.append(f"<li>{opening}{inside}</li>")
        expected += own
    tag = draw(st.sampled_from(("ul", "ol")))
    return f"<{tag}>{''.join(markup)}</{tag}>", expected


@SLOW
@given(shelves())
def test_nested_items_among_paragraphs_know_all_that_introduces_them(
    shelf: tuple[str, list[tuple[str, list[str]]]],
) -> None:
    markup, expected = shelf
    lead = "We may share the following personal information with the printer:"
    blocks = extract_html(page(f"<p>{lead}</p>{markup}")).blocks
    start = next(i for i, one in enumerate(blocks) if one.text == lead)
    items = blocks[start + 1 : -1]
    assert [one.text for one in items] == [text for text, _ in expected]
    for one, (_, above) in zip(items, expected, strict=True):
        assert one.kind is BlockKind.LIST_ITEM
        assert [blocks[i].text for i in one.introduced_by] == [lead, *above]


@SLOW
@given(st.lists(st.tuples(st.integers(1, 6), PHRASE), min_size=1, max_size=8))
def test_no_heading_is_lost(headings: list[tuple[int, str]]) -> None:
    body = "".join(f"<h{level}>{text}</h{level}><p>{PROSE}{text}</p>" for level, text in headings)
    blocks = extract_html(page(body)).blocks
    assert [(b.level, b.text) for b in blocks if b.kind is BlockKind.HEADING] == headings


@SLOW
@given(st.lists(st.lists(PHRASE, min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_table_cell_is_lost(rows: list[list[str]]) -> None:
    head = "<tr><th>Data</th><th>Purpose</th><th>Shared with</th></tr>"
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    blocks = extract_html(page(f"<table>{head}{body}</table>")).blocks
    cells = [block for block in blocks if block.kind is BlockKind.TABLE_CELL]
    assert [cell.text for cell in cells[3:]] == [cell for row in rows for cell in row]
    assert [cell.row for cell in cells[3:]] == [number for number, row in enumerate(rows, 1) for _ in row]
    for cell in cells[3:]:
        assert any(blocks[i].text in ("Data", "Purpose", "Shared with") for i in cell.introduced_by)


@SLOW
@given(st.lists(st.text(min_size=1, max_size=60), max_size=8))
def test_markdown_and_text_share_is_a_share(lines: list[str]) -> None:
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    for found in (extract_markdown(content), extract_plain(content)):
        assert found.text_share is None or 0 <= found.text_share <= 1


PIECES = (
    *(
        "<p>",
        "</p>",
        "<li>",
        "<ul>",
        "</ul>",
        "<table>",
        "<td>",
        "<tr>",
        "<th>",
        "<h2>",
        "<details>",
        "<summary>",
    ),
    *(
        "<dd>",
        "<dt>",
        "<br>",
        "<nav>",
        "<script>",
        "</script>",
        "<!--",
        "<pre>",
        "&#0;",
        "•",
        "<main>",
        "<textarea>",
    ),
    *(
        "<svg><title>",
        '{"a":["',
        "<div hidden>",
        "<td rowspan=9>",
        "<a href=x>",
        "<template shadowrootmode=open>",
    ),
)
FRAGMENT = st.sampled_from([*PIECES, "\x00", PROSE])


@SLOW
@given(
    st.one_of(
        st.binary(max_size=400), st.lists(FRAGMENT, max_size=40).map(lambda parts: "".join(parts).encode())
    )
)
def test_any_bytes_give_the_same_text_twice_and_references_point_back(content: bytes) -> None:
    for extract in (extract_html, extract_plain, extract_markdown, extract_json):
        found = extract(content)
        assert found == extract(content)
        for index, block in enumerate(found.blocks):
            assert all(0 <= other < index for other in block.introduced_by)
        lay_out(found.blocks)


@SLOW
@given(st.text(alphabet=st.characters(codec="cp1252", exclude_categories=("C",)), min_size=1, max_size=80))
def test_charset_is_found_from_the_page(text: str) -> None:
    words = " ".join(escape(text).split())
    markup = (
        f"<html><head><meta charset=windows-1252></head><body><p>{PROSE}</p><p>é {words}</p></body></html>"
    )
    first = " ".join(block.text for block in extract_html(markup.encode("cp1252")).blocks)
    second = " ".join(block.text for block in extract_html(markup.encode("utf-8")).blocks)
    assert first == second
