"""Page numbers at the edge of a page, and lines that only look like them."""

import pytest

from analyzer.extract.pdf.running import _is_page_number


@pytest.mark.parametrize(
    "text", ["7", "- 7 -", "Page 7", "page 7 of 12", "p. 7", "| 7 / 12 |", "Seite 7 von 12", "xiv", "— 3 —"]
)
def test_a_page_number_is_told(text: str) -> None:
    assert _is_page_number(text)


@pytest.mark.parametrize("text", ["7 days", "Page", "", "-", "12345", "page seven", "7 of many"])
def test_other_lines_are_kept(text: str) -> None:
    assert not _is_page_number(text)


@pytest.mark.timeout(20)  # a hang took minutes; what is right takes microseconds
@pytest.mark.parametrize(
    "text", ["\n" * 20_000, " -" * 20_000 + "y", "page" + " " * 20_000, "7" + " " * 9_000 + "y"]
)
def test_a_line_of_nothing_but_space_does_not_hang(text: str) -> None:
    assert not _is_page_number(text)
