"""What the store says about what it keeps, without reading the kept bytes themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from analyzer.core.documents import Source, Span, Vendor
from analyzer.core.reports import TierId


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One attempt to obtain a source: either the digest of what was served, or why nothing was.

    `number` counts all fetches of the database in the order in which they were recorded.
    """

    number: int
    vendor_id: str
    source: Source
    fetched_at: datetime
    final_url: str | None = None
    media_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    snapshot_id: str | None = None
    error_kind: str | None = None
    error_message: str | None = None
    remedy: str | None = None
    transient: bool = False

    @property
    def succeeded(self) -> bool:
        """Tell whether bytes were served."""
        return self.snapshot_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """The head of a stored report: what lists and histories show.

    `score` is 0–100 or None; `exposure` 0–3, or None where it is not known. `agreement_ends` is the day
    that the signed agreement states as its last, where there is one that states any.
    """

    number: int
    vendor_id: str
    made_at: datetime
    score: float | None
    low: float | None
    high: float | None
    tier: TierId
    provisional: bool
    coverage: float
    findings: int
    documents_read: int
    documents_unread: int
    analyzer_version: str
    rulebook_version: str
    rulebook_digest: str
    model_id: str | None
    profile_id: str
    profile_digest: str
    inputs_digest: str
    exposure: int | None = None
    agreement_ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A vendor of the list with its newest report, if it has one, and how many it has had.

    `checked_at` is the time of the last attempt to fetch any of its sources, `due_on` the day on which
    it is to be looked at again, `recheck_days` its own number of days between two checks, if it has one.
    """

    vendor: Vendor
    newest: StoredReport | None = None
    reports: int = 0
    checked_at: datetime | None = None
    due_on: date | None = None
    recheck_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One pass over the list; `finished_at` is None while it runs or after it was cut off."""

    number: int
    started_at: datetime
    finished_at: datetime | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A clause found by the full-text search, in a vendor's newest report that was stored."""

    vendor_id: str
    vendor_name: str
    report: int
    document_id: str
    location: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the log that nobody can change: who did what to which vendor, and when.

    `number` is given by the database.
    """

    made_at: datetime
    person: str
    action: str
    vendor_id: str | None
    subject: str
    detail: tuple[tuple[str, str], ...] = ()
    number: int = 0
