"""What was seen in the text: matches, predictions, and the findings made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from analyzer.core.documents import Span

ParameterValue = int | float | bool | str | tuple[str, ...]
Parameters = tuple[tuple[str, ParameterValue], ...]


class Asserted(StrEnum):
    """Whether the clause states the practice or states its opposite."""

    AFFIRMS = "affirms"
    DENIES = "denies"


class Scope(StrEnum):
    """Whom the clause is about."""

    STUDENT = "student"
    SCHOOL = "school"
    ANY = "any"
    CONSUMER = "consumer"
    WEBSITE = "website"
    OTHER_USERS = "other_users"

    @property
    def reaches_students(self) -> bool:
        """Tell whether findings of this scope enter the school's score."""
        return self in (Scope.STUDENT, Scope.SCHOOL, Scope.ANY)


class Qualifier(StrEnum):
    """What narrows or softens the clause."""

    NONE = "none"
    EXCEPTION = "exception"
    CONDITIONAL = "conditional"
    GEOGRAPHY = "geography"
    AGE = "age"
    EDITION = "edition"
    HEDGE = "hedge"


class DropReason(StrEnum):
    """Why a match was not kept."""

    NEGATED = "negated"
    NOT_NEGATED = "not_negated"
    ACTOR = "actor"
    OBJECT = "object"
    DEFINITION = "definition"
    HEADING = "heading"
    QUESTION = "question"
    SCOPE = "scope"
    EXCLUDED = "excluded"
    CONTEXT = "context"
    OVERLAP = "overlap"
    REPEATED = "repeated"


class FindingStatus(StrEnum):
    """What a person has said of a finding."""

    MACHINE = "machine"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    EDITED = "edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pattern seen in a segment, with how the clause is to be read.

    `span` is the clause as it would be quoted; `cues` are the spans of the words that decided
    negation, exception, condition or hedge.
    """

    practice_id: str
    pattern: str
    segment_id: int
    span: Span
    asserted: Asserted
    scope: Scope = Scope.ANY
    qualifier: Qualifier = Qualifier.NONE
    parameters: Parameters = ()
    cues: tuple[Span, ...] = ()
    confidence: float = 0.9
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A match that was not kept, and why: it never just vanishes."""

    document_id: str
    match: Match
    reason: DropReason
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What the trained model says of a segment: `label` is a practice id.

    `words` are the spans that carry the prediction, most influential first.
    """

    label: str
    asserted: Asserted
    probability: float
    segment_id: int
    model_id: str
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exact words behind a finding: `document.text[span.start:span.end] == quote`, always.

    `context` are the spans needed to understand the quote (the lead-in of a list item).
    `section` is the heading path, outermost first; `page` counts from 1.
    `detectors` name what saw it: `rule:<pattern>`, `model:<id>`, `person:<name>`.
    """

    document_id: str
    span: Span
    quote: str
    context: tuple[Span, ...] = ()
    page: int | None = None
    section: tuple[str, ...] = ()
    detectors: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the machine read a clause, kept beside a finding that a person edited."""

    practice_id: str
    asserted: Asserted
    scope: Scope
    qualifier: Qualifier
    severity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One practice stated in one clause.

    `key` depends on practice and normalised quote alone, so that reviews survive new versions
    of rules, models and pages. `confidence` is the calibrated probability that the clause was
    read rightly; it says nothing about how bad the practice is. `severity` (0–4) is set only where a
    person judged this clause worse or milder than its practice. `machine_reading` is what the machine
    read, where a person edited it, so that the edit can be taken back.
    """

    key: str
    practice_id: str
    asserted: Asserted
    scope: Scope
    qualifier: Qualifier
    evidence: Evidence
    parameters: Parameters = ()
    confidence: float = 0.9
    status: FindingStatus = FindingStatus.MACHINE
    severity: int | None = None
    machine_reading: Reading | None = None


def finding_key(practice_id: str, quote: str) -> str:
    """Return the stable key of a finding: 16 hex digits of practice and folded quote."""
    folded = " ".join("".join(c if c.isalnum() else " " for c in quote.casefold()).split())
    return sha256(f"{practice_id}\n{folded}".encode()).hexdigest()[:16]


def parameter(parameters: Parameters, name: str) -> ParameterValue | None:
    """Return the value of one parameter, or None where the text does not give it."""
    return dict(parameters).get(name)


def as_parameters(values: Iterable[tuple[str, ParameterValue]]) -> Parameters:
    """Return parameters in their canonical order, by name."""
    return tuple(sorted(dict(values).items()))
