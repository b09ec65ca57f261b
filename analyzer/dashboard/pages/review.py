"""Review one vendor: finding after finding by single keys, clauses that were missed, decision, trail."""

from collections.abc import Sequence

import streamlit as st

from analyzer.core.findings import Finding
from analyzer.core.reports import Report
from analyzer.core.reviews import Review, ReviewedFindings
from analyzer.dashboard import access, sources
from analyzer.dashboard.deciding import draw_decision, draw_lock
from analyzer.dashboard.evidence import draw_card
from analyzer.dashboard.judging import decisive_keys, progress
from analyzer.dashboard.marking import draw_marking
from analyzer.dashboard.passages import grid
from analyzer.dashboard.queueing import ALL, DECISIVE, OPEN, draw_verdict, draw_way, queue, told_before
from analyzer.dashboard.routes import vendor_page
from analyzer.dashboard.verdicts import verdict_html
from analyzer.dashboard.wording import VERDICT_TITLE, plain
from analyzer.render.presentation import Presentation
from analyzer.store import Listed

_TABS = ("Findings", "Add a missed clause", "Decision", "Audit trail")


def review() -> None:
    """Draw the findings that wait for a person, the vendor's decision, and the audit trail."""
    row = vendor_page("review", "Review and decide")
    if row is None:
        return
    report, judged = sources.newest_report(row), sources.reviewed(row)
    if report is None or judged is None:
        st.info("This vendor was not read yet: there is nothing to review.")
        return
    rulebook = sources.rulebook()
    decision = sources.store().decisions.current(row.vendor.id)
    st.html(verdict_html(report, rulebook, decision))
    verdicts = {r.finding_key: r for r in sources.store().reviews.current(row.vendor.id)}
    decisive = decisive_keys(sources.machine_report(row), report)
    done = progress(decisive, verdicts)
    st.progress(done.share, text=done.words)
    told_before()
    findings, missed, decide, trail = st.tabs(_TABS, key="review_view", on_change="rerun")
    if findings.open:
        with findings:
            _findings(report, decisive, verdicts)
            _waiting(judged)
    if missed.open:
        with missed:
            draw_marking(report, judged, rulebook)
    if decide.open:
        with decide:
            draw_decision(row, report)
    if trail.open:
        with trail:
            _trail(row)


def _findings(report: Report, decisive: frozenset[str], verdicts: dict[str, Review]) -> None:
    if not report.findings:
        st.info("The report has no findings: there is nothing to judge.")
        return
    which = st.radio("Which findings", (OPEN, DECISIVE, ALL), horizontal=True, key="review_which")
    shown = Presentation(report, sources.rulebook())
    wanted = queue(shown.quotes, which, decisive, frozenset(verdicts))
    closed = draw_lock(report.vendor.id)
    if not wanted:
        st.success("Nothing waits here. Choose “All findings”, or go on to the decision.")
        draw_way(report.vendor.id, 0)
        return
    may = access.allowed(access.Role.REVIEWER) and not closed
    at = draw_way(report.vendor.id, len(wanted))
    quoted = wanted[at]
    last = verdicts.get(quoted.finding.key)
    if may:
        draw_verdict(quoted, report, last, alone=which == OPEN)
    if last is not None:
        told = f"{VERDICT_TITLE[last.verdict].capitalize()} by {last.reviewer} on {last.made_at:%Y-%m-%d}."
        st.caption(plain(f"{told} {last.reason}"))
    draw_card(quoted, "review", opened=True)


def _waiting(judged: ReviewedFindings) -> None:
    """Draw the verdicts whose words changed or went since they were given."""
    if not judged.queue:
        return
    st.subheader("Verdicts on words that have changed since", anchor=False)
    rows = [
        (
            f"{VERDICT_TITLE[p.review.verdict]} by {p.review.reviewer}, {p.review.made_at:%Y-%m-%d}",
            p.review.quote,
            _now(p.finding),
        )
        for p in judged.queue
    ]
    st.html(grid(("Verdict", "Then", "Now"), rows, caption="Verdicts on words that have changed since"))


def _now(finding: Finding | None) -> str:
    return finding.evidence.quote if finding else "these words are gone"


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
