"""Score a list of vendors again: fetch, see what changed, analyze only that, store, tell."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from analyzer.batch.analyzing import Analysis
from analyzer.batch.gathering import Fetched, Gathered, fetch_all, gather
from analyzer.batch.losses import Lost, losses
from analyzer.batch.outcomes import Outcome, Standing, Summary, Verdict, judge
from analyzer.batch.plan import Analyze, Progress, Rescoring
from analyzer.batch.remembering import keep, remember
from analyzer.compare import compare_reports
from analyzer.core.documents import Document, Vendor
from analyzer.core.errors import StoreError
from analyzer.core.reports import Report
from analyzer.pipeline import Memory
from analyzer.store import Run, Store, StoredReport

RESUMED_WITHIN = timedelta(hours=12)  # a pass cut off longer ago is begun anew


def rescore(
    vendors: Iterable[Vendor], *, store: Store, executor: Executor, analyze: Analyze, how: Rescoring
) -> Summary:
    """Bring the reports of all vendors up to date; one vendor's failure never stops the rest.

    A pass that was cut off is taken up again: what it had fetched is not fetched again, what it had
    stored is not analyzed again. A report that could be read less well than the one before never
    takes its place: the earlier bytes stand in for what could not be read this time.

    Args:
        vendors: the vendors, each stored in `store` already.
        store: where snapshots and reports are kept; used only from this thread.
        executor: runs `analyze`; a process pool, a thread pool, or a cluster.
        analyze: a picklable function that turns one vendor's sources into its report.
        how: all else.

    Raises:
        StoreError: the database fails; what was stored until then stays, and the next call goes on.
    """
    return _Pass(store, executor, analyze, how).over(tuple(vendors))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A vendor whose analysis runs."""

    gathered: Gathered
    future: "Future[Analysis]"
    digest: str


class _Pass:
    """One pass over the list."""

    def __init__(self, store: Store, executor: Executor, analyze: Analyze, how: Rescoring) -> None:
        self._store = store
        self._executor = executor
        self._analyze = analyze
        self._how = how
        self._outcomes: dict[str, Outcome] = {}
        self._total = 0

    def over(self, vendors: tuple[Vendor, ...]) -> Summary:
        """Take all vendors, in bounded numbers, so that memory does not grow with the list."""
        self._total = len(vendors)
        run = self._resume_or_start()
        waiting: deque[_Waiting] = deque()
        for vendor, fetched in self._fetched(vendors, run):
            started = self._begin(vendor, fetched)
            if started is not None:
                waiting.append(started)
            if len(waiting) >= self._how.waiting:
                self._finish(waiting.popleft())
        while waiting:
            self._finish(waiting.popleft())
        self._store.runs.finish(run, at=self._how.now())
        return Summary(outcomes=tuple(self._outcomes[vendor.id] for vendor in vendors))

    def _resume_or_start(self) -> Run:
        last = self._store.runs.last()
        now = self._how.now()
        if last is not None and last.finished_at is None and last.total == self._total:
            resumed = now - last.started_at < RESUMED_WITHIN
            return last if resumed else self._store.runs.start(at=now, total=self._total)
        return self._store.runs.start(at=now, total=self._total)

    def _fetched(
        self, vendors: tuple[Vendor, ...], run: Run
    ) -> Iterator[tuple[Vendor, tuple[Fetched, ...] | None]]:
        """Yield the vendors in order with what they serve, fetching some of them ahead."""
        fetch = self._how.fetch
        if fetch is None:
            yield from ((vendor, None) for vendor in vendors)
            return
        ahead: deque[tuple[Vendor, Future[tuple[Fetched, ...]] | None]] = deque()
        with ThreadPoolExecutor(self._how.fetchers, thread_name_prefix="fetch") as pool:
            for vendor in vendors:
                due = self._due(vendor, run)
                ahead.append((vendor, pool.submit(fetch_all, due, fetch) if due.sources else None))
                if len(ahead) >= 2 * self._how.fetchers:
                    yield _arrived(ahead.popleft())
            while ahead:
                yield _arrived(ahead.popleft())

    def _due(self, vendor: Vendor, run: Run) -> Vendor:
        """Return the vendor with only those sources that this pass has not fetched yet."""
        fetches = self._store.snapshots.history(vendor.id)
        done = {
            fetch.source.location
            for fetch in fetches
            if fetch.succeeded and fetch.fetched_at >= run.started_at
        }
        return replace(
            vendor, sources=tuple(source for source in vendor.sources if source.location not in done)
        )

    def _begin(self, vendor: Vendor, fetched: tuple[Fetched, ...] | None) -> _Waiting | None:
        """Start the analysis of a vendor, or tell at once why there is none to start."""
        gathered = gather(vendor, fetched, store=self._store, at=self._how.now())
        digest = gathered.digest(self._how.made_by)
        newest = self._store.reports.newest(vendor.id)
        if newest is not None and not gathered.sources.snapshots:
            self._tell(_kept(gathered, Verdict.NOT_READ, newest))
        elif newest is not None and newest.inputs_digest == digest and not self._how.force:
            self._tell(_kept(gathered, _unchanged(newest), newest))
        else:
            try:
                future = self._submit(gathered)
            except BrokenExecutor as error:
                self._tell(_failed(gathered, newest, error))
            else:
                return _Waiting(gathered, future, digest)
        return None

    def _submit(self, gathered: Gathered) -> "Future[Analysis]":
        return self._executor.submit(self._analyze, replace(gathered.sources, memory=self._memory(gathered)))

    def _memory(self, gathered: Gathered) -> Memory | None:
        """Return what is remembered of a vendor's documents: nothing yet where all is to be read anew."""
        if self._how.readers is None:
            return None
        sources = gathered.sources
        if self._how.force:
            return Memory()
        return remember(sources.vendor.id, sources.snapshots, self._store, self._how.readers)

    def _result(self, future: "Future[Analysis]") -> Report:
        """Return the report of a finished analysis, and keep what was read for it."""
        analysis = future.result()
        if self._how.readers is not None:
            keep(analysis.fresh, self._store, self._how.readers)
        return analysis.report

    def _finish(self, waiting: _Waiting) -> None:
        gathered = waiting.gathered
        newest = self._store.reports.newest(gathered.sources.vendor.id)
        try:
            report = self._result(waiting.future)
            lost = losses(report, partial(self._documents, newest))
            if not lost:
                self._tell(self._keep(gathered, waiting.digest, report, newest))
                return
            self._tell(self._without(lost, gathered, newest))
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - the batch border: one vendor never stops the rest
            self._tell(_failed(gathered, newest, error))

    def _documents(self, newest: StoredReport | None) -> tuple[Document, ...]:
        return () if newest is None else self._store.reports.get(newest.number).documents

    def _without(self, lost: dict[str, Lost], gathered: Gathered, newest: StoredReport | None) -> Outcome:
        """Analyze again with the bytes that could be read before in place of those that cannot."""
        vendor = gathered.sources.vendor
        snapshots = tuple(
            replace(
                self._store.snapshots.get(vendor.id, lost[s.source.location].snapshot_id), source=s.source
            )
            if s.source.location in lost
            else s
            for s in gathered.sources.snapshots
        )
        problems = tuple(f"{location}: {what.sentence}" for location, what in lost.items())
        mended = Gathered(
            sources=replace(gathered.sources, snapshots=snapshots), problems=(*gathered.problems, *problems)
        )
        digest = mended.digest(self._how.made_by)
        if newest is not None and newest.inputs_digest == digest and not self._how.force:
            whole = len(lost) == len(snapshots)
            return _kept(mended, Verdict.NOT_READ if whole else Verdict.UNCHANGED, newest)
        report = self._result(self._submit(mended))
        return self._keep(mended, digest, report, newest)

    def _keep(self, gathered: Gathered, digest: str, report: Report, newest: StoredReport | None) -> Outcome:
        before = None if newest is None else self._store.reports.get(newest.number)
        self._store.reports.add(report, inputs_digest=digest)
        new, old = Standing.of(report), _standing(newest)
        read = any(document.status.scored for document in report.documents)
        verdict = judge(old, new) if read else Verdict.NOT_READ
        causes = () if before is None else compare_reports(before, report).causes
        return replace(_outcome(gathered, verdict, old, new), reanalyzed=True, causes=causes)

    def _tell(self, outcome: Outcome) -> None:
        self._outcomes[outcome.vendor_id] = outcome
        if self._how.progress is not None:
            self._how.progress(Progress(done=len(self._outcomes), total=self._total, outcome=outcome))


def _arrived(
    pair: tuple[Vendor, "Future[tuple[Fetched, ...]] | None"],
) -> tuple[Vendor, tuple[Fetched, ...] | None]:
    vendor, future = pair
    return vendor, None if future is None else future.result()


def _standing(newest: StoredReport | None) -> Standing | None:
    return None if newest is None else Standing(score=newest.score, tier=newest.tier)


def _unchanged(newest: StoredReport) -> Verdict:
    """Return the verdict on a vendor that serves what it served: a page that cannot be read stays one."""
    return Verdict.UNCHANGED if newest.documents_read else Verdict.NOT_READ


def _kept(gathered: Gathered, verdict: Verdict, newest: StoredReport | None) -> Outcome:
    standing = _standing(newest)
    return _outcome(gathered, verdict, standing, standing)


def _failed(gathered: Gathered, newest: StoredReport | None, error: Exception) -> Outcome:
    failed = _kept(gathered, Verdict.FAILED, newest)
    return replace(failed, problems=(*failed.problems, f"{type(error).__name__}: {error}"))


def _outcome(gathered: Gathered, verdict: Verdict, old: Standing | None, new: Standing | None) -> Outcome:
    vendor = gathered.sources.vendor
    return Outcome(
        vendor_id=vendor.id,
        name=vendor.name,
        verdict=verdict,
        old_score=old.score if old else None,
        new_score=new.score if new else None,
        old_tier=old.tier if old else None,
        new_tier=new.tier if new else None,
        problems=gathered.problems,
    )
