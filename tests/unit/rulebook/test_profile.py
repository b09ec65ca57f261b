from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.core.errors import UsageError
from analyzer.core.profile import Verdict
from analyzer.rulebook import load_rulebook
from analyzer.rulebook.profile import load_profile

ROOT = Path(__file__).parents[3]
PROFILES = ROOT / "data" / "profiles"


@pytest.fixture
def written(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "district.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_seed_district_is_read_whole():
    profile = load_profile(PROFILES / "massachusetts.yaml")
    assert profile.home_state == "MA"
    assert [u.id for u in profile.uses] == ["U1", "U2", "U3", "U4"]
    assert [a.id for a in profile.access] == ["A1", "A2", "A3"]
    location = next(s for s in profile.special if s.element == "device_location")
    assert not location.stored_allowed
    assert {t.exposure: t.minimum_score for t in profile.thresholds} == {0: None, 1: None, 2: 70, 3: 85}
    exceeding = next(r for r in profile.purpose_rules if r.verdict is Verdict.EXCEEDS)
    assert "ai_training" in exceeding.purposes


def test_every_element_of_the_page_exists_in_the_rulebook():
    profile = load_profile(PROFILES / "massachusetts.yaml")
    known = {e.id: e.district_category for e in load_rulebook(ROOT / "rules").elements}
    named = {e: c.id for c in profile.categories for e in c.elements}
    assert set(named) <= set(known)
    on_page = {e for e, category in known.items() if not category.startswith("(not on page")}
    assert set(named) == on_page


def test_the_blank_profile_names_no_use():
    profile = load_profile(PROFILES / "blank.yaml")
    assert profile.uses == ()
    assert profile.home_state == ""
    assert len(profile.thresholds) == 4


def test_an_unknown_key_is_named_with_its_line(written):
    path = written("id: x\nname: X\nhome_state: MA\nhome_town: Foxborough\n")
    with pytest.raises(UsageError, match=r"district\.yaml:4: home_town: unknown key"):
        load_profile(path)


def test_every_mistake_is_told_at_once(written):
    path = written(
        "id: x\nname: X\nhome_state: Mass\npurpose_rules:\n  - purposes: [sale]\n    verdict: forbidden\n"
    )
    with pytest.raises(UsageError) as told:
        load_profile(path)
    assert "district.yaml:3: home_state" in str(told.value)
    assert "district.yaml:6: purpose_rules.0.verdict" in str(told.value)


def test_an_id_given_twice_is_refused(written):
    path = written("id: x\nname: X\nhome_state: MA\nuses:\n  - {id: U1, text: a}\n  - {id: U1, text: b}\n")
    with pytest.raises(UsageError, match="given twice: U1"):
        load_profile(path)


def test_the_digest_follows_the_content_and_not_the_line_ends(written):
    text = "id: x\nname: X\nhome_state: MA\n"
    path = written(text)
    first = load_profile(path).digest
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert load_profile(path).digest == first
    assert load_profile(written(text + "contact: office\n")).digest != first


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(UsageError, match=r"absent\.yaml: cannot be read .* Check the path"):
        load_profile(tmp_path / "absent.yaml")
