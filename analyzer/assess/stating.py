"""What one finding says to the questions: a risk, a protection or neither, and its credit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.core.findings import (
    Asserted,
    Finding,
    FindingStatus,
    Parameters,
    ParameterValue,
    Qualifier,
    as_parameters,
    parameter,
)
from analyzer.core.reports import DocumentStanding
from analyzer.core.rules import Condition, Polarity, Practice, Rulebook

HOME_STATE = "@home_state"  # stands in a credit rule for the state of the district's profile
_DECIMALS = 3  # credits are shown to people, so the score is the sum of what they see
_LOWEST_RANK = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A finding as one question hears it.

    `rank` and `controls` are its document's; `why` says in a few words how the credit arose.
    """

    finding: Finding
    practice: Practice
    kind: Polarity
    credit: float
    rank: int = _LOWEST_RANK
    controls: bool = False
    why: str = ""

    @property
    def key(self) -> str:
        """Return the finding's key."""
        return self.finding.key


def by_person(finding: Finding) -> bool:
    """Tell whether a person vouches for the finding."""
    return finding.status in (FindingStatus.CONFIRMED, FindingStatus.EDITED)


def heard(finding: Finding) -> bool:
    """Tell whether a finding may enter the school's score at all: about pupils and not rejected."""
    return finding.scope.reaches_students and finding.status is not FindingStatus.REJECTED


def counts(finding: Finding, threshold: float) -> bool:
    """Tell whether a finding counts at its confidence; a person's word always does."""
    return by_person(finding) or finding.confidence >= threshold


def questions_of(finding: Finding, practice: Practice) -> tuple[str, ...]:
    """Return the ids of the questions that a finding answers, its practice's own first.

    The parameter `also_answers` names questions that this clause answers beyond its practice's.
    """
    more = parameter(finding.parameters, "also_answers")
    extra = more if isinstance(more, tuple) else (str(more),) if more else ()
    return tuple(dict.fromkeys((practice.question, *practice.also_answers, *extra)))


def state_all(
    findings: Iterable[Finding],
    standings: Iterable[DocumentStanding],
    rulebook: Rulebook,
    home_state: str,
) -> tuple[Statement, ...]:
    """Turn findings into statements, in an order that does not depend on theirs.

    Findings of practices that the rulebook does not know (an older report's) are left out.
    """
    practices = {p.id: p for p in rulebook.practices}
    places = {s.document_id: s for s in standings}
    statements = [
        state(finding, practices[finding.practice_id], places, rulebook, home_state)
        for finding in findings
        if finding.practice_id in practices
    ]
    return tuple(sorted(statements, key=order_of))


def state(
    finding: Finding,
    practice: Practice,
    places: dict[str, DocumentStanding],
    rulebook: Rulebook,
    home_state: str,
) -> Statement:
    """Return what `finding` says: its kind and credit by rubric section 4.1, step 5."""
    credit, why = _ruled_credit(finding.parameters, practice, home_state)
    kind = practice.polarity
    if kind is Polarity.PROTECTIVE and _terms_unread(finding):
        least = min((rule.credit for rule in practice.credit_rules), default=credit)
        credit, why = (least, "its terms were not read") if least < credit else (credit, why)
    if finding.asserted is Asserted.DENIES:
        if kind is Polarity.PROTECTIVE:
            kind, credit, why = Polarity.RISK, 0.0, "the protection is refused"
        else:
            kind, credit, why = Polarity.PROTECTIVE, rulebook.scoring.denied_risk_credit, "the risk is denied"
    elif kind is Polarity.RISK and credit > practice.credit:
        # a rule of the practice says that its own terms take the risk away: nothing to contradict
        kind = Polarity.NEUTRAL
    if kind is Polarity.PROTECTIVE and finding.qualifier is not Qualifier.NONE:
        credit *= dict(rulebook.scoring.qualifier_factor)[finding.qualifier]
        narrowed = f"narrowed by {_NARROWED[finding.qualifier]}"
        why = f"{why}; {narrowed}" if why else narrowed
    place = places.get(finding.evidence.document_id)
    return Statement(
        finding=finding,
        practice=practice,
        kind=kind,
        credit=round(credit, _DECIMALS),
        rank=place.rank if place else _LOWEST_RANK,
        controls=bool(place and place.controls),
        why=why,
    )


def _terms_unread(finding: Finding) -> bool:
    """Tell whether the model alone saw the clause, so that no period, amount or extent was read.

    Such a promise earns the least that its terms could leave of it, until a person confirms it.
    """
    seen_by = finding.evidence.detectors
    alone = bool(seen_by) and all(name.startswith("model:") for name in seen_by)
    return alone and not finding.parameters and not by_person(finding)


_NARROWED = {
    Qualifier.EXCEPTION: "an exception",
    Qualifier.CONDITIONAL: "a condition",
    Qualifier.GEOGRAPHY: "a limit to certain states or countries",
    Qualifier.AGE: "a limit to certain ages",
    Qualifier.EDITION: "a limit to certain editions",
    Qualifier.HEDGE: "a hedge",
}


def credit_together(statements: Sequence[Statement]) -> float | None:
    """Return the credit of clauses of one practice that complete each other, None where none do.

    “Encrypted in transit” in one sentence and “encrypted at rest” in another are one whole promise.
    Only what is plainly stated (true) is put together, and only where a credit rule speaks of it.
    """
    stated = as_parameters(p for s in statements for p in s.finding.parameters if p[1] is True)
    for rule in statements[0].practice.credit_rules:
        if all(c.test == "eq" and _meets(stated, c, "") for c in rule.when):
            return rule.credit
    return None


def _ruled_credit(parameters: Parameters, practice: Practice, home_state: str) -> tuple[float, str]:
    for rule in practice.credit_rules:
        if all(_meets(parameters, condition, home_state) for condition in rule.when):
            return rule.credit, ", ".join(_spoken(parameters, c) for c in rule.when)
    return practice.credit, ""


def _meets(parameters: Parameters, condition: Condition, home_state: str) -> bool:
    value = parameter(parameters, condition.parameter)
    wanted = home_state if condition.value == HOME_STATE else condition.value
    if condition.test == "absent":
        return value is None
    if condition.test == "present":
        return value is not None
    if condition.test == "ne":
        return not _same(value, wanted)
    if condition.test == "eq":
        return bool(wanted != "") and _same(value, wanted)
    return _compares(value, condition.test, wanted)


def _same(value: ParameterValue | None, wanted: ParameterValue | None) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return value == wanted


def _compares(value: ParameterValue | None, test: str, wanted: ParameterValue | None) -> bool:
    if not isinstance(value, int | float) or not isinstance(wanted, int | float):
        return False
    return value <= wanted if test == "le" else value > wanted


def _spoken(parameters: Parameters, condition: Condition) -> str:
    value = parameter(parameters, condition.parameter)
    name = condition.parameter.replace("_", " ")
    if value is None or value is False:
        return f"{name} not stated"
    return name if value is True else f"{name} {value}"


def order_of(statement: Statement) -> tuple[str, ...]:
    """Return a sort key that depends on nothing but the statement itself."""
    finding = statement.finding
    span = finding.evidence.span
    place = f"{span.start:09d}"
    return (
        finding.practice_id,
        finding.key,
        finding.evidence.document_id,
        place,
        finding.asserted,
        repr(finding),
    )
