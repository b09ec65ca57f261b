"""What changed: across the list since a day, and for one vendor from report to report."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from analyzer.compare import compare_reports
from analyzer.core.changes import Changes, ClauseChange, ClauseChangeKind, DocumentChange
from analyzer.core.findings import Finding
from analyzer.core.reports import AnswerState
from analyzer.core.rules import Rulebook
from analyzer.dashboard import sources
from analyzer.dashboard.pages.approved_list import list_state
from analyzer.dashboard.passages import grid, reworded
from analyzer.dashboard.routes import open_page, plain_option, vendor_page
from analyzer.dashboard.standing import Moved, moved_since, score_told
from analyzer.dashboard.wording import CAUSE_TITLE, TIER_TITLE, count_words, plain
from analyzer.render.words import STATE_LABEL
from analyzer.store import Listed, StoredReport

_BACK = timedelta(days=90)
_MOST_CLAUSES = 40  # clause differences drawn of one document


def list_changes() -> None:
    """Draw which vendors of the list stand otherwise than before a day, the worst fall first."""
    st.title("What changed across the list", anchor=False)
    state = list_state(sources.listing())
    day = st.date_input("Since", value=state.today - _BACK, key="changes_since")
    moved = moved_since(state, day)
    if not moved:
        st.info("No vendor's tier or score has changed since that day.")
        return
    worse = sum(1 for m in moved if (m.change or 0) < 0)
    st.text(f"{count_words(len(moved), 'vendor')} changed; {worse} lost points.")
    header = ("Vendor", "Before", "Now", "Change")
    st.html(grid(header, [_moved(m) for m in moved], caption="What changed across the list"))
    names = {m.vendor_id: plain_option(m.name) for m in moved}
    chosen = st.selectbox("Vendor", list(names), format_func=names.__getitem__, key="changes_vendor")
    if st.button("See what changed", type="primary", key="changes_open"):
        open_page("changes", vendor=chosen)


def vendor_changes() -> None:
    """Draw one vendor's timeline, and the differences between two of its reports."""
    row = vendor_page("changes", "Timeline and changes")
    if row is None:
        return
    heads = sources.store().reports.history(row.vendor.id)
    st.subheader("Timeline", anchor=False)
    st.html(grid(("Report", "Made", "Tier", "Score", "Documents"), _timeline(heads), caption="Timeline"))
    _unread_tries(row)
    if len(heads) < 2:  # noqa: PLR2004  two are compared
        st.info("There is one report only, so nothing to compare yet." if heads else "Not read yet.")
        return
    old, new = _pair(heads)
    if old.number == new.number:
        st.info("Choose two different reports.")
        return
    changes = compare_reports(sources.stored_report(old.number), sources.stored_report(new.number))
    _draw(changes, sources.rulebook())


def _pair(heads: Sequence[StoredReport]) -> tuple[StoredReport, StoredReport]:
    left, right = st.columns(2)
    old = left.selectbox("From", heads, index=len(heads) - 2, format_func=_head, key="changes_from")
    new = right.selectbox("To", heads, index=len(heads) - 1, format_func=_head, key="changes_to")
    return old, new


def _head(head: StoredReport) -> str:
    return f"{head.made_at:%Y-%m-%d %H:%M}, report {head.number}, {score_told(head)}"


def _timeline(heads: Sequence[StoredReport]) -> list[tuple[str, ...]]:
    return [
        (
            str(head.number),
            f"{head.made_at:%Y-%m-%d %H:%M}",
            TIER_TITLE[head.tier],
            score_told(head),
            f"{head.documents_read} read, {head.documents_unread} not read",
        )
        for head in reversed(heads)
    ]


def _unread_tries(row: Listed) -> None:
    failed = [fetch for fetch in sources.store().snapshots.history(row.vendor.id) if not fetch.succeeded]
    if failed:
        with st.expander(f"{len(failed)} fetches gave nothing"):
            told = [
                (f"{fetch.fetched_at:%Y-%m-%d %H:%M}", fetch.source.location, fetch.error_message or "")
                for fetch in reversed(failed)
            ]
            st.html(grid(("When (UTC)", "Where", "Why"), told, caption="Fetches that gave nothing"))


def _draw(changes: Changes, rulebook: Rulebook) -> None:
    st.subheader("Score and tier", anchor=False)
    before = f"{_points(changes.old_score)}, {TIER_TITLE[changes.old_tier]}"
    st.text(f"{before} → {_points(changes.new_score)}, {TIER_TITLE[changes.new_tier]}")
    st.text(
        "Whose change it was: " + ("; ".join(CAUSE_TITLE[c] for c in changes.causes) or "nothing changed")
    )
    for location in changes.added_documents:
        st.text(f"Document added to the list: {location}")
    for location in changes.removed_documents:
        st.text(f"Document taken off the list: {location}")
    _answers(changes, rulebook)
    _findings(changes, rulebook)
    st.subheader("The documents' words", anchor=False)
    for document in changes.documents:
        _document(document)


def _answers(changes: Changes, rulebook: Rulebook) -> None:
    if changes.questions:
        st.subheader("Answers that changed", anchor=False)
        texts = {q.id: q.text for q in rulebook.questions}
        rows = [
            (f"{q.question_id} {texts.get(q.question_id, '')}", _state(q.old), _state(q.new))
            for q in changes.questions
        ]
        st.html(grid(("Question", "Before", "Now"), rows, caption="Answers that changed"))


def _findings(changes: Changes, rulebook: Rulebook) -> None:
    if changes.findings:
        st.subheader("Findings that changed", anchor=False)
        titles = {p.id: p.title for p in rulebook.practices}
        rows = [
            (
                titles.get(f.practice_id, f.practice_id),
                f.kind.value.replace("_", " "),
                CAUSE_TITLE[f.cause],
                _quote(f.old),
                _quote(f.new),
            )
            for f in changes.findings
        ]
        header = ("Practice", "What became of it", "Whose change", "Before", "Now")
        st.html(grid(header, rows, caption="Findings that changed"))


def _document(change: DocumentChange) -> None:
    if change.could_not_read is not None:
        status = change.could_not_read.value.replace("_", " ")
        st.text(f"{change.location}: not compared, one version reads as {status}")
        return
    if not change.changed:
        dated = "only the date it states changed" if change.date_only else "no words changed"
        st.text(f"{change.location}: {dated}")
        return
    silent = "; its stated date did not change" if change.silent_edit else ""
    with st.expander(
        plain(f"{change.location}: {change.words_added} words came, {change.words_removed} went{silent}")
    ):
        for clause in change.clauses[:_MOST_CLAUSES]:
            _clause(clause)
        if len(change.clauses) > _MOST_CLAUSES:
            st.caption(f"{len(change.clauses) - _MOST_CLAUSES} further changes are not drawn.")


def _clause(clause: ClauseChange) -> None:
    before, after = reworded(clause.old or "", clause.new or "")
    section = " > ".join(clause.new_section or clause.old_section)
    st.caption(plain(f"{clause.kind.value.capitalize()}{': ' + section if section else ''}"))
    left, right = st.columns(2)
    if clause.kind is not ClauseChangeKind.ADDED:
        left.html(before)
    if clause.kind is not ClauseChangeKind.REMOVED:
        right.html(after)


def _moved(moved: Moved) -> tuple[str, str, str, str]:
    change = "" if moved.change is None else f"{moved.change:+.1f}"
    before, now = ((f"{score_told(h)}, {TIER_TITLE[h.tier]}") for h in (moved.old, moved.new))
    return moved.name, before, now, change


def _points(score: float | None) -> str:
    return "no score" if score is None else f"{score:.1f}"


def _state(state: AnswerState | None) -> str:
    return STATE_LABEL[state] if state else "not asked"


def _quote(finding: Finding | None) -> str:
    return finding.evidence.quote if finding else ""
