"""Do declared addresses still answer?"""

from dataclasses import dataclass

from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.errors import FetchError
from analyzer.fetch.fetcher import Fetcher
from analyzer.fetch.links import same_page_key


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """Whether one declared address answers.

    `outcome` is `answers`, `moved` (it answers from `final_url`), or the kind of the failure;
    `message` is a sentence for the person who keeps the list.
    """

    vendor_id: str
    source: Source
    outcome: str
    message: str
    final_url: str | None = None

    @property
    def answers(self) -> bool:
        """Tell whether a document came, from wherever."""
        return self.final_url is not None


def check_sources(fetcher: Fetcher, vendor: Vendor) -> tuple[SourceCheck, ...]:
    """Ask each of a vendor's addresses once more, and return what came of it, in their order.

    No failure is raised: each is the outcome of its own address.
    """
    return tuple(_checked(fetcher, vendor.id, source) for source in vendor.sources)


def _checked(fetcher: Fetcher, vendor_id: str, source: Source) -> SourceCheck:
    try:
        answer = fetcher.for_vendor(vendor_id).fetch(source)
    except FetchError as error:
        return SourceCheck(vendor_id=vendor_id, source=source, outcome=error.kind, message=str(error))
    moved = same_page_key(answer.final_url) != same_page_key(source.location)
    size = f"{len(answer.content):,} bytes" if isinstance(answer, Snapshot) else "unchanged"
    message = f"Answers from {answer.final_url}: correct the address." if moved else f"Answers ({size})."
    return SourceCheck(
        vendor_id=vendor_id,
        source=source,
        outcome="moved" if moved else "answers",
        message=message,
        final_url=answer.final_url,
    )
