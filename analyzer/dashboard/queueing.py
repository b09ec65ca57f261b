"""One finding after the other, judged by single keys: which comes next, the verdict, and the way back."""

from collections.abc import Sequence

import streamlit as st

from analyzer.core.errors import StoreError
from analyzer.core.findings import Qualifier, Scope
from analyzer.core.reports import Report
from analyzer.core.reviews import Review, ReviewVerdict
from analyzer.dashboard import access, sources
from analyzer.dashboard.judging import Said, review_of, taken_back
from analyzer.render.presentation import Quoted
from analyzer.render.words import QUALIFIER_LABEL, SCOPE_LABEL

OPEN, DECISIVE, ALL = "Decisive and not judged", "All decisive", "All findings"
# Most rejections have one of these reasons; the digit before each is its key.
REASONS = (
    "It is about other people than pupils.",
    "It is about the website, not the product.",
    "The clause says the opposite.",
    "The words do not state this practice.",
)
_AT, _DONE, _TOLD, _MODE = "review_at", "review_done", "review_told", "review_mode"


def queue(
    quotes: Sequence[Quoted], which: str, decisive: frozenset[str], judged: frozenset[str]
) -> list[Quoted]:
    """Return the findings to go through, each key once, in the order of the report."""
    by_key: dict[str, Quoted] = {}
    for quoted in quotes:
        by_key.setdefault(quoted.finding.key, quoted)
    return [
        quoted
        for key, quoted in by_key.items()
        if which == ALL or (key in decisive and (which == DECISIVE or key not in judged))
    ]


def told_before() -> None:
    """Draw what the last key led to: a refusal stays until the next."""
    kind, words = st.session_state.pop(_TOLD, ("", ""))
    if kind == "refused":
        st.error("The verdict was not recorded. What stands below is the newest state.")
        st.text(words)
    elif kind:
        st.toast(words)


def draw_way(vendor_id: str, count: int) -> int:
    """Draw the keys that move, and return which of `count` findings is looked at, from 0."""
    at = min(_place(vendor_id), max(0, count - 1))
    with st.container(horizontal=True, vertical_alignment="center"):
        if count:
            st.markdown(f"**Finding {at + 1} of {count}**", width="content")
        back, ahead = at <= 0, at >= count - 1
        st.button(
            "Back", key="review_back", shortcut="B", disabled=back, on_click=_go, args=(vendor_id, at - 1)
        )
        st.button(
            "Next", key="review_next", shortcut="N", disabled=ahead, on_click=_go, args=(vendor_id, at + 1)
        )
        st.button(
            "Undo my last verdict",
            key="review_undo",
            shortcut="U",
            disabled=not _done(vendor_id),
            on_click=_undo,
            args=(vendor_id,),
        )
    return at


def draw_verdict(quoted: Quoted, report: Report, last: Review | None, *, alone: bool) -> None:
    """Draw what may be said of one finding; `alone` tells that it leaves the queue once judged."""
    key = quoted.finding.key
    shown = (quoted, report, last.revision if last else _revision(report.vendor.id, key), alone)
    with st.container(horizontal=True):
        st.button(
            "Confirm: it says so",
            key=f"confirm_{key}",
            type="primary",
            shortcut="Y",
            on_click=_say,
            args=(Said(verdict=ReviewVerdict.CONFIRMED), *shown),
        )
        st.button(
            "Reject …", key=f"reject_{key}", shortcut="X", on_click=_mode, args=(key, ReviewVerdict.REJECTED)
        )
        st.button("Edit …", key=f"edit_{key}", shortcut="E", on_click=_mode, args=(key, ReviewVerdict.EDITED))
    mode = st.session_state.get(f"{_MODE}_{key}")
    if mode is ReviewVerdict.REJECTED:
        _reject(key, shown)
    elif mode is ReviewVerdict.EDITED:
        _edit(key, shown)


_Shown = tuple[Quoted, Report, int, bool]


def _reject(key: str, shown: _Shown) -> None:
    with st.container(border=True):
        st.markdown("**Why does it not say so?**")
        for number, reason in enumerate(REASONS, start=1):
            said = Said(verdict=ReviewVerdict.REJECTED, reason=reason)
            st.button(
                reason,
                key=f"why_{number}_{key}",
                shortcut=str(number),
                type="tertiary",
                on_click=_say,
                args=(said, *shown),
            )
        with st.form(f"reject_form_{key}", border=False):
            reason = st.text_input("Or in your own words", key=f"reason_{key}", persist_state="session")
            if st.form_submit_button("Reject for this reason", key=f"reject_record_{key}"):
                _say(Said(verdict=ReviewVerdict.REJECTED, reason=reason), *shown)
                st.rerun()


def _edit(key: str, shown: _Shown) -> None:
    with st.form(f"edit_form_{key}"):
        left, middle, right = st.columns([1, 1, 2])
        scope = left.selectbox(
            "Whom it is about",
            [None, *Scope],
            format_func=_scope_title,
            key=f"scope_{key}",
            persist_state="session",
        )
        qualifier = middle.selectbox(
            "What narrows it",
            [None, *Qualifier],
            format_func=_qualifier_title,
            key=f"qualifier_{key}",
            persist_state="session",
        )
        reason = right.text_input("Reason", key=f"edit_reason_{key}", persist_state="session")
        if st.form_submit_button("Record the edit", key=f"edit_record_{key}"):
            said = Said(verdict=ReviewVerdict.EDITED, reason=reason, scope=scope, qualifier=qualifier)
            _say(said, *shown)
            st.rerun()


def _say(said: Said, quoted: Quoted, report: Report, seen: int, alone: bool) -> None:  # noqa: FBT001  a widget's arguments have no names
    """Keep a verdict on what was shown; somebody else's newer verdict is never overwritten unseen."""
    key, vendor_id = quoted.finding.key, report.vendor.id
    by, at = access.person().name, sources.now()
    verdict = review_of(said, quoted.finding, quoted.document, report, by=by, at=at)
    if _record(verdict, seen=seen):
        st.session_state.pop(f"{_MODE}_{key}", None)
        st.session_state[f"{_DONE}_{vendor_id}"] = (*_done(vendor_id), key)
        if not alone:
            _go(vendor_id, _place(vendor_id) + 1)
        st.session_state[_TOLD] = ("done", f"Recorded: {said.verdict.value}. U takes it back.")


def _undo(vendor_id: str) -> None:
    """Take back the last verdict that was given in this session and still stands."""
    done = _done(vendor_id)
    st.session_state[f"{_DONE}_{vendor_id}"] = done[:-1]
    standing = {r.finding_key: r for r in sources.store().reviews.current(vendor_id)}
    last = standing.get(done[-1]) if done else None
    if last is not None:
        entry = taken_back(last, by=access.person().name, at=sources.now())
        if _record(entry, seen=last.revision):
            st.session_state[_TOLD] = ("done", f"Taken back: {last.verdict.value}.")


def _record(verdict: Review, *, seen: int) -> bool:
    try:
        sources.store().reviews.add(verdict, seen=seen)
    except StoreError as error:
        st.session_state[_TOLD] = ("refused", str(error))
        return False
    return True


def _revision(vendor_id: str, key: str) -> int:
    history = sources.store().reviews.history(vendor_id, key)
    return history[-1].revision if history else 0


def _go(vendor_id: str, at: int) -> None:
    st.session_state[f"{_AT}_{vendor_id}"] = max(0, at)


def _mode(key: str, mode: ReviewVerdict) -> None:
    st.session_state[f"{_MODE}_{key}"] = None if st.session_state.get(f"{_MODE}_{key}") is mode else mode


def _place(vendor_id: str) -> int:
    return int(st.session_state.get(f"{_AT}_{vendor_id}", 0))


def _done(vendor_id: str) -> tuple[str, ...]:
    """Return the keys of the findings judged in this session, the newest last."""
    return tuple(st.session_state.get(f"{_DONE}_{vendor_id}", ()))


def _scope_title(scope: Scope | None) -> str:
    return "as it was read" if scope is None else SCOPE_LABEL[scope]


def _qualifier_title(qualifier: Qualifier | None) -> str:
    if qualifier is None:
        return "as it was read"
    return QUALIFIER_LABEL[qualifier] or "nothing"
