"""Questions, and the cards of the quotes behind their answers."""

import streamlit as st

from analyzer.core.reports import AnswerState, Conflict
from analyzer.dashboard.passages import around, boxed, grid, marked
from analyzer.dashboard.verdicts import quote_html
from analyzer.dashboard.wording import STATE_SIGN, count_words
from analyzer.render.presentation import Answer, Presentation, Quoted
from analyzer.render.words import MARK_LABEL, STATE_LABEL


def draw_questions(shown: Presentation) -> None:
    """Draw every question by dimension, with its state, its quotes, or what to ask."""
    states = {answer.state.state for answer in shown.answers}
    wanted = st.multiselect(
        "Only answers that are",
        [s for s in AnswerState if s in states],
        format_func=STATE_LABEL.__getitem__,
        key="report_states",
    )
    for group in shown.dimension_groups:
        answers = [a for a in group.answers if not wanted or a.state.state in wanted]
        if not answers:
            continue
        points = "not scored" if group.score is None else f"{int(group.score)} of 100"
        st.subheader(f"{group.title}: {points}", anchor=False)
        for answer in answers:
            _question(answer)


def draw_conflicts(shown: Presentation) -> None:
    """Draw the two sides of every contradiction side by side."""
    if not shown.report.assessment.conflicts:
        return
    st.subheader("Where the documents contradict each other", anchor=False)
    for conflict in shown.report.assessment.conflicts:
        question = shown.question(conflict.question_id)
        with st.expander(f"{conflict.question_id} {question.text if question else ''}"):
            _sides(shown, conflict)


def draw_loose(shown: Presentation) -> None:
    """Draw the quotes about other users, and those that no question shows; neither enters the score."""
    if shown.other_users:
        st.subheader("Other users: not in the school's score", anchor=False)
        with st.expander(f"{len(shown.other_users)} quotes about people other than pupils"):
            for quoted in shown.other_users:
                draw_card(quoted, "other")
    if shown.loose:
        with st.expander(f"{len(shown.loose)} further quotes that no question counts"):
            for quoted in shown.loose:
                draw_card(quoted, "loose")


def draw_card(quoted: Quoted, place: str, *, opened: bool = False) -> None:
    """Draw one finding: what it says, where, its quote in its own text, why it fired, and the law.

    `place` tells apart the cards of one finding that stand under several questions; an `opened` card
    shows more of the document around the quote.
    """
    evidence = quoted.finding.evidence
    with st.container(border=True, key=f"card-{place}-{quoted.anchor}"):
        st.html(quote_html(quoted))
        spans = (evidence.span, *evidence.context)
        passage = marked(quoted.document.text, spans, within=around(quoted.document, evidence.span))
        st.html(boxed(passage, name="The words around it", tall=opened))
        seen = "; ".join((*evidence.reasons, *(f"seen by {name}" for name in evidence.detectors)))
        practice = f"{quoted.label}; confidence {quoted.finding.confidence:.2f}"
        with st.expander(f"Why it fired, and {count_words(len(quoted.law_notes), 'law note')}"):
            st.text(f"{practice}. {seen}")
            if quoted.law_notes:
                rows = [(n.cite, n.says, MARK_LABEL.get(n.mark, n.mark)) for n in quoted.law_notes]
                st.html(grid(("Rule", "Says", "How it was checked"), rows, caption="Law notes"))


def _question(answer: Answer) -> None:
    state = answer.state
    points = "" if answer.points is None else f" ({answer.points:g} of {state.weight})"
    told = f"**{STATE_SIGN[state.state]} {STATE_LABEL[state.state]}**"
    with st.expander(f"{told} · {state.question_id} {answer.text}{points}"):
        if state.line:
            st.text(state.line)
        if answer.silence:
            st.text(answer.silence)
        for quoted in answer.quotes:
            draw_card(quoted, state.question_id)
        if answer.ask_vendor:
            st.text(f"Ask the vendor: {answer.ask_vendor}")
        if answer.agreement_clause:
            st.text(f"Clause for the agreement: {answer.agreement_clause}")


def _sides(shown: Presentation, conflict: Conflict) -> None:
    st.text(conflict.line)
    left, right = st.columns(2)
    with left:
        st.caption("Protects pupils")
        for quoted in shown.quoted(conflict.protective):
            draw_card(quoted, f"for-{conflict.question_id}")
    with right:
        st.caption(
            "Puts pupils at risk" + (", but a controlling document decides" if conflict.resolved else "")
        )
        for quoted in shown.quoted(conflict.risky):
            draw_card(quoted, f"against-{conflict.question_id}")
