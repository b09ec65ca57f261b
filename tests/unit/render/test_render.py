import pytest

from analyzer.core.errors import UsageError
from analyzer.render import RENDERERS, render
from tests.unit.render.make_report import (
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

REPORTS = {
    "full": make_report(),
    "unscored": make_unscored_report(),
    "large": make_large_report(),
    **{name: make_report(words) for name, words in NAMES.items()},
}


@pytest.mark.parametrize("format_name", RENDERERS)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_format_renders_every_report_to_the_same_bytes(format_name, report):
    first = render(report, make_rulebook(), format_name)
    assert first
    assert render(report, make_rulebook(), format_name) == first


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match=r"No report format 'doc'\. Use one of: txt, full\.txt, json"):
        render(make_report(), make_rulebook(), "doc")
