"""The rubric's worked example from real files to the tier: read, matched and assessed as any vendor is.

Unlike its namesake in the tests of the assessment, nothing is given by hand.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from analyzer.core.documents import Source, Vendor
from analyzer.core.reports import AnswerState, Report, TierId
from analyzer.fetch import read_file
from analyzer.pipeline import Bundle, KitPaths, analyze_bundle, load_kit
from tests.samples.worked.make_papers import make_all, sources

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "samples" / "worked"
PUBLISHED = ("privacy.html", "terms.html")
BUNDLES = {
    "published": PUBLISHED,
    "addendum": (*PUBLISHED, "addendum.docx"),
    "addendum-without-order": (*PUBLISHED, "addendum_without_order.docx"),
    "agreement": (*PUBLISHED, "addendum.docx", "agreement.pdf"),
}
MOMENT = datetime(2026, 11, 2, tzinfo=UTC)


@cache
def report(name: str, *, with_model: bool) -> Report:
    paths = KitPaths(
        rules=ROOT / "rules",
        profile=ROOT / "data" / "profiles" / "massachusetts.yaml",
        model=ROOT / "models" / "linear" if with_model else None,
    )
    listed = tuple(Source(location=str(FOLDER / file)) for file in BUNDLES[name])
    bundle = Bundle(
        vendor=Vendor(id="lexiloop", name="LexiLoop Reader", sources=listed),
        snapshots=tuple(read_file(Path(s.location), s, fetched_at=MOMENT) for s in listed),
    )
    return analyze_bundle(bundle, load_kit(paths), made_at=MOMENT)


@pytest.mark.parametrize("with_model", [False, True], ids=["rules", "rules-and-model"])
@pytest.mark.parametrize(
    ("name", "score", "tier"),
    [
        ("published", 26.6, TierId.HIGH_CONCERN),
        ("addendum", 72.5, TierId.WITH_DPA),
        ("addendum-without-order", 52.9, TierId.NEEDS_ANSWERS),
        ("agreement", 92.3, TierId.READY),
    ],
)
def test_the_documents_give_the_scores_and_tiers_of_the_rubric(name, score, tier, with_model):
    assessment = report(name, with_model=with_model).assessment
    wrong = {q.question_id: (q.state.value, q.credit) for q in assessment.questions}
    assert assessment.score == pytest.approx(score, abs=0.05), wrong
    assert assessment.tier.id is tier
    assert assessment.coverage.share == 1


def test_without_an_order_of_documents_both_sides_count():
    assessment = report("addendum-without-order", with_model=True).assessment
    contradicted = [q.question_id for q in assessment.questions if q.state is AnswerState.CONFLICT]
    assert contradicted == ["Q01", "Q03", "Q04", "Q05", "Q07", "Q24"]
    assert [s.controls for s in report("addendum-without-order", with_model=True).standings] == [False] * 3


def test_the_order_of_precedence_is_read_from_the_documents():
    standings = report("agreement", with_model=True).standings
    assert [(s.rank, s.controls) for s in standings] == [(3, False), (4, False), (2, True), (1, True)]


def test_the_adults_advertising_is_shown_for_other_users_and_is_no_gate():
    made = report("published", with_model=True)
    others = {f.practice_id for f in made.findings if f.key in made.assessment.other_users}
    assert others == {"ads.targeted"}
    assert made.assessment.hard_fails == ()


def test_the_score_without_the_agreement_is_that_of_the_published_documents():
    made = report("agreement", with_model=True)
    assert made.without_agreement is not None
    assert made.without_agreement.score == pytest.approx(72.5, abs=0.05)


def test_the_papers_are_made_from_their_sources(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.samples.worked.make_papers.HERE", FOLDER)
    assert set(sources()) == {p.name for p in FOLDER.iterdir() if p.suffix in (".docx", ".pdf")}
    words = sources()
    monkeypatch.setattr("tests.samples.worked.make_papers.sources", lambda: words)
    monkeypatch.setattr("tests.samples.worked.make_papers.HERE", tmp_path)
    make_all()
    assert all((tmp_path / name).stat().st_size > 1000 for name in words)
