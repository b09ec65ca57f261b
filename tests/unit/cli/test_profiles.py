"""`profile new` asks or reads answers; `profile check` names every mistake."""

import json
from pathlib import Path

from typer.testing import CliRunner

from analyzer.cli.app import app
from analyzer.rulebook.new_profile import PROFILE_QUESTIONS
from analyzer.rulebook.profile import load_profile

RUN = CliRunner()


def test_a_guided_profile_loads(tmp_path: Path) -> None:
    out = tmp_path / "ours.yaml"
    typed = [
        "ours",
        "Our Schools",
        "VT",
        "",
        "",
        "48",
        "academics",
        "",
        "nobody",
        "staff,vendors",
        "grades",
        "no",
        "yes",
    ]
    result = RUN.invoke(app, ["profile", "new", "--out", str(out)], input="\n".join(typed) + "\n")
    assert result.exit_code == 0, result.output
    made = load_profile(out)
    assert (made.name, made.home_state, made.breach_hours) == ("Our Schools", "VT", 48)
    assert [use.id for use in made.uses] == ["U1"]
    assert len(made.access) == 2
    assert "Choose from: staff" in result.stderr
    assert all(question.text in result.output for question in PROFILE_QUESTIONS)
    assert RUN.invoke(app, ["profile", "check", str(out)]).exit_code == 0


def test_answers_from_a_file(tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.yaml", tmp_path / "ours.yaml"
    answers.write_text(
        "id: ours\nname: Our Schools\nhome_state: ma\nuses: [academics, operations]\npermission: no\n",
        encoding="utf-8",
    )
    arguments = ["profile", "new", "--out", str(out), "--answers", str(answers)]
    assert RUN.invoke(app, arguments).exit_code == 0
    made = load_profile(out)
    assert made.home_state == "MA"
    assert len(made.uses) == 2
    assert not any(rule.permission_needed for rule in made.special)
    assert "exists already" in str(RUN.invoke(app, arguments).exception)


def test_a_wrong_answer_writes_nothing(tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.yaml", tmp_path / "ours.yaml"
    for wrong in ("home_state: Vermont\n", "uses: [mining]\n", "- a\n- b\n", "colour: red\n"):
        answers.write_text(wrong, encoding="utf-8")
        result = RUN.invoke(app, ["profile", "new", "--out", str(out), "--answers", str(answers)])
        assert result.exit_code != 0
        assert sorted(tmp_path.iterdir()) == [answers]


def test_check_names_every_unknown_word(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(
        "id: p\nname: P\nhome_state: ''\ncategories:\n  - {id: c, label: C, elements: [grades, shoe_size]}\n"
        "thresholds:\n  - {exposure: 0, tiers: [splendid]}\n",
        encoding="utf-8",
    )
    told = str(RUN.invoke(app, ["profile", "check", str(path)]).exception)
    assert "'shoe_size'" in told
    assert "'splendid'" in told
    assert "'grades'" not in told


def test_the_profiles_that_ship_are_sound() -> None:
    for path in sorted((Path(__file__).resolve().parents[3] / "data" / "profiles").glob("*.yaml")):
        result = RUN.invoke(app, ["profile", "check", str(path), "--json"])
        assert result.exit_code == 0, result.exception
        assert json.loads(result.stdout)["id"] == path.stem
