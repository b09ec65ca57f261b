"""Import a list, see how it was understood, score it again, and take the rows that were left out."""

import tempfile
from pathlib import Path

import streamlit as st

from analyzer.batch import Column, ImportResult, write_rejected
from analyzer.core.errors import AnalyzerError
from analyzer.dashboard import access, sources
from analyzer.dashboard.listing import Table, import_table, read_table
from analyzer.dashboard.passages import grid
from analyzer.dashboard.rescoring import draw_rescoring
from analyzer.dashboard.wording import count_words, plain


def import_list() -> None:
    """Draw the import of a list and the pass over the whole list."""
    st.title("Import and re-score", anchor=False)
    if not access.allowed(access.Role.REVIEWER):
        st.caption("A list can be imported and scored again once your name is known.")
        return
    st.subheader("1. Upload a list", anchor=False)
    file = st.file_uploader(
        "A CSV or Excel list of vendors", type=["csv", "xlsx", "xlsm", "txt", "tsv"], key="file_import"
    )
    if file is not None:
        st.subheader("2. See how its columns were read, and mend it", anchor=False)
        known = sources.store().vendors.all()
        try:
            table = read_table(file.name, file.getvalue())
            result = import_table(table, _by_hand(table), known)
        except AnalyzerError as error:
            st.error("The list could not be read.")
            st.text(str(error))
        else:
            _result(result)
    st.subheader("Read and score the whole list, and watch", anchor=False)
    vendors = tuple(row.vendor for row in sources.listing())
    st.caption("Only what changed is read again. For thousands of vendors, `analyzer rescore` is faster.")
    draw_rescoring(vendors, place="import")


def _by_hand(table: Table) -> dict[str, Column | None]:
    """Ask for the meaning of every column, with our guess chosen already."""
    meanings: list[Column | None] = [None, *Column]
    chosen: dict[str, Column | None] = {}
    places = st.columns(4)
    for number, header in enumerate(table.headers):
        guess = table.guess.get(header)
        chosen[header] = places[number % 4].selectbox(
            plain(header),
            meanings,
            index=meanings.index(guess),
            format_func=lambda column: column.value.replace("_", " ") if column else "not used",
            key=f"import_column_{number}_{header}",
            persist_state="session",
        )
    return chosen


def rejects_csv(result: ImportResult) -> bytes:
    """Return the rows that were left out as CSV, each with its reason."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rejects.csv"
        write_rejected(path, result)
        return path.read_bytes()


def _result(result: ImportResult) -> None:
    mapping = result.mapping
    st.caption(plain(f"Read as {mapping.reading}; the header is row {mapping.header_row}."))
    st.text(
        f"{count_words(len(result.vendors), 'vendor')}, "
        f"{count_words(len(result.duplicates), 'duplicate')} merged, "
        f"{count_words(len(result.rejected), 'row')} left out"
    )
    without = sum(not vendor.sources for vendor in result.vendors)
    if without:
        st.info(f"{count_words(without, 'vendor')} of them named no documents: vet these to find theirs.")
    if result.duplicates:
        merged = [(str(d.row), d.name, d.reason) for d in result.duplicates]
        with st.expander("Duplicates that were merged"):
            st.html(grid(("Row", "Vendor", "Why"), merged, caption="Duplicates that were merged"))
    if result.rejected:
        out = [(str(r.row), " | ".join(filter(None, r.cells)), r.reason) for r in result.rejected]
        st.html(grid(("Row", "Cells", "Why it was left out"), out, caption="Rows left out"))
        st.download_button(
            "Download the rows left out", rejects_csv(result), file_name="rejects.csv", on_click="ignore"
        )
    if st.button("Put them on the list", type="primary", key="import_save", disabled=not result.vendors):
        sources.store().vendors.save_all(result.vendors, at=sources.now(), person=access.person().name)
        st.success(f"{count_words(len(result.vendors), 'vendor')} are on the list now.")
