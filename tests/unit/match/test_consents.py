"""Ages, consents, precedence and notices of change: read from whole sentences."""

from collections.abc import Callable

import pytest

from analyzer.match.parameters import read_parameters
from analyzer.match.reading import Reading

Read = Callable[..., Reading]


def _value(read: Read, name: str, text: str) -> object:
    return dict(read_parameters((name,), text, read(text))).get(name)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("You must be at least 18 years old to open an account.", 18),
        ("Pupils younger than thirteen may not register.", 13),
        ("Nobody under the age of (13) thirteen may register.", 13),
        ("It is not meant for persons less than seventeen (17) years of age.", 17),
        ("An under-16 user needs a parent.", 16),
        ("You must be 18-years-old to agree.", 18),
        ("If you are 13 or older but under the age of 18, ask a guardian first.", 18),
        ("Between the ages of 13 and 16 we wait for a parent's yes.", 16),
        ("Our helpdesk answers within 18 hours.", None),
    ],
)
def test_age_is_the_line_the_clause_draws(read: Read, text: str, age: int | None) -> None:
    assert _value(read, "min_age", text) == age
    assert _value(read, "age_threshold", text) == age


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("We ask for the district's consent before a material change.", True),
        ("No term may be changed without the school's written permission.", True),
        ("A change counts only after the school has agreed to it.", True),
        ("By continuing to use the service you consent to the new policy without further notice.", None),
        ("We will e-mail you before the change.", None),
    ],
)
def test_consent_by_use_is_no_consent(read: Read, text: str, required: bool | None) -> None:  # noqa: FBT001
    assert _value(read, "consent_required", text) is required


@pytest.mark.parametrize(
    ("text", "controls"),
    [
        ("If the two conflict, the district addendum governs.", True),
        ("The data privacy agreement prevails over this policy.", True),
        ("Our student notice takes precedence for school accounts.", True),
        ("The addendum controls where it differs.", True),
        ("Student data is governed by our contract with the school.", None),
        ("Records stay under the direct control of the school.", None),
        ("Please see our Student Privacy Policy.", None),
    ],
)
def test_a_paper_controls_only_where_it_is_said_to_prevail(
    read: Read,
    text: str,
    controls: bool | None,  # noqa: FBT001
) -> None:
    assert _value(read, "controls", text) is controls


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("We will notify you by posting the new text on this page.", "posting"),
        ("We will e-mail administrators and post the new text.", "direct"),
        ("Schools will be notified of any change.", "direct"),
        ("This policy may change.", None),
    ],
)
def test_notice_by_posting_is_not_direct(read: Read, text: str, method: str | None) -> None:
    assert _value(read, "notice_method", text) == method


def test_a_claim_with_its_conditions_is_not_bare(read: Read) -> None:
    assert _value(read, "bare_claim", "We comply with FERPA.") is True
    assert _value(read, "bare_claim", "We comply with FERPA as a school official.") is None
