"""Two people on one record: both values field by field, and a choice for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from lib.domain.forms.forms import Difference
from lib.domain.vietnamese import format_time
from lib.ui.kit.markdown import plain

THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Other:
    """Whoever saved first."""

    name: str | None
    saved_at: datetime | None


def draw(
    rows: Sequence[Difference], other: Other, *, begun: str, on_save: Callable[[], None]
) -> None:
    """The choices, and the button that saves them.

    Args:
        begun: what the keys of the form's widgets begin with.
    """
    saved_at = format_time(other.saved_at) if other.saved_at else ""
    st.warning(
        "Chọn cho từng mục rồi bấm “Lưu lựa chọn”. Chưa có gì bị mất."
        if rows
        else "Hai bản giống nhau. Bấm “Lưu lựa chọn” để tiếp tục.",
        title=f"{other.name or 'Người khác'} đã lưu lúc {saved_at}",
    )
    names = {"mine": "Giữ của tôi", THEIRS: f"Lấy của {plain(other.name or 'người khác')}"}
    for row in rows:
        # The values stand apart: a browser sends an option's words, and a choice made while other
        # words were on their way to it would be none.
        st.radio(
            row.label,
            tuple(names),
            key=_key(begun, row.key),
            format_func=names.__getitem__,
            captions=[plain(row.mine_text), plain(row.theirs_text)],
        )
    st.button("Lưu lựa chọn", key="save_chosen", type="primary", on_click=on_save)


def takes_theirs(begun: str, key: str) -> bool:
    """Whether the person chose the other's value of a field."""
    return bool(st.session_state.get(_key(begun, key)) == THEIRS)


def _key(begun: str, key: str) -> str:
    return f"{begun}_choice_{key}"
