"""Both pages by AppTest: what they show, and that choosing a vendor shows that vendor."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).resolve().parents[2] / "app.py")
TIMEOUT_S = 60

pytestmark = pytest.mark.usefixtures("at_samples")


def _app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=TIMEOUT_S).run()


def test_list_shows_every_vendor_with_tier_and_state_of_reading() -> None:
    app = _app()
    assert not app.exception
    assert app.title[0].value == "Approved list"
    table = app.dataframe[0].value
    assert len(table) == 8
    by_name = table.set_index("Vendor")
    assert by_name.loc["Glimmerpost", "Tier"] == "– Not reviewable"
    assert by_name.loc["Glimmerpost", "Range"] == "no score"
    assert "2 not read" in by_name.loc["Glimmerpost", "Evidence"]
    assert by_name.loc["Tallywren Math", "Score"] > by_name.loc["Scholvanti Match", "Score"]


def test_search_narrows_the_list() -> None:
    app = _app()
    app.text_input(key="list_search").input("MATH").run()
    assert list(app.dataframe[0].value["Vendor"]) == ["Tallywren Math"]


def test_report_shows_verdict_and_marked_quotes() -> None:
    app = _app()
    app.selectbox(key="list_vendor").select("scholvanti").run()
    app.button(key="list_open").click().run()
    assert not app.exception
    assert app.title[0].value == "Scholvanti Match"
    pages = [element.proto.body for element in app.get("html")]
    assert any("High concern" in page and "Score of 100" in page for page in pages)
    assert any('class="quote risk"' in page for page in pages)
    app.session_state["report_view"] = "Questions and evidence"
    app.run()
    assert any("<mark>" in element.proto.body for element in app.get("html"))


def test_what_was_not_read_is_said_and_not_scored() -> None:
    app = _app()
    app.selectbox(key="list_vendor").select("glimmerpost").run()
    app.button(key="list_open").click().run()
    assert app.title[0].value == "Glimmerpost"
    pages = "".join(element.proto.body for element in app.get("html"))
    assert "Not reviewable" in pages
    assert "no score" in pages
    assert any("Not read" in s.value for s in app.subheader)
    assert not any("silent" in s.value for s in app.subheader)
