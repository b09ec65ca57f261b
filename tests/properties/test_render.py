"""What holds of every rendering, whatever a vendor writes."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from rich.cells import cell_len

from analyzer.core.documents import Span
from analyzer.core.findings import Evidence
from analyzer.render import render_html, render_json, terminal_text
from analyzer.render.markdown import escape
from tests.unit.render.make_report import make_report, make_rulebook

RULEBOOK = make_rulebook()
# What a document's text can hold: no surrogates and no control characters but line ends.
words = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs", "Cc", "Cn")),
        st.sampled_from("<>&\"'`*_[]()#|!~\\\n=+-@{}%$:.1"),
    ),
    min_size=1,
    max_size=60,
)


def report_quoting(quote):
    report = make_report()
    document = replace(report.documents[0], text=f"Before. {quote} After.")
    span = Span(8, 8 + len(quote))
    first = replace(
        report.findings[0], evidence=Evidence(document_id="d1", span=span, quote=quote, section=(quote,))
    )
    others = tuple(f for f in report.findings if f.evidence.document_id == "d2")
    return replace(report, documents=(document, *report.documents[1:]), findings=(first, *others), dropped=())


@given(words)
@settings(max_examples=40, deadline=None)
def test_html_shows_any_quote_as_itself(quote):
    report = report_quoting(quote)
    root = html.fromstring(render_html(report, RULEBOOK))
    card = root.get_element_by_id(f"f-{report.findings[0].key}")
    assert card.find(".//blockquote/bdi").text_content() == quote
    assert root.xpath("//script | //img | //iframe") == []


@given(words)
@settings(max_examples=40, deadline=None)
def test_json_keeps_any_quote_at_its_offsets(quote):
    data = json.loads(render_json(report_quoting(quote), RULEBOOK))
    finding = data["findings"][0]
    assert data["documents"][0]["text"][finding["start"] : finding["end"]] == finding["quote"] == quote


@given(words)
@settings(max_examples=300, deadline=None)
def test_markdown_shows_any_words_as_themselves(text):
    page = html.fromstring(
        f"<div>{MarkdownIt('commonmark').enable('table').render('x ' + escape(text))}</div>"
    )
    assert [element.tag for element in page.iter()] == ["div", "p"]
    assert page.text_content().split() == ["x", *text.split()]


@given(words, st.integers(min_value=40, max_value=120))
@settings(max_examples=40, deadline=None)
def test_no_line_of_the_terminal_is_too_wide(quote, width):
    text = terminal_text(report_quoting(quote), RULEBOOK, width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
