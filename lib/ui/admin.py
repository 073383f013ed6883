"""An admin page's list and form: the act under way, what was refused, what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.errors import AppError, Conflict, Problems
from lib.services.acts import new_act
from lib.ui import feedback, session, tables
from lib.ui.fields import plain

_OPEN: Final = "open"


def state(page: str) -> dict[str, Any]:
    """Keys: subject and version of the open form, acts, problems, conflict, and the page's own."""
    return st.session_state.setdefault(f"_{page}", {})  # type: ignore[no-any-return]


def subject() -> str | None:
    """The record that the address names: a user name, a unit's code."""
    return st.query_params.get(_OPEN)


def open_form(page: str, subject: str | None) -> None:
    """Make another record the open one; what was typed for the last one is dropped."""
    state(page).clear()
    if subject is None:
        st.query_params.pop(_OPEN, None)
    else:
        st.query_params[_OPEN] = subject


def begin(page: str, subject: str, version: int) -> dict[str, Any]:
    """The state of the open form; the version first seen stays until an act has been done."""
    now = state(page)
    if now.get("subject") != subject:
        now.clear()
        now["subject"] = subject
    now.setdefault("seen", version)
    return now


def act(page: str, verb: str) -> UUID:
    """The key of what a button now drawn would do; the same for every click on it."""
    acts: dict[str, UUID] = state(page).setdefault("acts", {})
    if verb not in acts:
        acts[verb] = new_act()
    return acts[verb]


def blank(page: str) -> str:
    """What the keys of a form for a new record begin with.

    They change with `next_blank`, since a browser that clicked twice sends the old form again.
    """
    return f"{page}_{state(page).get('round', 0)}"


def next_blank(page: str) -> None:
    """Empty the form for a new record, once there is one."""
    now = state(page)
    now["round"] = now.get("round", 0) + 1


def is_done(page: str) -> None:
    """The form's next act is another one, and starts from what is stored now."""
    now = state(page)
    for key in ("acts", "seen"):
        now.pop(key, None)


@contextmanager
def attempt(page: str, done: str | None = None) -> Iterator[None]:
    """Do an act in a callback, and keep what came of it for the page's next show_notes()."""
    now = state(page)
    now.update(problems={}, conflict=False)
    try:
        yield
    except Problems as found:
        now["problems"] = {str(one.facts["key"]): text.sentence(one) for one in found.problems}
        feedback.note(feedback.Kind.ERROR, text.sentence(found).partition("\n")[0], page)
    except Conflict as refusal:
        # The next save is over the version that is shown from now on, knowingly.
        now.pop("seen", None)
        now["conflict"] = True
        feedback.note(feedback.Kind.ERROR, text.sentence(refusal), page)
    except AppError as refusal:
        feedback.note(feedback.Kind.ERROR, text.sentence(refusal), page)
    else:
        is_done(page)
        if done:
            feedback.note(feedback.Kind.SUCCESS, done, page)


def problem(page: str, key: str) -> None:
    """What is wrong with a field, right under it."""
    words = state(page).get("problems", {}).get(key)
    if words:
        st.markdown(f":red[{plain(words)}]")


def stored_value(page: str, typed: object, stored: object, shown: str) -> None:
    """Under a field after a conflict: what somebody else has saved there meanwhile."""
    if state(page).get("conflict") and typed != stored:
        st.caption(f":orange[Bản đang lưu:] {plain(shown)}")


def fill(page: str, stored: Mapping[str, object]) -> None:
    """Let widgets start from what is stored: those without a value, and all after a save."""
    is_fresh = state(page).pop("fresh", False)
    for key, value in stored.items():
        if is_fresh or key not in st.session_state:
            st.session_state[key] = value


def buttons(
    page: str,
    needed: Action,
    prefix: str,
    *,
    stored: Mapping[str, object],
    save: Callable[..., None],
    args: tuple[object, ...],
) -> None:
    """Save, take what is stored after a conflict, and leave.

    Args:
        needed: the right that every callback asks for.
        save: its callback.
    """
    now = state(page)
    with st.container(horizontal=True):
        st.button(
            "Lưu",
            key=f"{prefix}_{now['seen']}_save",
            type="primary",
            icon=":material/save:",
            on_click=save,
            args=args,
        )
        if now.get("conflict"):
            st.button(
                "Lấy bản đang lưu",
                key=f"{prefix}_stored",
                on_click=_take_stored,
                args=(page, needed, stored),
            )
        st.button("Về danh sách", key=f"{prefix}_leave", on_click=_leave, args=(page, needed))


def count_line(found: int, total: int, shown: int, things: str) -> None:
    """How many of all a filter keeps, and how many of these the table holds."""
    rest = f", bảng hiện {shown} {things} đầu" if shown < found else ""
    st.caption(f"{found}/{total} {things}{rest}")


def open_row(page: str, table: str, needed: Action) -> None:
    """Callback of a list's table: the row's record becomes the open one."""
    session.require(needed)
    row = tables.chosen_row(table)
    shown: list[str] = state(table).get("shown", [])
    if row is not None and row < len(shown):
        open_form(page, shown[row])


def _take_stored(page: str, needed: Action, values: Mapping[str, object]) -> None:
    session.require(needed)
    st.session_state.update(values)
    state(page).clear()


def _leave(page: str, needed: Action) -> None:
    session.require(needed)
    open_form(page, None)
