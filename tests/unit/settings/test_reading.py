from pathlib import Path

import pytest

from analyzer.core.errors import UsageError
from analyzer.settings import read_settings


def test_defaults_find_what_ships_with_us() -> None:
    settings = read_settings({})
    assert (settings.rules / "sale").is_dir()
    assert settings.profile_path.is_file()
    assert settings.database_url.startswith("sqlite:///")


def test_environment_overrides_and_blank_is_unset(tmp_path: Path) -> None:
    settings = read_settings(
        {"ANALYZER_RULES": str(tmp_path), "ANALYZER_ALLOW_HOSTS": "a.test, b.test,", "ANALYZER_CONTACT": ""}
    )
    assert settings.rules == tmp_path
    assert settings.allow_hosts == ("a.test", "b.test")
    assert settings.contact == ""


@pytest.mark.parametrize("value", ["0", "two", "-1", "1.5"])
def test_workers_that_cannot_be_meant_are_refused(value: str) -> None:
    with pytest.raises(UsageError, match="ANALYZER_WORKERS"):
        read_settings({"ANALYZER_WORKERS": value})


def test_profile_may_be_a_path(tmp_path: Path) -> None:
    own = tmp_path / "ours.yaml"
    assert read_settings({"ANALYZER_PROFILE": str(own)}).profile_path == own


def test_the_linear_model_reads_unless_another_is_named(tmp_path: Path) -> None:
    shipped = read_settings({}).model_path
    assert shipped is not None
    assert shipped.name == "linear"
    named = read_settings({"ANALYZER_MODEL": "encoder"}).model_path
    assert named is not None
    assert named.name == "encoder"
    assert read_settings({"ANALYZER_MODELS": str(tmp_path)}).model_path is None
