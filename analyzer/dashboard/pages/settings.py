"""The settings in force, the model's standing, and the district's profile with an editor that checks it."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from analyzer.core.errors import AnalyzerError
from analyzer.core.profile import DistrictProfile
from analyzer.dashboard import access, sources
from analyzer.dashboard.passages import grid
from analyzer.dashboard.wording import plain
from analyzer.render.words import VERDICT_LABEL, subject_words
from analyzer.rulebook.new_profile import PROFILE_QUESTIONS, ProfileQuestion, new_profile
from analyzer.rulebook.profile import load_profile


def show_settings() -> None:
    """Draw settings, profile, editor and the guided way to a new profile."""
    st.title("Settings and district profile", anchor=False)
    chosen = sources.settings()
    rows = [
        ("Database", sources.store().name),
        ("Rules", str(chosen.rules)),
        ("Profile", str(chosen.profile_path)),
        ("Contact named to web sites", chosen.contact or "this machine's name"),
        ("Private hosts that may be fetched", ", ".join(chosen.allow_hosts) or "none"),
        ("Processes of a batch", str(chosen.workers)),
    ]
    with st.expander("Settings in force (set by environment variables that begin with ANALYZER_)"):
        st.html(grid(("Setting", "Value"), rows, caption="Settings in force"))
    seen, edit, new = st.tabs(["The profile", "Edit it", "Make a new one"])
    with seen:
        _profile(sources.profile())
    with edit:
        _editor(chosen.profile_path)
    with new:
        _guided()


def checked(text: str) -> DistrictProfile:
    """Return the profile that a text makes; raises UsageError with every mistake and its line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.yaml"
        path.write_text(text, encoding="utf-8")
        return load_profile(path)


def _profile(profile: DistrictProfile) -> None:
    st.subheader(plain(profile.name), anchor=False)
    st.text(
        f"State: {profile.home_state or 'none'}\n"
        f"Breach notice asked for: {profile.breach_hours} hours\n{profile.source}"
    )
    uses = [(u.text, ", ".join(map(subject_words, u.purposes))) for u in profile.uses]
    st.html(grid(("Permitted use", "Vendors' purposes that fall under it"), uses, caption="Permitted uses"))
    rules = [
        (
            ", ".join(map(subject_words, r.purposes)),
            VERDICT_LABEL.get(r.verdict.value, r.verdict.value),
            r.action,
        )
        for r in profile.purpose_rules
    ]
    st.html(grid(("Other purposes", "Verdict", "What to do"), rules, caption="Other purposes"))
    access_rules = [(a.text, ", ".join(map(subject_words, a.recipients))) for a in profile.access]
    st.html(grid(("Who may see data", "Recipients"), access_rules, caption="Who may see data"))
    limits = [
        (
            f"E{t.exposure}",
            "any" if t.minimum_score is None else f"{t.minimum_score:g}",
            "needed" if t.agreement_needed else "not needed",
            "needed" if t.second_approver else "not needed",
        )
        for t in profile.thresholds
    ]
    st.html(grid(("Exposure", "Least score", "Agreement", "Second approver"), limits, caption="Thresholds"))


def _editor(path: Path) -> None:
    if not access.allowed(access.Role.APPROVER):
        return
    st.caption(
        "Saving checks the text first; every mistake is named with its line, and nothing wrong is saved."
    )
    if "kept_profile_text" not in st.session_state:
        st.session_state["kept_profile_text"] = path.read_text(encoding="utf-8")
    text = st.text_area("The profile as YAML", key="kept_profile_text", persist_state="session", height=420)
    check, save = st.columns(2)
    if check.button("Check", key="profile_check") and _passes(text):
        st.success("The profile is in order.")
    if save.button("Save", key="profile_save", type="primary") and _passes(text):
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            st.error(
                plain(
                    f"{path.name} could not be written: {error.strerror}. Copy the text and save it yourself."
                )
            )
            return
        sources.forget()
        st.success("Saved. Reports keep their verdict until they are scored again.")


def _passes(text: str) -> bool:
    try:
        checked(text)
    except AnalyzerError as error:
        st.error("The profile cannot be used as it stands.")
        st.text(str(error))
        return False
    return True


def _guided() -> None:
    answers: dict[str, str | tuple[str, ...]] = {}
    with st.form("profile_new"):
        for question in PROFILE_QUESTIONS:
            answers[question.id] = _ask(question)
        made = st.form_submit_button("Make the profile")
    if made:
        _offer(answers)


def _ask(question: ProfileQuestion) -> str | tuple[str, ...]:
    key, titles = f"kept_new_{question.id}", dict(question.options)
    if question.many:
        return tuple(
            st.multiselect(
                question.text, list(titles), format_func=titles.__getitem__, key=key, persist_state="session"
            )
        )
    st.session_state.setdefault(key, question.default)
    if titles:
        return str(
            st.selectbox(
                question.text, list(titles), format_func=titles.__getitem__, key=key, persist_state="session"
            )
        )
    return st.text_input(question.text, key=key, persist_state="session")


def _offer(answers: Mapping[str, str | tuple[str, ...]]) -> None:
    try:
        text = new_profile(answers)
        profile = checked(text)
    except AnalyzerError as error:
        st.error("These answers do not make a profile yet.")
        st.text(str(error))
        return
    st.download_button("Download the profile", text, file_name=f"{profile.id}.yaml", on_click="ignore")
    st.code(text, language="yaml")
