"""One vendor's report: verdict, gaps, questions with their quotes, the district's yardstick, the texts."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analyzer.core.documents import Document
from analyzer.core.reports import Assessment, Report
from analyzer.dashboard import charts, sources
from analyzer.dashboard.evidence import draw_conflicts, draw_loose, draw_questions
from analyzer.dashboard.passages import grid, marked, parts_of
from analyzer.dashboard.requesting import draw_requests
from analyzer.dashboard.routes import open_page, vendor_page
from analyzer.dashboard.verdicts import (
    advice_on,
    bullets,
    next_steps,
    quote_html,
    silent,
    verdict_html,
    worst,
)
from analyzer.dashboard.wording import count_words, plain
from analyzer.dashboard.yardsticks import draw_asking, draw_district, draw_what_if
from analyzer.render import RENDERERS, render
from analyzer.render.headline import score_words
from analyzer.render.presentation import Answer, Presentation, document_title, percent
from analyzer.store import Listed, review_record

VIEWS = (
    "At a glance",
    "Questions and evidence",
    "District and law",
    "What would change it",
    "Documents",
    "Requests",
    "Downloads",
)
_SILENCES = 8
_MEDIA = {
    "pdf": "PDF, to sign and file",
    "docx": "Word",
    "xlsx": "Excel",
    "csv": "CSV",
    "html": "Web page",
    "md": "Markdown",
    "txt": "Plain text",
    "full.txt": "Plain text, with every quote",
    "json": "JSON, for programs",
    "letter.docx": "Letter to the vendor, Word",
    "letter.md": "Letter to the vendor, Markdown",
    "letter.eml": "Letter to the vendor, mail draft",
}


def vendor_report() -> None:
    """Draw the newest report of the vendor that was chosen, with people's verdicts on it."""
    row = vendor_page("report", "Report")
    if row is None:
        return
    report = sources.newest_report(row)
    if report is None:
        st.info("This vendor was not read yet. Vet it, or score it again on the approved list.")
        draw_requests(row.vendor.id)
        return
    shown = Presentation(report, sources.rulebook())
    st.html(verdict_html(report, shown.rulebook, sources.store().decisions.current(report.vendor.id)))
    _gates(report)
    for tab, draw in zip(st.tabs(VIEWS, key="report_view", on_change="rerun"), _DRAWN, strict=True):
        if tab.open:
            with tab:
                draw(row, shown)
    st.caption("The report reads published words, not what the product does. It is not legal advice.")


def _gates(report: Report) -> None:
    gates = report.assessment.hard_fails
    if gates:
        seen = sum(gate.confirmed for gate in gates)
        told = f"{seen or 'none'} of them confirmed by a person"
        st.markdown(f"**✕ Gates, which no other answer makes up for**: {len(gates)}, {told}")
        st.html(bullets(f"{g.title}{' (confirmed)' if g.confirmed else ''}" for g in gates))


def _glance(row: Listed, shown: Presentation) -> None:
    """Draw what a coordinator with little time must see."""
    report, silences = shown.report, silent(shown)
    advice = advice_on(report, sources.profile())
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader("The worst it says, in its own words", anchor=False)
        gravest = worst(shown)
        for quoted in gravest:
            st.html(quote_html(quoted))
        if not gravest:
            st.text("No risk was found in what was read." if report.findings else "Nothing could be read.")
    with right:
        st.subheader("What to do next", anchor=False)
        st.html(bullets(next_steps(report, advice, silences=len(silences)), ordered=True))
        if st.button("Review and decide", key="report_review", type="primary"):
            open_page("review", vendor=row.vendor.id)
        if any(document.status.scored for document in report.documents):
            _silences(silences)
    _unread(shown)
    _dimensions(shown)
    st.html(bullets(report.assessment.tier.reasons))


def _silences(silences: Sequence[Answer]) -> None:
    st.subheader(f"What it is silent on: {len(silences)}", anchor=False)
    st.html(bullets(answer.text for answer in silences[:_SILENCES]))
    if len(silences) > _SILENCES:
        st.caption(f"and {len(silences) - _SILENCES} more under “{VIEWS[1]}”.")


def _unread(shown: Presentation) -> None:
    if shown.unread:
        st.subheader("Not read", anchor=False)
        rows = [(item.what, item.location, item.why, item.remedy) for item in shown.unread]
        st.html(grid(("What", "Where", "Why", "What to do"), rows, caption="Not read"))


def _dimensions(shown: Presentation) -> None:
    scored = [(group.title, group.score) for group in shown.dimension_groups]
    if any(score is not None for _, score in scored):
        st.subheader("Score by dimension", anchor=False)
        told = "; ".join(f"{name} {'not scored' if s is None else int(s)}" for name, s in scored)
        st.altair_chart(charts.dimension_bars(scored), alt=f"Score by dimension. {told}")


def _requests(row: Listed, _: Presentation) -> None:
    draw_requests(row.vendor.id)


def _evidence(_: Listed, shown: Presentation) -> None:
    draw_conflicts(shown)
    draw_questions(shown)
    draw_loose(shown)


def _district(_: Listed, shown: Presentation) -> None:
    draw_district(shown)
    draw_asking(shown)


def _what_if(_: Listed, shown: Presentation) -> None:
    _with_and_without(shown.report)
    draw_what_if(shown)


def _with_and_without(report: Report) -> None:
    without = report.without_agreement
    if without is None:
        return
    st.subheader("With and without the signed agreement", anchor=False)
    rows = [
        _standing("With the agreement", report.assessment),
        _standing("Published documents alone", without),
    ]
    st.html(grid(("", "Tier", "Score"), rows, caption="With and without the signed agreement"))


def _standing(name: str, assessment: Assessment) -> tuple[str, str, str]:
    return name, assessment.tier.title, score_words(assessment) or "no score"


def _documents(_: Listed, shown: Presentation) -> None:
    report = shown.report
    for document in report.documents:
        status = document.status.value.replace("_", " ")
        with st.expander(
            plain(f"{document_title(document)} ({status})"), expanded=len(report.documents) == 1
        ):
            _document(document, report)


def _document(document: Document, report: Report) -> None:
    share = (
        "" if document.text_share is None else f" · {percent(document.text_share)} of the visible words kept"
    )
    st.text(f"{document.source.location}{share}")
    for notice in document.notices:
        st.text(notice.message)
    spans = [f.evidence.span for f in report.findings if f.evidence.document_id == document.id]
    parts = parts_of(len(document.text))
    part = 0
    if len(parts) > 1:
        part = (
            st.number_input(
                f"Part of the text, 1 to {len(parts)}",
                1,
                len(parts),
                key=f"part_{report.vendor.id}_{document.id}",
            )
            - 1
        )
    st.caption(f"{count_words(len(spans), 'quote')} marked in the whole text.")
    st.html(marked(document.text, spans, within=parts[part]))


def _downloads(row: Listed, shown: Presentation) -> None:
    st.caption("Each file is made when you ask for it.")
    with st.container(horizontal=True):
        for name in RENDERERS:
            st.download_button(
                _MEDIA.get(name, name),
                partial(_file, row, shown, name),
                file_name=f"{row.vendor.id}.{name}",
                on_click="ignore",
                key=f"download_{name}",
            )


def _file(row: Listed, shown: Presentation, name: str) -> bytes:
    """Return the report in a format, with the district's record: requests, decision and log."""
    record = review_record(sources.store(), row.vendor.id, district=sources.profile().name)
    return render(shown.report, shown.rulebook, name, record)


_DRAWN = (_glance, _evidence, _district, _what_if, _documents, _requests, _downloads)
