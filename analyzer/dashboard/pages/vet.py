"""Vet a product: what is asked for, its documents, and the reading of them."""

from dataclasses import replace
from hashlib import sha256

import streamlit as st

from analyzer.core.documents import DocumentKind, Vendor
from analyzer.core.errors import AnalyzerError
from analyzer.core.profile import Request, SignIn
from analyzer.dashboard import access, sources
from analyzer.dashboard.obtaining import (
    Brought,
    documents_of,
    found_at,
    from_address,
    from_bytes,
    from_text,
    known_vendor,
    merged,
    new_id,
    web_address,
)
from analyzer.dashboard.routes import open_page
from analyzer.dashboard.vetting import Vetted, vet
from analyzer.dashboard.wording import plain
from analyzer.render.headline import headline
from analyzer.render.words import KIND_LABEL

GRADES = ("PK", "K", *(str(grade) for grade in range(1, 13)))
_SIGN_INS = {
    SignIn.NONE: "No account",
    SignIn.NICKNAME: "A nickname",
    SignIn.PASSWORD: "An account with a password",
    SignIn.SSO: "The district's single sign-on",
    SignIn.ROSTERING: "Rostering by the district",
}
_FOUND = "vet_found"
_DONE = "vet_done"
_TYPES = ["pdf", "docx", "html", "htm", "txt", "md"]


def vet_product() -> None:
    """Draw the three steps from a request to a report."""
    st.title("Vet a product")
    st.header("1. What is asked for", anchor=False)
    request, homepage = _request()
    st.header("2. Its documents", anchor=False)
    brought = _documents(request.product, homepage)
    st.header("3. Read and score", anchor=False)
    _read(request, homepage, brought)


def _request() -> tuple[Request, str]:
    one, two = st.columns(2)
    product = one.text_input(
        "Product or vendor", key="kept_vet_product", help="A name of the list or of our register is known"
    )
    homepage = two.text_input("Home page, where it is not known", key="kept_vet_home", placeholder="https://")
    with st.expander("Who will use it, and with which data", expanded=True):
        left, right = st.columns(2)
        grades = left.multiselect("Grades", GRADES, key="kept_vet_grades")
        labels = {element.id: element.label for element in sources.rulebook().elements}
        elements = right.multiselect(
            "Data that pupils or staff will enter",
            list(labels),
            format_func=labels.__getitem__,
            key="kept_vet_elements",
            help="The exposure, and so what the product must reach, follows from these",
        )
        sign_in = left.selectbox(
            "How pupils sign in",
            list(SignIn),
            index=None,
            format_func=_SIGN_INS.__getitem__,
            key="kept_vet_sign_in",
        )
        pupils = right.number_input("Pupils", min_value=0, value=None, step=1, key="kept_vet_pupils")
    with st.expander("Who asks, and when it is needed"):
        left, right = st.columns(2)
        more = Request(
            product=product.strip(),
            requester=left.text_input("Requested by", key="kept_vet_requester"),
            school=right.text_input("School", key="kept_vet_school"),
            subject=left.text_input("Subject", key="kept_vet_subject"),
            edition=right.text_input("Edition or plan", key="kept_vet_edition"),
            use=left.text_input("What it will be used for", key="kept_vet_use"),
            needed_by=right.date_input("Needed by", value=None, key="kept_vet_needed"),
            district_provided=st.checkbox("The district itself provides this product", key="vet_provided"),
            grades=tuple(grades),
            elements=tuple(elements),
            sign_in=sign_in,
            pupils=pupils,
        )
    return more, homepage.strip()


def _documents(product: str, homepage: str) -> tuple[Brought, ...]:
    if st.button("Find documents", key="vet_find", disabled=not (product or homepage)):
        _find(product, homepage)
    _add_address()
    uploaded = (*_uploads(), *_paste())
    everything = merged((*st.session_state.get(_FOUND, ()), *uploaded))
    if not everything:
        st.caption("No documents yet: let us find them, name an address, upload files, or paste a text.")
    return tuple(chosen for one in everything if (chosen := _confirm(one)) is not None)


def _find(product: str, homepage: str) -> None:
    stored = known_vendor(product, sources.store().vendors.all()) if product else None
    listed = known_vendor(product, sources.registry()) if product else None
    found: tuple[Brought, ...] = ()
    if listed is not None:
        found += documents_of(listed, "our register of vendors names it")
    if stored is not None:
        found += documents_of(stored, "it is on the list already")
    if not found and homepage:
        with st.spinner("Looking for policies, terms and agreements on the site"):
            try:
                found = found_at(web_address(homepage))
            except AnalyzerError as error:
                st.error("No documents were found at that address. Name them yourself, or upload them.")
                st.text(str(error))
                return
    if not found:
        st.info("That name is not known. Give the home page, or bring the documents yourself.")
    st.session_state[_FOUND] = merged((*st.session_state.get(_FOUND, ()), *found))


def _add_address() -> None:
    with st.form("vet_add", border=False, clear_on_submit=False):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        address = left.text_input("Address of a document", key="kept_vet_address", placeholder="https://")
        if right.form_submit_button("Add") and address:
            try:
                added = from_address(address, None)
            except AnalyzerError as error:
                st.error(plain(str(error)))
                return
            st.session_state[_FOUND] = merged((*st.session_state.get(_FOUND, ()), added))


def _uploads() -> tuple[Brought, ...]:
    files = st.file_uploader(
        "Upload documents (PDF, Word, HTML, text)", type=_TYPES, accept_multiple_files=True, key="file_vet"
    )
    found = []
    for file in files or ():
        try:
            found.append(from_bytes(file.name, file.getvalue(), None, sources.now()))
        except AnalyzerError as error:
            st.error(plain(str(error)))
    return tuple(found)


def _paste() -> tuple[Brought, ...]:
    with st.expander("Paste a text"):
        title = st.text_input("What the text is", key="kept_vet_paste_title", placeholder="Privacy policy")
        text = st.text_area("The text", key="kept_vet_paste", height=160)
    return (from_text(title, text, None, sources.now()),) if text.strip() else ()


def _confirm(one: Brought) -> Brought | None:
    """Draw one document with what may be done to it; return it where it is to be read."""
    place = sha256(one.source.location.encode()).hexdigest()[:10]
    with st.container(border=True, key=f"vet-document-{place}"):
        left, middle, right = st.columns([5, 3, 1], vertical_alignment="center")
        left.text(one.source.location)
        left.caption(plain(one.reason))
        kinds = [None, *DocumentKind]
        kind = middle.selectbox(
            "Kind of document",
            kinds,
            index=kinds.index(one.source.kind),
            format_func=lambda k: KIND_LABEL[k].capitalize() if k else "Read it from the text",
            key=f"vet_kind_{place}",
        )
        take = right.checkbox("Read it", value=one.ticked, key=f"vet_use_{place}")
        if one.snapshot is None and right.button("Remove", key=f"vet_remove_{place}"):
            st.session_state[_FOUND] = tuple(
                other
                for other in st.session_state.get(_FOUND, ())
                if other.source.location != one.source.location
            )
            st.rerun()
    return _with_kind(one, kind) if take else None


def _with_kind(one: Brought, kind: DocumentKind | None) -> Brought:
    source = replace(one.source, kind=kind)
    snapshot = replace(one.snapshot, source=source) if one.snapshot else None
    return replace(one, source=source, snapshot=snapshot)


def _read(request: Request, homepage: str, brought: tuple[Brought, ...]) -> None:
    ready = bool(request.product and brought)
    if not ready:
        st.caption("Name the product and bring at least one document.")
    if not access.allowed(access.Role.REVIEWER):
        return
    if st.button("Read and score", type="primary", key="vet_read", disabled=not ready):
        vendor = _vendor(request.product, homepage)
        with st.status("Reading the documents", expanded=True) as status:
            done = vet(vendor, brought, request, person=access.person().name, tell=st.text)
            status.update(label="Read and scored", state="complete", expanded=False)
        st.session_state[_DONE] = done
        st.session_state["vendor"] = vendor.id
    last = st.session_state.get(_DONE)
    if isinstance(last, Vetted):
        _result(last)


def _vendor(product: str, homepage: str) -> Vendor:
    stored = sources.store().vendors.all(archived=True)
    known = known_vendor(product, stored, sources.registry())
    home = web_address(homepage) if homepage else None
    if known is not None:
        return replace(known, homepage=known.homepage or home)
    return Vendor(id=new_id(product, (v.id for v in stored)), name=product, homepage=home)


def _result(done: Vetted) -> None:
    with st.container(border=True):
        st.subheader(plain(done.report.vendor.name), anchor=False)
        st.text(headline(done.report))
        for reason in done.report.assessment.tier.reasons:
            st.text(reason)
        for problem in done.problems:
            st.warning(plain(problem))
        with st.container(horizontal=True):
            if st.button("Open the report", type="primary", key="vet_report"):
                open_page("report", vendor=done.report.vendor.id)
            if st.button("Review its findings and decide", key="vet_review"):
                open_page("review", vendor=done.report.vendor.id)
