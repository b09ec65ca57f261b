"""Which pages there are; a page is one function."""

import streamlit as st

from analyzer.dashboard.pages.approved_list import approved_list
from analyzer.dashboard.pages.vendor_report import vendor_report


def run() -> None:
    """Draw the dashboard."""
    st.set_page_config(page_title="Vendor policy analyzer", page_icon=":material/policy:", layout="wide")
    pages = [
        st.Page(approved_list, title="Approved list", icon=":material/list_alt:", default=True),
        st.Page(vendor_report, title="Vendor report", icon=":material/description:", url_path="report"),
    ]
    st.navigation(pages).run()
