"""From what a person names on the command line to one vendor's report. Nothing is stored."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.cli.surroundings import fetcher, kit, now
from analyzer.core.documents import Source, Vendor
from analyzer.core.errors import UsageError
from analyzer.core.profile import Request

if TYPE_CHECKING:
    from analyzer.core.reports import Report
    from analyzer.pipeline import Kit
    from analyzer.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be read, and for whom. `ocr` tells to read scanned pages by recognition."""

    sources: tuple[str, ...]
    name: str | None = None
    request: Request | None = None
    ocr: bool = False


def read_vendor(wanted: Wanted, chosen: "Settings") -> "Report":
    """Return the report over the documents of one vendor."""
    from analyzer.pipeline import Bundle, analyze_bundle, obtain, obtain_all, with_name

    vendor, loaded = _vendor(wanted, chosen), kit(chosen)
    request = _checked(wanted.request, loaded)
    with fetcher(chosen) as web:
        snapshots, unread = obtain_all(vendor, lambda source: obtain(source, vendor.id, web, now))
    bundle = Bundle(vendor=vendor, snapshots=snapshots, unread=unread, request=request, ocr=wanted.ocr)
    report = analyze_bundle(bundle, loaded, made_at=now())
    return report if vendor.name else with_name(report)


def request_of(
    product: str | None, grades: str | None, youngest_age: int | None, elements: str | None
) -> Request | None:
    """Return what a teacher asks for, or None where nothing of it was said."""
    if product is None and grades is None and youngest_age is None and elements is None:
        return None
    return Request(
        product=product or "",
        grades=_several(grades),
        youngest_age=youngest_age,
        elements=_several(elements),
    )


def _several(words: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (words or "").split(",") if word.strip())


def _checked(request: Request | None, loaded: "Kit") -> Request | None:
    known = {element.id for element in loaded.rulebook.elements}
    unknown = sorted(set(request.elements) - known) if request else []
    if unknown:
        raise UsageError(
            f"No data element is called {', '.join(unknown)}. Known are: {', '.join(sorted(known))}."
        )
    return request


def _vendor(wanted: Wanted, chosen: "Settings") -> Vendor:
    known = _known_vendor(wanted.sources, chosen) if len(wanted.sources) == 1 else None
    if known is not None:
        return known
    sources = tuple(Source(location=location) for location in wanted.sources)
    return Vendor(id="checked", name=wanted.name or "", sources=sources)


def _known_vendor(locations: tuple[str, ...], chosen: "Settings") -> Vendor | None:
    """Return the registered vendor of that name, where the word is no file and no address."""
    from analyzer.pipeline import is_address
    from analyzer.rulebook.vendors import find_vendor, load_vendors

    location = locations[0]
    if is_address(location) or Path(location).exists() or Path(location).suffix:
        return None
    return find_vendor(load_vendors(chosen.data / "vendors"), location)
