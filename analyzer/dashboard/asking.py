"""The form in which a product is asked for: who will use it, with which data, and for what."""

import streamlit as st

from analyzer.core.profile import Request, SignIn
from analyzer.dashboard import sources
from analyzer.dashboard.wording import GRADES

_SIGN_INS = {
    SignIn.NONE: "No account",
    SignIn.NICKNAME: "A nickname",
    SignIn.PASSWORD: "An account with a password",
    SignIn.SSO: "The district's single sign-on",
    SignIn.ROSTERING: "Rostering by the district",
}


def ask_request() -> tuple[Request, str]:
    """Draw the form; return the request, and the home page where one is given."""
    one, two = st.columns(2)
    product = one.text_input(
        "Product or vendor",
        key="kept_vet_product",
        persist_state="session",
        help="A name of the list or of our register is known",
    )
    homepage = two.text_input(
        "Home page, where it is not known",
        key="kept_vet_home",
        persist_state="session",
        placeholder="https://",
    )
    with st.container(border=True):
        left, right = st.columns(2)
        grades = left.multiselect("Grades", GRADES, key="kept_vet_grades", persist_state="session")
        labels = {element.id: element.label for element in sources.rulebook().elements}
        elements = right.multiselect(
            "Data that pupils or staff will enter",
            list(labels),
            format_func=labels.__getitem__,
            key="kept_vet_elements",
            persist_state="session",
            help="The exposure, and so what the product must reach, follows from these",
        )
        sign_in = left.selectbox(
            "How pupils sign in",
            list(SignIn),
            index=None,
            format_func=_SIGN_INS.__getitem__,
            key="kept_vet_sign_in",
            persist_state="session",
        )
        pupils = right.number_input(
            "Pupils", min_value=0, value=None, step=1, key="kept_vet_pupils", persist_state="session"
        )
    with st.expander("Who asks, for what, and when it is needed (kept as a request)"):
        left, right = st.columns(2)
        more = Request(
            product=product.strip(),
            requester=left.text_input("Requested by", key="kept_vet_requester", persist_state="session"),
            school=right.text_input("School", key="kept_vet_school", persist_state="session"),
            subject=left.text_input("Subject", key="kept_vet_subject", persist_state="session"),
            edition=right.text_input("Edition or plan", key="kept_vet_edition", persist_state="session"),
            use=left.text_input("What it will be used for", key="kept_vet_use", persist_state="session"),
            needed_by=right.date_input(
                "Needed by", value=None, key="kept_vet_needed", persist_state="session"
            ),
            district_provided=st.checkbox(
                "The district itself provides this product", key="vet_provided", persist_state="session"
            ),
            grades=tuple(grades),
            elements=tuple(elements),
            sign_in=sign_in,
            pupils=pupils,
        )
    return more, homepage.strip()
