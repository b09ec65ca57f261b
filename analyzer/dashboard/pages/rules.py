"""Browse the rulebook: questions, practices with their examples, laws, data elements."""

import streamlit as st

from analyzer.core.rules import Example, Practice, Rulebook
from analyzer.dashboard import sources
from analyzer.dashboard.passages import grid
from analyzer.dashboard.wording import plain
from analyzer.render.words import MARK_LABEL, POLARITY_LABEL, SILENCE_LABEL

VIEWS = ("Practices", "Questions and weights", "Gates and tiers", "Laws", "Data elements")


def browse_rules() -> None:
    """Draw one part of the rulebook."""
    rulebook = sources.rulebook()
    st.title("Rulebook", anchor=False)
    st.caption(f"Version {plain(rulebook.version)}, digest {rulebook.digest[:12]}")
    view = st.radio("Part", VIEWS, horizontal=True, key="rules_view")
    parts = (_practices, _questions, _gates, _laws, _elements)
    dict(zip(VIEWS, parts, strict=True))[view](rulebook)


def _practices(rulebook: Rulebook) -> None:
    words = st.text_input("Search practices", key="rules_search").casefold().split()
    chosen = [
        p
        for p in rulebook.practices
        if all(w in f"{p.id} {p.title} {p.definition}".casefold() for w in words)
    ]
    st.caption(f"{len(chosen)} of {len(rulebook.practices)} practices")
    if not chosen:
        st.info("No practice holds these words. Take fewer.")
        return
    titles = {p.id: p.title for p in chosen}
    asked = st.selectbox(
        "Look at a practice", list(titles), format_func=titles.__getitem__, key="rules_practice"
    )
    st.subheader(plain(titles[asked]), anchor=False)
    _practice(rulebook.practice(asked))
    st.subheader("All of them" if len(chosen) == len(rulebook.practices) else "Those found", anchor=False)
    rows = [(p.title, POLARITY_LABEL[p.polarity], str(p.severity), p.question, p.definition) for p in chosen]
    st.html(grid(("Practice", "Kind", "Severity", "Question", "Definition"), rows, caption="Practices"))


def _practice(practice: Practice) -> None:
    st.text(practice.definition)
    st.text(
        f"Id: {practice.id}, version {practice.version}\nQuestion: {practice.question}\n"
        f"Why this severity: {practice.severity_reason}"
    )
    if practice.ask_vendor:
        st.text(f"Ask the vendor: {practice.ask_vendor}")
    if practice.citations:
        st.text(f"Laws: {', '.join(practice.citations)}")
    examples = [_example(e, "seen") for e in practice.match_examples]
    examples += [_example(e, f"silent: {e.because or ''}") for e in practice.no_match_examples]
    if examples:
        st.html(grid(("Example", "What must happen"), examples, caption=f"Examples of {practice.title}"))


def _example(example: Example, outcome: str) -> tuple[str, str]:
    lead = " ".join(filter(None, (example.heading, example.lead_in)))
    return f"[{lead}] {example.text}" if lead else example.text, outcome


def _questions(rulebook: Rulebook) -> None:
    for dimension in rulebook.dimensions:
        st.subheader(dimension.title, anchor=False)
        rows = [
            (q.id, q.text, str(q.severity), str(q.weight), SILENCE_LABEL[q.silence])
            for q in rulebook.questions
            if q.dimension == dimension.id
        ]
        header = ("Id", "Question", "Severity", "Weight", "Silence")
        st.html(grid(header, rows, caption=dimension.title))


def _gates(rulebook: Rulebook) -> None:
    st.subheader("Gates that no average hides", anchor=False)
    gates = [(gate.id, gate.title, gate.condition) for gate in rulebook.hard_fails]
    st.html(grid(("Id", "Gate", "Met when"), gates, caption="Gates"))
    st.subheader("Tiers", anchor=False)
    tiers = [(tier.title, f"{tier.minimum:g}") for tier in rulebook.scoring.tiers]
    st.html(grid(("Tier", "From points"), tiers, caption="Tiers"))


def _laws(rulebook: Rulebook) -> None:
    rows = [(c.cite, c.says, MARK_LABEL.get(c.mark, c.mark), c.seen_at) for c in rulebook.citations]
    st.html(grid(("Rule", "Says", "How it was checked", "Seen at"), rows, caption="Laws and agreements"))


def _elements(rulebook: Rulebook) -> None:
    rows = [(e.label, f"E{e.exposure}", e.district_category, ", ".join(e.terms)) for e in rulebook.elements]
    st.html(grid(("Data", "Exposure", "District's category", "Terms"), rows, caption="Data elements"))
