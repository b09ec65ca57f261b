from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from analyzer.batch import Analysis, Outcome, Progress, Rescoring, Summary, VendorSources, Verdict, rescore
from analyzer.core.changes import Cause
from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.errors import FetchError, StoreError
from analyzer.core.reports import TierId
from analyzer.core.reviews import Review, ReviewVerdict
from analyzer.store import Store, open_store
from tests.unit.batch.analyses import analyze
from tests.unit.store.invented import later, make_assessment, make_provenance, make_snapshot, make_vendor

A, B = "https://a.example/privacy", "https://b.example/terms"


@dataclass
class Site:
    """An invented web: what each address serves, and how often it was asked."""

    pages: dict[str, str | FetchError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    day: float = 1.0

    def now(self) -> datetime:
        self.day += 0.0001
        return later(self.day)

    def fetch(self, source: Source, _vendor: Vendor) -> Snapshot:
        self.asked.append(source.location)
        page = self.pages[source.location]
        if isinstance(page, FetchError):
            raise page
        return replace(make_snapshot(page, location=source.location, at=self.now()), source=source)


@dataclass
class Desk:
    """All that a pass needs, with as little to say as possible."""

    store: Store
    site: Site
    executor: Executor
    analyzed: list[str] = field(default_factory=list)
    stricter: frozenset[str] = frozenset()

    def watch(self, *vendors: Vendor) -> None:
        self.store.vendors.save_all(vendors, at=later(0))

    def rescore(self, **how: object) -> Summary:
        given = {"made_by": "v1", "now": self.site.now, "fetch": self.site.fetch, **how}
        return rescore(
            self.store.vendors.all(),
            store=self.store,
            executor=self.executor,
            analyze=self._analyze,
            how=Rescoring(**given),
        )

    def _analyze(self, sources: VendorSources) -> Analysis:
        self.analyzed.append(sources.vendor.id)
        analysis = analyze(sources)
        if sources.vendor.id not in self.stricter:
            return analysis
        report = replace(
            analysis.report,
            assessment=make_assessment(30.0, TierId.HIGH_CONCERN),
            provenance=make_provenance(rules="r2"),
        )
        return Analysis(report=report)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "a.sqlite3") as store, ThreadPoolExecutor(1) as executor:
        yield Desk(store, Site(), executor)


def blocked() -> FetchError:
    return FetchError("The site turned us away.", kind="blocked", remedy="Open the page and save it.")


def only(summary: Summary) -> Outcome:
    (outcome,) = summary.outcomes
    return outcome


def test_a_first_pass_stores_a_report_per_vendor(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A,)), make_vendor("elm", locations=(B,)))
    desk.site.pages = {A: "score 40", B: "score 90"}
    summary = desk.rescore()
    assert [(o.vendor_id, o.verdict, o.new_score) for o in summary.outcomes] == [
        ("ash", Verdict.NEW, 40.0),
        ("elm", Verdict.NEW, 90.0),
    ]
    elm = desk.store.reports.latest("elm")
    assert elm is not None
    assert elm.assessment.tier.id is TierId.READY


def test_what_did_not_change_is_not_analyzed_again(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A,)))
    desk.site.pages = {A: "score 40"}
    desk.rescore()
    outcome = only(desk.rescore())
    assert (outcome.verdict, outcome.reanalyzed, outcome.new_score) == (Verdict.UNCHANGED, False, 40.0)
    assert desk.analyzed == ["ash"]
    assert len(desk.store.reports.history("ash")) == 1
    assert desk.site.asked == [A, A]


@pytest.mark.parametrize("how", [{"made_by": "v2"}, {"force": True}])
def test_new_rules_or_force_analyze_the_same_bytes_again(desk: Desk, how: dict[str, object]) -> None:
    desk.watch(make_vendor("ash", locations=(A,)))
    desk.site.pages = {A: "score 40"}
    desk.rescore()
    outcome = only(desk.rescore(**how))
    assert (outcome.verdict, outcome.reanalyzed) == (Verdict.UNCHANGED, True)
    assert len(desk.store.reports.history("ash")) == 2


def test_a_new_review_analyzes_the_same_bytes_again(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A,)))
    desk.site.pages = {A: "score 40"}
    desk.rescore()
    verdict = Review(
        vendor_id="ash",
        finding_key="a" * 16,
        practice_id="sale.no_sale",
        quote="score 40",
        location=A,
        verdict=ReviewVerdict.CONFIRMED,
        reason="",
        reviewer="R. Ellery",
        made_at=later(2),
    )
    desk.store.reviews.add(verdict, seen=0)
    assert only(desk.rescore()).reanalyzed
    assert not only(desk.rescore()).reanalyzed


def test_offline_uses_what_is_stored_and_asks_nobody(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A, B)))
    desk.site.pages = {A: "score 40", B: blocked()}
    desk.rescore()
    asked = len(desk.site.asked)
    assert only(desk.rescore(fetch=None, made_by="v2")).new_score == 40.0
    assert len(desk.site.asked) == asked


def test_better_and_worse_news_are_sorted_with_the_worst_first(desk: Desk) -> None:
    before = {"ash": 90, "elm": 70, "fir": 60, "oak": 40, "yew": 50}
    after = {"ash": 70, "elm": 40, "fir": 85, "oak": 45, "yew": 50}
    desk.watch(*(make_vendor(name, locations=(f"https://{name}.example",)) for name in before))
    for scores in (before, after):
        desk.site.pages = {f"https://{name}.example": f"score {score}" for name, score in scores.items()}
        summary = desk.rescore()
    assert [o.vendor_id for o in summary.worsened] == ["ash", "elm"]  # ash lost its tier
    assert [o.vendor_id for o in summary.improved] == ["fir", "oak"]
    assert [o.vendor_id for o in summary.unchanged] == ["yew"]
    assert [o.change for o in summary.worsened] == [-20.0, -30.0]


def test_the_drift_of_a_release_is_told_apart_from_the_vendors_changes(desk: Desk) -> None:
    names = ("ash", "elm", "fir")
    desk.watch(*(make_vendor(name, locations=(f"https://{name}.example",)) for name in names))
    desk.site.pages = {f"https://{name}.example": "score 70 for all" for name in names}
    desk.rescore()
    desk.site.pages["https://ash.example"] = "score 60 for most"
    desk.stricter = frozenset({"elm"})
    drift = dict(desk.rescore(made_by="v2").drift())
    assert {cause: [o.vendor_id for o in outcomes] for cause, outcomes in drift.items()} == {
        Cause.VENDOR_TEXT: ["ash"],
        Cause.RULES: ["elm"],
    }


def test_a_file_that_broke_never_takes_the_place_of_the_policy(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A, B)))
    desk.site.pages = {A: "score 40", B: "score 60"}
    desk.rescore()
    desk.site.pages = {A: "BROKEN", B: "score 80"}
    outcome = only(desk.rescore())
    assert (outcome.verdict, outcome.new_score) == (Verdict.IMPROVED, 60.0)
    assert outcome.problems == (f"{A}: what it serves now reads as broken; the earlier version was used.",)


def test_a_crash_in_one_vendor_stops_no_other_and_replaces_nothing(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A,)), make_vendor("elm", locations=(B,)))
    desk.site.pages = {A: "score 40", B: "score 50"}
    desk.rescore()
    desk.site.pages = {A: "CRASH", B: "score 55"}
    summary = desk.rescore()
    (failed,) = summary.failed
    assert failed.vendor_id == "ash"
    assert failed.problems == ("ValueError: the page has no end",)
    assert failed.new_score == 40.0
    ash = desk.store.reports.latest("ash")
    assert ash is not None
    assert ash.assessment.score == 40.0
    assert [o.vendor_id for o in summary.improved] == ["elm"]


def test_a_source_that_fails_is_read_as_it_was_last(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A, B)))
    desk.site.pages = {A: "score 40", B: "score 60"}
    desk.rescore()
    desk.site.pages = {A: blocked(), B: "score 80"}
    summary = desk.rescore()
    outcome = only(summary)
    assert (outcome.verdict, outcome.new_score) == (Verdict.IMPROVED, 60.0)
    assert summary.partly_read == (outcome,)
    (problem,) = outcome.problems
    assert problem.startswith(f"{A}: The site turned us away. Open the page and save it. The version of 20")


def test_a_vendor_of_whom_nothing_was_ever_read_is_not_read(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A,)))
    desk.site.pages = {A: blocked()}
    for _ in range(2):
        summary = desk.rescore()
        (outcome,) = summary.not_read
        assert outcome.problems == (f"{A}: The site turned us away. Open the page and save it.",)
    assert len(desk.store.reports.history("ash")) == 1


def test_a_page_that_never_could_be_read_is_told_every_time(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A,)))
    desk.site.pages = {A: "BLOCKED"}
    assert [only(desk.rescore()).verdict for _ in range(2)] == [Verdict.NOT_READ] * 2
    assert desk.analyzed == ["ash"]


def test_a_challenge_page_never_takes_the_place_of_the_policy(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A, B)))
    desk.site.pages = {A: "score 40", B: "score 60"}
    desk.rescore()
    desk.site.pages = {A: "BLOCKED by a guard", B: "score 80"}
    outcome = only(desk.rescore())
    assert (outcome.verdict, outcome.new_score) == (Verdict.IMPROVED, 60.0)
    assert outcome.problems == (f"{A}: what it serves now reads as blocked; the earlier version was used.",)
    again = only(desk.rescore())
    assert (again.verdict, again.reanalyzed, again.problems) == (Verdict.UNCHANGED, False, outcome.problems)
    desk.site.pages = {A: "BLOCKED", B: "BLOCKED"}
    assert only(desk.rescore()).verdict is Verdict.NOT_READ
    newest = desk.store.reports.latest("ash")
    assert newest is not None
    assert newest.assessment.score == 60.0
    assert [fetch.succeeded for fetch in desk.store.snapshots.history("ash", A)] == [True] * 4


def test_a_pass_that_was_cut_off_is_taken_up_again(desk: Desk) -> None:
    names = [f"v{number:02}" for number in range(12)]
    desk.watch(*(make_vendor(name, locations=(f"https://{name}.example",)) for name in names))
    desk.site.pages = {f"https://{name}.example": "score 50" for name in names}

    def stop_after_five(progress: Progress) -> None:
        if progress.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.rescore(progress=stop_after_five, fetchers=1, waiting=1)
    stored = [name for name in names if desk.store.reports.history(name)]
    assert len(stored) == 5
    fetched_once = set(desk.site.asked)
    before = len(desk.analyzed)
    summary = desk.rescore()
    assert [o.verdict for o in summary.outcomes if o.vendor_id in stored] == [Verdict.UNCHANGED] * 5
    assert all(len(desk.store.reports.history(name)) == 1 for name in names)
    assert len(desk.analyzed) - before == 7
    stored_before = {f"https://{name}.example" for name in stored}
    assert stored_before <= fetched_once
    assert all(desk.site.asked.count(address) == 1 for address in stored_before)
    last = desk.store.runs.last()
    assert last is not None
    assert last.finished_at is not None


def test_a_pass_cut_off_long_ago_is_begun_anew(desk: Desk) -> None:
    desk.watch(make_vendor("ash", locations=(A,)))
    desk.site.pages = {A: "score 50"}
    desk.store.runs.start(at=later(1), total=1)
    desk.rescore()
    desk.store.runs.start(at=later(1), total=1)
    desk.site.day = 3
    desk.rescore()
    assert desk.site.asked == [A, A]


def test_progress_counts_every_vendor(desk: Desk) -> None:
    desk.watch(*(make_vendor(name, locations=(f"https://{name}.example",)) for name in "abc"))
    desk.site.pages = {
        "https://a.example": "score 1",
        "https://b.example": "CRASH",
        "https://c.example": blocked(),
    }
    seen: list[Progress] = []
    desk.rescore(progress=seen.append)
    assert [(p.done, p.total) for p in seen] == [(1, 3), (2, 3), (3, 3)]


def test_a_database_failure_is_not_taken_for_the_vendors_failure(desk: Desk) -> None:
    desk.site.pages = {A: "score 1"}
    with pytest.raises(StoreError, match="no vendor 'ghost'"):
        rescore(
            (make_vendor("ghost", locations=(A,)),),
            store=desk.store,
            executor=desk.executor,
            analyze=analyze,
            how=Rescoring(made_by="v1", now=desk.site.now, fetch=desk.site.fetch),
        )


def scores(store: Store) -> dict[str, float | None]:
    return {row.vendor.id: row.newest.score for row in store.reports.listing() if row.newest}


def passes(
    kind: Callable[[int], Executor], folder: Path, pages: dict[str, str], *, day: float = 1.0
) -> tuple[Summary, dict[str, float | None]]:
    site = Site({f"https://{name}.example": page for name, page in pages.items()}, day=day)
    with open_store(folder / "p.sqlite3") as store, kind(2) as executor:
        vendors = tuple(make_vendor(name, locations=(f"https://{name}.example",)) for name in pages)
        store.vendors.save_all(vendors, at=later(0))
        how = Rescoring(made_by="v1", now=site.now, fetch=site.fetch)
        summary = rescore(vendors, store=store, executor=executor, analyze=analyze, how=how)
        return summary, scores(store)


def test_processes_and_threads_give_the_same_reports(tmp_path: Path) -> None:
    pages = {f"v{number}": f"score {number}" for number in range(8)}
    for name in ("threads", "processes"):
        (tmp_path / name).mkdir()
    threads = passes(ThreadPoolExecutor, tmp_path / "threads", pages)
    processes = passes(ProcessPoolExecutor, tmp_path / "processes", pages)
    assert threads == processes
    assert threads[1] == {f"v{number}": float(number) for number in range(8)}


def test_a_dead_worker_is_recorded_and_the_next_pass_goes_on(tmp_path: Path) -> None:
    pages = {f"v{number}": "score 7" for number in range(6)} | {"v3": "DIE"}
    summary, _ = passes(ProcessPoolExecutor, tmp_path, pages)
    assert len(summary.outcomes) == 6
    assert "v3" in {o.vendor_id for o in summary.failed}
    summary, found = passes(ProcessPoolExecutor, tmp_path, pages | {"v3": "score 7"}, day=2)
    assert summary.failed == ()
    assert found == {f"v{number}": 7.0 for number in range(6)}
