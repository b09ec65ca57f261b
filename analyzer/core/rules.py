"""The rulebook as data: practices, the patterns that see them, and the questions they answer."""

from dataclasses import dataclass, field
from enum import StrEnum

from analyzer.core.findings import Asserted, ParameterValue, Qualifier


class Polarity(StrEnum):
    """Whether a practice is bad news for pupils, good news, or neither."""

    RISK = "risk"
    PROTECTIVE = "protective"
    NEUTRAL = "neutral"


class Side(StrEnum):
    """Where a needed word must stand, seen from the anchor."""

    BEFORE = "before"
    AFTER = "after"
    NEAR = "near"
    CLAUSE = "clause"
    CONTEXT = "context"


class Reading(StrEnum):
    """How the anchor must be read for the pattern to state its practice.

    AFFIRMED: the clause does it. DENIED: the clause denies it, and that denial is the practice
    ("we never sell"). EITHER: both are findings; a denied one is `asserted: denies`. ANY: the words
    state the practice whether negated or not ("you may opt out", "without notice"). OPPOSED: the words
    deny the practice without a negation ("Student Data includes metadata" denies a narrow definition).
    """

    AFFIRMED = "affirmed"
    DENIED = "denied"
    EITHER = "either"
    ANY = "any"
    OPPOSED = "opposed"


class ActorRule(StrEnum):
    """Who must act: the vendor (or nobody named), or anyone."""

    VENDOR = "vendor"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One of `concepts` must stand within `within` tokens on `side` of the anchor.

    CLAUSE is anywhere in the segment with its lead-in; CONTEXT also in headings and the sentence
    before. `within` is ignored for these two.
    """

    concepts: tuple[str, ...]
    side: Side
    within: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """An anchor word, the company it must keep, and the company it must not keep.

    `anchor`, `needs` and `without` name concepts of the lexicon, or literal phrases written `=like
    this`. Actor and negation are judged at the anchor. `own` wants the anchor in the segment itself:
    in its lead-in, such as a heading run into a paragraph, it does not count.
    """

    id: str
    anchor: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    without: tuple[Need, ...] = ()
    reading: Reading = Reading.AFFIRMED
    actor: ActorRule = ActorRule.VENDOR
    confidence: float = 0.9
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A test on one parameter: `eq`, `ne`, `le`, `gt`, `absent`, `present`."""

    parameter: str
    test: str
    value: ParameterValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRule:
    """The credit of a finding whose parameters meet all of `when`; the first rule that fits holds."""

    when: tuple[Condition, ...]
    credit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence of our own that a practice must see, or must be silent on.

    `because` says what silences it: a `DropReason` in lower case, `no-pattern`, or the id of the
    practice that the sentence states instead. `heading` and `lead_in` give it a context.
    """

    text: str
    because: str | None = None
    why: str = ""
    heading: str | None = None
    lead_in: str | None = None
    asserted: Asserted = Asserted.AFFIRMS
    qualifier: Qualifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One thing a document can state, how to see it, and what it means."""

    id: str
    version: int
    title: str
    definition: str
    category: str
    polarity: Polarity
    severity: int
    severity_reason: str
    credit: float
    question: str
    also_answers: tuple[str, ...] = ()
    hard_fail: str | None = None
    citations: tuple[str, ...] = ()
    crosswalk: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parameters: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    credit_rules: tuple[CreditRule, ...] = ()
    note: str = ""
    ask_vendor: str = ""
    agreement_clause: str = ""
    patterns: tuple[Pattern, ...] = ()
    match_examples: tuple[Example, ...] = ()
    no_match_examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A law or agreement. `mark` tells how it was checked: C seen, S secondary, K own knowledge."""

    id: str
    cite: str
    says: str
    mark: str
    seen_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataElement:
    """A kind of pupil data, its surface terms, and how sensitive it is (exposure 1–3)."""

    id: str
    label: str
    district_category: str
    exposure: int
    terms: tuple[str, ...]
    ndpa_exhibit_b: str = ""
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return all that it is called in a text: its terms and its label, in the singular."""
        return (*self.terms, self.label.split(" (")[0])


class Silence(StrEnum):
    """What it means that the documents do not answer a question."""

    BAD = "bad"
    UNKNOWN = "unknown"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One scored question. `weight` is 2 to the power of severity − 1."""

    id: str
    text: str
    dimension: str
    severity: int
    weight: int
    silence: Silence
    silent_credit: float
    commonsense_criterion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A group of questions shown together."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HardFail:
    """A gate that no average can hide."""

    id: str
    title: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRule:
    """A tier of the score and the points from which it begins."""

    id: str
    title: str
    minimum: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The numbers of the rubric, section 4; a district may edit them."""

    qualifier_factor: tuple[tuple[Qualifier, float], ...]
    conflict_floor: float
    cancelled_credit: float
    denied_risk_credit: float
    machine_threshold: float
    doubtful_low: float
    doubtful_high: float
    coverage_minimum: float
    hard_fail_cap: float
    tiers: tuple[TierRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeCase:
    """A whole text with the findings it must and must not give; `asserted` is how it must state them."""

    id: str
    text: str
    expect: tuple[str, ...]
    must_not: tuple[str, ...]
    why: str
    heading: str | None = None
    blocks: tuple[str, ...] = ()
    asserted: Asserted = Asserted.AFFIRMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything under `rules/`, checked. `digest` is the sha256 of all files, in hex."""

    practices: tuple[Practice, ...]
    questions: tuple[Question, ...]
    dimensions: tuple[Dimension, ...]
    hard_fails: tuple[HardFail, ...]
    scoring: Scoring
    citations: tuple[Citation, ...]
    elements: tuple[DataElement, ...]
    lexicon: tuple[tuple[str, tuple[str, ...]], ...]
    edge_cases: tuple[EdgeCase, ...] = ()
    version: str = "0"
    digest: str = field(default="")

    def practice(self, practice_id: str) -> Practice:
        """Return one practice; raises KeyError where the rulebook has none of that id."""
        for practice in self.practices:
            if practice.id == practice_id:
                return practice
        raise KeyError(practice_id)
