from analyzer.core.documents import Span
from analyzer.segment.enumerations import enumeration


def items(text: str) -> list[str]:
    found = enumeration(text, Span(0, len(text)))
    return [] if found is None else [one.of(text).strip() for one in found.items]


def test_finds_the_outermost_series() -> None:
    text = "Vendor shall not (a) sell data, (i) new or (ii) old; (b) rent it; or (c) lend it."
    assert items(text) == ["(a) sell data, (i) new or (ii) old;", "(b) rent it; or", "(c) lend it."]


def test_numbers_bullets_and_bare_letters() -> None:
    assert items("We keep (1) names and (2) grades.") == ["(1) names and", "(2) grades."]
    assert items("We keep: • names • grades") == ["• names", "• grades"]
    assert items("We keep a) names b) grades") == ["a) names", "b) grades"]


def test_a_reference_is_no_list() -> None:
    assert items("As set out in (a) and (b).") == []
    assert items("Sections 5(a) and 5(b) apply.") == []
    assert items("Only (a) one thing.") == []
    assert items("Part (c) and (d) of it.") == []
