"""Score vendors again from a page, with its progress, and tell what changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from analyzer.batch import Outcome, Progress, Readers, Rescoring, Summary, rescore
from analyzer.batch.analyzing import BundleAnalysis, made_by
from analyzer.batch.pools import local_pool
from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.reports import TierId
from analyzer.dashboard import sources
from analyzer.dashboard.obtaining import fetcher
from analyzer.dashboard.passages import grid
from analyzer.dashboard.wording import TIER_TITLE, plain
from analyzer.fetch import Fetcher
from analyzer.pipeline import obtain
from analyzer.pipeline.version import analyzer_version

_FOR_A_PROCESS = 8  # vendors that are worth the seconds in which another process loads rules and model


@dataclass(frozen=True, slots=True)
class _Fetch:
    """Obtains a source for a batch: files from disk, addresses by the one fetcher of the pass."""

    web: Fetcher

    def __call__(self, source: Source, vendor: Vendor) -> Snapshot:
        return obtain(source, vendor.id, self.web, sources.now)


def draw_rescoring(vendors: tuple[Vendor, ...], *, place: str) -> None:
    """Draw the button that scores these vendors again, its progress, and what it found.

    `place` tells the pages apart that draw it.
    """
    offline = st.checkbox("Use stored documents only; fetch nothing", key=f"{place}_offline", value=False)
    if st.button(f"Score {len(vendors)} again", key=f"{place}_rescore", disabled=not vendors):
        bar = st.progress(0.0, text="Beginning")

        def draw(progress: Progress) -> None:
            bar.progress(progress.done / progress.total, text=_told(progress))

        st.session_state[f"{place}_summary"] = _pass(vendors, offline=offline, tell=draw)
        bar.empty()
    summary = st.session_state.get(f"{place}_summary")
    if isinstance(summary, Summary):
        draw_summary(summary)


def draw_summary(summary: Summary) -> None:
    """Draw what a pass found, the worst news first."""
    st.caption(f"{len(summary.outcomes)} vendors, {len(summary.unchanged)} unchanged.")
    groups = (
        ("Worsened", summary.worsened),
        ("Improved", summary.improved),
        ("New", summary.new),
        ("Could not be read", summary.not_read),
        ("Failed", summary.failed),
        ("Scored, but not all documents were read", summary.partly_read),
    )
    for title, outcomes in groups:
        if outcomes:
            st.subheader(title, anchor=False)
            st.html(grid(("Vendor", "Before", "Now", "Problems"), _rows(outcomes), caption=title))


def _pass(vendors: tuple[Vendor, ...], *, offline: bool, tell: Callable[[Progress], None]) -> Summary:
    kit = sources.kit()
    makers = made_by(kit, analyzer_version())
    how = Rescoring(made_by=makers, now=sources.now, fetch=None, progress=tell, readers=Readers.of(kit))
    analyze = BundleAnalysis(paths=sources.kit_paths(), made_at=sources.now(), made_by=makers)
    with local_pool(workers_for(len(vendors), sources.settings().workers), forked=False) as executor:
        if offline:
            return rescore(vendors, store=sources.store(), executor=executor, analyze=analyze, how=how)
        with fetcher() as web:
            how = replace(how, fetch=_Fetch(web))
            return rescore(vendors, store=sources.store(), executor=executor, analyze=analyze, how=how)


def workers_for(vendors: int, most: int) -> int:
    """Return how many processes score so many vendors; one means the thread of the page itself."""
    return max(1, min(most, vendors // _FOR_A_PROCESS))


def _told(progress: Progress) -> str:
    outcome, done = progress.outcome, f"{progress.done} of {progress.total}"
    return f"{done}: {plain(outcome.name)}, {outcome.verdict.value.replace('_', ' ')}"


def _rows(outcomes: Sequence[Outcome]) -> list[tuple[str, str, str, str]]:
    return [
        (
            outcome.name,
            _standing(outcome.old_score, outcome.old_tier),
            _standing(outcome.new_score, outcome.new_tier),
            "\n".join(outcome.problems),
        )
        for outcome in outcomes
    ]


def _standing(score: float | None, tier: TierId | None) -> str:
    if tier is None:
        return "no report"
    points = "no score" if score is None else f"{score:.1f}"
    return f"{points}, {TIER_TITLE[tier]}"
