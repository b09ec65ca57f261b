"""The vendor's purposes, recipients and data held against the district's page, row by row."""

from collections.abc import Iterable, Mapping, Sequence

from analyzer.core.findings import Asserted, Finding, parameter
from analyzer.core.profile import DistrictProfile, Request, SignIn, Verdict
from analyzer.core.reports import Comparison, ElementUse

# What a clause says of purposes and recipients by being of its practice, parameters aside.
PURPOSES = {
    "sale.sells_student_data": "sale",
    "sale.qualified_or_opt_out": "sale",
    "ads.targeted": "advertising",
    "ads.contextual": "advertising",
    "sharing.advertisers": "advertising",
    "ads.marketing_to_students": "marketing",
    "use.commercial_profiling": "profiling",
    "use.product_improvement": "improve_service",
    "use.school_purpose_only": "provide_service",
    "use.broad_secondary": "unspecified",
    "ai.training_on_student_data": "ai_training",
}
RECIPIENTS = {
    "sharing.unrestricted_third_parties": "partner",
    "sharing.advertisers": "advertiser",
    "sharing.affiliates": "affiliate",
    "sharing.service_providers_only": "service_provider",
    "sharing.subprocessor_flowdown": "service_provider",
    "sharing.subprocessor_list": "subprocessor_named",
    "sharing.legal_process": "government",
    "sharing.public_or_social": "public",
    "transfer.merger": "acquirer",
    "ai.third_party_model": "ai_provider",
    "tracking.third_party": "analytics",
}
_BOUND = "service_provider"
_ASK_RECIPIENT = "Ask who they are and whether they are bound to the school's purposes."


def compare_with_profile(
    findings: Iterable[Finding],
    elements: Sequence[ElementUse],
    profile: DistrictProfile,
    request: Request | None = None,
) -> tuple[Comparison, ...]:
    """Return one row per purpose, recipient and data element (rubric section 3.2).

    `findings` are those that count; denied ones state no purpose. A profile that names no uses,
    no access or no data gives no rows of that kind: an empty page forbids nothing.
    """
    affirmed = [f for f in findings if f.asserted is Asserted.AFFIRMS]
    rows: list[Comparison] = []
    if profile.uses:
        rows += [
            _purpose(name, keys, profile)
            for name, keys in _gather(affirmed, PURPOSES, "purposes", "unspecified")
        ]
    if profile.access:
        rows += [
            _recipient(name, keys, profile) for name, keys in _gather(affirmed, RECIPIENTS, "recipients", "")
        ]
    if profile.categories:
        rows += [_element(use, profile, request) for use in elements]
    return tuple(rows)


def _gather(
    findings: Iterable[Finding], inherent: Mapping[str, str], name: str, vague: str
) -> list[tuple[str, tuple[str, ...]]]:
    """Return each purpose or recipient with the findings that state it, in alphabetical order.

    The word `vague` gives way where the clause itself names something.
    """
    stated: dict[str, set[str]] = {}
    for finding in findings:
        value = parameter(finding.parameters, name)
        named = set(value) if isinstance(value, tuple) else set()
        own = inherent.get(finding.practice_id)
        if own == "affiliate" and parameter(finding.parameters, "same_terms") is True:
            own = _BOUND
            named.discard("affiliate")
        if own and not (own == vague and named):
            named.add(own)
        if own or finding.practice_id.startswith(("use.", "deid.", "sharing.")):
            for one in named:
                stated.setdefault(one, set()).add(finding.key)
    return [(one, tuple(sorted(keys))) for one, keys in sorted(stated.items())]


def _purpose(name: str, keys: tuple[str, ...], profile: DistrictProfile) -> Comparison:
    for use in profile.uses:
        if name in use.purposes:
            return _row("purpose", name, f"{use.id}: {use.text}", Verdict.CONSISTENT, keys)
    for rule in profile.purpose_rules:
        if name in rule.purposes:
            return _row("purpose", name, _silence(profile), rule.verdict, keys, rule.action)
    return _row("purpose", name, "no use of the page covers it", Verdict.UNCLEAR, keys, "Ask what it means.")


def _silence(profile: DistrictProfile) -> str:
    named = ", ".join(profile.not_permitted)
    return f"the page does not permit: {named}" if named else "no use of the page covers it"


def _recipient(name: str, keys: tuple[str, ...], profile: DistrictProfile) -> Comparison:
    for rule in profile.access:
        if name in rule.recipients:
            return _row("recipient", name, f"{rule.id}: {rule.text}", Verdict.CONSISTENT, keys)
    nobody = "nobody else has access by the page"
    if name in profile.recipients_not_permitted:
        action = "Have it excluded for the district's pupils."
        return _row("recipient", name, nobody, Verdict.EXCEEDS, keys, action)
    return _row("recipient", name, nobody, Verdict.UNCLEAR, keys, _ASK_RECIPIENT)


def _element(use: ElementUse, profile: DistrictProfile, request: Request | None) -> Comparison:
    special = next((s for s in profile.special if s.element == use.element_id), None)
    if special and not special.stored_allowed:
        return _not_to_be_stored(use, f"{special.id}: {special.text}")
    category = next((c for c in profile.categories if use.element_id in c.elements), None)
    if category is None:
        action = "Add it to the page or exclude it."
        return _row(
            "element", use.label, "not named on the page", Verdict.NOT_DISCLOSED, use.finding_keys, action
        )
    if use.element_id == "password" and request and request.sign_in in (SignIn.SSO, SignIn.ROSTERING):
        action = "Use single sign-on, so that no password is stored."
        return _row("element", use.label, category.label, Verdict.MINIMIZE, use.finding_keys, action)
    if request and request.elements and use.element_id not in request.elements:
        action = "The requested use does not need it: have it left out."
        return _row("element", use.label, category.label, Verdict.MINIMIZE, use.finding_keys, action)
    action = "" if request and request.elements else "Check that the use needs it: no request names it."
    return _row("element", use.label, category.label, Verdict.CONSISTENT, use.finding_keys, action)


def _not_to_be_stored(use: ElementUse, rule: str) -> Comparison:
    if use.stored is True:
        action = "Disable the storage or amend the page."
        return _row("element", use.label, rule, Verdict.CONFLICTS_WITH_PAGE, use.finding_keys, action)
    if use.stored is None:
        return _row(
            "element", use.label, rule, Verdict.UNCLEAR, use.finding_keys, "Ask whether it is stored."
        )
    return _row("element", use.label, rule, Verdict.CONSISTENT, use.finding_keys)


def _row(
    kind: str, subject: str, rule: str, verdict: Verdict, keys: tuple[str, ...], action: str = ""
) -> Comparison:
    return Comparison(
        kind=kind, subject=subject, rule=rule, verdict=verdict.value, finding_keys=keys, action=action
    )
