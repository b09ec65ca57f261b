"""Sign-in as far as it goes without a provider: who meets the door, and what each role may do."""

import importlib.util
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).resolve().parents[2] / "app.py")
AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "not a secret: a test",
    "client_id": "analyzer",
    "client_secret": "not a secret either",
    "server_metadata_url": "https://login.district.example/.well-known/openid-configuration",
}
ROLES = {"reviewer": ["@district.example"], "approver": ["bo@district.example"]}


class _User(dict[str, str]):
    """What Streamlit tells of the person who signed in."""

    is_logged_in = True


def _app(monkeypatch: pytest.MonkeyPatch, email: str | None) -> AppTest:
    user = _User(email=email or "")
    user.is_logged_in = email is not None
    monkeypatch.setattr(st, "user", user)
    app = AppTest.from_file(APP, default_timeout=60)
    app.secrets["auth"] = AUTH
    app.secrets["roles"] = ROLES
    return app.run()


def test_the_library_that_signs_people_in_comes_with_us() -> None:
    assert importlib.util.find_spec("authlib") is not None


def test_nobody_sees_anything_before_signing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _app(monkeypatch, None)
    assert [button.label for button in app.button] == ["Sign in"]
    assert not app.dataframe


@pytest.mark.usefixtures("at_samples")
def test_a_viewer_looks_and_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _app(monkeypatch, "eve@other.example")
    assert len(app.dataframe) == 1
    labels = {button.label for button in app.button}
    assert not any(label.startswith("Score ") for label in labels)
    assert "needs the role" in app.info[0].value
    assert "viewer" in app.sidebar.text[0].value


@pytest.mark.usefixtures("at_samples")
@pytest.mark.parametrize(
    ("email", "archives"), [("ann@district.example", []), ("bo@district.example", ["Take off the list"])]
)
def test_reviewers_score_again_and_only_approvers_take_off_the_list(
    monkeypatch: pytest.MonkeyPatch, email: str, archives: list[str]
) -> None:
    labels = {button.label for button in _app(monkeypatch, email).button}
    assert any(label.startswith("Score ") for label in labels)
    assert [label for label in labels if label.startswith("Take off")] == archives
