from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.assess.comparing import compare_with_profile
from analyzer.assess.elements import elements_used
from analyzer.core.profile import DistrictProfile, Request, SignIn
from analyzer.rulebook.profile import load_profile
from tests.unit.assess.evidence import finding

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def district() -> DistrictProfile:
    return load_profile(ROOT / "data" / "profiles" / "massachusetts.yaml")


def verdicts(rows, kind: str) -> dict[str, str]:
    return {r.subject: r.verdict for r in rows if r.kind == kind}


def test_purposes_are_held_against_the_page(district):
    findings = [
        finding("use.school_purpose_only"),
        finding("use.product_improvement"),
        finding("ads.targeted"),
        finding("ai.training_on_student_data"),
        finding("use.broad_secondary"),
    ]
    assert verdicts(compare_with_profile(findings, (), district), "purpose") == {
        "provide_service": "consistent",
        "improve_service": "consistent_with_condition",
        "advertising": "exceeds_district_policy",
        "ai_training": "exceeds_district_policy",
        "unspecified": "unclear_ask",
    }


def test_a_broad_clause_that_names_its_purposes_is_not_vague(district):
    named = finding("use.broad_secondary", purposes=("research", "marketing"))
    rows = verdicts(compare_with_profile([named], (), district), "purpose")
    assert rows == {"research": "exceeds_district_policy", "marketing": "exceeds_district_policy"}


def test_a_denied_purpose_is_no_purpose(district):
    denied = finding("use.commercial_profiling", asserted="denies")
    assert compare_with_profile([denied], (), district) == ()


def test_recipients_are_held_against_who_has_access(district):
    findings = [
        finding("sharing.unrestricted_third_parties"),
        finding("sharing.service_providers_only"),
        finding("sharing.legal_process"),
        finding("ai.third_party_model"),
        finding("sharing.affiliates"),
    ]
    assert verdicts(compare_with_profile(findings, (), district), "recipient") == {
        "partner": "exceeds_district_policy",
        "service_provider": "consistent",
        "government": "consistent",
        "ai_provider": "unclear_ask",
        "affiliate": "exceeds_district_policy",
    }


def test_affiliates_bound_to_the_same_terms_are_service_providers(district):
    bound = finding("sharing.affiliates", same_terms=True, recipients=("affiliate",))
    rows = verdicts(compare_with_profile([bound], (), district), "recipient")
    assert rows == {"service_provider": "consistent"}


def test_elements_are_held_against_page_and_request(district, rulebook):
    sensitive = finding(
        "collection.sensitive_categories", data_elements=("voice", "iep_504", "grades", "password")
    )
    request = Request(product="Reader", elements=("name", "grades"), sign_in=SignIn.SSO)
    uses = elements_used(rulebook.elements, [sensitive], (), (), request)
    rows = verdicts(compare_with_profile([sensitive], uses, district, request), "element")
    labels = {e.id: e.label for e in rulebook.elements}
    assert rows[labels["voice"]] == "not_disclosed_to_families"
    assert rows[labels["grades"]] == "consistent"
    assert rows[labels["name"]] == "consistent"
    assert rows[labels["iep_504"]] == "minimize_ask"
    assert rows[labels["password"]] == "minimize_ask"


@pytest.mark.parametrize(
    ("stored", "verdict"), [(True, "conflicts_with_page"), (False, "consistent"), (None, "unclear_ask")]
)
def test_device_location_may_be_used_but_not_stored(district, rulebook, stored, verdict):
    given = {} if stored is None else {"stored": stored}
    located = finding("collection.sensitive_categories", data_elements=("device_location",), **given)
    uses = elements_used(rulebook.elements, [located], ())
    (row,) = [r for r in compare_with_profile([located], uses, district) if r.kind == "element"]
    assert row.verdict == verdict
    assert row.rule.startswith("S1")
    assert row.finding_keys == (located.key,)


def test_an_empty_profile_forbids_nothing():
    blank = load_profile(ROOT / "data" / "profiles" / "blank.yaml")
    assert compare_with_profile([finding("ads.targeted")], (), blank) == ()
