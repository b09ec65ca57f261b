import re
from itertools import pairwise

import pytest
from lxml import html

from analyzer.render.web import render_html
from tests.unit.render.make_report import (
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

RULEBOOK = make_rulebook()
REPORTS = {"full": make_report(), "unscored": make_unscored_report(), "large": make_large_report()}


def page(report):
    return html.fromstring(render_html(report, RULEBOOK))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_ids_are_unique_and_every_link_leads_to_one(report):
    root = page(report)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = root.xpath("//a/@href")
    assert targets
    assert {target for target in targets if target.removeprefix("#") not in ids} == set()


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_nothing_is_loaded_and_nothing_runs(report):
    root = page(report)
    assert root.xpath("//script | //img | //link | //iframe | //@onerror | //@src") == []
    assert "url(" not in root.findtext(".//style")
    assert "@import" not in root.findtext(".//style")


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_landmarks_headings_and_language_are_in_order(report):
    root = page(report)
    assert root.get("lang") == "en"
    assert [len(root.findall(f".//{tag}")) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert root.xpath("//body/a[@class='skip']/@href") == ["#content"]


def test_each_quote_is_exact_and_leads_to_its_place_in_the_text():
    report = make_report()
    root = page(report)
    for finding in report.findings:
        card = root.get_element_by_id(f"f-{finding.key}")
        assert card.find(".//blockquote/bdi").text_content() == finding.evidence.quote
        mark = root.get_element_by_id(f"t-f-{finding.key}").getparent()
        assert mark.tag == "mark"
        assert mark.text_content().removeprefix("↑") == finding.evidence.quote


def test_the_appendix_is_the_whole_text():
    report = make_report()
    [first, _] = page(report).xpath("//div[@class='text']")
    for link in first.xpath(".//a"):
        link.text = ""
    assert first.text_content() == report.documents[0].text


def test_every_number_leads_to_its_quotes():
    root = page(make_report())
    assert root.xpath("//a[@class='score']/@href") == ["#questions"]
    assert root.xpath("//section[@aria-labelledby='questions']//td[@class='number']/a/@href")[2] == "#q-Q07"


def test_state_is_said_in_words_not_only_in_colour():
    root = page(make_report())
    assert all(state.text_content().strip() for state in root.find_class("state"))


def test_an_unscored_report_says_why_and_shows_no_number():
    text = page(make_unscored_report()).find(".//header").text_content()
    assert "Not reviewable" in text
    assert "No privacy policy that covers the product could be read." in text
    assert "of 100" not in text


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_strange_names_are_shown_as_they_are(name):
    root = page(make_report(name))
    assert root.find(".//h1").text_content() == name
    assert root.findtext(".//title") == f"{name}: privacy review"


def test_a_practice_denied_is_called_so():
    cards = [card.findtext("h4") for card in page(make_report()).find_class("card")]
    assert "Risk denied: Shows targeted advertising" in cards


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("block", [0, 1, 2], ids=["light", "dark", "print"])
def test_the_contrast_of_every_text_colour_is_enough(block):
    style = page(make_report()).findtext(".//style")
    roots = [
        dict(re.findall(r"--([\w-]+):(#\w+)", found)) for found in re.findall(r":root\{([^}]*)\}", style)
    ]
    colours = {**roots[0], **roots[block]}
    pairs = [(tone, f"{tone}-bg") for tone in ("good", "middle", "bad", "open")]
    pairs += [(ink, ground) for ink in ("ink", "soft", "accent") for ground in ("page", "card")]
    pairs += [("ink", f"{tone}-bg") for tone in ("good", "middle", "bad", "open")]
    pairs += [("accent", f"{tone}-bg") for tone in ("good", "middle", "bad")] + [("mark-ink", "mark")]
    for ink, ground in pairs:
        light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
