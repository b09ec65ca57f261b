"""The face: Streamlit pages over the same engine."""
