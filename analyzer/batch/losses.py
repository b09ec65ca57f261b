"""What could be read before and cannot be read now, though something was served."""

from collections.abc import Callable
from dataclasses import dataclass

from analyzer.core.documents import Document
from analyzer.core.reports import Report


@dataclass(frozen=True, slots=True)
class Lost:
    """A document that could be read before: how it reads now, and the bytes that could be read."""

    reads_as: str
    snapshot_id: str

    @property
    def sentence(self) -> str:
        """What to tell the coordinator."""
        return f"what it serves now reads as {self.reads_as}; the earlier version was used."


def losses(report: Report, before: Callable[[], tuple[Document, ...]]) -> dict[str, Lost]:
    """Return, by location, what was read before and is not any more.

    `before` gives the documents of the report before; it is asked only where something was not read.
    """
    unread = {
        **{source.location: "broken" for source in report.unread},
        **{d.source.location: d.status.replace("_", " ") for d in report.documents if not d.status.scored},
    }
    if not unread:
        return {}
    return {
        document.source.location: Lost(unread[document.source.location], document.snapshot_id)
        for document in before()
        if document.status.scored and document.snapshot_id and document.source.location in unread
    }
