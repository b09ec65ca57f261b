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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one answer would do: `signed` a promise in the signed agreement, else a bad answer.

    `score` and `tier_id` are those after the change.
    """

    question_id: str
    signed: bool
    score: float
    tier_id: str
    tier_title: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """What one severity step of one question would do. `step` is +1 or −1.

    `tiers_moved` counts tiers, positive towards approval.
    """

    question_id: str
    step: int
    score: float
    tier_id: str
    tiers_moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What would change the tier.

    `changes` are single answers that would, the best score first. `path` are the fewest questions
    found whose promise, signed together, would reach `next_tier`; empty where none is above.
    `sensitivity` holds only severity steps that change the tier; `robust` tells that none of them
    moves it by more than one.
    """

    changes: tuple[Change, ...] = ()
    next_tier: str = ""
    path: tuple[str, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    robust: bool = True
    notes: tuple[str, ...] = ()
