"""One vendor's report: verdict, what was not read, and each question with its quotes in their context."""

import streamlit as st

from analyzer.core.documents import Document
from analyzer.core.reports import Report
from analyzer.dashboard import sources
from analyzer.dashboard.passages import around, marked
from analyzer.render.headline import score_words, standing_words
from analyzer.render.presentation import Answer, Presentation, Quoted, document_title
from analyzer.render.words import STATE_LABEL
from analyzer.store import Listed


def vendor_report() -> None:
    """Draw the newest report of the vendor that was chosen."""
    row = _chosen()
    if row is None:
        st.title("Vendor report")
        st.info("No vendor is on the list yet. Import a list first.")
        return
    st.title(row.vendor.name)
    report = sources.newest_report(row)
    if report is None:
        st.info("This vendor was not read yet. Run `analyzer rescore`.")
        return
    shown = Presentation(report, sources.rulebook())
    _verdict(report)
    _unread(shown)
    evidence, texts = st.tabs(["Questions and evidence", "The documents' own text"])
    with evidence:
        _questions(shown)
        _other_users(shown)
    with texts:
        _documents(report)
    st.caption("The report reads published words, not what the product does. It is not legal advice.")


def _chosen() -> Listed | None:
    rows = {row.vendor.id: row for row in sources.listing()}
    if not rows:
        return None
    ids = list(rows)
    asked = st.session_state.get("vendor") or st.query_params.get("vendor")
    index = ids.index(asked) if asked in rows else 0
    chosen = st.sidebar.selectbox(
        "Vendor", ids, index=index, format_func=lambda i: rows[i].vendor.name, key="report_vendor"
    )
    st.session_state["vendor"] = chosen
    st.query_params["vendor"] = chosen
    return rows[chosen]


def _verdict(report: Report) -> None:
    assessment = report.assessment
    tier, score, read = st.columns([2, 2, 2])
    tier.metric("Tier", assessment.tier.title)
    score.metric("Score of 100, and its range", score_words(assessment).removesuffix(" of 100") or "no score")
    read.metric("Governing documents read", f"{assessment.coverage.share:.0%}")
    st.caption(standing_words(report))
    for reason in assessment.tier.reasons:
        st.text(reason)


def _unread(shown: Presentation) -> None:
    for item in shown.unread:
        with st.container(border=True):
            st.subheader("Not read", anchor=False)
            st.text(f"{item.what}: {item.location}\n{item.why}\n{item.remedy}")


def _questions(shown: Presentation) -> None:
    for group in shown.dimension_groups:
        points = "not scored" if group.score is None else f"{group.score:.0f} of 100"
        st.subheader(f"{group.title}: {points}", anchor=False)
        for answer in group.answers:
            _question(answer)


def _question(answer: Answer) -> None:
    points = "" if answer.points is None else f", {answer.points:.1f} of {answer.state.weight} points"
    title = f"{answer.state.question_id} {answer.text} — {STATE_LABEL[answer.state.state]}{points}"
    with st.expander(title):
        st.text(answer.state.line)
        for quoted in answer.quotes:
            _card(quoted, answer.state.question_id)
        if not answer.quotes and answer.ask_vendor:
            st.text(f"Ask the vendor: {answer.ask_vendor}")


def _card(quoted: Quoted, place: str) -> None:
    evidence = quoted.finding.evidence
    with st.container(border=True, key=f"card-{place}-{quoted.anchor}"):
        remarks = " · ".join((quoted.label, quoted.where, *quoted.chips))
        st.text(f"{quoted.title}\n{remarks}" + (" · superseded" if quoted.superseded else ""))
        spans = (evidence.span, *evidence.context)
        st.html(marked(quoted.document.text, spans, within=around(quoted.document, evidence.span)))
        st.text("\n".join(evidence.reasons))


def _other_users(shown: Presentation) -> None:
    if shown.other_users:
        st.subheader("Other users: not in the school's score", anchor=False)
    for quoted in shown.other_users:
        _card(quoted, "other")


def _documents(report: Report) -> None:
    for document in report.documents:
        with st.expander(f"{document_title(document)} ({document.status.value.replace('_', ' ')})"):
            _document(document, report)


def _document(document: Document, report: Report) -> None:
    share = "" if document.text_share is None else f" · {document.text_share:.0%} of the visible words kept"
    st.text(f"{document.source.location}{share}")
    for notice in document.notices:
        st.text(notice.message)
    spans = [f.evidence.span for f in report.findings if f.evidence.document_id == document.id]
    st.html(marked(document.text, spans))
