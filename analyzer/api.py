"""The Python interface: the same engine as the command line, as one function."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from analyzer.core.documents import DocumentKind, Source, Vendor
from analyzer.core.profile import Request
from analyzer.core.reports import Report
from analyzer.pipeline import Bundle, KitPaths, analyze_bundle, load_kit, obtain_all, with_name
from analyzer.pipeline.obtaining import fetcher_for, obtain
from analyzer.settings import read_settings

SourceLike = str | Path | Source


def analyze(
    source: SourceLike | Sequence[SourceLike],
    *more: SourceLike,
    name: str = "",
    request: Request | None = None,
) -> Report:
    """Return the report over one vendor's documents.

    Args:
        source: a file, an address, a `Source` that also says what kind of document it is, or several.
        more: further documents of the same vendor.
        name: the vendor's name for the report; where left out, it is read from titles, host or folder.
        request: what a teacher asks for, where the assessment is to take it into account.

    Returns:
        The report. What could not be read is named in `report.unread` or by its document's
        status and is never scored.

    Raises:
        RuleError: the rulebook or the district profile is wrong.
    """
    first = [source] if isinstance(source, str | Path | Source) else list(source)
    sources = tuple(_source(s) for s in (*first, *more))
    settings = read_settings()
    vendor = Vendor(id="checked", name=name, sources=sources)
    with fetcher_for(settings.contact, settings.allow_hosts, now) as web:
        snapshots, unread = obtain_all(vendor, lambda s: obtain(s, vendor.id, web, now))
    bundle = Bundle(vendor=vendor, snapshots=snapshots, unread=unread, request=request)
    kit = load_kit(KitPaths(rules=settings.rules, profile=settings.profile_path, model=settings.model_path))
    report = analyze_bundle(bundle, kit, made_at=now())
    return report if name else with_name(report)


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def _source(given: SourceLike) -> Source:
    return given if isinstance(given, Source) else Source(location=str(given))


__all__ = ["DocumentKind", "Report", "Request", "Source", "analyze"]
