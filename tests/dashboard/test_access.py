"""Who is let in, and in which role."""

import pytest

from analyzer.dashboard.access import Admission, Role, admission, role_of


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_this_machine_needs_no_sign_in(address: str) -> None:
    assert admission(address, sign_in=False, open_to_all=False) is Admission.OPEN


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "10.0.0.5", "127.0.0.1.example"])  # noqa: S104
def test_other_addresses_are_refused_unless_told_so(address: str | None) -> None:
    assert admission(address, sign_in=False, open_to_all=False) is Admission.REFUSED
    assert admission(address, sign_in=False, open_to_all=True) is Admission.OPEN
    assert admission(address, sign_in=True, open_to_all=False) is Admission.SIGN_IN


def test_sign_in_holds_on_this_machine_too() -> None:
    assert admission("127.0.0.1", sign_in=True, open_to_all=True) is Admission.SIGN_IN


ROLES = {"viewer": (), "reviewer": ("@town.example",), "approver": (" Ann@Town.example",)}


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("ann@town.example", Role.APPROVER),
        ("bob@TOWN.example", Role.REVIEWER),
        ("eve@other.example", Role.VIEWER),
        ("eve@town.example.other.example", Role.VIEWER),
        ("", Role.VIEWER),
    ],
)
def test_role_is_the_highest_that_lists_the_address(email: str, role: Role) -> None:
    assert role_of(email, ROLES) is role


def test_each_role_includes_the_one_before() -> None:
    assert Role.APPROVER.may(Role.REVIEWER)
    assert Role.REVIEWER.may(Role.REVIEWER)
    assert not Role.VIEWER.may(Role.REVIEWER)
