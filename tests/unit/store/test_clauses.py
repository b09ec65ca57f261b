import pytest

from analyzer.store import Store
from tests.unit.store.invented import NOON, POLICY, SENTENCES, make_document, make_report, make_vendor


@pytest.fixture
def filled(store: Store) -> Store:
    store.vendors.save(make_vendor("fenwick"), at=NOON)
    store.reports.add(make_report())
    fenwick = make_document(("Fenwick collects no biometric identifiers at all.",))
    store.reports.add(make_report(make_vendor("fenwick"), (fenwick,), ()))
    return store


@pytest.mark.parametrize(
    ("words", "vendors"),
    [
        ("biometric", ["fenwick", "quillmoss"]),
        ("BIOMETRICS", ["fenwick", "quillmoss"]),
        ("biometric print", ["quillmoss"]),
        ('"voice prints"', ["quillmoss"]),
        ('"prints voice"', []),
        ("biometric -voice", ["fenwick"]),
        ("absent-word", []),
        ("-voice", []),
        ("", []),
        ("'\"); DROP TABLE clauses; --", []),
        ("biometric AND* (NEAR", []),
    ],
)
def test_search_finds_clauses_across_vendors(filled: Store, words: str, vendors: list[str]) -> None:
    assert sorted(hit.vendor_id for hit in filled.clauses.search(words)) == vendors


def test_a_hit_points_at_the_exact_words(filled: Store) -> None:
    (hit,) = filled.clauses.search("biometric voice")
    assert hit.text == SENTENCES[1]
    assert hit.span.of(make_document().text) == SENTENCES[1]
    assert (hit.vendor_name, hit.location, hit.document_id) == ("Quillmoss", POLICY, "d1")
    assert filled.reports.get(hit.report).vendor.id == "quillmoss"


def test_only_the_newest_report_is_searched(filled: Store) -> None:
    filled.reports.add(make_report(documents=(make_document(("We keep nothing.",)),), findings=()))
    assert [hit.vendor_id for hit in filled.clauses.search("biometric")] == ["fenwick"]
    assert [hit.vendor_id for hit in filled.clauses.search("nothing")] == ["quillmoss"]


def test_archived_vendors_are_not_searched(filled: Store) -> None:
    filled.vendors.archive("fenwick", at=NOON)
    assert [hit.vendor_id for hit in filled.clauses.search("biometric")] == ["quillmoss"]


def test_the_number_of_hits_is_bounded(filled: Store) -> None:
    assert len(filled.clauses.search("biometric", most=1)) == 1
