"""The dashboard's entry for `streamlit run app.py`."""

from analyzer.dashboard import run

run()
