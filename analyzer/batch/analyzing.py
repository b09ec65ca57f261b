"""The function that a batch maps over its vendors: picklable, and pure but for loading its kit once."""

from dataclasses import dataclass
from datetime import datetime

from analyzer.batch.gathering import VendorSources
from analyzer.core.errors import UsageError
from analyzer.core.reports import Report
from analyzer.pipeline import Bundle, Kit, KitPaths, load_kit, read_bundle, report_of, with_broken
from analyzer.pipeline.version import analyzer_version, engine_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A vendor's report, and what was read for it, packed by document, for the next time."""

    report: Report
    fresh: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleAnalysis:
    """Turns one vendor's sources into its report, in whatever process it is called.

    `made_at` is the time printed on every report of the pass, so that a pass gives the same bytes
    wherever its parts run. A worker whose `made_by` is another refuses: a cluster's machine may hold
    other rules. None asks nothing.
    """

    paths: KitPaths
    made_at: datetime
    made_by: str | None = None

    def __call__(self, sources: VendorSources) -> Analysis:
        """Return the report; the kit is loaded once for a process."""
        bundle = Bundle(
            vendor=sources.vendor,
            snapshots=sources.snapshots,
            unread=sources.unread,
            reviews=sources.reviews,
        )
        kit = load_kit(self.paths)
        if self.made_by not in (None, made_by(kit, analyzer_version())):
            raise UsageError(
                "This worker has another analyzer, rulebook, model or profile than the machine that asks. "
                "Install the same on both and start the worker again."
            )
        read = read_bundle(bundle, kit, memory=sources.memory)
        report = report_of(with_broken(bundle, read), read.readings, kit, made_at=self.made_at)
        return Analysis(report=report, fresh=read.fresh)


def made_by(kit: Kit, version: str) -> str:
    """Return what names the makers of a report together: analyzer, its code, rulebook, model and profile."""
    model = kit.model.manifest.id if kit.model else "no model"
    readers = f"{version} {engine_digest()} {kit.rulebook.digest} {model}"
    return f"{readers} {kit.profile.id} {kit.profile.digest}"
