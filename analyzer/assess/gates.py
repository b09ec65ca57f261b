"""The hard fails: gates that no average can hide, closed only by a quote that a person confirmed."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from analyzer.assess.scoring import Scored
from analyzer.assess.stating import Statement, by_person, counts, heard
from analyzer.core.findings import Asserted, Scope, parameter
from analyzer.core.profile import Request
from analyzer.core.reports import HardFailState
from analyzer.core.rules import HardFail, Polarity, Rulebook

NO_POLICY, NO_DELETION, TRAINS, TOO_YOUNG = "HF4", "HF6", "HF7", "HF8"
_DELETES = ("retention.deletion_on_request", "retention.return_or_destroy_at_end")
_EDUCATION_TERMS = ("consent.school_authorized_coppa", "consent.school_official")
_MERGER_ONLY = {"recipients": {"acquirer"}, "purposes": {"merger"}}


def gates_met(
    scored: Sequence[Scored],
    statements: Iterable[Statement],
    rulebook: Rulebook,
    request: Request | None = None,
    *,
    education_terms: bool = False,
) -> tuple[HardFailState, ...]:
    """Return the gates that are met, confirmed or not, lifted or not.

    A gate is lifted where a signed agreement or a controlling addendum says the opposite; the
    quote stays. `education_terms` tells that a school document is in force (gate HF8).
    """
    voices = tuple(
        s for s in statements if heard(s.finding) and counts(s.finding, rulebook.scoring.machine_threshold)
    )
    found = []
    for gate in rulebook.hard_fails:
        raised = [s for s in voices if s.practice.hard_fail == gate.id and _affirmed_risk(s)]
        if gate.id == TOO_YOUNG:
            raised = _too_young(voices, request, education_terms=education_terms)
        elif gate.id in _EXCEPT:
            raised = [] if _EXCEPT[gate.id](voices) else raised
        raised = [s for s in raised if not _merger_only(s)]
        if raised:
            found.append(_state_of(gate, raised, scored))
    return tuple(found)


def closes(gate: HardFailState) -> bool:
    """Tell whether a gate holds: confirmed by a person and not lifted."""
    return gate.confirmed and not gate.lifted_by


def _state_of(gate: HardFail, raised: Sequence[Statement], scored: Sequence[Scored]) -> HardFailState:
    lifted = {s.key: _lifting(s, scored) for s in raised}
    open_still = [s for s in raised if not lifted[s.key]]
    lifters = () if open_still else tuple(sorted({key for keys in lifted.values() for key in keys}))
    return HardFailState(
        id=gate.id,
        title=gate.title,
        finding_keys=tuple(sorted({s.key for s in raised})),
        confirmed=any(by_person(s.finding) for s in open_still or raised),
        lifted_by=lifters,
    )


def _lifting(statement: Statement, scored: Sequence[Scored]) -> tuple[str, ...]:
    """Return the promises that supersede a statement, none where it still counts."""
    keys: set[str] = set()
    for one in scored:
        if one.answer and statement in one.answer.counted:
            return ()
        if one.answer and statement in one.answer.superseded:
            keys |= {s.key for s in one.answer.of_kind(Polarity.PROTECTIVE) if s.rank <= statement.rank}
    return tuple(keys)


def _affirmed_risk(statement: Statement) -> bool:
    return statement.kind is Polarity.RISK and statement.finding.asserted is Asserted.AFFIRMS


def _promised(voices: Iterable[Statement], practices: Sequence[str]) -> tuple[Statement, ...]:
    return tuple(s for s in voices if s.practice.id in practices and s.finding.asserted is Asserted.AFFIRMS)


def _deletes(voices: Sequence[Statement]) -> bool:
    return bool(_promised(voices, _DELETES))


def _schools_excluded_from_training(voices: Sequence[Statement]) -> bool:
    named = (Scope.STUDENT, Scope.SCHOOL)
    return any(s.finding.scope in named for s in _promised(voices, ("ai.no_training",)))


_EXCEPT: Mapping[str, Callable[[Sequence[Statement]], bool]] = {
    NO_DELETION: _deletes,
    TRAINS: _schools_excluded_from_training,
}


def _too_young(
    voices: Sequence[Statement], request: Request | None, *, education_terms: bool
) -> list[Statement]:
    """Return the age bars above the youngest requested pupil, where no education terms apply."""
    youngest = youngest_of(request)
    if youngest is None or education_terms or _promised(voices, _EDUCATION_TERMS):
        return []
    barred = []
    for statement in _promised(voices, ("consent.minimum_age",)):
        age = parameter(statement.finding.parameters, "min_age")
        if isinstance(age, int | float) and age > youngest:
            barred.append(statement)
    return barred


def youngest_of(request: Request | None) -> int | None:
    """Return the age in years of the youngest pupil asked for: stated, or of the lowest grade."""
    if request is None:
        return None
    if request.youngest_age is not None:
        return request.youngest_age
    ages = [age for age in map(_age_in, request.grades) if age is not None]
    return min(ages, default=None)


def _age_in(grade: str) -> int | None:
    """Return the age at which American pupils enter a grade: kindergarten at 5, grade n at n + 5."""
    written = grade.strip().upper().removeprefix("GRADE").strip()
    if written in ("PK", "PRE-K", "PREK"):
        return 3
    if written in ("K", "KINDERGARTEN"):
        return 5
    digits = "".join(c for c in written if c.isdigit())
    return int(digits) + 5 if digits else None


def _merger_only(statement: Statement) -> bool:
    """Tell whether a sale is only that of the company itself."""
    return any(
        set(value) == only
        for name, only in _MERGER_ONLY.items()
        if isinstance(value := parameter(statement.finding.parameters, name), tuple)
    )
