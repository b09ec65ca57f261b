"""Who may do what: sign-in by Streamlit's own OpenID Connect, and three roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

_NAME = "kept_person"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Role(StrEnum):
    """What a person may do; each role may do all that the one before may."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    APPROVER = "approver"

    def may(self, needed: "Role") -> bool:
        """Tell whether this role includes the one that is needed."""
        order = tuple(Role)
        return order.index(self) >= order.index(needed)


class Admission(StrEnum):
    """What a visitor meets first."""

    OPEN = "open"
    SIGN_IN = "sign_in"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who sits before the screen. `name` is empty where nobody has said it yet."""

    name: str
    role: Role
    signed_in: bool = False


def admission(address: str | None, *, sign_in: bool, open_to_all: bool) -> Admission:
    """Return what a visitor meets where the server listens at `address`; None is every address.

    Without sign-in only this machine's own addresses are served, unless the operator says otherwise.
    """
    if sign_in:
        return Admission.SIGN_IN
    at_home = address is not None and address.strip("[]").casefold() in _LOOPBACK
    return Admission.OPEN if at_home or open_to_all else Admission.REFUSED


def role_of(email: str, roles: Mapping[str, Sequence[str]]) -> Role:
    """Return the highest role that lists an e-mail address or its `@domain`; viewer where none does."""
    told = email.strip().casefold()
    domain = "@" + told.rpartition("@")[2]
    held = [
        role
        for role in Role
        if {entry.strip().casefold() for entry in roles.get(role.value, ())} & {told, domain}
    ]
    return held[-1] if held else Role.VIEWER


def admit() -> bool:
    """Let the visitor in, or draw what stands in the way and return False."""
    met = admission(
        st.get_option("server.address"),
        sign_in=bool(_secrets("auth")),
        open_to_all=bool(_secrets("access").get("open")),
    )
    if met is Admission.REFUSED:
        st.title("Sign-in is not set up")
        st.error(
            "This server answers other machines, and nobody has to sign in: so it shows nothing. "
            "Serve this machine only (`--server.address 127.0.0.1`), or set up sign-in under `[auth]` in "
            "`.streamlit/secrets.toml`, or say there that a proxy guards it: `[access]` with `open = true`."
        )
        return False
    if met is Admission.SIGN_IN and not st.user.is_logged_in:
        st.title("Vendor policy analyzer")
        st.button("Sign in", on_click=st.login, type="primary")
        return False
    return True


def person() -> Person:
    """Return who sits before the screen."""
    if not _secrets("auth"):
        return Person(name=str(st.session_state.get(_NAME) or "").strip(), role=Role.APPROVER)
    email = str(st.user.get("email") or "")
    name = str(st.user.get("name") or "") or email
    told = f"{name} <{email}>" if email and name != email else name
    return Person(name=told, role=role_of(email, _roles()), signed_in=True)


def ask_name() -> None:
    """Ask in the sidebar who works here, or show who signed in and the way out."""
    if not _secrets("auth"):
        st.sidebar.text_input(
            "Your name",
            key=_NAME,
            help="Stands under every verdict and decision you record.",
            persist_state="session",
        )
        return
    me = person()
    st.sidebar.text(f"{me.name}\n{me.role.value}")
    st.sidebar.button("Sign out", on_click=st.logout)


def allowed(needed: Role) -> bool:
    """Tell whether the person may do this, and say on the page what is missing where not."""
    me = person()
    if not me.role.may(needed):
        st.info(f"This needs the role “{needed.value}”; yours is “{me.role.value}”.")
        return False
    if not me.name:
        st.text_input(
            "Your name: it stands under what you record",
            key=f"name_for_{needed.value}",
            on_change=_name,
            args=(needed,),
            width=360,
        )
        return False
    return True


def second_refused(second: str, *, needed: bool) -> str | None:
    """Return why a second approver does not do, or None where one does or is not needed.

    Where people sign in, the second one must be listed as approver by address, and be another person.
    """
    told, me = second.strip(), person()
    if not told:
        return "At this exposure the district asks for a second approver. Name one." if needed else None
    if told.casefold() in me.name.casefold() or me.name.casefold() in told.casefold():
        return "The second approver must be another person than you."
    if me.signed_in and not role_of(told, _roles()).may(Role.APPROVER):
        return "Name the second approver by the e-mail address that is listed as approver."
    return None


def _name(needed: Role) -> None:
    """Take a name given in the page into the sidebar, before anything is drawn."""
    st.session_state[_NAME] = st.session_state[f"name_for_{needed.value}"]


def _roles() -> dict[str, tuple[str, ...]]:
    listed = _secrets("roles")
    return {role.value: tuple(str(entry) for entry in _several(listed.get(role.value))) for role in Role}


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _secrets(part: str) -> Mapping[str, object]:
    """Return one table of Streamlit's secrets; empty where there is no such file or table."""
    try:
        table = st.secrets.get(part)
    except StreamlitSecretNotFoundError:
        return {}
    return table if isinstance(table, Mapping) else {}
