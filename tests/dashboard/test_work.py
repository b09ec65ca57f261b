"""The pages on which people work, by AppTest: vet, review, decide, compare, search, and a page that fails."""

# ruff: noqa: PLC0415  AppTest runs the body of a function alone, so each must import its page itself

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from analyzer.core.errors import StoreError
from analyzer.core.reviews import DecisionKind, RequestState, ReviewVerdict, VettingRequest
from analyzer.store import Store, open_store

TIMEOUT_S = 60
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
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


def _inbox() -> None:
    from analyzer.dashboard.pages.inbox import inbox

    inbox()


def _models() -> None:
    from analyzer.dashboard.pages.models import show_models

    show_models()


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


def _html(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html")]


def _words(app: AppTest) -> str:
    return "\n".join([*(t.value for t in app.text), *_html(app)])


def test_pasted_policy_becomes_a_stored_report(own_samples: str) -> None:
    app = _app(_vet, kept_vet_product="Tinkerloom")
    assert app.button(key="vet_read").disabled
    app.multiselect(key="kept_vet_grades").select("3")
    app.text_input(key="kept_vet_requester").input("Mia Oduya")
    app.text_area(key="kept_vet_paste").input(POLICY)
    app.text_input(key="kept_vet_paste_title").input("Privacy policy")
    next(b for b in app.button if b.label == "Add this text").click().run()
    app.button(key="vet_read").click().run()
    assert not app.exception
    with _store(own_samples) as store:
        report = store.reports.latest("tinkerloom")
        asked = store.requests.requests_of("tinkerloom")
    assert report is not None
    assert report.documents[0].status.scored
    assert report.documents[0].source.location == "uploaded: Privacy policy.txt"
    assert report.vendor.name == "Tinkerloom"
    assert [(one.requested_by, one.grades, one.state) for one in asked] == [
        ("Mia Oduya", ("3",), RequestState.OPEN)
    ]
    assert any(f.practice_id.startswith("sale.") for f in report.findings)


def test_wrong_address_is_told_and_kept(own_samples: str) -> None:
    app = _app(_vet, kept_vet_product="Tinkerloom")
    app.text_input(key="kept_vet_address").input("no place at all")
    next(b for b in app.button if b.label == "Add").click().run()
    assert "web address" in app.error[0].value
    assert app.text_input(key="kept_vet_address").value == "no place at all"


def _confirming(app: AppTest) -> str:
    """Return the key of the finding that the review looks at."""
    found = next(b.key for b in app.button if (b.key or "").startswith("confirm_"))
    return str(found).removeprefix("confirm_")


def _bar(app: AppTest) -> str:
    return str(next(p.proto.text for p in app.get("progress")))


def _score(app: AppTest) -> int:
    """Return the score that the verdict's box shows."""
    box = next(body for body in _html(app) if 'class="verdict"' in body)
    found = re.search(r"<dd>(\d+) \(", box)
    assert found
    return int(found[1])


def test_verdict_is_recorded_then_taken_back_by_a_later_entry(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti")
    assert _bar(app).startswith("0 of ")
    key = _confirming(app)
    app.button(key=f"confirm_{key}").click().run()
    assert re.match(r"1 of \d+ decisive findings confirmed", _bar(app))
    assert _confirming(app) != key
    app.button(key="review_undo").click().run()
    assert _bar(app).startswith("0 of ")
    with _store(own_samples) as store:
        verdicts = [r.verdict for r in store.reviews.history("scholvanti", key)]
        people = {e.person for e in store.vendors.audit("scholvanti") if e.action.startswith("finding")}
    assert verdicts == [ReviewVerdict.CONFIRMED, ReviewVerdict.WITHDRAWN]
    assert people == {"Ann Teller"}


def test_rejection_without_reason_is_refused_and_the_form_kept(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti")
    key = _confirming(app)
    app.button(key=f"reject_{key}").click().run()
    app.button(key=f"reject_record_{key}").click().run()
    assert "reason" in _words(app)
    assert app.error
    assert app.text_input(key=f"reason_{key}").value == ""
    app.text_input(key=f"reason_{key}").input("It speaks of adults.")
    app.button(key=f"reject_record_{key}").click().run()
    with _store(own_samples) as store:
        assert [r.reason for r in store.reviews.history("scholvanti")] == ["It speaks of adults."]


def test_a_verdict_given_meanwhile_by_another_is_told_and_not_overwritten(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti")
    key = _confirming(app)
    other = _app(_review, vendor="scholvanti", kept_person="Bo Keeper")
    other.button(key=f"reject_{key}").click().run()
    other.button(key=f"why_3_{key}").click().run()
    app.button(key=f"confirm_{key}").click().run()
    assert "judged by somebody else in the meantime" in _words(app)
    with _store(own_samples) as store:
        assert [r.reviewer for r in store.reviews.history("scholvanti", key)] == ["Bo Keeper"]


def test_rejected_risks_raise_the_score_that_the_report_shows(own_samples: str) -> None:
    before = _score(_app(_report, vendor="scholvanti"))
    app = _app(_review, vendor="scholvanti")
    for _ in range(9):
        key = _confirming(app)
        app.button(key=f"reject_{key}").click().run()
        app.button(key=f"why_1_{key}").click().run()
    assert "9 rejected" in _bar(app)
    assert _score(_app(_report, vendor="scholvanti")) > before


def test_a_missed_clause_is_added_by_its_sentences_and_taken_back(own_samples: str) -> None:
    app = _app(_review, vendor="tallywren", review_view="Add a missed clause")
    first = next(box for box in app.selectbox if (box.key or "").startswith("mark_first"))
    first.set_value(first.options.index(first.options[3]))
    app.selectbox(key="mark_practice").set_value("sale.sells_student_data").run()
    next(b for b in app.button if b.label == "Add this clause").click().run()
    assert not app.exception
    with _store(own_samples) as store:
        added = store.reviews.current("tallywren")
        document = store.reports.latest("tallywren").documents[0]
    assert [r.verdict for r in added] == [ReviewVerdict.ADDED]
    assert added[0].span is not None
    assert added[0].span.of(document.text) == added[0].quote
    app.button(key="mark_undo").click().run()
    with _store(own_samples) as store:
        assert store.reviews.current("tallywren") == ()


def test_a_closed_review_takes_no_verdict_until_it_is_opened_again(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti", review_view="Decision")
    app.text_input(key="lock_reason_Close").input("Signed today.")
    next(b for b in app.button if b.label == "Close the review").click().run()
    app = _app(_review, vendor="scholvanti")
    assert not [b for b in app.button if (b.key or "").startswith("confirm_")]
    app.text_input(key="lock_reason_Reopen").input("The vendor wrote again.")
    next(b for b in app.button if b.label == "Reopen the review").click().run()
    assert _confirming(app)
    with _store(own_samples) as store:
        actions = [e.action for e in store.vendors.audit("scholvanti")]
    assert actions.index("review_closed") < actions.index("review_reopened")


def test_a_request_waits_in_the_inbox_until_a_decision_is_signed(own_samples: str) -> None:
    with _store(own_samples) as store:
        asked = VettingRequest(
            vendor_id="tallywren",
            product="Tallywren <b>Math</b>",
            requested_by="Mia Oduya",
            received_at=AT,
            purpose="Fractions in grade 4",
            grades=("4",),
        )
        store.requests.record_request(asked)
    assert "Fractions in grade 4" in _words(_app(_inbox))
    assert "Tallywren &lt;b&gt;Math" in _words(_app(_report, vendor="tallywren", report_view="Requests"))
    app = _app(_review, vendor="tallywren", review_view="Decision")
    app.text_input(key="decide_second").input("Bob Keeper")
    app.button(key="decide_sign").click().run()
    assert not app.error
    assert "Nobody waits" in _app(_inbox).info[0].value
    with _store(own_samples) as store:
        assert [one.state for one in store.requests.requests_of("tallywren")] == [RequestState.DECIDED]


def test_decision_needs_a_second_person_at_high_exposure(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti", review_view="Decision")
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
    assert "In force: Denied by Ann Teller and Bob Keeper" in app.success[0].value


def test_nobody_without_a_name_records_anything(own_samples: str) -> None:
    app = _app(_review, vendor="scholvanti", kept_person="")
    assert not [b for b in app.button if (b.key or "").startswith(("confirm_", "decide_"))]


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
    assert apart.count("<tr ") < both.count("<tr ")


@pytest.mark.usefixtures("at_samples")
def test_search_finds_clauses_of_several_vendors() -> None:
    app = _app(_search, kept_search="advertising")
    assert len(app.subheader) > 1
    assert "advertis" in _words(app).casefold()
    assert _app(_search, kept_search="zxqv").info


@pytest.mark.usefixtures("at_samples")
@pytest.mark.parametrize(
    "view", ["Questions and evidence", "District and law", "What would change it", "Documents", "Downloads"]
)
def test_every_view_of_a_report_draws(view: str) -> None:
    app = _app(_report, vendor="fernquill", report_view=view)
    assert not app.exception
    assert len(app.get("html")) + len(app.get("download_button")) + len(app.text) > 3


@pytest.mark.usefixtures("at_samples")
@pytest.mark.parametrize(
    "page", [_changes, _rules, _settings, _import, _inbox, _models], ids=lambda p: p.__name__
)
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
