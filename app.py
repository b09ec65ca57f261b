"""The dashboard's entry for `streamlit run app.py`."""

# A process that the dashboard starts to score vendors imports this file again, and must draw nothing.
if __name__ == "__main__":
    from analyzer.dashboard import run

    run()
