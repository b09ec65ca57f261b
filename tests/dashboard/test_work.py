"""The pages on which people work, by AppTest: vet, review, decide, compare, search, and a page that fails."""

# ruff: noqa: PLC0415  AppTest runs the body of a function alone, so each must import its page itself

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from analyzer.core.errors import StoreError
from analyzer.core.reviews import DecisionKind, ReviewVerdict
from analyzer.store import Store, open_store

TIMEOUT_S = 60
POLICY = """Tinkerloom Privacy Policy

Last updated: March 3, 2026

This privacy policy covers the Tinkerloom learning service that schools and students use.
We collect each student's name and email address to provide the service to the school.
We never sell student data. We do not use student data for targeted advertising.
We may share student data with advertisers and marketing partners.
We delete student data within 60 days after the school's contract ends.
We will notify the school of a data breach within 72 hours.
"""


def _vet() -> None:
    from analyzer.dashboard.navigation import guarded
    from analyzer.dashboard.pages.vet import vet_product

    guarded(vet_product)()


def _review() -> None:
    from analyzer.dashboard.navigation import guarded
    from analyzer.dashboard.pages.review import review

    guarded(review)()


def _report() -> None:
    from analyzer.dashboard.pages.vendor_report import vendor_report

    vendor_report()


def _compare() -> None:
    from analyzer.dashboard.pages.comparison import compare_vendors

    compare_vendors()


def _search() -> None:
    from analyzer.dashboard.pages.searching import search_clauses

    search_clauses()


def _changes() -> None:
    from analyzer.dashboard.pages.changes import list_changes, vendor_changes

    list_changes()
    vendor_changes()


def _rules() -> None:
    from analyzer.dashboard.pages.rules import browse_rules

    browse_rules()


def _settings() -> None:
    from analyzer.dashboard.pages.settings import show_settings

    show_settings()


def _import() -> None:
    from analyzer.dashboard.pages.importing import import_list

    import_list()


def _app(page: Callable[[], None], **state: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=TIMEOUT_S)
    for key, value in {"kept_person": "Ann Teller", **state}.items():
        app.session_state[key] = value
    return app.run()


def _store(url: str) -> Store:
    return open_store(url)


def _words(app: AppTest) -> str:
    html = [element.proto.body for element in app.get("html")]
    return "\n".join([*(t.value for t in app.text), *html])


def test_pasted_policy_becomes_a_stored_report(own_samples: str) -> None:
    app = _app(_vet, kept_vet_product="Tinkerloom")
    assert app.button(key="vet_read").disabled
    app.multiselect(key="kept_vet_grades").select("3")
    app.text_area(key="kept_vet_paste").input(POLICY)
    app.text_input(key="kept_vet_paste_title").input("Privacy policy").run()
    app.button(key="vet_read").click().run()
    assert not app.exception
    with _store(own_samples) as store:
        report = store.reports.latest("tinkerloom")
    assert report is not None
    assert report.documents[0].status.scored
    assert report.documents[0].source.location == "uploaded: Privacy policy.txt"
    assert report.vendor.name == "Tinkerloom"
    assert any(f.practice_id.startswith("sale.") for f in report.findings)


def test_wrong_address_is_told_and_kept(own_samples: str) -> None:
    app = _app(_vet, kept_vet_product="Tinkerloom")
    app.text_input(key="kept_vet_address").input("no place at all")
    next(b for b in app.button if b.label == "Add").click().run()
    assert "web address" in app.error[0].value
    assert app.text_input(key="kept_vet_address").value == "no place at all"


def test_verdict_is_recorded_then_taken_back_by_a_later_entry(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti")
    before = next(p.proto.text for p in app.get("progress"))
    assert before.startswith("0 of ")
    button = next(b for b in app.button if (b.key or "").startswith("record_"))
    key = button.key.removeprefix("record_")
    button.click().run()
    assert next(p.proto.text for p in app.get("progress")).startswith("1 of ")
    app.radio(key="review_which").set_value("All decisive").run()
    app.button(key=f"undo_{key}").click().run()
    with _store(own_samples) as store:
        verdicts = [r.verdict for r in store.reviews.history("scholvanti", key)]
        people = {e.person for e in store.vendors.audit("scholvanti") if e.action.startswith("finding")}
    assert verdicts == [ReviewVerdict.CONFIRMED, ReviewVerdict.WITHDRAWN]
    assert people == {"Ann Teller"}


def test_rejection_without_reason_is_refused_and_the_form_kept(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti")
    key = next(b.key for b in app.button if (b.key or "").startswith("record_")).removeprefix("record_")
    app.radio(key=f"verdict_{key}").set_value(ReviewVerdict.REJECTED)
    app.button(key=f"record_{key}").click().run()
    assert "reason" in app.error[0].value
    assert app.radio(key=f"verdict_{key}").value is ReviewVerdict.REJECTED
    with _store(own_samples) as store:
        assert store.reviews.history("scholvanti") == ()


def test_rejected_risks_raise_the_score_that_the_report_shows(own_samples: str) -> None:
    before = _app(_report, vendor="scholvanti").metric[1].value
    app = _app(_review, vendor="scholvanti")
    for key in [b.key.removeprefix("record_") for b in app.button if (b.key or "").startswith("record_")][:4]:
        app.radio(key=f"verdict_{key}").set_value(ReviewVerdict.REJECTED)
        app.text_input(key=f"reason_{key}").input("It speaks of adults.")
        app.button(key=f"record_{key}").click().run()
    after = _app(_report, vendor="scholvanti").metric[1].value
    assert int(after.split()[0]) > int(before.split()[0])


def test_decision_needs_a_second_person_at_high_exposure(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti")
    app.selectbox(key="decide_kind").set_value(DecisionKind.DENY)
    app.text_area(key="decide_reason").input("It sells pupils' data.")
    app.button(key="decide_sign").click().run()
    assert "second approver" in app.error[0].value
    assert app.text_area(key="decide_reason").value == "It sells pupils' data."
    app.text_input(key="decide_second").input("Bob Keeper")
    app.button(key="decide_sign").click().run()
    with _store(own_samples) as store:
        decision = store.decisions.current("scholvanti")
    assert decision is not None
    assert (decision.kind, decision.decider, decision.second_approver) == (
        DecisionKind.DENY,
        "Ann Teller",
        "Bob Keeper",
    )
    assert decision.report is not None
    assert "In force: Denied by Ann Teller and Bob Keeper" in _words(app)


def test_nobody_without_a_name_records_anything(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti", kept_person="")
    assert not [b for b in app.button if (b.key or "").startswith(("record_", "decide_"))]


def test_failing_page_says_what_failed_and_keeps_what_was_typed(
    own_samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _app(_vet)
    app.text_input(key="kept_vet_product").input("Typed with care").run()

    def fail(*_: object) -> None:
        raise StoreError("The disk is full. Make room and try again.")

    with monkeypatch.context() as patch:
        patch.setattr("analyzer.dashboard.sources.rulebook", fail)
        app.run()
        assert "The disk is full" in _words(app)
    app.run()
    assert app.text_input(key="kept_vet_product").value == "Typed with care"


@pytest.mark.usefixtures("at_samples")
def test_compare_shows_each_vendor_and_can_leave_out_what_is_alike() -> None:
    app = _app(_compare, kept_compare=["tallywren", "scholvanti"])
    assert not app.exception
    both = _words(app)
    assert "Tallywren Math" in both
    assert "Scholvanti Match" in both
    app.toggle(key="compare_apart").set_value(True).run()
    apart = _words(app)
    assert apart.count("<tr>") < both.count("<tr>")


@pytest.mark.usefixtures("at_samples")
def test_search_finds_clauses_of_several_vendors() -> None:
    app = _app(_search, kept_search="advertising")
    assert len(app.subheader) > 1
    assert "advertis" in _words(app).casefold()
    assert _app(_search, kept_search="zxqv").info


@pytest.mark.usefixtures("at_samples")
@pytest.mark.parametrize("view", ["District and law", "What would change it", "Documents", "Downloads"])
def test_every_view_of_a_report_draws(view: str) -> None:
    app = _app(_report, vendor="fernquill")
    app.radio(key="report_view").set_value(view).run()
    assert not app.exception
    assert len(app.get("html")) + len(app.get("download_button")) + len(app.text) > 3


@pytest.mark.usefixtures("at_samples")
@pytest.mark.parametrize("page", [_changes, _rules, _settings, _import], ids=lambda p: p.__name__)
def test_other_pages_draw(page: Callable[[], None]) -> None:
    app = _app(page)
    assert not app.exception
    assert app.title


@pytest.mark.usefixtures("at_samples")
def test_profile_with_a_mistake_is_not_saved_but_explained() -> None:
    app = _app(_settings)
    app.text_area(key="kept_profile_text").input("id: x\nname: X\nhome_state: Massachusetts\n").run()
    app.button(key="profile_check").click().run()
    assert "profile.yaml:3: home_state" in _words(app)
