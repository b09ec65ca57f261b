"""The first screen of the README shows a real report, made by the tool as it is now."""

from tools.readme import README, renewed


def test_the_report_in_the_readme_is_what_the_tool_prints() -> None:
    text = README.read_text(encoding="utf-8")
    assert "Q13" in text
    assert text == renewed(text), "renew it: python -m tools.readme"
