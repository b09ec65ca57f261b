"""Vet a product: what is asked for, its documents, and the reading of them."""

from dataclasses import replace
from hashlib import sha256

import streamlit as st

from analyzer.core.documents import DocumentKind, Vendor
from analyzer.core.errors import AnalyzerError
from analyzer.core.profile import Request
from analyzer.dashboard import access, sources
from analyzer.dashboard.asking import ask_request
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
from analyzer.dashboard.verdicts import verdict_html
from analyzer.dashboard.vetting import Vetted, vet
from analyzer.dashboard.wording import count_words, plain
from analyzer.pipeline import Stage, Step
from analyzer.render.words import KIND_LABEL

# Of these steps a line stays; the others only move the bar.
_LINES = (Stage.FETCH, Stage.NOT_FETCHED, Stage.RECALLED, Stage.READ, Stage.BROKEN)
_FOUND = "vet_found"
_DONE = "vet_done"
_TYPES = ["pdf", "docx", "html", "htm", "txt", "md"]


def vet_product() -> None:
    """Draw the three steps from a request to a report."""
    st.title("Vet a product", anchor=False)
    st.subheader("1. What is asked for", anchor=False)
    request, homepage = ask_request()
    st.subheader("2. Its documents", anchor=False)
    brought = _documents(request.product, homepage)
    st.subheader("3. Read and score", anchor=False)
    _read(request, homepage, brought)


def _documents(product: str, homepage: str) -> tuple[Brought, ...]:
    left, right = st.columns(2, gap="large")
    with left:
        if st.button("Find its documents", key="vet_find", disabled=not (product or homepage), wrap=False):
            _find(product, homepage)
        _add_address()
    with right:
        _uploads()
        _paste()
    everything: tuple[Brought, ...] = st.session_state.get(_FOUND, ())
    if not everything:
        st.caption("No documents yet: let us find them, name an address, upload files, or paste a text.")
        return ()
    chosen = tuple(taken for one in everything if (taken := _confirm(one)) is not None)
    st.caption(f"{len(chosen)} of {count_words(len(everything), 'document')} will be read.")
    return chosen


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
    _bring(*found)


def _add_address() -> None:
    with st.form("vet_add", border=False, clear_on_submit=False):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        address = left.text_input(
            "Address of a document", key="kept_vet_address", persist_state="session", placeholder="https://"
        )
        if right.form_submit_button("Add") and address:
            try:
                added = from_address(address, None)
            except AnalyzerError as error:
                st.error(plain(str(error)))
                return
            _bring(added)


def _uploads() -> None:
    """Take uploaded files over at once, so that they stay when another page is opened meanwhile."""
    turn = st.session_state.get("vet_turn", 0)
    files = st.file_uploader(
        "Upload documents (PDF, Word, HTML, text), or drop them here",
        type=_TYPES,
        accept_multiple_files=True,
        key=f"file_vet_{turn}",
    )
    refused: list[str] = []
    for file in files or ():
        try:
            _bring(from_bytes(file.name, file.getvalue(), None, sources.now()))
        except AnalyzerError as error:
            refused.append(str(error))
    if files:
        st.session_state["vet_turn"] = turn + 1
        st.session_state["vet_refused"] = refused
        st.rerun()
    for told in st.session_state.get("vet_refused", ()):
        st.error(plain(told))


def _paste() -> None:
    with st.expander("Paste a text"), st.form("vet_paste", border=False):
        title = st.text_input(
            "What the text is",
            key="kept_vet_paste_title",
            persist_state="session",
            placeholder="Privacy policy",
        )
        text = st.text_area("The text", key="kept_vet_paste", persist_state="session", height=140)
        if st.form_submit_button("Add this text") and text.strip():
            _bring(from_text(title, text, None, sources.now()))


def _bring(*brought: Brought) -> None:
    st.session_state[_FOUND] = merged((*st.session_state.get(_FOUND, ()), *brought))


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
            persist_state="session",
        )
        take = right.checkbox("Read it", value=one.ticked, key=f"vet_use_{place}", persist_state="session")
        right.button(
            "Remove",
            key=f"vet_remove_{place}",
            type="tertiary",
            on_click=_remove,
            args=(one.source.location,),
        )
    return _with_kind(one, kind) if take else None


def _remove(location: str) -> None:
    found = st.session_state.get(_FOUND, ())
    st.session_state[_FOUND] = tuple(one for one in found if one.source.location != location)


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
        st.session_state[_DONE] = _watched(vendor, brought, request)
        st.session_state[_FOUND] = ()  # their bytes are stored now; a session need not hold them
        st.session_state["vendor"] = vendor.id
    last = st.session_state.get(_DONE)
    if isinstance(last, Vetted):
        _result(last)


def _watched(vendor: Vendor, brought: tuple[Brought, ...], request: Request) -> Vetted:
    """Read and score, showing each step as it begins."""
    with st.status("Reading the documents", expanded=True) as status:
        bar = st.progress(0.0, text="Beginning")

        def tell(step: Step) -> None:
            done = (step.number - 1) / step.total if step.total else 0.0
            bar.progress(1.0 if step.stage is Stage.ASSESS else max(0.0, done), text=plain(step.sentence))
            if step.stage in _LINES:
                st.text(step.sentence)

        done = vet(vendor, brought, request, person=access.person().name, tell=tell)
        status.update(label="Read and scored", state="complete", expanded=False)
    return done


def _vendor(product: str, homepage: str) -> Vendor:
    stored = sources.store().vendors.all(archived=True)
    known = known_vendor(product, stored, sources.registry())
    home = web_address(homepage) if homepage else None
    if known is not None:
        return replace(known, homepage=known.homepage or home)
    return Vendor(id=new_id(product, (v.id for v in stored)), name=product, homepage=home)


def _result(done: Vetted) -> None:
    report = done.report
    st.subheader(plain(report.vendor.name), anchor=False)
    st.html(verdict_html(report, sources.rulebook(), sources.store().decisions.current(report.vendor.id)))
    for reason in report.assessment.tier.reasons:
        st.text(reason)
    for problem in done.problems:
        st.warning(plain(problem))
    with st.container(horizontal=True):
        if st.button("Open the report", type="primary", key="vet_report"):
            open_page("report", vendor=report.vendor.id)
        if st.button("Review its findings and decide", key="vet_review"):
            open_page("review", vendor=report.vendor.id)
