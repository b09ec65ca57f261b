import pytest

from analyzer.match.states import STATES, state_named


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("governed by the laws of the Commonwealth of Massachusetts", "MA"),
        ("the state of West Virginia, and no other", "WV"),
        ("courts of Delaware or of New York", None),
        ("the laws of England", None),
    ],
)
def test_the_one_state_that_is_named(text: str, state: str | None) -> None:
    assert state_named(text) == state


def test_all_states_and_the_capital_are_known() -> None:
    assert len(STATES) == 51
    assert all(len(letters) == 2 and letters.isupper() for letters in STATES.values())
