"""How the vendor's statements compare with the district's page, the law, and what would change the tier."""

import streamlit as st

from analyzer.assess import family_permission, what_would_change
from analyzer.core.reports import Comparison, ElementUse
from analyzer.dashboard import sources
from analyzer.dashboard.passages import grid
from analyzer.dashboard.verdicts import advice_on, bullets
from analyzer.dashboard.wording import count_words
from analyzer.render.presentation import Presentation
from analyzer.render.words import JURISDICTION_LABEL, MARK_LABEL, VERDICT_LABEL, subject_words

_KIND_TITLE = {"purpose": "Purposes", "recipient": "Who receives data", "element": "Data elements"}


def draw_district(shown: Presentation) -> None:
    """Draw the comparison with the district's profile, the data elements, the families and the law."""
    st.subheader(f"Against the page of {sources.profile().name}", anchor=False)
    rows = shown.report.assessment.comparisons
    if not rows:
        st.caption("The documents name no purpose, recipient or data element that could be compared.")
    for kind, name in _KIND_TITLE.items():
        of_kind = [_comparison(row) for row in rows if row.kind == kind]
        if of_kind:
            header = (name, "The district's rule", "Verdict", "What to do")
            st.html(grid(header, of_kind, caption=name))
    _elements(shown)
    _families(shown)
    _laws(shown)


def draw_asking(shown: Presentation) -> None:
    """Draw the questions to send to the vendor."""
    asked = shown.report.assessment.vendor_questions
    if not asked:
        return
    st.subheader("What to ask the vendor", anchor=False)
    rows = [(q.question_id, q.text, q.agreement_clause) for q in asked]
    st.html(grid(("Question", "Ask", "Clause for the agreement"), rows, caption="What to ask the vendor"))


def draw_what_if(shown: Presentation) -> None:
    """Draw which answers, signed clauses or weights would change the tier."""
    told = what_would_change(shown.report.assessment, shown.rulebook)
    st.subheader("What would change the tier", anchor=False)
    for note in told.notes:
        st.text(note)
    if told.path:
        st.text(f"The shortest way to “{told.next_tier}”: have these promised in the agreement:")
        texts = {q.id: q.text for q in shown.rulebook.questions}
        st.html(bullets(f"{question_id} {texts.get(question_id, '')}" for question_id in told.path))
    if told.changes:
        rows = [
            (
                c.question_id,
                "a signed promise" if c.signed else "a bad answer",
                c.tier_title,
                f"{c.score:.1f}",
                c.line,
            )
            for c in told.changes
        ]
        header = ("Question", "What happens", "Tier then", "Score then", "In words")
        st.html(grid(header, rows, caption="Single answers that would change the tier"))
    elif shown.report.assessment.score is not None:
        st.text("No single answer would change the tier.")
    if not told.notes:
        firm = "No change of one question's weight by one step moves the tier by more than one."
        st.text(
            firm
            if told.robust
            else "Some single weights move the tier by more than one step: see the rulebook."
        )


def draw_advice(shown: Presentation) -> None:
    """Draw the decision that the district's grid suggests, and what is still unmet."""
    advice = advice_on(shown.report, sources.profile())
    st.markdown(f"**The district's grid suggests: {advice.decision.value.replace('_', ' ')}**")
    st.html(bullets((*advice.reasons, *(f"Unmet: {line}" for line in advice.unmet))))
    if advice.conditions:
        with st.expander(f"Conditions that the grid would set: {len(advice.conditions)}"):
            st.html(bullets(line.replace("_", " ") for line in advice.conditions))


def _comparison(row: Comparison) -> tuple[str, str, str, str]:
    return subject_words(row.subject), row.rule, VERDICT_LABEL.get(row.verdict, row.verdict), row.action


def _elements(shown: Presentation) -> None:
    used = shown.report.assessment.elements
    if used:
        st.subheader("Data that the product uses", anchor=False)
        header = ("Data", "Exposure", "Who says so", "Stored", "May be left out")
        st.html(grid(header, [_element(use) for use in used], caption="Data that the product uses"))


def _element(use: ElementUse) -> tuple[str, str, str, str, str]:
    told = ", ".join("the " + word if word != "text" else "a mention in the text" for word in use.told_by)
    return use.label, f"E{use.exposure}", told, _yes_no(use.stored), _yes_no(use.optional)


def _yes_no(value: bool | None) -> str:  # noqa: FBT001  a value to be told, not a switch
    return "nobody says" if value is None else ("yes" if value else "no")


def _families(shown: Presentation) -> None:
    report = shown.report
    request = sources.request_told(report)
    told = family_permission(report.assessment, report.findings, sources.profile(), request)
    st.subheader("Must families be asked?", anchor=False)
    words = {True: "Yes", False: "No", None: "The request does not tell enough"}
    st.text(words[told.needed])
    st.text("\n".join(told.reasons))
    if told.notice:
        with st.expander("A drafted notice to families"):
            st.text(told.notice)


def _laws(shown: Presentation) -> None:
    """Draw the law notes of one jurisdiction at a time: together they are a page of twenty screens."""
    notes = shown.report.assessment.law_notes
    if notes:
        st.subheader("Law notes: never advice", anchor=False)
    home = sources.profile().home_state
    places = sorted(dict.fromkeys(n.jurisdiction for n in notes), key=lambda place: place != home)
    for place in places:
        rows = [
            (n.cite, n.says, n.why, MARK_LABEL.get(n.mark, n.mark)) for n in notes if n.jurisdiction == place
        ]
        name = JURISDICTION_LABEL.get(place, place)
        with st.expander(f"{name}: {count_words(len(rows), 'law note')}", expanded=place == home):
            header = ("Rule", "Says", "Why it bears here", "How it was checked")
            st.html(grid(header, rows, caption=f"Law notes: {name}"))
