"""Review one vendor: a form a finding, then the decision that a person signs, and who did what."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from analyzer.core.errors import StoreError
from analyzer.core.findings import Finding, Qualifier, Scope
from analyzer.core.reports import Report
from analyzer.core.reviews import DecisionKind, Review, ReviewedFindings, ReviewVerdict
from analyzer.dashboard import access, sources
from analyzer.dashboard.evidence import draw_card
from analyzer.dashboard.judging import (
    Decided,
    Said,
    decision_of,
    decisive_keys,
    progress,
    review_of,
    second_needed,
    taken_back,
)
from analyzer.dashboard.passages import grid
from analyzer.dashboard.routes import chosen_vendor, title
from analyzer.dashboard.wording import DECISION_TITLE, VERDICT_TITLE, plain
from analyzer.dashboard.yardsticks import draw_advice
from analyzer.render.headline import headline
from analyzer.render.presentation import Presentation, Quoted
from analyzer.render.words import QUALIFIER_LABEL, SCOPE_LABEL
from analyzer.store import Listed

OPEN, DECISIVE, ALL = "Decisive and not judged", "All decisive", "All findings"
_KINDS: tuple[DecisionKind, ...] = tuple(DecisionKind)
_AT_ONCE = 8  # forms on one page
_A_YEAR = timedelta(days=365)
_SAYABLE = (ReviewVerdict.CONFIRMED, ReviewVerdict.REJECTED, ReviewVerdict.EDITED)
_SAYING = {
    ReviewVerdict.CONFIRMED: "Confirm: it says so",
    ReviewVerdict.REJECTED: "Reject: it does not say so",
    ReviewVerdict.EDITED: "Edit: it says so of others, or under conditions",
}


def review() -> None:
    """Draw the findings that wait for a person, the vendor's decision, and the audit trail."""
    row = chosen_vendor()
    if row is None:
        st.title("Review")
        st.info("No vendor is on the list yet. Vet a product or import a list first.")
        return
    title(row, "Review and decision")
    report, judged = sources.newest_report(row), sources.reviewed(row)
    if report is None or judged is None:
        st.info("This vendor was not read yet: there is nothing to review.")
        return
    st.text(headline(report))
    verdicts = {r.finding_key: r for r in sources.store().reviews.current(row.vendor.id)}
    decisive = decisive_keys(report)
    done = progress(decisive, frozenset(verdicts))
    st.progress(done.share, text=done.words)
    findings, decision, trail = st.tabs(["Findings", "Decision", "Audit trail"])
    with findings:
        _findings(report, decisive, verdicts)
        _waiting(judged)
    with decision:
        _decision(row, report)
    with trail:
        _trail(row)


def _findings(report: Report, decisive: frozenset[str], verdicts: dict[str, Review]) -> None:
    shown = Presentation(report, sources.rulebook())
    which = st.radio("Which findings", (OPEN, DECISIVE, ALL), horizontal=True, key="review_which")
    first_of_key = {quoted.finding.key: quoted for quoted in reversed(shown.quotes)}
    quotes = [quoted for quoted in shown.quotes if first_of_key[quoted.finding.key] is quoted]
    wanted = [quoted for quoted in quotes if _wanted(quoted.finding.key, which, decisive, verdicts)]
    if not wanted:
        st.success("Nothing waits here." if quotes else "The report has no findings.")
        return
    may = access.allowed(access.Role.REVIEWER)
    page = 1
    pages = -(-len(wanted) // _AT_ONCE)
    if pages > 1:
        page = st.number_input(f"Page, 1 to {pages}", 1, pages, key=f"review_page_{which}")
    chosen = wanted[(page - 1) * _AT_ONCE : page * _AT_ONCE]
    for quoted in chosen:
        _finding(quoted, report, verdicts.get(quoted.finding.key), may=may)


def _wanted(key: str, which: str, decisive: frozenset[str], verdicts: dict[str, Review]) -> bool:
    if which == ALL:
        return True
    return key in decisive and (which == DECISIVE or key not in verdicts)


def _finding(quoted: Quoted, report: Report, last: Review | None, *, may: bool) -> None:
    draw_card(quoted, "review")
    if last is not None:
        told = f"{VERDICT_TITLE[last.verdict].capitalize()} by {last.reviewer} on {last.made_at:%Y-%m-%d}."
        st.caption(plain(f"{told} {last.reason}"))
    if not may:
        return
    _form(quoted, report)
    if last is not None and st.button("Take the verdict back", key=f"undo_{quoted.finding.key}"):
        _record(taken_back(last, by=access.person().name, at=sources.now()))


def _form(quoted: Quoted, report: Report) -> None:
    """Draw the form of one finding; it is keyed by the finding, so no answer lands on another one."""
    key = quoted.finding.key
    with st.form(f"judge_{key}"):
        verdict = st.radio(
            "Verdict", _SAYABLE, format_func=_SAYING.__getitem__, key=f"verdict_{key}", horizontal=True
        )
        left, middle, right = st.columns([1, 1, 2])
        scope = left.selectbox(
            "Whom it is about",
            [None, *Scope],
            format_func=_scope_title,
            key=f"scope_{key}",
            help="Only for an edit",
        )
        qualifier = middle.selectbox(
            "What narrows it",
            [None, *Qualifier],
            format_func=_qualifier_title,
            key=f"qualifier_{key}",
            help="Only for an edit",
        )
        reason = right.text_input("Reason", key=f"reason_{key}", help="Needed to reject or edit")
        if st.form_submit_button("Record the verdict", key=f"record_{key}"):
            said = Said(verdict=verdict, reason=reason, scope=scope, qualifier=qualifier)
            by, at = access.person().name, sources.now()
            _record(review_of(said, quoted.finding, quoted.document, report, by=by, at=at))


def _record(verdict: Review) -> None:
    """Keep a verdict and draw the page anew; a refusal is told, and the form keeps what it holds."""
    history = sources.store().reviews.history(verdict.vendor_id, verdict.finding_key)
    try:
        sources.store().reviews.add(verdict, seen=history[-1].revision if history else 0)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.rerun()


def _scope_title(scope: Scope | None) -> str:
    return "as it was read" if scope is None else SCOPE_LABEL[scope]


def _qualifier_title(qualifier: Qualifier | None) -> str:
    if qualifier is None:
        return "as it was read"
    return QUALIFIER_LABEL[qualifier] or "nothing"


def _waiting(judged: ReviewedFindings) -> None:
    """Draw the verdicts whose words changed or went since they were given."""
    if not judged.queue:
        return
    st.subheader("Verdicts on words that have changed since", anchor=False)
    for placement in judged.queue:
        with st.container(border=True):
            given = placement.review
            st.caption(plain(f"{VERDICT_TITLE[given.verdict]} by {given.reviewer}, {given.made_at:%Y-%m-%d}"))
            st.text(f"Then: {given.quote}")
            st.text(f"Now: {_now(placement.finding)}")


def _now(finding: Finding | None) -> str:
    return finding.evidence.quote if finding else "these words are gone"


def _decision(row: Listed, report: Report) -> None:
    draw_advice(Presentation(report, sources.rulebook()))
    history = sources.store().decisions.history(row.vendor.id)
    if history:
        last = history[-1]
        until = f", until {last.expires_on:%Y-%m-%d}" if last.expires_on else ""
        people = " and ".join(filter(None, (last.decider, last.second_approver)))
        st.text(f"In force: {DECISION_TITLE[last.kind]} by {people} on {last.decided_at:%Y-%m-%d}{until}")
        st.text("\n".join((last.reason, *(f"Condition: {c}" for c in last.conditions))))
    if access.allowed(access.Role.APPROVER):
        _decide(row, report, seen=history[-1].revision if history else 0)


def _decide(row: Listed, report: Report, *, seen: int) -> None:
    with st.form("decide"):
        kind = st.selectbox("Decision", _KINDS, format_func=DECISION_TITLE.__getitem__, key="decide_kind")
        reason = st.text_area("Reason", key="decide_reason", height=80)
        conditions = st.text_area("Conditions, one a line", key="decide_conditions", height=80)
        left, right = st.columns(2)
        until = left.date_input("Valid until", value=sources.now().date() + _A_YEAR, key="decide_until")
        second = right.text_input("Second approver, where one is needed", key="decide_second")
        if not st.form_submit_button("Sign the decision", type="primary", key="decide_sign"):
            return
    if second_needed(report, sources.profile()) and not second.strip():
        st.error("At this exposure the district asks for a second approver. Name one.")
        return
    said = Decided(kind=kind, reason=reason, conditions=conditions, expires_on=until, second_approver=second)
    number = row.newest.number if row.newest else None
    made = decision_of(said, row.vendor.id, report=number, by=access.person().name, at=sources.now())
    try:
        sources.store().decisions.add(made, seen=seen)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.rerun()


def _trail(row: Listed) -> None:
    entries = sources.store().vendors.audit(row.vendor.id)
    st.caption("Every entry stays; a later one may take it back.")
    rows: Sequence[tuple[str, str, str, str, str]] = [
        (
            f"{entry.made_at:%Y-%m-%d %H:%M}",
            entry.person,
            entry.action.replace("_", " "),
            entry.subject,
            "\n".join(f"{name}: {value}" for name, value in entry.detail),
        )
        for entry in reversed(entries)
    ]
    st.html(grid(("When (UTC)", "Who", "What", "On", "Details"), rows, caption="Audit trail"))
