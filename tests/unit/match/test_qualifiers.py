"""What narrows or softens a clause."""

import pytest

from analyzer.core.findings import Qualifier
from analyzer.match.qualifiers import qualifier_of


@pytest.mark.parametrize(
    ("text", "negated", "qualifier"),
    [
        ("We do not share data, except with the school.", True, Qualifier.EXCEPTION),
        ("We share data, except on Sundays.", False, Qualifier.NONE),
        ("We share data with your consent.", False, Qualifier.CONDITIONAL),
        ("Residents of California may ask us to delete data.", False, Qualifier.GEOGRAPHY),
        ("We show ads in the free version.", False, Qualifier.EDITION),
        ("We delete a student account when asked.", False, Qualifier.NONE),
        ("We do not collect data of children under 13.", True, Qualifier.AGE),
        ("We strive to keep data safe.", False, Qualifier.HEDGE),
        ("We take steps to keep data safe.", False, Qualifier.NONE),
        ("We keep data safe.", False, Qualifier.NONE),
    ],
)
def test_the_strongest_qualifier_of_the_clause_is_read(read, text, negated, qualifier):
    found, words = qualifier_of(read(text), negated=negated)
    assert found is qualifier
    assert (words is None) is (qualifier is Qualifier.NONE)
