"""How long, from when, how fast, and who is told: read from whole sentences."""

from collections.abc import Callable

import pytest

from analyzer.match.parameters import read_parameters
from analyzer.match.reading import Reading

NAMES = (
    "retention_period_days", "retention_anchor", "deletion_completion_days", "residual_days",
    "breach_notice_hours", "breach_anchor", "notified_party",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Student records are deleted 60 days after the end of the school's subscription.",
            {"retention_period_days": 60, "retention_anchor": "contract_end"},
        ),
        (
            "Upon termination of your account we will delete your data within 30 days.",
            {"retention_period_days": 30, "retention_anchor": "contract_end", "deletion_completion_days": 30},
        ),
        (
            "Accounts that have been inactive for eighteen (18) months are removed.",
            {"retention_period_days": 548, "retention_anchor": "account_inactive"},
        ),
        (
            "We erase a profile one year after the last login.",
            {"retention_period_days": 365, "retention_anchor": "last_activity"},
        ),
        ("Messages older than 90 days are erased.", {"retention_anchor": "collection"}),
        ("Screen images are kept 30 days from capture.", {"retention_anchor": "collection"}),
        ("Data is erased within 45 days of your request.", {"retention_anchor": "request"}),
        (
            "We delete records after 30 days and they leave our backups after 90 days.",
            {"retention_period_days": 30, "residual_days": 90},
        ),
        (
            "Encrypted backups are overwritten after 35 days.",
            {"retention_period_days": 35, "residual_days": 35},
        ),
        (
            "We will notify the affected schools within 72 hours of confirming a breach of student data.",
            {"breach_notice_hours": 72, "breach_anchor": "confirmation", "notified_party": ("school",)},
        ),
        (
            "Within two days of becoming aware of a breach the vendor informs parents.",
            {"breach_notice_hours": 48, "breach_anchor": "discovery", "notified_party": ("parent",)},
        ),
        (
            "Should a breach occur, we alert users within 7 days, or within 72 hours if passwords leak.",
            {"breach_notice_hours": 168, "notified_party": ("user",)},
        ),
        (
            "If a breach touches many students we inform the supervisory authority within 24 hours.",
            {"notified_party": ("regulator",), "breach_notice_hours": 24},
        ),
    ],
)
def test_clock(read: Callable[..., Reading], text: str, expected: dict[str, object]) -> None:
    found = dict(read_parameters(NAMES, text, read(text)))
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "We keep data for as long as we need it.",
        "We will notify you promptly.",
        "Children must be at least 13 years of age.",
    ],
)
def test_nothing_is_read_where_nothing_is_said(read: Callable[..., Reading], text: str) -> None:
    names = ("retention_period_days", "retention_anchor", "residual_days", "breach_notice_hours")
    assert not dict(read_parameters(names, text, read(text)))


def test_a_window_of_time_is_no_deadline(read: Callable[..., Reading]) -> None:
    text = "You may ask for a copy twice within a 12-month period."
    assert not dict(read_parameters(("response_days",), text, read(text)))


@pytest.mark.parametrize(
    ("text", "scope", "duration"),
    [
        ("You grant us a perpetual licence to publish your content.", "any", "perpetual"),
        (
            "You grant us a licence to host your content solely to provide the service, during the term.",
            "service_only",
            "term",
        ),
        ("You grant us a worldwide licence to your content.", "any", None),
    ],
)
def test_licence(read: Callable[..., Reading], text: str, scope: str, duration: str | None) -> None:
    found = dict(read_parameters(("license_scope", "license_duration"), text, read(text)))
    assert found.get("license_scope") == scope
    assert found.get("license_duration") == duration
