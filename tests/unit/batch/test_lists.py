import csv
import random
import string
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.batch import Column, ImportResult, read_vendor_list, write_rejected
from analyzer.core.documents import DocumentKind, Source, Vendor
from analyzer.core.errors import UsageError

ROOT = Path(__file__).parents[3]


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def names(result: ImportResult) -> list[str]:
    return [vendor.name for vendor in result.vendors]


def test_our_own_sample_list_is_read_whole() -> None:
    result = read_vendor_list(ROOT / "data" / "samples" / "vendors.csv")
    assert len(result.vendors) == 8
    assert result.rejected == ()
    assert result.duplicates == ()
    assert all(Path(source.location).is_file() for vendor in result.vendors for source in vendor.sources)


def test_documents_take_kinds_addresses_and_paths_beside_the_list(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "policy.html").write_text("x")
    path = write(
        tmp_path,
        "id,name,homepage,documents,groups\n"
        "elm,Elm Tutor,elm.example,a b/policy.html|privacy_policy;"
        " https://elm.example/t?a=1|Terms,art; maths\n",
    )
    (vendor,) = read_vendor_list(path).vendors
    assert vendor == Vendor(
        id="elm",
        name="Elm Tutor",
        homepage="https://elm.example",
        sources=(
            Source(location=str(tmp_path / "a b" / "policy.html"), kind=DocumentKind.PRIVACY_POLICY),
            Source(location="https://elm.example/t?a=1", kind=DocumentKind.TERMS),
        ),
        groups=("art", "maths"),
    )


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Product Name,Web Site URL", {Column.NAME: "Product Name", Column.HOMEPAGE: "Web Site URL"}),
        ("Vendor;Website", {Column.NAME: "Vendor", Column.HOMEPAGE: "Website"}),
        (
            "App\tLink to Privacy Policy\tURL",
            {Column.NAME: "App", Column.PRIVACY_POLICY: "Link to Privacy Policy"},
        ),
        ("Resource (Title),URL,Terms of Service link", {Column.TERMS: "Terms of Service link"}),
        ("Company Name,Home Page,Subject,DPA", {Column.GROUPS: "Subject", Column.DATA_AGREEMENT: "DPA"}),
        (
            "Software,Website,Privacy Policy,Student Privacy Policy",
            {Column.STUDENT_POLICY: "Student Privacy Policy", Column.PRIVACY_POLICY: "Privacy Policy"},
        ),
    ],
)
def test_headers_are_guessed_and_shown(tmp_path: Path, header: str, expected: dict[Column, str]) -> None:
    result = read_vendor_list(write(tmp_path, header + "\n"))
    found = dict(result.mapping.columns)
    assert {column: found.get(column) for column in expected} == expected


def test_a_title_above_the_header_and_unknown_columns_do_no_harm(tmp_path: Path) -> None:
    text = 'Approved software 2026,,\n\n"Vendor","Website","Price"\nElm,elm.com,"1,50"\n'
    result = read_vendor_list(write(tmp_path, text))
    assert names(result) == ["Elm"]
    assert result.mapping.header_row == 3
    assert result.mapping.ignored == ("Price",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "Name,Website\nCafé Zürich – Tutor’s,cafe.example\n", encoding)
    assert names(read_vendor_list(path)) == ["Café Zürich – Tutor’s"]


def test_excel_is_read_with_the_links_behind_its_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Notes, see next sheet"])
    sheet = book.create_sheet("Apps")
    sheet.append(["Application", "Website", "Privacy Policy", "Year"])
    sheet.append(["Elm Tutor", "elm.com", "read it", 2026])
    sheet["C2"].hyperlink = "https://elm.com/privacy"
    path = tmp_path / "list.xlsx"
    book.save(path)
    result = read_vendor_list(path)
    (vendor,) = result.vendors
    assert vendor.sources == (Source(location="https://elm.com/privacy", kind=DocumentKind.PRIVACY_POLICY),)
    assert result.mapping.reading == "Excel sheet 'Apps'"


def test_columns_of_single_documents_pass_over_remarks(tmp_path: Path) -> None:
    text = "Vendor,Website,Privacy Policy,DPA\nElm,elm.com,elm.com/privacy,signed 2024\nAsh,ash.com,N/A,yes\n"
    elm, ash = read_vendor_list(write(tmp_path, text)).vendors
    assert elm.sources == (Source(location="https://elm.com/privacy", kind=DocumentKind.PRIVACY_POLICY),)
    assert ash.sources == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,", "neither a name nor a homepage"),
        ("Elm,,", "nothing to read"),
        ("Elm,call them,", "'call them' is not a web address"),
        ("Elm,ftp://elm.com,", "not a web address"),
        ("Elm,elm.com,missing.html", "does not lie beside the list"),
        ("Elm,elm.com,https://elm.com|novel", "'novel' is no kind of document"),
        ("Elm,http://[elm,", "not a web address"),
        (f"Elm,elm.com,{'x' * 5000}", "cannot be read"),
    ],
)
def test_a_bad_row_is_returned_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    text = f"name,homepage,documents,note\n{row},keep\nGood,good.com,,\n"
    result = read_vendor_list(write(tmp_path, text))
    assert names(result) == ["Good"]
    (rejected,) = result.rejected
    assert rejected.row == 2
    assert reason in rejected.reason
    out = tmp_path / "rejected.csv"
    write_rejected(out, result, ("name", "homepage", "documents", "note"))
    with out.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0][:2] == ["row", "reason"]
    assert lines[1][0] == "2"
    assert lines[1][-1] == "keep"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Elm Tutor,https://elm.com", "ELM TUTOR,http://www.elm.com/home", "same domain elm.com"),
        ("Elm Tutor,elm.co.uk", "Elm Tutor Inc.,app.elm.co.uk", "same domain elm.co.uk"),
        ("Quillmoss,quillmoss.com", "Quilmoss,quillmoss.com", "nearly the same name"),
        ("Élan,elan.com", "elan,elan.com", "same name"),
    ],
)
def test_the_same_vendor_twice_is_merged_with_the_reason(
    tmp_path: Path, one: str, other: str, reason: str
) -> None:
    text = f"name,homepage,groups,privacy\n{one},art,\n{other},maths,https://x.com/privacy\n"
    result = read_vendor_list(write(tmp_path, text))
    (vendor,) = result.vendors
    assert vendor.groups == ("art", "maths")
    assert len(vendor.sources) == 1
    (duplicate,) = result.duplicates
    assert duplicate.row == 3
    assert reason in duplicate.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elm Classroom,elm.com", "Elm Drive,elm.com"),
        ("Elm Maths 1,elm.com", "Elm Maths 2,elm.com"),
        ("Canvas,canvas.com", "Canvas,instructure.com"),
        ("Ash,ash.github.io", "Ash Two,elm.github.io"),
    ],
)
def test_two_products_stay_two(tmp_path: Path, one: str, other: str) -> None:
    result = read_vendor_list(write(tmp_path, f"name,homepage\n{one}\n{other}\n"))
    assert len(result.vendors) == 2
    assert len({vendor.id for vendor in result.vendors}) == 2


def test_ids_are_made_from_names_and_kept_over_imports(tmp_path: Path) -> None:
    path = write(tmp_path, "name,homepage\nElm & Co.,elm.com\n数学,suugaku.com\nElm & Co.,other.com\n")
    first = read_vendor_list(path)
    assert [vendor.id for vendor in first.vendors] == ["elm-co", "数学", "elm-co-2"]
    stored = (Vendor(id="e-17", name="ELM", homepage="https://elm.com"),)
    again = read_vendor_list(path, known=stored)
    assert [vendor.id for vendor in again.vendors] == ["e-17", "数学", "elm-co"]


def test_one_id_for_two_vendors_is_rejected(tmp_path: Path) -> None:
    result = read_vendor_list(write(tmp_path, "id,name,homepage\nx,Elm,elm.com\nx,Ash,ash.com\n"))
    assert names(result) == ["Elm"]
    assert result.rejected[0].reason == "the id 'x' is taken by 'Elm'"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "No header row"),
        (b"1,2,3\n4,5,6\n", "No header row"),
        (b"PK\x03\x04 broken", "not a readable Excel file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "Save it as .xlsx or CSV"),
        (b"name\n" + b'"' + b"x" * 200_000, "not readable as CSV"),
    ],
)
def test_a_file_that_is_no_list_is_explained(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=sentence):
        read_vendor_list(path)


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_vendor_list(tmp_path / "nowhere.csv")


def test_a_thousand_rows_take_seconds(tmp_path: Path) -> None:
    dice = random.Random(5)  # noqa: S311 - invented names, no secret
    words = ["".join(dice.choices(string.ascii_lowercase, k=7)) for _ in range(1000)]
    rows = "".join(f"{word.title()} Reader,{word}.com,https://{word}.com/privacy\n" for word in words)
    began = time.perf_counter()
    result = read_vendor_list(write(tmp_path, "Vendor,Website,Privacy Policy\n" + rows))
    assert len(result.vendors) == 1000
    assert time.perf_counter() - began < 10


cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["name", "homepage", "documents", "id", "groups", "elm.com", "https://elm.com/a|terms", "", "N/A"]
    ),
)
tables = st.lists(st.lists(cells, max_size=6), max_size=8)


@settings(max_examples=150, deadline=None)
@given(tables, st.sampled_from([",", ";", "\t"]))
def test_any_table_is_read_or_explained(rows: list[list[str]], delimiter: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        with path.open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        try:
            result = read_vendor_list(path)
        except UsageError:
            return
    ids = [vendor.id for vendor in result.vendors]
    assert all(ids)
    assert len(ids) == len(set(ids))
    assert all(vendor.name for vendor in result.vendors)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_explained(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(content)
        with suppress(UsageError):
            assert read_vendor_list(path).mapping.columns
