from dataclasses import replace

from analyzer.core.findings import Qualifier, Scope
from analyzer.render.remarks import chips
from tests.unit.render.make_report import make_report


def test_data_elements_are_told_by_their_labels():
    finding = replace(
        make_report().findings[0],
        scope=Scope.STUDENT,
        qualifier=Qualifier.NONE,
        parameters=(("data_elements", ("usage_stats", "unlisted")), ("recipients", ("ad_network",))),
    )
    told = chips(
        finding, superseded=False, review=None, elements={"usage_stats": "Software usage statistics"}
    )
    assert told == (
        "about students",
        "data elements: Software usage statistics, unlisted",
        "recipients: advertising networks",
    )
