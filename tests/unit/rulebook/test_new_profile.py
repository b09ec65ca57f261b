from __future__ import annotations

import pytest

from analyzer.core.errors import UsageError
from analyzer.core.profile import Verdict
from analyzer.rulebook.new_profile import PROFILE_QUESTIONS, new_profile
from analyzer.rulebook.profile import load_profile


def made(tmp_path, **answers):
    path = tmp_path / "new.yaml"
    path.write_text(new_profile(answers), encoding="utf-8")
    return load_profile(path)


def test_answers_make_a_profile_that_loads(tmp_path):
    profile = made(
        tmp_path,
        id="lakeside",
        name="Lakeside Schools",
        home_state="il",
        uses=("academics", "operations"),
        permitted=("improve_service",),
        access=("staff", "vendors"),
        data=("grades", "email"),
        breach_hours="24",
    )
    assert profile.home_state == "IL"
    assert [u.id for u in profile.uses] == ["U1", "U2"]
    assert profile.breach_hours == 24
    verdicts = {p: r.verdict for r in profile.purpose_rules for p in r.purposes}
    assert verdicts["improve_service"] is Verdict.CONSISTENT_WITH_CONDITION
    assert verdicts["sale"] is Verdict.EXCEEDS
    assert {e for c in profile.categories for e in c.elements} >= {"grades", "email"}
    assert [s.id for s in profile.special] == ["S1", "S2"]


def test_every_option_of_every_question_makes_a_profile_that_loads(tmp_path):
    everything = {q.id: tuple(key for key, _ in q.options) for q in PROFILE_QUESTIONS if q.many}
    profile = made(tmp_path, **everything)
    assert len(profile.categories) == len(everything["data"])


def test_no_answers_give_the_defaults(tmp_path):
    profile = made(tmp_path)
    assert profile.id == "our-district"
    assert profile.breach_hours == 72


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"uses": ("fun",)}, "'fun' is no answer. Choose from: academics"),
        ({"shoe_size": "9"}, "No such profile question: shoe_size"),
        ({"breach_hours": "soon"}, "no number of hours"),
        ({"permission": ("yes", "no")}, "is no answer"),
    ],
)
def test_a_wrong_answer_is_told(answers, told):
    with pytest.raises(UsageError, match=told):
        new_profile(answers)


@pytest.mark.parametrize(("typed", "kept"), [("Elmbrook", "elmbrook"), (" Our Town, MA ", "our-town-ma")])
def test_an_id_is_taken_as_it_is_typed(tmp_path, typed, kept):
    path = tmp_path / "p.yaml"
    path.write_text(new_profile({"id": typed}), encoding="utf-8")
    assert load_profile(path).id == kept


def test_an_id_without_letters_is_refused():
    with pytest.raises(UsageError, match="gives no id"):
        new_profile({"id": "---"})
