from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import textstat
from lxml import html

from analyzer.core.errors import UsageError
from analyzer.core.reports import AnswerState, Comparison
from analyzer.render.families import FamilyEntry, family_answer, family_site, write_site
from analyzer.render.family_words import FamilyAnswer
from analyzer.rulebook import load_rulebook
from tests.unit.render.make_report import NAMES, make_report, make_rulebook, make_unscored_report

RULEBOOK = make_rulebook()
REAL = load_rulebook(Path(__file__).resolve().parents[3] / "rules")
RECIPIENTS = (
    "service_provider",
    "subprocessor_named",
    "affiliate",
    "partner",
    "advertiser",
    "ad_network",
    "data_broker",
    "analytics",
    "social_platform",
    "ai_provider",
    "acquirer",
    "government",
    "public",
)


def entry(name="Lumen Reader", vendor_id="lumen-reader"):
    report = make_report(name)
    element = Comparison(kind="element", subject="email", rule="technology", verdict="consistent")
    rows = (*report.assessment.comparisons, element)
    report = replace(report, assessment=replace(report.assessment, comparisons=rows))
    return FamilyEntry(
        report=replace(report, vendor=replace(report.vendor, id=vendor_id)),
        used_for="Reading at home and in class.",
        grades="3 to 5",
        approved_until=date(2027, 6, 30),
        conditions=("Use the school log-in only.",),
    )


def site(*entries):
    return family_site(entries, RULEBOOK, district="Otter Brook Schools", contact="data@otterbrook.example")


def lines(page):
    root = html.fromstring(page)
    return {
        row.findtext("dt"): row.find_class("answer")[0].text_content()
        for row in root.find_class("lines")[0].iterchildren()
    }


def test_each_question_is_answered_in_both_languages():
    pages = site(entry())
    assert lines(pages["en/lumen-reader.html"]) == {
        "Does it sell your child's data?": "No",
        "Does it use the data to show ads?": "No",
        "Does it use the data to train AI?": "The company does not say",
        "Does it delete the data when we stop?": "The company does not say",
        "Does it tell the school fast if data is stolen?": "Yes",
    }
    assert list(lines(pages["es/lumen-reader.html"]).values()) == [
        "No", "No", "La empresa no lo dice", "La empresa no lo dice", "Sí",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "state", "answer"),
    [
        ("Q01", AnswerState.RISK, FamilyAnswer.YES),
        ("Q01", AnswerState.PROTECTED_QUALIFIED, FamilyAnswer.NO_LIMITED),
        ("Q17", AnswerState.PROTECTED, FamilyAnswer.YES),
        ("Q20", AnswerState.RISK, FamilyAnswer.NO),
        ("Q13", AnswerState.CONFLICT, FamilyAnswer.TWO_THINGS),
        ("Q13", AnswerState.NOT_APPLICABLE, FamilyAnswer.NOT_SAID),
        ("Q13", None, FamilyAnswer.NOT_SAID),
    ],
)
def test_a_state_becomes_the_families_answer(question, state, answer):
    assert family_answer(question, state) is answer


def test_no_page_shows_a_score_or_a_tier():
    for page in site(entry()).values():
        text = html.fromstring(page).text_content()
        assert "of 100" not in text
        assert "Approve with DPA" not in text


def prose(page):
    """Return what the district wrote, sentence by sentence: the company's own words are left out."""
    root = html.fromstring(page)
    for gone in [*root.iter("blockquote"), *root.iter("style"), *root.iter("title"), *root.iter("bdi")]:
        gone.text = ""
    parts = [e.text_content().strip() for e in root.iter("h1", "h2", "p", "dt", "li", "span", "summary")]
    return " ".join(part if part[-1:] in ".?!" else f"{part}." for part in parts if part)


def everything():
    """Return a product that collects every kind of data of the rulebook and shares it with everyone."""
    report = entry().report
    kinds = [("element", element.label) for element in REAL.elements]
    kinds += [("recipient", recipient) for recipient in RECIPIENTS]
    rows = tuple(Comparison(kind=kind, subject=name, rule="", verdict="") for kind, name in kinds)
    report = replace(report, assessment=replace(report.assessment, comparisons=rows))
    pages = family_site([replace(entry(), report=report)], REAL, district="Otter Brook", contact="Ann Lee")
    return pages["en/lumen-reader.html"], pages["es/lumen-reader.html"]


def listed(page):
    return [item for item in html.fromstring(page).xpath("//main//ul/li") if item.text_content()]


def test_all_data_and_recipients_have_plain_words_in_both_languages():
    for page in everything():
        assert [item.text_content() for item in listed(page) if item.get("lang")] == []
    english, spanish = (" · ".join(item.text_content() for item in listed(p)) for p in everything())
    assert "Marks that tell which device it is" in english
    assert "Datos que identifican el aparato" in spanish
    assert "Empresas que muestran anuncios" in spanish
    assert "persistent identifiers" not in english + spanish


def test_data_without_plain_words_keep_their_label_and_its_language():
    rows = (Comparison(kind="element", subject="Shoe size", rule="", verdict=""),)
    report = entry().report
    report = replace(report, assessment=replace(report.assessment, comparisons=rows))
    page = site(replace(entry(), report=report, conditions=()))["es/lumen-reader.html"]
    [item] = listed(page)
    assert (item.text_content(), item.get("lang")) == ("Shoe size", "en")


def test_the_page_that_names_all_data_reads_easily():
    english, spanish = everything()
    textstat.set_lang("en_US")
    assert textstat.flesch_kincaid_grade(prose(english)) <= 8
    textstat.set_lang("es")
    try:
        assert textstat.fernandez_huerta(prose(spanish)) >= 70
    finally:
        textstat.set_lang("en_US")


def test_the_english_reads_at_grade_eight_or_below():
    pages = site(entry())
    textstat.set_lang("en_US")
    for name in ("en/index.html", "en/lumen-reader.html"):
        assert textstat.flesch_kincaid_grade(prose(pages[name])) <= 8
        assert textstat.automated_readability_index(prose(pages[name])) <= 8


def test_the_spanish_reads_easily():
    textstat.set_lang("es")
    try:
        assert textstat.fernandez_huerta(prose(site(entry())["es/lumen-reader.html"])) >= 70
    finally:
        textstat.set_lang("en_US")


def test_links_lead_to_pages_of_the_site_and_nothing_is_loaded():
    pages = site(entry(), entry("Zeta", "zeta"))
    for name, page in pages.items():
        root = html.fromstring(page)
        assert root.get("lang") == ("es" if name.startswith("es/") else "en")
        assert root.xpath("//script | //img | //link | //@src") == []
        folder = name.rpartition("/")[0]
        for target in root.xpath("//a/@href"):
            if target.startswith("#"):
                assert root.get_element_by_id(target[1:]) is not None
            else:
                path = (
                    target.removeprefix("../")
                    if target.startswith("../")
                    else f"{folder}/{target}".strip("/")
                )
                assert path in pages


def test_headings_are_in_order_with_one_main():
    for page in site(entry()).values():
        root = html.fromstring(page)
        assert len(root.findall(".//main")) == len(root.findall(".//h1")) == 1


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_strange_names_are_shown_as_they_are(name):
    assert html.fromstring(site(entry(name))["en/lumen-reader.html"]).findtext(".//h1/bdi") == name


def test_days_are_written_as_people_write_them():
    pages = site(entry())
    told = [html.fromstring(pages[f"{code}/lumen-reader.html"]).text_content() for code in ("en", "es")]
    assert "June 30, 2027" in told[0]
    assert "March 4, 2026" in told[0]
    assert "30 de junio de 2027" in told[1]
    assert "4 de marzo de 2026" in told[1]


def test_where_no_contact_is_known_the_district_is_named():
    pages = family_site([entry()], RULEBOOK, district="Otter Brook Schools", contact="")
    for name in ("en/index.html", "en/lumen-reader.html"):
        assert "Otter Brook Schools" in html.fromstring(pages[name]).find(".//main").text_content()


def test_what_is_not_known_is_said_to_be_so():
    page = site(FamilyEntry(report=make_unscored_report()))["en/lumen-reader.html"]
    assert set(lines(page).values()) == {"The company does not say"}


@pytest.mark.parametrize("vendor_id", ["../evil", "a/b", "index", "", ".hidden"])
def test_an_id_that_cannot_name_a_page_is_refused(vendor_id):
    with pytest.raises(UsageError, match="cannot name a page"):
        site(entry(vendor_id=vendor_id))


def test_two_vendors_with_one_id_are_refused():
    with pytest.raises(UsageError, match=r"share the page lumen-reader\.html"):
        site(entry(), entry("Other"))


def test_the_site_is_renewed_in_place(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"kept")
    assert len(write_site(site(entry(), entry("Zeta", "zeta")), tmp_path)) == 7
    assert write_site(site(entry(), entry("Zeta", "zeta")), tmp_path) == ()
    changed = {path.relative_to(tmp_path).as_posix() for path in write_site(site(entry()), tmp_path)}
    assert changed == {"en/index.html", "es/index.html", "en/zeta.html", "es/zeta.html"}
    assert not (tmp_path / "en/zeta.html").exists()
    assert (tmp_path / "logo.png").read_bytes() == b"kept"
