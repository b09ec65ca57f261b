from dataclasses import replace

import pytest

from analyzer.compare import compare_reports, drift_of, worst_first
from analyzer.core.changes import Cause, DriftShare
from analyzer.core.findings import FindingStatus
from analyzer.core.reports import Report, TierId
from tests.unit.store.invented import (
    SENTENCES,
    make_assessment,
    make_document,
    make_finding,
    make_provenance,
    make_report,
    make_vendor,
)

OTHER = (SENTENCES[0], "We keep biometric voice prints indefinitely.", SENTENCES[2])


def report(
    score: float | None,
    *,
    sentences: tuple[str, ...] = SENTENCES,
    rules: str = "r1",
    quotes: tuple[int, ...] = (0,),
    tier: TierId = TierId.NEEDS_ANSWERS,
    vendor: str = "quillmoss",
) -> Report:
    document = make_document(sentences, snapshot_id=str(sentences))
    return make_report(
        make_vendor(vendor),
        (document,),
        tuple(make_finding(document, sentences[at], f"practice.{at}") for at in quotes),
        assessment=make_assessment(score, tier),
        provenance=make_provenance(rules=rules),
    )


def test_what_rules_and_vendor_did_in_turn_is_told_apart() -> None:
    drift = drift_of(
        (
            report(70.0),
            report(64.0, rules="r2", quotes=(0, 1)),
            report(66.0, rules="r2", quotes=(0, 1), sentences=OTHER),
        )
    )
    assert drift.shares == (
        DriftShare(causes=(Cause.RULES,), points=-6.0, reports=1),
        DriftShare(causes=(Cause.VENDOR_TEXT,), points=2.0, reports=1),
    )
    assert (drift.points, drift.appeared, drift.gone, drift.moved) == (-4.0, 1, 0, True)
    assert drift.causes == (Cause.VENDOR_TEXT, Cause.RULES)


def test_what_came_together_stays_one_share() -> None:
    both = report(60.0, rules="r2", quotes=(0, 1, 2), sentences=OTHER)
    old = report(70.0, quotes=(0, 1))
    (share,) = drift_of((old, both)).shares
    assert share == DriftShare(causes=(Cause.VENDOR_TEXT, Cause.RULES), points=-10.0, reports=1)


def test_a_score_that_moved_for_no_known_cause_says_so() -> None:
    (share,) = drift_of((report(70.0), report(60.0))).shares
    assert share == DriftShare(causes=(), points=-10.0, reports=1)


def test_one_report_does_not_move() -> None:
    drift = drift_of((report(70.0),))
    assert (drift.moved, drift.shares, drift.points) == (False, (), 0.0)


def test_tiers_come_first_the_deepest_fall_before_the_rest() -> None:
    def moved(
        vendor: str, old: tuple[float | None, TierId], new: tuple[float | None, TierId]
    ) -> tuple[Report, ...]:
        return tuple(report(score, tier=tier, vendor=vendor) for score, tier in (old, new))

    ready, needs, concern = TierId.READY, TierId.NEEDS_ANSWERS, TierId.HIGH_CONCERN
    drifts = [
        moved("slipped", (69.0, needs), (51.0, needs)),
        moved("still", (60.0, needs), (60.04, needs)),
        moved("rose", (69.0, needs), (90.0, ready)),
        moved("fell", (90.0, ready), (40.0, concern)),
        moved("lost", (69.0, needs), (None, TierId.NOT_REVIEWABLE)),
        moved("gained", (60.0, needs), (61.0, needs)),
    ]
    order = [drift.vendor_id for drift in worst_first(drift_of(pair) for pair in drifts)]
    assert order == ["fell", "lost", "rose", "slipped", "gained"]


@pytest.mark.parametrize(
    ("detectors", "cause"),
    [(("model:m2",), Cause.MODEL), (("rule:a", "model:m2"), Cause.RULES), (("rule:a",), Cause.RULES)],
)
def test_where_rules_and_model_are_new_the_one_that_saw_it_is_the_cause(
    detectors: tuple[str, ...], cause: Cause
) -> None:
    document = make_document()
    finding = make_finding(document, SENTENCES[0])
    seen = replace(finding, evidence=replace(finding.evidence, detectors=detectors))
    old = make_report(documents=(document,), findings=())
    provenance = replace(make_provenance(rules="r2"), model_id="m2")
    new = make_report(documents=(document,), findings=(seen,), provenance=provenance)
    (change,) = compare_reports(old, new).findings
    assert change.cause is cause
    (gone,) = compare_reports(new, old).findings
    assert gone.cause is cause


def test_a_verdict_that_moved_the_score_is_the_reviewers_doing() -> None:
    old = report(70.0)
    rejected = tuple(replace(finding, status=FindingStatus.REJECTED) for finding in old.findings)
    (share,) = drift_of((old, replace(report(60.0), findings=rejected))).shares
    assert share.causes == (Cause.REVIEWS,)
