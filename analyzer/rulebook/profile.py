"""A district's profile: YAML to a checked `DistrictProfile`, or an error with file and line."""

from hashlib import sha256
from pathlib import Path

from pydantic import Field

from analyzer.core.errors import RuleError, UsageError
from analyzer.core.profile import (
    AccessRule,
    DataCategory,
    DistrictProfile,
    PermittedUse,
    PurposeRule,
    SpecialRule,
    Threshold,
    Verdict,
)
from analyzer.rulebook.files import Strict, read_checked


class _UseFile(Strict):
    id: str
    text: str
    purposes: tuple[str, ...] = ()


class _AccessFile(Strict):
    id: str
    text: str
    recipients: tuple[str, ...] = ()


class _SpecialFile(Strict):
    id: str
    text: str
    element: str | None = None
    stored_allowed: bool = True
    permission_needed: bool = False


class _CategoryFile(Strict):
    id: str
    label: str
    elements: tuple[str, ...] = ()


class _PurposeRuleFile(Strict):
    purposes: tuple[str, ...] = Field(min_length=1)
    verdict: Verdict
    action: str = ""


class _ThresholdFile(Strict):
    exposure: int = Field(ge=0, le=3)
    tiers: tuple[str, ...] = ()
    agreement_needed: bool = False
    agreement_suffices: bool = False
    minimum_score: float | None = Field(default=None, ge=0, le=100)
    audit_needed: bool = False
    second_approver: bool = False
    retention_days_needed: bool = False


class _ProfileFile(Strict):
    """`data/profiles/*.yaml`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    home_state: str = Field(pattern=r"^([A-Z]{2})?$")
    version: str = "1"
    source: str = ""
    uses: tuple[_UseFile, ...] = ()
    access: tuple[_AccessFile, ...] = ()
    special: tuple[_SpecialFile, ...] = ()
    categories: tuple[_CategoryFile, ...] = ()
    purpose_rules: tuple[_PurposeRuleFile, ...] = ()
    recipients_not_permitted: tuple[str, ...] = ()
    not_permitted: tuple[str, ...] = ()
    breach_hours: int = Field(default=72, ge=1)
    age_of_consent: int = Field(default=13, ge=1, le=21)
    contact: str = ""
    thresholds: tuple[_ThresholdFile, ...] = ()


def load_profile(path: Path) -> DistrictProfile:
    """Return the district profile in the YAML file at `path`.

    Raises UsageError that lists every mistake as `file:line: field: message`: unknown keys, missing
    or wrong values, and an exposure or id given twice.
    """
    try:
        file = read_checked(path, _ProfileFile, shown=path.name)
    except RuleError as error:
        raise UsageError(f"The district profile cannot be used.\n{error}") from error
    _refuse_repeats(path.name, file)
    plain = file.model_dump(exclude=set(_PARTS))
    return DistrictProfile(
        **plain,
        uses=tuple(PermittedUse(**u.model_dump()) for u in file.uses),
        access=tuple(AccessRule(**a.model_dump()) for a in file.access),
        special=tuple(SpecialRule(**s.model_dump()) for s in file.special),
        categories=tuple(DataCategory(**c.model_dump()) for c in file.categories),
        purpose_rules=tuple(PurposeRule(**r.model_dump()) for r in file.purpose_rules),
        thresholds=tuple(Threshold(**t.model_dump()) for t in file.thresholds),
        digest=sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest(),
    )


_PARTS = ("uses", "access", "special", "categories", "purpose_rules", "thresholds")


def _refuse_repeats(name: str, file: _ProfileFile) -> None:
    ids = [u.id for u in file.uses] + [a.id for a in file.access]
    ids += [s.id for s in file.special] + [c.id for c in file.categories]
    ids += [f"exposure {t.exposure}" for t in file.thresholds]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise UsageError(f"{name}: given twice: {', '.join(twice)}. Keep one of each.")
