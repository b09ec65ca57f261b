"""What the reading loop tells while it works, for a progress bar, a status box, or nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from analyzer.core.documents import ReadingStatus


class Stage(StrEnum):
    """What is being done, or was just done, to one source or to the vendor as a whole."""

    FETCH = "fetch"  # its bytes are asked for
    NOT_FETCHED = "not_fetched"  # they did not come; `reason` says why
    EXTRACT = "extract"  # the bytes become a document
    SEGMENT = "segment"
    MATCH = "match"
    CLASSIFY = "classify"
    RECALLED = "recalled"  # the same bytes were read before by the same rules: nothing to read
    READ = "read"  # the document is done; the counts are known
    BROKEN = "broken"  # the bytes are no document; `reason` says why
    ASSESS = "assess"  # all documents are weighed together


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that the reading loop does. `number` of `total` counts the sources from 1.

    `words`, `segments` and `findings` are known from the stage that counts them on; `reused` of the
    segments were read before, in an earlier version. `location` is empty for the vendor as a whole.
    """

    stage: Stage
    location: str = ""
    number: int = 0
    total: int = 0
    status: ReadingStatus | None = None
    words: int = 0
    segments: int = 0
    reused: int = 0
    findings: int = 0
    reason: str = ""

    @property
    def sentence(self) -> str:
        """Return the step as a line for people."""
        at = f"{self.location} ({self.number} of {self.total})" if self.total > 1 else self.location
        counted = f"{self.words:,} words, {self.findings} findings"
        status = (self.status or "").replace("_", " ")
        return {
            Stage.FETCH: f"Fetching {at}",
            Stage.NOT_FETCHED: f"Not obtained: {self.location}: {self.reason}",
            Stage.EXTRACT: f"Reading {at}",
            Stage.SEGMENT: f"Cutting {self.words:,} words into clauses",
            Stage.MATCH: f"Matching {self.segments:,} clauses with the rules",
            Stage.CLASSIFY: f"Asking the model about {self.segments:,} clauses",
            Stage.RECALLED: f"Read before, by the same rules: {at}",
            Stage.READ: f"{status}: {counted}",
            Stage.BROKEN: f"Broken: {self.location}: {self.reason}",
            Stage.ASSESS: "Weighing all documents together",
        }[self.stage]


Tell = Callable[[Step], object]
"""Is told each step as it begins; what it returns is not looked at."""


def nobody(_step: Step) -> None:
    """Tell nobody."""
