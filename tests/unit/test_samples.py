"""The invented vendors' documents say what EXPECTED.yaml says they say."""

import csv
import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
RULES = ROOT / "rules"
EXPECTED: dict[str, Any] = yaml.safe_load((SAMPLES / "EXPECTED.yaml").read_text("utf-8"))
DOCUMENTS: list[dict[str, Any]] = EXPECTED["documents"]
PATHS = [document["path"] for document in DOCUMENTS]
PAGES = [path for path in PATHS if path.endswith(".html")]
MADE = [document for document in DOCUMENTS if "source" in document]
BLOCK_TAGS = re.compile(
    r"address|article|aside|blockquote|body|br|caption|cite|dd|details|div|dl|dt|figure|footer|form|h[1-6]"
    r"|header|label|li|main|nav|ol|p|section|summary|table|td|th|tr|ul"
)
LOADING = {"src", "srcset", "poster", "background", "data"}
HEADER_END, FOOTER_START = 70, 735  # points from the top of a Letter page: what lies outside repeats


def fold(text: str) -> str:
    return " ".join(text.split())


def squeeze(text: str) -> str:
    """Drop white space and hyphens: what a line break in a justified column may add or hide."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def page_soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def html_text(path: Path) -> str:
    soup = page_soup(path)
    for tag in soup(["script", "style", "title"]):
        tag.decompose()
    for tag in [tag for tag in soup() if BLOCK_TAGS.fullmatch(tag.name)]:
        tag.insert_before("\n")
        tag.insert_after("\n")
    return soup.get_text()


def docx_text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def pdf_text(path: Path, columns: int) -> str:
    parts = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            width, top = page.width / columns, HEADER_END if page.page_number > 1 else 0
            for column in range(columns):
                box = (column * width, top, (column + 1) * width, FOOTER_START)
                parts.append(page.crop(box).extract_text())
            # Tables cross the columns, so they are read once more as tables.
            parts.extend(cell or "" for table in page.extract_tables() for row in table for cell in row)
    return "\n".join(parts)


@cache
def text_of(path: str) -> str:
    file = SAMPLES / path
    document = DOCUMENTS[PATHS.index(path)]
    if file.suffix == ".html":
        return fold(html_text(file))
    if file.suffix == ".docx":
        return fold(docx_text(file))
    if file.suffix == ".pdf":
        return squeeze(pdf_text(file, document["columns"]))
    return fold(file.read_text("utf-8"))


def stands_in(phrase: str, path: str) -> bool:
    wanted = squeeze(phrase) if path.endswith(".pdf") else fold(phrase)
    return wanted in text_of(path)


def source_text(document: dict[str, Any]) -> str:
    return fold((SAMPLES / document["source"]).read_text("utf-8"))


def rows() -> list[dict[str, str]]:
    with (SAMPLES / "vendors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def csv_documents() -> list[tuple[str, str | None]]:
    entries = [entry for row in rows() for entry in row["documents"].split(";")]
    return [(path, kind or None) for path, _, kind in (entry.partition("|") for entry in entries)]


def every_practice() -> list[tuple[str, dict[str, Any]]]:
    return [(document["path"], practice) for document in DOCUMENTS for practice in document["practices"]]


def test_eight_vendors_have_distinct_ids_and_reserved_homepages() -> None:
    assert list(rows()[0]) == ["id", "name", "homepage", "documents", "groups"]
    assert len({row["id"] for row in rows()}) == 8
    for row in rows():
        assert row["homepage"] == f"https://{row['id']}.example"
        assert all(entry.startswith(f"{row['id']}/") for entry in row["documents"].split(";"))


def test_vendor_list_names_every_document_and_agrees_on_its_kind() -> None:
    kinds = {document["path"]: document["kind"] for document in DOCUMENTS}
    assert [path for path, _ in csv_documents()] == PATHS
    assert all(kind in (None, kinds[path]) for path, kind in csv_documents())


def test_no_file_of_a_vendor_is_left_undescribed() -> None:
    found = {str(path.relative_to(SAMPLES)) for path in SAMPLES.glob("[!_]*/*")}
    assert found == set(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_every_quote_stands_verbatim_in_its_document(path: str) -> None:
    document = DOCUMENTS[PATHS.index(path)]
    entries = document["practices"] + document["decoys"]
    phrases = [entry["quote"] for entry in entries]
    phrases += [words for entry in entries for words in entry.get("lead_in", [])]
    phrases += document["texts_kept"]
    assert [phrase for phrase in phrases if not stands_in(phrase, path)] == []


@pytest.mark.parametrize("document", MADE, ids=[document["path"] for document in MADE])
def test_every_quote_of_a_made_file_stands_verbatim_in_its_source(document: dict[str, Any]) -> None:
    text = source_text(document)
    phrases = [entry["quote"] for entry in document["practices"] + document["decoys"]]
    assert [phrase for phrase in phrases if fold(phrase) not in text] == []


@pytest.mark.parametrize("path", PATHS)
def test_headings_stand_in_the_document_in_order(path: str) -> None:
    sections = DOCUMENTS[PATHS.index(path)]["sections"]
    place = 0
    for heading in sections:
        wanted = squeeze(heading) if path.endswith(".pdf") else fold(heading)
        found = text_of(path).find(wanted, place)
        assert found >= 0, f"{heading!r} is not in {path} after the heading before it"
        place = found + len(wanted)


@pytest.mark.parametrize("path", PAGES)
def test_page_headings_are_all_expected(path: str) -> None:
    document = DOCUMENTS[PATHS.index(path)]
    if not document["sections"]:
        pytest.skip("no headings are promised for this page")
    soup = page_soup(SAMPLES / path)
    for tag in soup.select("aside, footer, .widget-area, .ll-prefoot"):
        tag.decompose()
    assert [fold(tag.get_text()) for tag in soup(["h1", "h2", "h3", "h4"])] == document["sections"]


@pytest.mark.parametrize("document", MADE, ids=[document["path"] for document in MADE])
def test_headings_of_a_made_file_are_all_expected(document: dict[str, Any]) -> None:
    source = (SAMPLES / document["source"]).read_text("utf-8")
    assert re.findall(r"^#{1,3} (.*)$", source, re.MULTILINE) == document["sections"]


@pytest.mark.parametrize("path", PAGES)
def test_texts_gone_stand_in_the_page_and_never_in_a_quote(path: str) -> None:
    document = DOCUMENTS[PATHS.index(path)]
    raw = fold(page_soup(SAMPLES / path).decode(formatter=None))
    assert [phrase for phrase in document["texts_gone"] if phrase not in raw] == []
    certain = [entry["quote"] for entry in document["practices"] if entry.get("certain", True)]
    kept = certain + document["texts_kept"]
    assert [gone for gone in document["texts_gone"] if any(gone in phrase for phrase in kept)] == []


@pytest.mark.parametrize("path", PAGES)
def test_page_loads_nothing_from_elsewhere(path: str) -> None:
    soup = page_soup(SAMPLES / path)
    loaded = [(tag.name, tag.attrs) for tag in soup() if LOADING & set(tag.attrs)]
    assert loaded == []
    assert all(set(tag["rel"]) <= {"canonical", "alternate"} for tag in soup("link"))
    text = (SAMPLES / path).read_text("utf-8")
    assert not re.search(r"url\(|@import|<iframe|<object|<embed", text)
    hosts = re.findall(r"https?://([^/\"'<\s]+)", text)
    assert [host for host in hosts if not host.endswith(".example") and host != "schema.org"] == []


@pytest.mark.parametrize("document", MADE, ids=[document["path"] for document in MADE])
def test_binary_opens_and_has_the_pages_promised(document: dict[str, Any]) -> None:
    path = SAMPLES / document["path"]
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pdf:
            assert len(pdf.pages) == document["pages"]
            assert all(page.extract_text().strip() for page in pdf.pages)
    else:
        assert len(docx.Document(str(path)).tables) == 2


def test_two_column_policy_is_really_hyphenated() -> None:
    with pdfplumber.open(SAMPLES / "sentrivane" / "privacy.pdf") as pdf:
        page = pdf.pages[0]
        halves = [(0, page.width / 2), (page.width / 2, page.width)]
        columns = [page.crop((left, 0, right, FOOTER_START)).extract_text() for left, right in halves]
    assert all(len(re.findall(r"[a-z]-\n[a-z]", column)) >= 3 for column in columns)


def test_script_makes_every_binary_and_the_same_bytes_each_time() -> None:
    pytest.importorskip("fpdf", reason="fpdf2 is a development dependency")
    spec = importlib.util.spec_from_file_location("make_samples", ROOT / "tools" / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert set(script.BINARIES) == {document["path"] for document in MADE}
    for make in script.BINARIES.values():
        assert make() == make()


def test_practices_exist_in_the_rulebook() -> None:
    known = {
        f"{path.parent.name}.{path.stem.replace('-', '_')}"
        for path in RULES.glob("[!_]*/*.yaml")
        if not path.name.startswith("_")
    }
    if not known:
        pytest.skip("no rules yet under rules/")
    named = {practice["practice"] for _, practice in every_practice()} | set(EXPECTED["complete_for"])
    named |= {name for document in DOCUMENTS for decoy in document["decoys"] for name in decoy["must_not"]}
    # Practices of later phases may still lack their file, but never their category.
    assert set(EXPECTED["complete_for"]) <= known
    assert {name.partition(".")[0] for name in named} <= {name.partition(".")[0] for name in known}


def test_every_asked_practice_is_stated_somewhere() -> None:
    certain = {entry["practice"] for _, entry in every_practice() if entry.get("certain", True)}
    assert set(EXPECTED["complete_for"]) <= certain


def test_practices_are_labelled_in_the_words_of_the_guidelines() -> None:
    scopes = {"student", "school", "any", "consumer", "website", "other_users"}
    qualifiers = {"none", "exception", "conditional", "geography", "age", "edition", "hedge"}
    for path, entry in every_practice():
        assert entry["asserted"] in {"affirms", "denies"}, path
        assert entry["scope"] in scopes, path
        assert entry["qualifier"] in qualifiers, path


def test_no_clause_is_both_expected_and_forbidden() -> None:
    for document in DOCUMENTS:
        stated = {(entry["quote"], entry["practice"]) for entry in document["practices"]}
        forbidden = {(decoy["quote"], name) for decoy in document["decoys"] for name in decoy["must_not"]}
        assert not stated & forbidden, document["path"]


def test_what_is_not_a_policy_states_nothing() -> None:
    unread = [document for document in DOCUMENTS if document["status"] != "read"]
    assert [document["path"] for document in unread] == ["glimmerpost/privacy.html", "glimmerpost/terms.html"]
    assert all(not document["practices"] for document in unread)


def test_certain_share_is_honest() -> None:
    doubtful = [entry for _, entry in every_practice() if not entry.get("certain", True)]
    assert 0 < len(doubtful) <= 0.15 * len(every_practice())
