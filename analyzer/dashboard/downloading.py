"""The list as files, with the district's record of each vendor and what changed."""

from collections.abc import Iterator, Sequence

import streamlit as st

from analyzer.compare import compare_reports
from analyzer.core.changes import Changes
from analyzer.dashboard import sources
from analyzer.render import due_reviews, vendors_csv, vendors_xlsx
from analyzer.store import Listed, review_records


def draw_downloads(rows: Sequence[Listed]) -> None:
    """Draw the buttons that make and give the files of these vendors; unread ones are left out."""
    read = tuple(row for row in rows if row.newest)
    with st.container(horizontal=True):
        st.download_button(
            "Download as CSV",
            lambda: list_csv(read),
            file_name="vendors.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Download as Excel", lambda: list_workbook(read), file_name="vendors.xlsx", on_click="ignore"
        )


def list_csv(rows: Sequence[Listed]) -> bytes:
    """Return the list as CSV that Excel opens; vendors that were never read are left out."""
    reports = (sources.stored_report(row.newest.number) for row in rows if row.newest)
    return vendors_csv(reports, records=review_records(sources.store()), bom=True)


def list_workbook(rows: Sequence[Listed]) -> bytes:
    """Return the list as a workbook: vendors, findings, each vendor's newest changes, what is due."""
    reports = [sources.stored_report(row.newest.number) for row in rows if row.newest]
    records = review_records(sources.store(), district=sources.profile().name)
    due = [day for report in reports for day in due_reviews(report, records.get(report.vendor.id))]
    return vendors_xlsx(
        reports,
        sources.rulebook(),
        changes=tuple(_changes(rows)),
        due=sorted(due, key=lambda row: (row.due, row.vendor, row.reason)),
        records=records,
        made_at=max((report.provenance.made_at for report in reports), default=sources.now()),
    )


def _changes(rows: Sequence[Listed]) -> Iterator[Changes]:
    """Yield what changed with each vendor's newest report; a first report changed nothing."""
    for heads in sources.histories(rows).values():
        if len(heads) > 1:
            old, new = heads[-2:]
            yield compare_reports(sources.stored_report(old.number), sources.stored_report(new.number))
