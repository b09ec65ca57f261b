"""What changed between two versions of a document, or between two reports, and whose change it was."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyzer.core.documents import ReadingStatus, Span
from analyzer.core.findings import Finding
from analyzer.core.reports import AnswerState, TierId


class ClauseChangeKind(StrEnum):
    """What became of a clause."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


class Cause(StrEnum):
    """Whose change it was."""

    VENDOR_TEXT = "vendor_text"  # the vendor published other words
    NOT_READ = "not_read"  # a document could not be read this time, or could be read again
    LIST = "list"  # the district added or removed a document
    EXTRACTOR = "extractor"  # the same bytes gave another text
    RULES = "rules"
    MODEL = "model"
    PROFILE = "profile"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterChange:
    """A number or term that changed: "60 days" → "indefinitely". None where one side has none."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """One clause that was added, removed, reworded or moved.

    Spans point into the text of the old and of the new document. `similarity` is 0–1, 1 for a
    clause that only moved. Sections are heading paths, outermost first.
    """

    kind: ClauseChangeKind
    old: str | None = None
    new: str | None = None
    old_span: Span | None = None
    new_span: Span | None = None
    old_section: tuple[str, ...] = ()
    new_section: tuple[str, ...] = ()
    similarity: float = 0.0
    parameters: tuple[ParameterChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChange:
    """What changed between two versions of one document.

    `could_not_read` names the status that kept one version from being compared: then nothing is
    said of its clauses. `share` is the share (0–1) of all words of both versions that were added,
    removed or reworded. `silent_edit`: the text changed, the date it states did not. `date_only`:
    the stated date changed, the text did not. `flips_back_to` is the index, within a series, of an
    earlier version that the new one is again, but for `flip_words_left` words.
    """

    location: str
    old_snapshot: str | None
    new_snapshot: str | None
    clauses: tuple[ClauseChange, ...] = ()
    could_not_read: ReadingStatus | None = None
    old_date: date | None = None
    new_date: date | None = None
    words_added: int = 0
    words_removed: int = 0
    share: float = 0.0
    silent_edit: bool = False
    date_only: bool = False
    flips_back_to: int | None = None
    flip_words_left: int = 0

    @property
    def changed(self) -> bool:
        """Tell whether the words of the document changed, its date aside."""
        return bool(self.clauses)

    def of(self, kind: ClauseChangeKind) -> tuple[ClauseChange, ...]:
        """Return the clause changes of one kind, in reading order."""
        return tuple(clause for clause in self.clauses if clause.kind is kind)


class FindingChangeKind(StrEnum):
    """What became of a finding."""

    APPEARED = "appeared"
    GONE = "gone"
    CHANGED = "changed"  # it is read differently: asserted, scope, qualifier, parameters or verdict
    REWORDED = "reworded"  # other words, read the same
    NOT_READ = "not_read"  # its document could not be read this time: it may still hold


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """One finding that appeared, went, or is read differently, and why."""

    kind: FindingChangeKind
    practice_id: str
    cause: Cause
    old: Finding | None = None
    new: Finding | None = None
    parameters: tuple[ParameterChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """One question whose answer changed; credits are 0–1, or None where it does not apply."""

    question_id: str
    old: AnswerState | None
    new: AnswerState | None
    old_credit: float | None
    new_credit: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed between two reports of one vendor.

    `causes` are all that had a hand in it, the vendor's own text first; empty where nothing changed.
    """

    vendor_id: str
    documents: tuple[DocumentChange, ...]
    added_documents: tuple[str, ...]
    removed_documents: tuple[str, ...]
    findings: tuple[FindingChange, ...]
    questions: tuple[QuestionChange, ...]
    old_score: float | None
    new_score: float | None
    old_tier: TierId
    new_tier: TierId
    causes: tuple[Cause, ...] = ()

    @property
    def score_change(self) -> float | None:
        """How many points the score moved; None where either report has none."""
        if self.old_score is None or self.new_score is None:
            return None
        return self.new_score - self.old_score


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftShare:
    """How far one set of causes moved a vendor's score, in points, over how many reports."""

    causes: tuple[Cause, ...]
    points: float
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How a vendor's standing moved from one report to a later one, and through whose doing.

    Where several causes came together in one report their points cannot be told apart; they are one
    share. Points are told apart only between reports that have a score. `appeared` and `gone` count
    findings between the first and the last report.
    """

    vendor_id: str
    name: str
    old_score: float | None
    new_score: float | None
    old_tier: TierId
    new_tier: TierId
    shares: tuple[DriftShare, ...] = ()
    appeared: int = 0
    gone: int = 0

    @property
    def moved(self) -> bool:
        """Tell whether tier or score are others than before, the score to one decimal."""
        if self.old_tier is not self.new_tier or (self.old_score is None) != (self.new_score is None):
            return True
        return abs(self.points) >= 0.05  # noqa: PLR2004  half of a tenth

    @property
    def points(self) -> float:
        """How far the score moved; 0 where either report has none."""
        if self.old_score is None or self.new_score is None:
            return 0.0
        return self.new_score - self.old_score

    @property
    def causes(self) -> tuple[Cause, ...]:
        """All that had a hand in it, the vendor's own text first."""
        found = {cause for share in self.shares for cause in share.causes}
        return tuple(cause for cause in Cause if cause in found)
