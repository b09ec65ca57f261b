"""The function that a batch maps over its vendors: picklable, and pure but for loading its kit once."""

from dataclasses import dataclass
from datetime import datetime

from analyzer.batch.gathering import VendorSources
from analyzer.core.reports import Report
from analyzer.pipeline import Bundle, Kit, KitPaths, analyze_bundle, load_kit


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleAnalysis:
    """Turns one vendor's sources into its report, in whatever process it is called.

    `made_at` is the time printed on every report of the pass, so that a pass gives the same bytes
    wherever its parts run.
    """

    paths: KitPaths
    made_at: datetime

    def __call__(self, sources: VendorSources) -> Report:
        """Return the report; the kit is loaded once for a process."""
        bundle = Bundle(
            vendor=sources.vendor,
            snapshots=sources.snapshots,
            unread=sources.unread,
            reviews=sources.reviews,
        )
        return analyze_bundle(bundle, load_kit(self.paths), made_at=self.made_at)


def made_by(kit: Kit, version: str) -> str:
    """Return what names the makers of a report together: analyzer, rulebook, model and profile."""
    model = kit.model.manifest.id if kit.model else "no model"
    return f"{version} {kit.rulebook.digest} {model} {kit.profile.id} {kit.profile.digest}"
