import csv
import io

import pytest
from docx import Document

from analyzer.core.errors import UsageError
from analyzer.render.disclosures import (
    DISCLOSURES,
    DRAFT,
    NOT_SAID,
    disclosure,
    disclosure_rows,
    render_disclosure_csv,
    render_disclosure_docx,
    render_disclosure_pdf,
)
from tests.unit.render.make_report import (
    MADE_AT,
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)
from tests.unit.render.test_pdf import letters, text_of

RULEBOOK = make_rulebook()


def row(disclosure_id, report):
    wanted = disclosure(disclosure_id)
    [cells] = disclosure_rows(wanted, [report], RULEBOOK)
    return dict(zip((column.title for column in wanted.columns), cells, strict=True))


def test_all_five_states_are_there():
    assert set(DISCLOSURES) == {"florida", "illinois", "colorado", "new-york", "massachusetts"}


def test_columns_are_filled_with_quotes_and_their_place():
    cells = row("florida", make_report())
    assert cells["Keeping and deleting"] == (
        "“We keep account information for 24 months after the account is closed.” "
        "(Privacy <i>Policy</i> | [home](http://evil.example))"
    )
    assert "“sponsors who show offers that may interest you;”" in cells["Who receives the data"]
    assert "privacy policy: https://reader.example/privacy" in cells["Terms of service and privacy policy"]


def test_superseded_clauses_do_not_stand_in_the_table():
    cells = row("massachusetts", make_report())
    assert "We never sell, rent or trade student data." in cells["Sold or used for advertising"]
    assert "in the traditional sense" not in cells["Sold or used for advertising"]


def test_what_is_not_said_is_said_to_be_so():
    cells = row("new-york", make_report())
    assert cells["Encryption"] == NOT_SAID
    assert cells["How subcontractors are bound"] == NOT_SAID
    assert set(row("new-york", make_unscored_report()).values()) == {
        "Lumen Reader · https://reader.example/", NOT_SAID,
    }  # fmt: skip


def test_the_agreement_is_named_with_its_dates():
    assert (
        row("illinois", make_report())["Written agreement"] == "NDPA v2, signed 2025-09-01, until 2027-06-30"
    )
    cells = row("illinois", make_report(agreement=False))
    assert cells["Written agreement"] == "no signed agreement was given to the analyzer"


@pytest.mark.parametrize("disclosure_id", DISCLOSURES)
def test_every_form_is_marked_as_a_draft(disclosure_id):
    reports = [make_report(), make_large_report(), make_unscored_report()]
    table = list(
        csv.DictReader(io.StringIO(render_disclosure_csv(disclosure_id, reports, RULEBOOK).decode()))
    )
    assert [line["Status"] for line in table] == [DRAFT] * 3
    word = Document(io.BytesIO(render_disclosure_docx(disclosure_id, reports, RULEBOOK, made_at=MADE_AT)))
    assert word.paragraphs[1].text == DRAFT
    pdf = text_of(render_disclosure_pdf(disclosure_id, reports, RULEBOOK, made_at=MADE_AT))
    assert letters(DRAFT) in pdf


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_strange_names_stand_in_the_first_column(name):
    assert row("florida", make_report(name))["Product and company"].startswith(name)


def test_an_unknown_table_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="No disclosure table 'texas'"):
        disclosure("texas")
