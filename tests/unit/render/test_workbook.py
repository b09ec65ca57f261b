import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from analyzer.core.changes import Cause, Changes, FindingChange, FindingChangeKind
from analyzer.core.reports import TierId
from analyzer.render.workbook import DueReview, due_reviews, vendors_xlsx
from tests.unit.render.make_report import (
    MADE_AT,
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

RULEBOOK = make_rulebook()


def opened(reports, **parts):
    return load_workbook(io.BytesIO(vendors_xlsx(reports, RULEBOOK, made_at=MADE_AT, **parts)))


def column(sheet, name):
    names = [cell.value for cell in sheet[1]]
    return [row[names.index(name)] for row in sheet.iter_rows(min_row=2)]


def test_there_are_four_sheets_with_filters_and_a_frozen_header():
    book = opened([make_report(), make_unscored_report()])
    assert book.sheetnames == ["vendors", "findings", "changes", "due reviews"]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_cells_have_types():
    sheet = opened([make_report(), make_unscored_report()])["vendors"]
    assert [cell.value for cell in column(sheet, "score")] == [72.48, None]
    assert column(sheet, "made at")[0].value == datetime(2026, 3, 4, 5, 6, 7)  # noqa: DTZ001
    assert column(sheet, "agreement expires")[0].value == datetime(2027, 6, 30)  # noqa: DTZ001
    assert column(sheet, "made at")[0].is_date


def test_every_quote_is_exact_and_no_cell_is_a_formula_or_link():
    report = make_report(NAMES["formula"])
    book = opened([report])
    quotes = [cell.value for cell in column(book["findings"], "quote")]
    assert quotes == [finding.evidence.quote for finding in report.findings]
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink]
    assert column(book["vendors"], "vendor")[0].value == NAMES["formula"]


def test_the_header_is_high_enough_for_its_longest_name():
    sheet = opened([make_report()])["vendors"]
    assert sheet.row_dimensions[1].height == 30
    assert "second approver" in [cell.value for cell in sheet[1]]


def test_tiers_are_coloured_by_rule():
    rules = opened([make_report(), make_unscored_report()])["vendors"].conditional_formatting
    formulas = {rule.formula[0] for entry in rules for rule in entry.rules}
    assert formulas == {'"Approve with DPA"', '"Not reviewable"'}


def test_changes_and_due_reviews_fill_their_sheets():
    report = make_report()
    change = Changes(
        vendor_id=report.vendor.id,
        documents=(),
        added_documents=(),
        removed_documents=(),
        findings=(
            FindingChange(
                kind=next(iter(FindingChangeKind)),
                practice_id="ads.targeted",
                cause=next(iter(Cause)),
                new=report.findings[0],
            ),
        ),
        questions=(),
        old_score=70.0,
        new_score=72.48,
        old_tier=TierId.WITH_DPA,
        new_tier=TierId.WITH_DPA,
    )
    due = DueReview(vendor="Lumen Reader", due=date(2026, 9, 1), reason="yearly review")
    book = opened([report], changes=[change], due=[due])
    assert column(book["changes"], "vendor")[0].value == "Lumen Reader"
    assert column(book["changes"], "new quote")[0].value == report.findings[0].evidence.quote
    assert column(book["due reviews"], "due")[0].value == datetime(2026, 9, 1)  # noqa: DTZ001


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_strange_names_come_back(name):
    assert column(opened([make_report(name)])["vendors"], "vendor")[0].value == name


def test_a_quote_longer_than_a_cell_is_cut_not_lost():
    report = make_report()
    text = "a" * 40_000
    evidence = replace(report.findings[0].evidence, quote=text)
    longer = replace(report, findings=(replace(report.findings[0], evidence=evidence),))
    assert len(column(opened([longer])["findings"], "quote")[0].value) == 32_767


def test_four_hundred_findings_and_no_vendor_at_all():
    assert opened([make_large_report()])["findings"].max_row == 401
    assert opened([])["vendors"].max_row == 1


def test_the_end_of_an_agreement_is_due_with_or_without_a_record():
    report = make_report()
    assert due_reviews(report, None) == (
        DueReview(vendor="Lumen Reader", due=date(2027, 6, 30), reason="the signed agreement ends"),
    )
    assert due_reviews(replace(report, agreement=None), None) == ()
