"""How a pass over the list is to be made, and how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from analyzer.batch.analyzing import Analysis
from analyzer.batch.gathering import Fetch, VendorSources
from analyzer.batch.outcomes import Outcome
from analyzer.batch.remembering import Readers

Analyze = Callable[[VendorSources], Analysis]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a pass has come; `outcome` is the vendor finished last."""

    done: int
    total: int
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescoring:
    """How a pass is to be made.

    `made_by` names the analyzer, rules, model and profile together: a vendor whose bytes and whose
    `made_by` are those of its newest report is not analyzed again. `fetch` is None to use stored
    bytes only. `now` gives the time. `fetchers` vendors are fetched and `waiting` vendors analyzed
    at the same time. `force` analyzes also what did not change, and reads every word of it anew.
    `readers` name who reads: what they read before is remembered; None remembers nothing.
    """

    made_by: str
    now: Callable[[], datetime]
    fetch: Fetch | None = None
    fetchers: int = 4
    waiting: int = 16
    force: bool = False
    progress: Callable[[Progress], None] | None = None
    readers: Readers | None = None
