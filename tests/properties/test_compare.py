"""What a comparison of two versions promises, whatever they say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.compare import apply_reviews, compare_documents, compare_series
from analyzer.compare.clauses import cut_clauses, fold_clause
from analyzer.core.changes import ClauseChangeKind
from analyzer.core.findings import finding_key
from analyzer.core.reviews import Review, ReviewVerdict
from tests.unit.store.invented import NOON, POLICY, make_document, make_finding

WORDS = (
    "pupils",
    "logs",
    "keep",
    "we",
    "never",
    "sell",
    "share",
    "60 days",
    "with",
    "schools",
    "©",
    "2020",
    "Home",
)
clauses = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(lambda words: " ".join(words) + ".")
versions = st.lists(clauses, min_size=1, max_size=8).map(tuple)
spacing = st.sampled_from([" ", "  ", "\n", "\u00a0", "\t "])


@given(versions)
def test_a_version_compared_with_itself_holds_no_change(version: tuple[str, ...]) -> None:
    change = compare_documents(make_document(version), make_document(version))
    assert (change.clauses, change.share, change.silent_edit, change.date_only) == ((), 0.0, False, False)


@given(versions, spacing)
def test_spacing_is_never_a_change(version: tuple[str, ...], space: str) -> None:
    other = tuple(clause.replace(" ", space) for clause in version)
    assert not compare_documents(make_document(version), make_document(other)).changed


@given(versions, versions)
def test_every_clause_is_accounted_for(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Old clauses less those removed plus those added are the new ones, as many of each."""
    before, after = make_document(old), make_document(new)
    change = compare_documents(before, after)
    left = [c.folded for c in cut_clauses(before).body]
    for clause in change.clauses:
        if clause.old is not None:
            left.remove(fold_clause(clause.old))
    left += [fold_clause(c.new) for c in change.clauses if c.new is not None]
    assert "".join(sorted("".join("".join(left).split()))) == "".join(
        sorted("".join("".join(c.folded for c in cut_clauses(after).body).split()))
    )


@given(versions, versions)
def test_spans_and_shares_are_exact(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    before, after = make_document(old), make_document(new)
    change = compare_documents(before, after)
    assert 0.0 <= change.share <= 1.0
    for clause in change.clauses:
        assert (clause.old is None) == (clause.kind is ClauseChangeKind.ADDED)
        assert (clause.new is None) == (clause.kind is ClauseChangeKind.REMOVED)
        assert clause.old_span is None or clause.old_span.of(before.text) == clause.old
        assert clause.new_span is None or clause.new_span.of(after.text) == clause.new
        assert 0.0 <= clause.similarity <= 1.0


@given(versions, versions)
def test_what_was_added_one_way_was_removed_the_other(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    there = compare_documents(make_document(old), make_document(new))
    back = compare_documents(make_document(new), make_document(old))
    assert there.changed == back.changed


@given(st.lists(versions, min_size=2, max_size=5))
def test_a_series_has_one_step_fewer_than_versions(series: list[tuple[str, ...]]) -> None:
    changes = compare_series([make_document(version) for version in series])
    assert len(changes) == len(series) - 1
    for at, change in enumerate(changes, 1):
        assert change.flips_back_to is None or change.flips_back_to < at


@settings(max_examples=50)
@given(versions, st.data())
def test_no_review_is_ever_lost(version: tuple[str, ...], data: st.DataObject) -> None:
    document = make_document(version)
    findings = tuple(make_finding(document, clause) for clause in dict.fromkeys(version))
    quotes = data.draw(st.lists(clauses, unique=True, max_size=5))
    verdicts = st.sampled_from([v for v in ReviewVerdict if v is not ReviewVerdict.WITHDRAWN])
    reviews = [
        Review(
            vendor_id="v",
            finding_key=finding_key("sale.no_sale", quote),
            practice_id="sale.no_sale",
            quote=quote,
            location=POLICY,
            verdict=data.draw(verdicts),
            reason="",
            reviewer="R. Ellery",
            made_at=NOON,
        )
        for quote in quotes
    ]
    result = apply_reviews(findings, (document,), reviews)
    keys = {review.finding_key for review in reviews}
    assert {placement.review.finding_key for placement in result.placements} == keys
    assert {finding.key for finding in findings} <= {finding.key for finding in result.findings}
    assert all(f.evidence.span.of(document.text) == f.evidence.quote for f in result.findings)
