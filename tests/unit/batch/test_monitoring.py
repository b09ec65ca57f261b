"""What matters is told once: tiers, scores, decisive findings, outages, agreements that end."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analyzer.batch.monitoring import Notice, NoticeKind, Watch, newest_numbers, notices
from analyzer.batch.watchbook import FEED, Book, read_book, write_book
from analyzer.core.documents import DocumentKind, Source
from analyzer.core.errors import FetchError, UsageError
from analyzer.core.reports import Agreement, AnswerState, QuestionState, Report, TierId
from analyzer.core.reviews import Decision, DecisionKind
from analyzer.store import Store, open_store
from tests.unit.store.invented import (
    SENTENCES,
    later,
    make_assessment,
    make_document,
    make_finding,
    make_report,
    make_snapshot,
    make_vendor,
)

WATCH = Watch(titles={"sale.no_sale": "Promises not to sell"})
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.sqlite3") as opened:
        opened.vendors.save(make_vendor(), at=later(0))
        yield opened


def report(
    score: float, tier: TierId = TierId.NEEDS_ANSWERS, *, finding: bool = True, weight: int = 8
) -> Report:
    document = make_document()
    found = (make_finding(document, SENTENCES[0]),) if finding else ()
    decided = tuple(one.key for one in found)
    question = QuestionState(
        question_id="Q01", state=AnswerState.PROTECTED, credit=1.0, weight=weight, decided_by=decided
    )
    assessment = replace(make_assessment(score, tier), questions=(question,))
    return make_report(documents=(document,), findings=found, assessment=assessment)


def news(store: Store, seen: dict[str, int], watch: Watch = WATCH, day: float = 9) -> list[tuple[str, str]]:
    return [(n.kind.value, n.sentence) for n in notices(store, store.vendors.all(), seen, watch, later(day))]


def test_the_first_look_tells_no_change(store: Store) -> None:
    store.reports.add(report(70))
    assert news(store, {}) == []


def test_a_tier_that_moved_is_told_and_a_small_move_is_not(store: Store) -> None:
    store.reports.add(report(70))
    seen = newest_numbers(store)
    store.reports.add(report(67))
    assert news(store, seen) == []
    assert [kind for kind, _ in news(store, seen, replace(WATCH, points=2))] == ["score"]
    store.reports.add(report(40, TierId.HIGH_CONCERN))
    ((kind, told),) = news(store, seen)
    assert kind == "tier"
    assert "needs answers → high concern" in told
    assert news(store, newest_numbers(store)) == []


@pytest.mark.parametrize(("weight", "expected"), [(8, ["finding_gone"]), (2, [])])
def test_only_a_finding_that_decides_a_heavy_question_is_told(
    store: Store, weight: int, expected: list[str]
) -> None:
    store.reports.add(report(70, weight=weight))
    seen = newest_numbers(store)
    store.reports.add(report(70, finding=False, weight=weight))
    told = news(store, seen)
    assert [kind for kind, _ in told] == expected
    for _, sentence in told:
        assert f"gone: Promises not to sell: “{SENTENCES[0]}”" in sentence


def test_an_outage_is_one_notice_however_long_it_lasts(store: Store) -> None:
    (source,) = store.vendors.get(make_vendor().id).sources
    error = FetchError("The site turned us away.", kind="blocked", remedy="Save the page.")

    def fail(day: int) -> list[Notice]:
        store.snapshots.add_failure(make_vendor().id, source, error, at=later(day))
        return list(notices(store, store.vendors.all(), {}, WATCH, later(day)))

    assert [len(fail(day)) for day in (1, 2)] == [0, 0]
    (third,), (fourth,) = fail(3), fail(4)
    assert third.key == fourth.key
    assert "3 times running: The site turned us away." in third.sentence
    store.snapshots.add(make_vendor().id, make_snapshot(location=source.location, at=later(5)))
    assert [len(fail(day)) for day in (6, 7)] == [0, 0]
    (again,) = fail(8)
    assert again.key != third.key


def test_what_ends_soon_and_what_has_ended_are_told_apart(store: Store) -> None:
    vendor = make_vendor()
    agreed = replace(vendor, sources=(Source(location="dpa.pdf", kind=DocumentKind.DATA_AGREEMENT),))
    store.vendors.save(agreed, at=later(0))
    ends = Agreement(kind="NDPA v1", document_id="d1", expires_at=later(30).date())
    store.reports.add(replace(report(70), agreement=ends))
    decision = Decision(
        vendor_id=vendor.id,
        kind=DecisionKind.APPROVE,
        decider="R. Ellery",
        decided_at=later(0),
        expires_on=date(2200, 1, 1),
    )
    store.decisions.add(decision, seen=0)
    soon, over = (notices(store, store.vendors.all(), {}, WATCH, later(day)) for day in (1, 31))
    assert [one.kind for one in (*soon, *over)] == [NoticeKind.EXPIRY] * 2
    assert f"the data agreement ends on {ends.expires_at}" in soon[0].sentence
    assert f"the data agreement ended on {ends.expires_at}" in over[0].sentence
    assert soon[0].key != over[0].key


def notice(key: str, sentence: str = "Quillmoss: score 70 → 40") -> Notice:
    return Notice(
        key=key, kind=NoticeKind.SCORE, vendor_id="q", name="Quillmoss", sentence=sentence, at=later(1)
    )


def test_the_book_remembers_what_was_told_and_feeds_it(tmp_path: Path) -> None:
    assert read_book(tmp_path) is None
    book = Book().after((notice("a"), notice("b", "Quillmoss:\x07 <b>new</b>")), {"q": 3})
    write_book(tmp_path, book)
    kept = read_book(tmp_path)
    assert kept == book
    assert kept.fresh((notice("a"), notice("c"))) == (notice("c"),)
    feed = ET.fromstring((tmp_path / FEED).read_bytes())  # noqa: S314 - our own
    assert [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")] == [
        "urn:vendor-policy-analyzer:a",
        "urn:vendor-policy-analyzer:b",
    ]
    assert "<b>new</b>" in (feed.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}title") or "")


def test_a_damaged_book_is_told(tmp_path: Path) -> None:
    (tmp_path / "watchbook.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="Delete it to begin a new one"):
        read_book(tmp_path)
