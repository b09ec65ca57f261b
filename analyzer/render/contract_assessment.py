"""The verdict as part of the public JSON: questions, score, tier, comparisons, laws, data elements."""

from datetime import date

from pydantic import Field

from analyzer.core.reports import AnswerState, TierId
from analyzer.core.rules import Silence
from analyzer.render.contract_base import Key, Offset, Points, Public, Share


class PublicQuestion(Public):
    """One scored question and its answer."""

    id: str = Field(description="Id of the question in the rulebook.")
    text: str = Field(description="The question in words.")
    dimension: str = Field(description="Id of the dimension that it belongs to.")
    state: AnswerState = Field(description="What the documents say to it.")
    credit: Share | None = Field(description="Credit earned; null where the question does not apply.")
    weight: int = Field(ge=0, description="Weight of the question.")
    points: float | None = Field(description="Credit times weight.")
    line: str = Field(description="The sentence that explains the credit.")
    findings: tuple[Key, ...] = Field(description="Findings that count.")
    decided_by: tuple[Key, ...] = Field(description="Findings that set the credit.")
    superseded: tuple[Key, ...] = Field(description="Findings that a controlling document overrides.")


class PublicSilence(Public):
    """A question to which the documents say nothing."""

    question: str = Field(description="Id of the question.")
    text: str = Field(description="The question in words.")
    meaning: Silence | None = Field(description="What silence means here: bad, unknown or fine.")


class PublicConflict(Public):
    """A question to which the documents say two things."""

    question: str = Field(description="Id of the question.")
    text: str = Field(description="The question in words.")
    findings: tuple[Key, ...] = Field(description="The clauses that contradict each other.")


class PublicTier(Public):
    """What the score suggests; a person decides."""

    id: TierId = Field(description="Id of the tier.")
    title: str = Field(description="Title shown to people.")
    reasons: tuple[str, ...] = Field(description="Sentences that say why it is this one.")


class PublicHardFail(Public):
    """A gate that no average can hide; it counts once a person confirmed the quote."""

    id: str = Field(description="Id of the gate.")
    title: str = Field(description="The gate in words.")
    findings: tuple[Key, ...] = Field(description="Findings that meet it.")
    confirmed: bool = Field(description="Whether a person confirmed it.")
    lifted_by: tuple[Key, ...] = Field(description="Findings that lift it.")


class PublicReferred(Public):
    """A governing document that was not read, named by a document that was."""

    title: str = Field(description="Its title, as the text names it.")
    kind: str = Field(description="Kind of document.")
    document: str = Field(description="Id of the document that names it.")
    quote: str = Field(description="The words that name it, white space folded.")
    url: str | None = Field(description="Where it is published, as far as the naming document tells.")


class PublicCoverage(Public):
    """How much of what governs the product was read."""

    share: Share = Field(description="Weighted share of the governing documents obtained.")
    obtained: tuple[str, ...] = Field(description="What was obtained.")
    missing: tuple[str, ...] = Field(description="What is missing.")
    referred: tuple[PublicReferred, ...] = Field(description="Missing, and known only by being referred to.")


class PublicDimension(Public):
    """The score over one group of questions."""

    id: str = Field(description="Id of the dimension.")
    title: str = Field(description="Title shown to people.")
    score: Points | None = Field(description="0 to 100; null where not scored.")


class PublicComparison(Public):
    """One row of the comparison with the district's profile."""

    kind: str = Field(description="purpose, recipient or element.")
    subject: str = Field(description="What the vendor states.")
    rule: str = Field(description="The entry of the profile.")
    verdict: str = Field(description="How the two go together.")
    action: str = Field(description="What to do about it; empty where nothing.")
    findings: tuple[Key, ...] = Field(description="Findings that show it.")


class PublicVendorQuestion(Public):
    """A question to send to the vendor."""

    question: str = Field(description="Id of the scored question behind it.")
    text: str = Field(description="What to ask.")
    agreement_clause: str = Field(description="Clause to ask for; empty where none.")
    findings: tuple[Key, ...] = Field(description="Findings that raise it.")
    sent_on: date | None = Field(description="Day on which it was sent to the vendor; null where unrecorded.")
    answer: str = Field(description="What the vendor answered; empty where nothing is recorded.")
    answered_on: date | None = Field(description="Day of the answer; null where none is recorded.")
    evidence: str = Field(description="Where the answer stands; empty where none is recorded.")


class PublicLawNote(Public):
    """A law or agreement that bears on a finding; never advice."""

    citation: str = Field(description="Id of the citation in the rulebook.")
    cite: str = Field(description="Where the law stands.")
    says: str = Field(description="What it says, in short.")
    mark: str = Field(description="How it was checked: C text seen, S secondary source, K not verified.")
    findings: tuple[Key, ...] = Field(description="Findings that it bears on.")
    jurisdiction: str = Field(description="State, US or EU; empty for model agreements.")
    why: str = Field(description="Why it bears on this vendor; empty where the findings say so.")


class PublicMention(Public):
    """A data element named in a text."""

    document: str = Field(description="Id of the document.")
    quote: str = Field(description="The exact words of the document.")
    start: Offset = Field(description="First character, counted in the document's text.")
    end: Offset = Field(description="Character after the last.")


class PublicElement(Public):
    """A kind of pupil data that the product uses."""

    id: str = Field(description="Id of the data element in the rulebook.")
    label: str = Field(description="The data element in words.")
    exposure: int = Field(ge=0, le=3, description="How sensitive it is, 1 to 3.")
    told_by: tuple[str, ...] = Field(
        description="Who says so: request, agreement, confirmed, finding or text."
    )
    optional: bool | None = Field(description="Whether it may be left out; null where nobody says.")
    stored: bool | None = Field(description="Whether it is stored; null where nobody says.")
    mentions: tuple[PublicMention, ...] = Field(description="Where the documents name it.")
    findings: tuple[Key, ...] = Field(description="Findings that state its collection.")


class PublicAssessment(Public):
    """The verdict over one set of documents."""

    score: Points | None = Field(description="0 to 100; null where not scored.")
    low: Points | None = Field(description="Low end of the score's range.")
    high: Points | None = Field(description="High end of the score's range.")
    tier: PublicTier = Field(description="What the score suggests.")
    provisional: bool = Field(description="Whether decisive findings still wait for a person.")
    to_confirm: int = Field(ge=0, description="Number of decisive findings that no person has checked.")
    questions: tuple[PublicQuestion, ...] = Field(description="Every question with its answer.")
    silences: tuple[PublicSilence, ...] = Field(description="Questions that the documents do not answer.")
    conflicts: tuple[PublicConflict, ...] = Field(description="Questions that they answer in two ways.")
    other_users: tuple[Key, ...] = Field(description="Findings about other people than pupils; never scored.")
    hard_fails: tuple[PublicHardFail, ...] = Field(description="Gates that were met.")
    coverage: PublicCoverage = Field(description="How much of what governs the product was read.")
    exposure: int | None = Field(description="Exposure of pupils' data, 0 to 3; null where unknown.")
    dimensions: tuple[PublicDimension, ...] = Field(description="Scores by group of questions.")
    comparisons: tuple[PublicComparison, ...] = Field(description="Comparison with the district's profile.")
    vendor_questions: tuple[PublicVendorQuestion, ...] = Field(description="Questions to send to the vendor.")
    law_notes: tuple[PublicLawNote, ...] = Field(description="Laws and agreements that bear on findings.")
    data_elements: tuple[PublicElement, ...] = Field(description="Pupil data that the product uses.")
