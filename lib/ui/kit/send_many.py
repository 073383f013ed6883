"""The dialogue that sends several records at once, each with a tick and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sendable(Generic[T]):
    """A record that is ready to be sent.

    Attributes:
        target: the record, at the version that is shown.
        concern: what to look at before, as Markdown; empty for nothing.
    """

    target: T
    label: str
    concern: str = ""


def draw(
    count: int,
    read: Callable[[], Sequence[Sendable[T]]],
    *,
    noun: str,
    send: Callable[[Sequence[T]], None],
) -> None:
    """A dialogue under a button; while it is closed, nothing of it is read or sent.

    Args:
        count: how many there are.
        noun: what they are called, as "nhiệm vụ".
        send: called in a callback with those that are ticked by then.
    """
    with st.popover(
        f"Gửi Văn phòng ({count})", key="sending", icon=":material/send:", on_change="rerun"
    ) as part:
        if not part.open:
            return
        listed = read()
        targets = [one.target for one in listed]
        for one in listed:
            st.checkbox(plain(one.label), value=True, key=_tick(one.target))
            if one.concern:
                st.caption(warned(one.concern))
        ticked = len(_ticked(targets))
        st.button(
            f"Gửi {ticked} {noun} cho Văn phòng",
            key=f"send_all_{mark(tuple(targets))}",
            type="primary",
            disabled=not ticked,
            on_click=lambda: send(_ticked(targets)),
        )


def warned(concern: str) -> str:
    """What speaks against sending, to stand beside the way to do it.

    Args:
        concern: Markdown.
    """
    return f":orange[:material/warning:] {concern}"


def _ticked(shown: Sequence[T]) -> list[T]:
    return [target for target in shown if st.session_state.get(_tick(target), True)]


def _tick(target: Hashable) -> str:
    return f"send_{mark(target)}"
