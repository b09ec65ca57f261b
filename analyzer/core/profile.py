"""What a district allows, and what a teacher asks for: the yardsticks of an assessment."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """How one statement of a vendor compares with the district's own policy."""

    CONSISTENT = "consistent"
    CONSISTENT_WITH_CONDITION = "consistent_with_condition"
    EXCEEDS = "exceeds_district_policy"
    UNCLEAR = "unclear_ask"
    MINIMIZE = "minimize_ask"
    NOT_DISCLOSED = "not_disclosed_to_families"
    CONFLICTS_WITH_PAGE = "conflicts_with_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermittedUse:
    """A use that the district tells its families of. `purposes` are vendors' purposes that fall under it."""

    id: str
    text: str
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRule:
    """Who may see pupils' data. `recipients` are the kinds of recipient that fall under it."""

    id: str
    text: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialRule:
    """A rule of its own, such as a data element that may be used but not stored."""

    id: str
    text: str
    element: str | None = None
    stored_allowed: bool = True
    permission_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCategory:
    """A category of data on the district's page, with the data elements that it covers."""

    id: str
    label: str
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRule:
    """What the district makes of purposes that no permitted use covers."""

    purposes: tuple[str, ...]
    verdict: Verdict
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What a product of one exposure (0–3) must reach before the tool suggests approval.

    `minimum_score` is with the agreement; `tiers` are tier ids that suffice without more.
    """

    exposure: int
    tiers: tuple[str, ...] = ()
    agreement_needed: bool = False
    agreement_suffices: bool = False
    minimum_score: float | None = None
    audit_needed: bool = False
    second_approver: bool = False
    retention_days_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictProfile:
    """A district's own policy on pupils' data, as its page tells families.

    `home_state` is a two-letter code; `breach_hours` the notice the district asks vendors for;
    `age_of_consent` the age below which COPPA asks for a parent's consent; `digest` the sha256 of
    the file, in hex.
    """

    id: str
    name: str
    home_state: str
    version: str = "1"
    source: str = ""
    uses: tuple[PermittedUse, ...] = ()
    access: tuple[AccessRule, ...] = ()
    special: tuple[SpecialRule, ...] = ()
    categories: tuple[DataCategory, ...] = ()
    purpose_rules: tuple[PurposeRule, ...] = ()
    recipients_not_permitted: tuple[str, ...] = ()
    not_permitted: tuple[str, ...] = ()
    breach_hours: int = 72
    age_of_consent: int = 13
    contact: str = ""
    thresholds: tuple[Threshold, ...] = ()
    digest: str = ""


class SignIn(StrEnum):
    """How pupils sign in."""

    NONE = "none"
    NICKNAME = "nickname"
    PASSWORD = "password"  # noqa: S105  a way to sign in, not a password
    SSO = "sso"
    ROSTERING = "rostering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a teacher asks for.

    `grades` are as schools write them ("K", "3", "4"); `elements` the ids of the data elements
    that will be entered; `youngest_age` overrides the age that follows from the lowest grade.
    """

    product: str
    edition: str = ""
    grades: tuple[str, ...] = ()
    subject: str = ""
    pupils: int | None = None
    sign_in: SignIn | None = None
    elements: tuple[str, ...] = ()
    needed_by: date | None = None
    youngest_age: int | None = None
    use: str = ""
    requester: str = ""
    school: str = ""
    district_provided: bool = False


class RulingKind(StrEnum):
    """What a reviewer says of a whole question."""

    NOT_APPLICABLE = "not_applicable"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A reviewer's word on a question: that it does not apply, or that its state is right.

    `reason` is required for the former and shown in the report.
    """

    question_id: str
    kind: RulingKind
    reason: str = ""
    reviewer: str = ""
