"""Add a clause that the machine missed, by marking sentences of a document's own text."""

from collections.abc import Sequence

import streamlit as st

from analyzer.core.documents import Document, Segment
from analyzer.core.errors import StoreError
from analyzer.core.findings import Finding
from analyzer.core.reports import Report
from analyzer.core.reviews import Review, ReviewedFindings, ReviewVerdict
from analyzer.core.rules import Rulebook
from analyzer.dashboard import access, sources
from analyzer.dashboard.judging import Missed, added_clause, passage, taken_back
from analyzer.dashboard.passages import around, grid, marked, shown_plainly
from analyzer.dashboard.wording import plain
from analyzer.render.presentation import document_title

_LONGEST = 160  # characters of a sentence as an option of a list


def draw_marking(report: Report, judged: ReviewedFindings, rulebook: Rulebook) -> None:
    """Draw the choice of document, sentences and practice, and the clauses that people added."""
    documents = [document for document in report.documents if document.status.scored]
    if not documents:
        st.info("No document could be read, so there is no text to mark a clause in.")
        return
    st.caption("Choose the first and the last sentence: type some of its words to find it.")
    document = st.selectbox("Document", documents, format_func=document_title, key="mark_document")
    sentences = sources.sentences(document)
    left, right = st.columns(2)
    first = _sentence(left, "From the sentence", document, sentences, "mark_first")
    last = _sentence(right, "To the sentence (the same where it is one)", document, sentences, "mark_last")
    titles = {practice.id: practice.title for practice in rulebook.practices}
    practice = st.selectbox(
        "What the words state",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key="mark_practice",
        persist_state="session",
    )
    reason = st.text_input("Remark", key="mark_reason", persist_state="session")
    if first is not None:
        span = passage(sentences, first, first if last is None else last)
        st.html(marked(document.text, (span,), within=around(document, span)))
        if practice and access.allowed(access.Role.REVIEWER) and st.button("Add this clause", type="primary"):
            missed = Missed(document=document, span=span, practice_id=practice, reason=reason)
            _add(missed, report.vendor.id)
    _added(judged, titles)


def _sentence(
    place: "st.delta_generator.DeltaGenerator",
    label: str,
    document: Document,
    sentences: Sequence[Segment],
    key: str,
) -> int | None:
    chosen = place.selectbox(
        label,
        range(len(sentences)),
        index=None,
        format_func=lambda at: shown_plainly(sentences[at].span.of(document.text), most=_LONGEST),
        key=f"{key}_{document.id}",
        placeholder="Type some words of it",
    )
    return None if chosen is None else int(chosen)


def _add(missed: Missed, vendor_id: str) -> None:
    entry = added_clause(missed, vendor_id, by=access.person().name, at=sources.now())
    history = sources.store().reviews.history(vendor_id, entry.finding_key)
    _record(entry, seen=history[-1].revision if history else 0)


def _record(entry: Review, *, seen: int) -> None:
    try:
        sources.store().reviews.add(entry, seen=seen)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.rerun()


def _added(judged: ReviewedFindings, titles: dict[str, str]) -> None:
    added = [p for p in judged.placements if p.review.verdict is ReviewVerdict.ADDED]
    if not added:
        return
    st.subheader("Clauses that people added", anchor=False)
    rows = [
        (titles.get(p.review.practice_id, p.review.practice_id), p.review.quote, _who(p.review, p.finding))
        for p in added
    ]
    st.html(grid(("States", "Words", "Added by"), rows, caption="Clauses that people added"))
    newest = added[-1].review
    if access.person().name and st.button("Take the last one back", key="mark_undo"):
        _record(taken_back(newest, by=access.person().name, at=sources.now()), seen=newest.revision)


def _who(review: Review, finding: Finding | None) -> str:
    gone = "" if finding else "; these words are gone"
    return f"{review.reviewer}, {review.made_at:%Y-%m-%d}{gone}"
