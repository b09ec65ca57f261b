"""The schemas of the files under `rules/`: what may stand in them, and how it becomes core types."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from analyzer.core.findings import Asserted, Qualifier
from analyzer.core.rules import (
    ActorRule,
    Condition,
    CreditRule,
    Example,
    Need,
    Pattern,
    Polarity,
    Practice,
    Reading,
    Side,
    Silence,
)
from analyzer.rulebook.files import Strict

_NEED = re.compile(r"(before|after|near) (\d+)|(clause|context)")


def _one_pair(value: object) -> object:
    """Turn `{near 12: [a, b]}` into a pair; the schema says what is wrong with anything else."""
    if isinstance(value, dict) and len(value) == 1:
        return next(iter(value.items()))
    raise ValueError("must be one `side: [concepts]`, such as `near 12: [personal_data]`")


NeedPair = Annotated[tuple[str, tuple[str, ...]], BeforeValidator(_one_pair)]


def _need(pair: tuple[str, tuple[str, ...]]) -> Need:
    found = _NEED.fullmatch(pair[0])
    if not found:
        raise ValueError(f"{pair[0]!r} is no side; write before N, after N, near N, clause or context")
    if found[3]:
        return Need(concepts=pair[1], side=Side(found[3]))
    return Need(concepts=pair[1], side=Side(found[1]), within=int(found[2]))


class PatternFile(Strict):
    """One pattern of a practice."""

    id: str
    anchor: tuple[str, ...] = Field(min_length=1)
    needs: tuple[NeedPair, ...] = ()
    without: tuple[NeedPair, ...] = ()
    reading: Reading = Reading.AFFIRMED
    actor: ActorRule = ActorRule.VENDOR
    confidence: float = Field(default=0.9, gt=0, lt=1)
    own: bool = False

    @field_validator("needs", "without")
    @classmethod
    def _sides_exist(cls, pairs: tuple[NeedPair, ...]) -> tuple[NeedPair, ...]:
        for pair in pairs:
            _need(pair)
        return pairs

    def to_core(self) -> Pattern:
        """Return the pattern as the matcher knows it."""
        return Pattern(
            id=self.id,
            anchor=self.anchor,
            needs=tuple(map(_need, self.needs)),
            without=tuple(map(_need, self.without)),
            reading=self.reading,
            actor=self.actor,
            confidence=self.confidence,
            own=self.own,
        )


class ConditionFile(Strict):
    """One test of a credit rule."""

    parameter: str
    test: Literal["eq", "ne", "le", "gt", "absent", "present"]
    value: int | float | bool | str | None = None


class CreditRuleFile(Strict):
    """When the parameters are thus, the credit is this."""

    when: tuple[ConditionFile, ...]
    credit: float = Field(ge=0, le=1)

    def to_core(self) -> CreditRule:
        """Return the rule as the assessment knows it."""
        conditions = tuple(Condition(parameter=c.parameter, test=c.test, value=c.value) for c in self.when)
        return CreditRule(when=conditions, credit=self.credit)


def _text_only(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class ExampleFile(Strict):
    """A sentence of our own; a bare string is its text alone."""

    text: str
    because: str | None = None
    why: str = ""
    heading: str | None = None
    lead_in: str | None = None
    asserted: Asserted = Asserted.AFFIRMS
    qualifier: Qualifier | None = None

    def to_core(self) -> Example:
        """Return the example as the tests know it."""
        return Example(**self.model_dump())


ExampleEntry = Annotated[ExampleFile, BeforeValidator(_text_only)]


class ExamplesFile(Strict):
    """What the practice must see, and what it must be silent on and why."""

    match: tuple[ExampleEntry, ...] = ()
    no_match: tuple[ExampleEntry, ...] = ()

    @field_validator("no_match")
    @classmethod
    def _reasons_given(cls, examples: tuple[ExampleFile, ...]) -> tuple[ExampleFile, ...]:
        for example in examples:
            if not example.because:
                raise ValueError(f"needs `because:` (what silences it) at {example.text[:40]!r}")
        return examples


class PracticeFile(Strict):
    """One practice, all that is known of it."""

    id: str = Field(pattern=r"^[a-z]+\.[a-z_]+$")
    version: int = Field(ge=1)
    title: str
    definition: str
    polarity: Polarity
    severity: int = Field(ge=0, le=4)
    severity_reason: str
    credit: float = Field(ge=0, le=1)
    question: str
    also_answers: tuple[str, ...] = ()
    hard_fail: str | None = None
    citations: tuple[str, ...] = ()
    crosswalk: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    credit_rules: tuple[CreditRuleFile, ...] = ()
    note: str = ""
    ask_vendor: str
    agreement_clause: str
    patterns: tuple[PatternFile, ...] = ()
    examples: ExamplesFile

    def to_core(self) -> Practice:
        """Return the practice as every stage knows it."""
        plain = self.model_dump(exclude={"crosswalk", "credit_rules", "patterns", "examples"})
        return Practice(
            **plain,
            category=self.id.split(".")[0],
            crosswalk=tuple(sorted(self.crosswalk.items())),
            credit_rules=tuple(r.to_core() for r in self.credit_rules),
            patterns=tuple(p.to_core() for p in self.patterns),
            match_examples=tuple(e.to_core() for e in self.examples.match),
            no_match_examples=tuple(e.to_core() for e in self.examples.no_match),
        )


class DimensionFile(Strict):
    """A group of questions."""

    id: str
    title: str


class QuestionFile(Strict):
    """One scored question; its weight follows from its severity."""

    id: str
    text: str
    dimension: str
    severity: int = Field(ge=1, le=4)
    silence: Silence
    commonsense_criterion: bool = False


class HardFailFile(Strict):
    """One gate."""

    id: str
    title: str
    condition: str


class TierFile(Strict):
    """One tier and where it begins."""

    id: str
    title: str
    minimum: float


class ScoringFile(Strict):
    """The numbers of the rubric."""

    silent_credit: dict[Silence, float]
    qualifier_factor: dict[Qualifier, float]
    conflict_floor: float
    cancelled_credit: float
    denied_risk_credit: float
    machine_threshold: float
    doubtful_low: float
    doubtful_high: float
    coverage_minimum: float
    hard_fail_cap: float
    tiers: tuple[TierFile, ...]


class QuestionsFile(Strict):
    """`rules/_questions.yaml`."""

    dimensions: tuple[DimensionFile, ...]
    questions: tuple[QuestionFile, ...]
    hard_fails: tuple[HardFailFile, ...]
    scoring: ScoringFile


class CitationFile(Strict):
    """One law or agreement with its verification mark."""

    cite: str
    says: str
    mark: Literal["C", "S", "K"]
    seen_at: str = ""


class CitationsFile(Strict):
    """`rules/_citations.yaml`."""

    citations: dict[str, CitationFile]


class ElementFile(Strict):
    """One data element."""

    id: str
    label: str
    district_category: str
    exposure: int = Field(ge=1, le=3)
    terms: tuple[str, ...]
    ndpa_exhibit_b: str = ""
    note: str = ""


class ElementsFile(Strict):
    """`rules/_elements.yaml`."""

    elements: tuple[ElementFile, ...]


class LexiconFile(Strict):
    """`rules/_lexicon.yaml` and `rules/_cues.yaml`: concepts and the phrases that name them."""

    concepts: dict[str, tuple[str, ...]]


class EdgeCaseFile(Strict):
    """A whole text with expected and forbidden findings; `blocks` give its shape where it matters."""

    id: str
    text: str
    expect: tuple[str, ...]
    must_not: tuple[str, ...]
    why: str
    heading: str | None = None
    blocks: tuple[str, ...] = ()
    asserted: Asserted = Asserted.AFFIRMS


class EdgeCasesFile(Strict):
    """`rules/_edge_cases.yaml`."""

    edge_cases: tuple[EdgeCaseFile, ...]
