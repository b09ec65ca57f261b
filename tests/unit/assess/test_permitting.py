from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.assess import assess, family_permission
from analyzer.core.profile import Request, SignIn
from analyzer.rulebook.profile import load_profile
from tests.unit.assess.evidence import POLICY, document, finding, standing

DISTRICT = load_profile(Path(__file__).parents[3] / "data" / "profiles" / "massachusetts.yaml")


@pytest.fixture
def asked(rulebook):
    def ask(request: Request, *findings):
        assessment = assess(
            findings, [document(POLICY)], [standing(POLICY)], rulebook, DISTRICT, request=request
        )
        return family_permission(assessment, findings, DISTRICT, request)

    return ask


def young(**given) -> Request:
    return Request(product="Reader", grades=("3", "4"), sign_in=SignIn.NICKNAME, elements=("name",), **given)


def test_the_page_asks_for_permission_where_the_district_does_not_provide(asked):
    school = finding("consent.school_authorized_coppa")
    assert asked(young(), school).needed is True
    provided = asked(young(district_provided=True), school)
    assert provided.needed is False
    assert provided.notice == ""
    assert provided.finding_keys == (school.key,)


def test_below_13_without_a_basis_families_are_asked(asked):
    permission = asked(young(district_provided=True))
    assert permission.needed is True
    assert "states no basis for consent" in permission.reasons[0]


def test_a_school_cannot_consent_to_commercial_purposes(asked):
    ads = finding("ads.targeted")
    permission = asked(young(district_provided=True), finding("consent.school_authorized_coppa"), ads)
    assert permission.needed is True
    assert permission.finding_keys == (ads.key,)


def test_older_pupils_need_none_by_coppa(asked):
    older = Request(product="Reader", grades=("9",), sign_in=SignIn.SSO, district_provided=True)
    assert asked(older).needed is False


def test_without_grades_nothing_is_decided(asked):
    permission = asked(Request(product="Reader", sign_in=SignIn.SSO, district_provided=True))
    assert permission.needed is None
    assert "Add the grades" in permission.reasons[-1]


def test_the_letter_tells_what_is_used_and_holds_no_score(asked):
    notice = asked(
        young(subject="reading"),
        finding("sale.no_sale_commitment"),
        finding("sharing.service_providers_only"),
        finding("retention.vague"),
    ).notice
    assert "Student name" in notice
    assert "Is my child's information sold? No." in notice
    assert "Is it used to train artificial intelligence? The company does not say." in notice
    assert "hosting companies" in notice
    assert "score" not in notice.casefold()
    assert "tier" not in notice.casefold()
    assert "I do not give permission" in notice
