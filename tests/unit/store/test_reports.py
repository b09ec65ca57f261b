from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select

from analyzer.core.documents import ReadingStatus
from analyzer.core.errors import StoreError
from analyzer.core.reports import Agreement, TierId
from analyzer.store import Store, StoredReport, schema
from analyzer.store.connecting import writing
from analyzer.store.packing import pack, pack_report
from tests.unit.store.invented import (
    NOON,
    SENTENCES,
    later,
    make_assessment,
    make_document,
    make_finding,
    make_provenance,
    make_report,
    make_vendor,
)


def test_a_report_comes_back_exactly(store: Store) -> None:
    document = make_document()
    finding = make_finding(
        document,
        SENTENCES[1],
        "retention.fixed",
        parameters=(("days", 60), ("share", 0.5), ("to", ("a", "b")), ("until", "end"), ("yes", True)),
    )
    report = make_report(documents=(document,), findings=(finding,))
    number = store.reports.add(report, inputs_digest="abc")
    assert store.reports.get(number) == report
    assert store.reports.latest("quillmoss") == report
    values = dict(store.reports.get(number).findings[0].parameters)
    assert [type(value) for value in values.values()] == [int, float, tuple, str, bool]


def test_the_head_says_what_the_report_says(store: Store) -> None:
    assert store.reports.newest("quillmoss") is None
    blocked = make_document(document_id="d2", status=ReadingStatus.BLOCKED)
    number = store.reports.add(make_report(documents=(make_document(), blocked)), inputs_digest="abc")
    head = store.reports.newest("quillmoss")
    assert head is not None
    assert (head.number, head.vendor_id, head.made_at) == (number, "quillmoss", NOON)
    assert (head.score, head.low, head.high, head.tier) == (72.5, 67.5, 77.5, TierId.NEEDS_ANSWERS)
    assert (head.provisional, head.coverage, head.findings) == (True, 0.5, 1)
    assert (head.documents_read, head.documents_unread) == (1, 1)
    assert (head.rulebook_digest, head.profile_digest, head.inputs_digest) == ("r1", "p1", "abc")


def test_history_runs_from_old_to_new_and_the_newest_is_the_last_added(store: Store) -> None:
    for day, score in enumerate((50.0, None, 61.0)):
        store.reports.add(
            make_report(assessment=make_assessment(score), provenance=make_provenance(later(day)))
        )
    assert [head.score for head in store.reports.history("quillmoss")] == [50.0, None, 61.0]
    newest = store.reports.latest("quillmoss")
    assert newest is not None
    assert newest.assessment.score == 61.0


def test_the_listing_shows_every_vendor_with_its_newest_report(store: Store) -> None:
    store.vendors.save(make_vendor("Fenwick", "maths"), at=NOON)
    store.vendors.save(make_vendor("gone"), at=NOON)
    store.vendors.archive("gone", at=NOON)
    for score in (40.0, 80.0):
        store.reports.add(make_report(assessment=make_assessment(score)))
    rows = store.reports.listing()
    assert [(row.vendor.id, row.reports) for row in rows] == [("Fenwick", 0), ("quillmoss", 2)]
    assert rows[0].newest is None
    assert rows[1].newest is not None
    assert rows[1].newest.score == 80.0
    assert [row.vendor.id for row in store.reports.listing(group="maths")] == ["Fenwick"]


def test_a_report_of_an_unknown_vendor_is_refused_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(StoreError, match="no vendor 'nobody'"):
        store.reports.add(make_report(make_vendor("nobody")))
    with pytest.raises(StoreError, match="no report number 1"):
        store.reports.get(1)


def test_the_same_report_is_always_packed_into_the_same_bytes() -> None:
    assert pack_report(make_report()) == pack_report(make_report())


@pytest.mark.parametrize(
    ("body", "encoding", "sentence"),
    [
        (b"not compressed", "zlib", "is damaged"),
        (pack(b'{"vendor": 1}'), "zlib", "another version of the analyzer"),
        (pack(b"{}"), "brotli", "only a newer analyzer reads"),
    ],
)
def test_a_body_that_cannot_be_read_says_what_to_do(
    store: Store, body: bytes, encoding: str, sentence: str
) -> None:
    number = store.reports.add(make_report())
    with writing(store._engine) as connection:
        row = dict(connection.execute(select(schema.reports)).mappings().one())
        changed = {**row, "id": number + 1, "encoding": encoding, "body": body}
        connection.execute(insert(schema.reports).values(changed))
    with pytest.raises(StoreError, match=sentence):
        store.reports.get(number + 1)


def test_a_pass_over_the_list_is_open_until_it_is_finished(store: Store) -> None:
    assert store.runs.last() is None
    run = store.runs.start(at=NOON, total=7)
    assert store.runs.last() == run
    assert run.finished_at is None
    store.runs.finish(run, at=later(1))
    last = store.runs.last()
    assert last is not None
    assert (last.number, last.started_at, last.finished_at, last.total) == (run.number, NOON, later(1), 7)


def test_the_head_tells_the_exposure(store: Store) -> None:
    made = make_report()
    number = store.reports.add(replace(made, assessment=replace(made.assessment, exposure=2)))
    head = store.reports.newest("quillmoss")
    assert head is not None
    assert (head.number, head.exposure) == (number, 2)


def test_the_head_tells_the_last_day_of_the_agreement(store: Store) -> None:
    made = make_report()
    store.reports.add(replace(made, agreement=None))
    assert _newest(store).agreement_ends is None
    signed = Agreement(kind="NDPA v2", document_id="d1", expires_at=date(2027, 6, 30))
    store.reports.add(replace(made, agreement=signed))
    assert _newest(store).agreement_ends == date(2027, 6, 30)
    [listed] = [row for row in store.reports.listing() if row.vendor.id == "quillmoss"]
    assert listed.newest is not None
    assert listed.newest.agreement_ends == date(2027, 6, 30)


def _newest(store: Store) -> StoredReport:
    head = store.reports.newest("quillmoss")
    assert head is not None
    return head
