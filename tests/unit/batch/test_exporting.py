import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from analyzer.batch import export_list, read_vendor_list
from analyzer.batch.exporting import HEADER
from analyzer.core.errors import UsageError
from analyzer.core.reviews import Decision, DecisionKind
from analyzer.store import open_store
from analyzer.store.records import Listed
from tests.unit.store.invented import NOON, later, make_report, make_snapshot, make_vendor


@pytest.fixture
def rows(tmp_path: Path) -> tuple[Listed, ...]:
    with open_store(tmp_path / "a.sqlite3") as store:
        store.vendors.save(make_vendor("quillmoss", "maths", "art"), at=NOON)
        store.vendors.save(replace(make_vendor("fenwick"), name="=Fenwick()"), at=NOON)
        store.snapshots.add("quillmoss", make_snapshot(at=later(2)))
        store.reports.add(make_report())
        return store.reports.listing()


DECISION = Decision(
    vendor_id="quillmoss",
    kind=DecisionKind.APPROVE,
    decider="R. Ellery",
    decided_at=NOON,
    expires_on=date(2027, 6, 30),
)


def test_csv_tells_the_results_and_can_be_imported_again(rows: tuple[Listed, ...], tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    export_list(path, rows, {"quillmoss": DECISION})
    with path.open(encoding="utf-8-sig", newline="") as file:
        fenwick, quillmoss = csv.DictReader(file)
    assert (quillmoss["tier"], quillmoss["score"], quillmoss["low"]) == ("needs_answers", "72.5", "67.5")
    assert (quillmoss["report made"], quillmoss["last checked"]) == ("2026-03-02", "2026-03-04")
    assert (quillmoss["decision"], quillmoss["expires"]) == ("approve", "2027-06-30")
    assert fenwick["score"] == fenwick["decision"] == ""
    again = read_vendor_list(path)
    assert again.rejected == ()
    fenwick_again, quillmoss_again = again.vendors
    assert fenwick_again.name == "=Fenwick()"
    unranked = tuple(replace(source, rank=None) for source in make_vendor().sources)
    assert quillmoss_again == replace(make_vendor("quillmoss", "maths", "art"), sources=unranked)


def test_no_name_becomes_a_formula(rows: tuple[Listed, ...], tmp_path: Path) -> None:
    export_list(tmp_path / "out.xlsx", rows)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert table[0] == list(HEADER)
    assert table[1][1] == "'=Fenwick()"
    assert table[2][6] == 72.5
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_another_ending_or_place_is_explained(rows: tuple[Listed, ...], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.csv or \.xlsx"):
        export_list(tmp_path / "out.pdf", rows)
    with pytest.raises(UsageError, match="cannot be written"):
        export_list(tmp_path / "nowhere" / "out.csv", rows)
