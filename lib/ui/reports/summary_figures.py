"""The figures of the whole campaign; each is a button that opens the items behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.summary import Slice
from lib.domain.vietnamese import format_number, format_share
from lib.ui.kit import session
from lib.ui.reports import summary_view
from lib.ui.reports.summary_page import View

SLICE = "xem"
"""The URL's name, and the widget's key, of the figure whose items are shown."""
GROUP = "nhom"
UNIT = "don_vi"
PAGE = "dong"

_LARGE = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: a number, what it counts, and a second figure beside it."""

    slice: Slice
    value: str
    words: str
    color: str | None = None


def figures(view: View) -> list[Figure]:
    """The tiles in reading order, the most asked for first."""
    shown, total = view.shown, view.shown.total
    return [
        Figure(
            Slice.COMPLETE,
            format_share(total.completion),
            f"Hoàn thành {_of(total.complete, total.assigned)}",
            "green",
        ),
        Figure(Slice.OVERDUE, format_number(total.overdue), "Quá hạn", "red"),
        Figure(
            Slice.DUE_SOON, format_number(shown.due_soon.count), "Đến hạn trong 7 ngày", "orange"
        ),
        Figure(
            Slice.ON_TIME,
            format_number(total.on_time),
            f"Đúng hạn ({format_share(total.on_time_share)})",
        ),
        Figure(Slice.LATE, format_number(total.late), "Trễ hạn"),
        Figure(Slice.NIL, format_number(total.nil), "Không phát sinh", "violet"),
        Figure(Slice.SENT, format_number(total.sent), "Chờ Văn phòng"),
        Figure(Slice.RETURNED, format_number(total.returned), "Bị trả lại"),
        Figure(
            Slice.VERIFIED,
            format_number(total.verified),
            f"Đã xác nhận ({format_share(total.verified_share)})",
            "blue",
        ),
        Figure(
            Slice.OPTIONAL,
            format_number(total.optional_complete),
            f"Khuyến khích đã làm, trong {format_number(total.optional)}",
        ),
    ]


def draw(view: View) -> None:
    """Three large figures, and the others in one row of small ones; on a wall the large alone."""
    every = figures(view)
    with st.grid(_LARGE, min_column_width=96, gap="small", key="figures"):
        for figure in every[:_LARGE]:
            _draw(figure, width="stretch")
    if summary_view.is_full():
        return
    with st.container(key="small_figures", horizontal=True, gap="xsmall"):
        for figure in every[_LARGE:]:
            _draw(figure, width="content")


def _draw(figure: Figure, *, width: Literal["stretch", "content"]) -> None:
    value = f":{figure.color}[**{figure.value}**]" if figure.color else f"**{figure.value}**"
    st.button(
        f"{value} {figure.words}",
        key=f"summary_{figure.slice}",
        on_click=open_rows,
        args=(figure.slice,),
        width=width,
    )


def open_rows(slice_: Slice, group_code: str | None = None, unit_code: str = "") -> None:
    """Callback: show the items behind a figure."""
    session.require(Action.SUMMARY_VIEW)
    filters = {GROUP: group_code, UNIT: unit_code}
    if st.session_state.get(SLICE) is None:
        # Streamlit keeps in the address what widgets of the last run hold, and these begin now.
        st.query_params.update({key: value for key, value in filters.items() if value})
    st.session_state.update({SLICE: text.SLICES[slice_], PAGE: 1, **filters})


def close_rows() -> None:
    """For callbacks: show no list of items."""
    st.session_state.update({SLICE: None, GROUP: None, UNIT: "", PAGE: 1})


def _of(part: int, whole: int) -> str:
    return f"{format_number(part)}/{format_number(whole)}"
