"""The real pipeline over a list: what was read is remembered, and the reports are the same."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.batch import Readers, Rescoring, VendorSources, rescore
from analyzer.batch.analyzing import Analysis, BundleAnalysis, made_by
from analyzer.batch.gathering import gather
from analyzer.batch.remembering import remember
from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.reports import Report
from analyzer.pipeline import KitPaths, load_kit
from analyzer.store import Store, open_store
from tests.unit.store.invented import later, make_snapshot, make_vendor

ROOT = Path(__file__).resolve().parents[3]
PATHS = KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml")
OTHER = replace(PATHS, profile=ROOT / "data" / "profiles" / "blank.yaml")
POLICY, TERMS = "https://a.example/privacy", "https://a.example/terms"
SENTENCES = (
    "This privacy policy explains how Quillfern handles personal information.",
    "We do not sell student data to third parties.",
    "We retain student records for 30 days and then delete them.",
    "We may share personal information with advertisers.",
)


class Desk:
    """A list of one vendor, what it serves, and what travelled to the workers."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.pages = {POLICY: " ".join(SENTENCES), TERMS: "We may change these terms at any time."}
        self.sent: list[VendorSources] = []
        self.back: list[Analysis] = []
        self.day = 1
        store.vendors.save(make_vendor("ash", locations=(POLICY, TERMS)), at=later(0))

    def fetch(self, source: Source, _vendor: Vendor) -> Snapshot:
        made = make_snapshot(self.pages[source.location], location=source.location, at=later(self.day))
        return replace(made, source=source, media_type="text/plain", headers=())

    def rescore(self, paths: KitPaths = PATHS, *, remembers: bool = True, force: bool = False) -> Report:
        self.day += 1
        kit = load_kit(paths)
        analysis = BundleAnalysis(paths=paths, made_at=later(self.day))

        def analyze(sources: VendorSources) -> Analysis:
            self.sent.append(sources)
            self.back.append(analysis(sources))
            return self.back[-1]

        how = Rescoring(
            made_by=made_by(kit, "1"),
            now=lambda: later(self.day),
            fetch=self.fetch,
            force=force,
            readers=Readers.of(kit) if remembers else None,
        )
        with ThreadPoolExecutor(1) as pool:
            summary = rescore(
                self.store.vendors.all(), store=self.store, executor=pool, analyze=analyze, how=how
            )
        assert not summary.failed, summary.failed
        report = self.store.reports.latest("ash")
        assert report is not None
        return report


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "a.sqlite3") as store:
        yield Desk(store)


def test_only_the_changed_document_is_read_and_only_what_is_new_in_it(desk: Desk, tmp_path: Path) -> None:
    desk.rescore()
    assert len(desk.back[-1].fresh) == 2
    desk.pages[POLICY] += " We will notify you within 72 hours of a breach."
    remembered = desk.rescore()
    memory = desk.sent[-1].memory
    assert memory is not None
    assert (len(memory.whole), [location for location, _ in memory.earlier]) == (1, [POLICY])
    assert len(desk.back[-1].fresh) == 1
    with open_store(tmp_path / "b.sqlite3") as other:
        anew = Desk(other)
        anew.pages, anew.day = desk.pages, desk.day - 1
        read_anew = anew.rescore(remembers=False)
    assert _fetched_alike(remembered, read_anew) == read_anew


def _fetched_alike(report: Report, other: Report) -> Report:
    """Return the report with the fetching times of another: they alone may differ."""
    times = [document.retrieved_at for document in other.documents]
    documents = zip(report.documents, times, strict=True)
    return replace(report, documents=tuple(replace(d, retrieved_at=at) for d, at in documents))


def test_another_profile_reads_nothing_again(desk: Desk) -> None:
    before = desk.rescore()
    after = desk.rescore(OTHER)
    assert before.provenance.profile_id != after.provenance.profile_id
    assert desk.back[-1].fresh == ()
    assert [d.text for d in after.documents] == [d.text for d in before.documents]


def test_other_readers_remember_nothing_of_these(desk: Desk) -> None:
    desk.rescore()
    gathered = gather(desk.store.vendors.get("ash"), None, store=desk.store, at=later(9))
    readers = Readers.of(load_kit(PATHS))
    snapshots = gathered.sources.snapshots
    assert len(remember("ash", snapshots, desk.store, readers).whole) == 2
    for other in (replace(readers, rules="0" * 64), replace(readers, model="0" * 64)):
        memory = remember("ash", snapshots, desk.store, other)
        assert (memory.whole, memory.earlier) == ((), ())


def test_a_page_that_flips_back_is_known_as_a_whole(desk: Desk) -> None:
    first = desk.pages[POLICY]
    desk.rescore()
    desk.pages[POLICY] = first + " We sell nothing."
    desk.rescore()
    desk.pages[POLICY] = first
    desk.rescore()
    assert desk.back[-1].fresh == ()
    assert len(desk.back) == 3


def test_force_reads_every_word_anew(desk: Desk) -> None:
    desk.rescore()
    desk.rescore(force=True)
    assert len(desk.back[-1].fresh) == 2
