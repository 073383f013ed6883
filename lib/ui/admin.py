"""One form of an admin page: the act under way, what was refused, what is said afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.errors import AppError, Conflict, Problems
from lib.services.item_acts import new_act
from lib.ui import feedback
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


def take_stored(page: str, values: Mapping[str, object]) -> None:
    """Callback after a conflict: put the stored values into the widgets, and start from them."""
    st.session_state.update(values)
    state(page).clear()
