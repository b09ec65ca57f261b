from dataclasses import replace

import pytest

from analyzer.core.findings import FindingStatus
from analyzer.render.headline import headline, score_words, standing_words, to_confirm
from tests.unit.render.make_report import make_report, make_unscored_report


@pytest.mark.parametrize(
    ("score", "low", "high", "words"),
    [
        (72.48, 70.0, 72.5, "72 (70–73) of 100"),
        (69.99, 69.2, 71.0, "69 (69–71) of 100"),  # never shown as 70, which would be another tier
        (100.0, 100.0, 100.0, "100 (100–100) of 100"),
        (0.0, 0.0, 0.4, "0 (0–1) of 100"),
        (50.0, None, None, "50 (50–50) of 100"),
    ],
)
def test_the_score_never_stands_without_its_range(score, low, high, words):
    assessment = replace(make_report().assessment, score=score, low=low, high=high)
    assert score_words(assessment) == words


def test_decisive_findings_to_confirm_are_counted_once():
    report = make_report()
    assert to_confirm(report) == 3  # the sponsors' clause decides a question and meets a gate
    confirmed = tuple(replace(finding, status=FindingStatus.CONFIRMED) for finding in report.findings)
    done = replace(report, findings=confirmed, assessment=replace(report.assessment, provisional=False))
    assert to_confirm(done) == 0
    assert standing_words(done) == "confirmed"
    assert headline(done) == "72 (70–73) of 100 · Approve with DPA · confirmed"


def test_one_finding_is_singular():
    report = make_report()
    heaviest = [q for q in report.assessment.questions if q.weight == 8]
    last = next(key for question in heaviest for key in question.decided_by)
    others = tuple(
        finding if finding.key == last else replace(finding, status=FindingStatus.CONFIRMED)
        for finding in report.findings
    )
    assert standing_words(replace(report, findings=others)) == "provisional: 1 decisive finding to confirm"


def test_not_reviewable_shows_no_number():
    report = make_unscored_report()
    assert not any(character.isdigit() for character in headline(report))
