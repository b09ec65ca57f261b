"""The face: Streamlit pages over the same engine."""

from analyzer.dashboard.navigation import run

__all__ = ["run"]
