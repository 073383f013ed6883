"""The first hints of a role: a quiet box on its main page, until each was put away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.services.people import hints as service
from lib.text.hints import Hint
from lib.ui.kit import feedback, session

_KEPT: Final = "_hints"
"""Where the tab keeps what is still to be shown, by account: no run asks for it again."""

PAGES: Final[Mapping[Role, str]] = {
    Role.LEADER: "summary",
    Role.OFFICE: "verification",
    Role.STAFF: "checklist",
    Role.HEAD: "checklist",
    Role.COUNCIL: "summary",
    Role.ADMIN: "people",
}
"""Where the hints of a role stand."""


def draw(actor: Actor, url_path: str) -> None:
    """The box below the page's head; nothing on a page that is not the person's main one."""
    foremost = access.foremost(actor.roles)
    if foremost and PAGES[foremost] == url_path and _left(actor):
        _box()


def bring_back(actor: Actor) -> None:
    """Have all hints shown again."""
    service.bring_back(session.db(), actor)
    st.session_state.pop(_KEPT, None)


@st.fragment(key="hints")
def _box() -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    left = _left(actor)
    if not left:
        return
    with st.container(border=True, key="hints", gap=None):
        for hint in left:
            _line(hint)
        st.button(
            "Không hiện nữa",
            key="hints_none",
            type="tertiary",
            on_click=_dismiss,
            args=(tuple(hint.key for hint in left),),
        )


def _line(hint: Hint) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":small[:material/lightbulb: {hint.words}]")
        st.button(
            "Đã hiểu",
            key=f"hint_{hint.key}",
            type="tertiary",
            on_click=_dismiss,
            args=((hint.key,),),
        )


def _left(actor: Actor) -> tuple[Hint, ...]:
    account_id, left = st.session_state.get(_KEPT, (None, ()))
    if account_id != actor.account_id:
        left = service.to_show(session.db(), actor)
        st.session_state[_KEPT] = actor.account_id, left
    return left  # type: ignore[no-any-return]


def _dismiss(keys: tuple[str, ...]) -> None:
    """Callback of the buttons."""
    actor = session.require(Action.ACCOUNT_SELF)
    with feedback.noted():
        service.dismiss(session.db(), actor, keys)
        left = tuple(hint for hint in _left(actor) if hint.key not in keys)
        st.session_state[_KEPT] = actor.account_id, left
