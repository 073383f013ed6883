"""The figures of the whole campaign; each is a button that opens the items behind it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.summary import Slice, Summary
from lib.domain.vietnamese import format_number, format_share
from lib.ui.kit import session

SLICE = "xem"
"""The URL's name, and the widget's key, of the figure whose items are shown."""
GROUP = "nhom"
UNIT = "don_vi"
PAGE = "dong"
BELOW = "summary_rows_below"

# Figures stand out by size, not by Streamlit's own type scale; in full screen from five metres.
_STYLE = """
<style>
.st-key-figures button {
  flex-direction: column;
  align-items: flex-start;
  min-height: 5.25rem;
  padding: 0.6rem 0.9rem;
  text-align: left;
}
.st-key-figures button > div,
.st-key-figures button p { text-align: left; justify-content: flex-start; }
.st-key-figures button p { white-space: normal; line-height: 1.3; }
.st-key-figures button strong { display: block; font-size: 1.9rem; line-height: 1.25; }
</style>
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: a number, what it counts, and a second figure beside it."""

    slice: Slice
    value: str
    words: str
    color: str | None = None


def figures(shown: Summary) -> list[Figure]:
    """The tiles in reading order, the most asked for first."""
    total = shown.total
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


def draw(shown: Summary) -> None:
    """The tiles, as many in a row as fit."""
    st.html(_STYLE)
    with st.container(key="figures"), st.grid(5, min_column_width=150, gap="small"):
        for figure in figures(shown):
            value = (
                f":{figure.color}[**{figure.value}**]" if figure.color else f"**{figure.value}**"
            )
            st.button(
                f"{value} {figure.words}",
                key=f"summary_{figure.slice}",
                on_click=open_rows,
                args=(figure.slice,),
                width="stretch",
            )


def open_rows(slice_: Slice, group_code: str | None = None, unit_code: str = "") -> None:
    """Callback: show the items behind a figure."""
    session.require(Action.SUMMARY_VIEW)
    st.session_state[SLICE] = text.SLICES[slice_]
    st.session_state[GROUP] = group_code
    st.session_state[UNIT] = unit_code
    st.session_state[PAGE] = 1
    st.session_state[BELOW] = False


def _of(part: int, whole: int) -> str:
    return f"{format_number(part)}/{format_number(whole)}"
