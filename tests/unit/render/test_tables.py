import csv
import io

import pandas as pd
import pytest

from analyzer.render.spreadsheet_cells import harmless
from analyzer.render.tables import FINDING_COLUMNS, RECORD_COLUMNS, VENDOR_COLUMNS, render_csv, vendors_csv
from tests.unit.render.make_report import (
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

RULEBOOK = make_rulebook()


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_finding_is_a_row_with_its_exact_words_and_place():
    report = make_report()
    texts = {document.source.location: document.text for document in report.documents}
    table = rows(render_csv(report, RULEBOOK))
    assert len(table) == len(report.findings)
    for row in table:
        assert texts[row["source"]][int(row["start"]) : int(row["end"])] == row["quote"]
    assert [row["quote"] for row in table] == [finding.evidence.quote for finding in report.findings]


def test_pandas_reads_back_what_was_written():
    frame = pd.read_csv(io.BytesIO(render_csv(make_large_report(), RULEBOOK)))
    assert list(frame.columns) == [*FINDING_COLUMNS, *RECORD_COLUMNS]
    assert frame.shape[0] == 400
    assert frame["score"].unique().tolist() == [72.48]
    assert frame["start"].is_monotonic_increasing


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "%1", "|cmd"],  # noqa: RUF001
)
def test_what_looks_like_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "We do = it", "a@b.example", "'quoted'", "10 %"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_no_cell_begins_with_a_formula():
    content = render_csv(make_report(NAMES["formula"]), RULEBOOK).decode()
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+@")]
    assert "'" + NAMES["formula"] in cells


def test_the_byte_order_mark_comes_only_on_request():
    assert render_csv(make_report(), RULEBOOK, bom=True).startswith(b"\xef\xbb\xbfvendor,")
    assert render_csv(make_report(), RULEBOOK).startswith(b"vendor,")


def test_the_list_has_one_row_per_vendor():
    table = rows(vendors_csv([make_report(), make_unscored_report()]))
    assert list(table[0]) == list(VENDOR_COLUMNS)
    assert (table[0]["score"], table[0]["to_confirm"], table[0]["unread"]) == ("72.48", "3", "2")
    assert table[0]["agreement_expires"] == "2027-06-30"
    assert (table[1]["tier"], table[1]["score"]) == ("Not reviewable", "")


@pytest.mark.parametrize("name", ["quotes", "emoji", "rtl", "long", "tags"])
def test_strange_names_come_back(name):
    assert rows(render_csv(make_report(NAMES[name]), RULEBOOK))[0]["vendor"] == NAMES[name]
