"""One vendor's report: verdict, gaps, questions with their quotes, the district's yardstick, the texts."""

from functools import partial

import streamlit as st

from analyzer.core.documents import Document
from analyzer.core.reports import Assessment, Report
from analyzer.dashboard import charts, sources
from analyzer.dashboard.evidence import draw_conflicts, draw_loose, draw_questions
from analyzer.dashboard.passages import grid, marked, parts_of
from analyzer.dashboard.routes import chosen_vendor, open_page, title
from analyzer.dashboard.wording import DECISION_TITLE, count_words, plain
from analyzer.dashboard.yardsticks import draw_asking, draw_district, draw_what_if
from analyzer.render import RENDERERS, render
from analyzer.render.headline import score_words, standing_words
from analyzer.render.presentation import Presentation, document_title, percent
from analyzer.store import Listed

VIEWS = (
    "Questions and evidence",
    "District and law",
    "What would change it",
    "Documents",
    "Downloads",
)
_MEDIA = {
    "pdf": "PDF, to sign and file",
    "docx": "Word",
    "xlsx": "Excel",
    "csv": "CSV",
    "html": "Web page",
    "md": "Markdown",
    "txt": "Plain text",
    "json": "JSON, for programs",
    "letter.docx": "Letter to the vendor, Word",
    "letter.md": "Letter to the vendor, Markdown",
    "letter.eml": "Letter to the vendor, mail draft",
}


def vendor_report() -> None:
    """Draw the newest report of the vendor that was chosen, with people's verdicts on it."""
    row = chosen_vendor()
    if row is None:
        st.title("Vendor report")
        st.info("No vendor is on the list yet. Vet a product or import a list first.")
        return
    title(row, row.vendor.homepage or "")
    report = sources.newest_report(row)
    if report is None:
        st.info("This vendor was not read yet. Score it again on the approved list, or vet it.")
        return
    shown = Presentation(report, sources.rulebook())
    _verdict(report)
    _unread(shown)
    view = st.radio("Show", VIEWS, horizontal=True, key="report_view")
    _VIEWS[view](row, shown)
    st.caption("The report reads published words, not what the product does. It is not legal advice.")


def _verdict(report: Report) -> None:
    assessment = report.assessment
    known = "not known" if assessment.exposure is None else f"E{assessment.exposure}"
    score = score_words(assessment).removesuffix(" of 100") or "no score"
    with st.container(horizontal=True, gap="large"):
        st.metric("Tier", assessment.tier.title, width="content")
        st.metric("Score of 100, and its range", score, width="content")
        st.metric("Governing documents read", percent(assessment.coverage.share), width="content")
        st.metric("Exposure", known, width="content", help=_EXPOSURE)
    st.caption(standing_words(report))
    for reason in assessment.tier.reasons:
        st.text(reason)
    if assessment.hard_fails:
        told = (
            f"- {g.title} ({'confirmed' if g.confirmed else 'not yet confirmed'})"
            for g in assessment.hard_fails
        )
        st.warning("\n".join(("Gates that no average hides:", "", *told)), icon=":material/block:")
    decision = sources.store().decisions.current(report.vendor.id)
    if decision:
        st.text(f"{DECISION_TITLE[decision.kind]} on {decision.decided_at:%Y-%m-%d} by {decision.decider}")
    if st.button("Review and decide", key="report_review"):
        open_page("review", vendor=report.vendor.id)


_EXPOSURE = "How sensitive the data is that pupils enter: E0 none, E1 low, E2 personal, E3 sensitive"


def _unread(shown: Presentation) -> None:
    for item in shown.unread:
        with st.container(border=True):
            st.subheader("Not read", anchor=False)
            st.text(f"{item.what}: {item.location}\n{item.why}\n{item.remedy}")


def _evidence(_: Listed, shown: Presentation) -> None:
    scored = [(group.title, group.score) for group in shown.dimension_groups]
    if any(score is not None for _, score in scored):
        told = "; ".join(f"{name} {'not scored' if s is None else int(s)}" for name, s in scored)
        st.altair_chart(charts.dimension_bars(scored), alt=f"Score by dimension. {told}")
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
    for name in RENDERERS:
        st.download_button(
            _MEDIA.get(name, name),
            partial(render, shown.report, shown.rulebook, name),
            file_name=f"{row.vendor.id}.{name}",
            on_click="ignore",
            key=f"download_{name}",
        )


_VIEWS = dict(zip(VIEWS, (_evidence, _district, _what_if, _documents, _downloads), strict=True))
