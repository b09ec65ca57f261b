"""Spans of time as policies write them, in calendar hours and days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.match.durations import durations


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("within 30 days", [30]),
        ("within thirty (30) days of the end", [30]),
        ("within sixty days", [60]),
        ("no later than ninety (90) calendar days", [90]),
        ("a 45-day period", [45]),
        ("for one year", [365]),
        ("for a year after you leave", [365]),
        ("for twelve months", [365]),
        ("for 18 months", [548]),
        ("for thirteen (13) months", [395]),
        ("for 24 months", [730]),
        ("for six months", [180]),
        ("for 3 months", [90]),
        ("for two weeks", [14]),
        ("within 72 hours", [3]),
        ("within 2 business days", [3]),
        ("within five (5) working days", [7]),
        ("within 10 school days", [14]),
        ("30 days, and backups after 90 days", [30, 90]),
        ("7 years", [2555]),
    ],
)
def test_days(text: str, days: list[int]) -> None:
    assert [d.days for d in durations(text)] == days


@pytest.mark.parametrize(
    "text",
    [
        "children under 13 years of age",
        "users who are 18 years old",
        "16 years or older",
        "version 30 of the daily report",
        "Section 60 applies",
        "several days",
        "twice a year",
    ],
)
def test_no_duration(text: str) -> None:
    assert not durations(text)


def test_business_days_are_marked_and_offsets_are_those_of_the_text() -> None:
    text = "We answer within two (2) business days."
    (found,) = durations(text)
    assert found.business
    assert text[found.start : found.end] == "two (2) business days"
    assert not durations("within 2 days")[0].business


@given(number=st.integers(min_value=1, max_value=400), unit=st.sampled_from(["hour", "day", "week", "year"]))
def test_digits_in_brackets_say_what_the_number_alone_says(number: int, unit: str) -> None:
    plain = durations(f"within {number} {unit}s")
    bracketed = durations(f"within one ({number}) {unit}s")
    assert [d.hours for d in plain] == [d.hours for d in bracketed]


@given(months=st.integers(min_value=1, max_value=119))
def test_more_months_are_never_fewer_days(months: int) -> None:
    fewer, more = durations(f"{months} months, {months + 1} months")
    assert fewer.days < more.days
