"""Columns that a person maps by hand, and what an uploaded list may name."""

import pytest

from analyzer.batch import Column
from analyzer.core.errors import UsageError
from analyzer.dashboard.listing import import_table, read_table

ODD = b"Bezeichnung,Ort im Netz,Notiz\nTallyfern,https://tallyfern.example,ok\n,,\nNoplace,,x\n"


def test_a_list_whose_headers_nobody_knows_is_mapped_by_hand() -> None:
    table = read_table("odd.csv", ODD)
    assert table.headers == ("Bezeichnung", "Ort im Netz", "Notiz")
    assert table.guess == {}
    chosen = {"Bezeichnung": Column.NAME, "Ort im Netz": Column.HOMEPAGE, "Notiz": None}
    result = import_table(table, chosen, ())
    assert [(v.name, v.homepage) for v in result.vendors] == [("Tallyfern", "https://tallyfern.example")]
    assert [one.row for one in result.rejected] == [4]


def test_our_guess_stands_until_it_is_changed() -> None:
    table = read_table("list.csv", b"a title\nVendor,Website\nTallyfern,tallyfern.example\n")
    assert table.guess == {"Vendor": Column.NAME, "Website": Column.HOMEPAGE}
    assert import_table(table, table.guess, ()).mapping.header_row == 2


def test_two_columns_of_one_meaning_are_refused() -> None:
    table = read_table("odd.csv", ODD)
    with pytest.raises(UsageError, match="Two columns are read as name"):
        import_table(table, {"Bezeichnung": Column.NAME, "Notiz": Column.NAME}, ())


def test_an_uploaded_list_may_not_name_files_of_the_server() -> None:
    table = read_table("list.csv", b"name,documents\nSly,/etc/passwd\nFair,https://fair.example/privacy\n")
    result = import_table(table, table.guess, ())
    assert [vendor.name for vendor in result.vendors] == ["Fair"]
    assert len(result.rejected) == 1


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(UsageError):
        read_table("empty.csv", b"\n\n")
