"""Compare two to four vendors, question by question."""

from collections.abc import Sequence

import streamlit as st

from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.dashboard import sources
from analyzer.dashboard.passages import grid
from analyzer.dashboard.routes import plain_option
from analyzer.render.headline import score_words
from analyzer.render.presentation import percent
from analyzer.render.words import STATE_LABEL

_FEWEST, _MOST = 2, 4


def compare_vendors() -> None:
    """Draw the answers of a few vendors side by side."""
    st.title("Compare vendors", anchor=False)
    rows = {row.vendor.id: row for row in sources.listing() if row.newest}
    names = {vendor_id: plain_option(row.vendor.name) for vendor_id, row in rows.items()}
    chosen = st.multiselect(
        "Two to four vendors",
        list(names),
        format_func=names.__getitem__,
        max_selections=_MOST,
        key="kept_compare",
        persist_state="session",
    )
    if len(chosen) < _FEWEST:
        st.info("Choose at least two vendors that were read.")
        return
    reports = [report for key in chosen if (report := sources.newest_report(rows[key])) is not None]
    apart = st.toggle("Only questions on which they differ", key="compare_apart")
    header = ("", *(report.vendor.name for report in reports))
    st.html(grid(header, standing_rows(reports), caption="Tier and score"))
    rulebook = sources.rulebook()
    for dimension in rulebook.dimensions:
        told = answer_rows(reports, rulebook, dimension.id, apart=apart)
        if told:
            st.subheader(dimension.title, anchor=False)
            st.html(grid(header, told, caption=dimension.title))


def standing_rows(reports: Sequence[Report]) -> list[tuple[str, ...]]:
    """Return tier, score, what was read and exposure: one row each, one column a report."""
    verdicts = [report.assessment for report in reports]
    return [
        ("Tier", *(v.tier.title for v in verdicts)),
        ("Score", *(score_words(v) or "no score" for v in verdicts)),
        ("Governing documents read", *(percent(v.coverage.share) for v in verdicts)),
        ("Exposure", *("not known" if v.exposure is None else f"E{v.exposure}" for v in verdicts)),
    ]


def answer_rows(
    reports: Sequence[Report], rulebook: Rulebook, dimension: str, *, apart: bool
) -> list[tuple[str, ...]]:
    """Return one row a question of the dimension; `apart` leaves out those answered alike by all."""
    states = [{s.question_id: s.state for s in report.assessment.questions} for report in reports]
    rows = []
    for question in rulebook.questions:
        if question.dimension != dimension:
            continue
        answers = [by_id.get(question.id) for by_id in states]
        if apart and len(set(answers)) == 1:
            continue
        told = (STATE_LABEL[state] if state else "not asked" for state in answers)
        rows.append((f"{question.id} {question.text}", *told))
    return rows
