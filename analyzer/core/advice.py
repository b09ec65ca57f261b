"""What the tool suggests to a person: a decision, and whether to ask families."""

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What the tool suggests; a person signs."""

    APPROVE = "approve"
    APPROVE_WITH_DPA = "approve_with_dpa"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    DENY = "deny"
    DEFER = "defer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A suggested decision by the grid of exposure and score, with what is still unmet."""

    decision: Decision
    reasons: tuple[str, ...]
    unmet: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether families must be asked. `needed` is None where the request does not tell enough.

    `notice` is a drafted letter to families, empty where none is needed.
    """

    needed: bool | None
    reasons: tuple[str, ...]
    finding_keys: tuple[str, ...] = ()
    notice: str = ""
