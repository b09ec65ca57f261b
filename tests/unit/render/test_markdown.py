import re

import pytest
from lxml import html
from markdown_it import MarkdownIt

from analyzer.render.markdown import escape, render_md
from tests.unit.render.make_report import (
    HOSTILE,
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

RULEBOOK = make_rulebook()
TAGS = {"h1", "h2", "h3", "p", "strong", "em", "ul", "ol", "li", "blockquote", "br",
        "table", "thead", "tbody", "tr", "th", "td", "div"}  # fmt: skip


def shown(report):
    page = MarkdownIt("commonmark").enable("table").render(render_md(report, RULEBOOK).decode())
    return html.fromstring(f"<div>{page}</div>")


def flat(element):
    return " ".join(element.text_content().split())


def test_hostile_words_show_as_the_text_they_are():
    page = shown(make_report())
    assert {element.tag for element in page.iter()} <= TAGS
    assert " ".join(HOSTILE.split()) in flat(page)


def test_every_quote_is_shown_exactly():
    report = make_report()
    text = flat(shown(report))
    for finding in report.findings:
        assert f"“{' '.join(finding.evidence.quote.split())}”" in text


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_strange_names_are_the_heading(name):
    heading = shown(make_report(name)).find(".//h1")
    assert heading.text_content() == f"{name}: privacy review"


@pytest.mark.parametrize(
    "text",
    ["1. one", "# head", "- item", "+ item", "=====", "---", "> quote", "~~~", "http://a.example/",
     "www.a.example", "a@b.example", "&lt;b&gt;", "[x]: http://a.example",
     "| a | b |", "\\*", "    code", "$x$", "1) one",
     "mailto:a@b.example", "![a](b)", "<!-- x -->", "a  \nb"],
)  # fmt: skip
def test_escape_survives_a_renderer_that_links_addresses(text):
    renderer = MarkdownIt("gfm-like").disable("linkify")
    page = html.fromstring(f"<div>{renderer.render(escape(text))}</div>")
    assert [element.tag for element in page.iter()] == ["div", "p"]
    assert page.text_content().strip() == " ".join(text.split())


def test_addresses_are_broken_for_renderers_that_link_bare_text():
    assert escape("see http://a.example and www.b.example") == "see http\\://a.example and www\\.b.example"


def test_an_unscored_report_says_so_without_a_number():
    text = flat(shown(make_unscored_report()))
    assert "Not reviewable: no score" in text
    assert "of 100" not in text


def test_four_hundred_findings_render():
    quotes = re.findall(r"Partner number \d+ may", render_md(make_large_report(), RULEBOOK).decode())
    assert len(quotes) == 400


def test_the_comparison_is_a_table_that_hostile_bars_cannot_break():
    page = shown(make_report())
    for table in page.iter("table"):
        widths = {len(row) for row in table.iter("tr")}
        assert len(widths) == 1
