"""Samples of what lists are made of: filters, list and record, states, several rows, pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import pyarrow as pa
import streamlit as st

from lib import text
from lib.domain.list_choices import pages_of
from lib.domain.vietnamese import format_date, search_key
from lib.domain.workflow import Step, Verification
from lib.services import clock
from lib.ui.kit import (
    arrow,
    feedback,
    item_state,
    list_record,
    paging,
    search,
    session,
    states,
    tables,
)
from lib.ui.kit.filters import Filters
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone
from lib.ui.kit.tables import Choice
from lib.ui.samples.shelf import RIGHT, SampleItem, shelf, take

DESK: Final = "samples_desk"
"""The fragment of filters, list and record."""
ITEM: Final = "mau"
"""What stands in the address: the code of the open item."""
SLOT: Final = Slot("samples", (ITEM,))
FILTERS: Final = Filters(
    "mau",
    {"tat-ca": "Tất cả", "can-lam": "Cần làm", "qua-han": "Quá hạn", "da-gui": "Đã gửi"},
    RIGHT,
    (DESK,),
)
CHOICE: Final = "samples_choice"
_LIST: Final = "samples_list"
_PAGE: Final = "trang_mau"
_LETTERS, _LETTERS_A_PAGE = 97, 20
_OPEN: Final = (Verification.NOT_SENT, Verification.RETURNED)
_KEEPS: Final[Mapping[str, Callable[[SampleItem, date], bool]]] = {
    "tat-ca": lambda _item, _today: True,
    "can-lam": lambda item, _: item.verification in _OPEN and not item.is_ready,
    "qua-han": lambda item, today: item.is_overdue(today),
    "da-gui": lambda item, _: item.verification not in _OPEN,
}
_WIDTHS_PX: Final = {"Mã": 56, "Nhiệm vụ": 146, "Hạn": 90}
_CHIPS: Final = item_state.chip_column(width_px=134)
_GROUPS: Final[Mapping[str, Mapping[str, Tone]]] = {
    "Thực hiện": {text.WORK_STATUSES[one]: tone for one, tone in states.WORK_STATUSES.items()},
    "Xác nhận": {text.VERIFICATIONS[one]: tone for one, tone in states.VERIFICATIONS.items()},
    "Đề nghị": {text.NOMINATION_STATES[one]: tone for one, tone in states.NOMINATIONS.items()},
    "Quyết định": {text.DECISION_STATES[one]: tone for one, tone in states.DECISIONS.items()},
}


def draw_filters() -> list[SampleItem]:
    """The filters with their counts and the search box; what they keep."""
    today = clock.today()
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        place = st.container(width="content")
        words = search_key(search.box("Tìm nhiệm vụ mẫu", ITEM))
        sought = [one for one in shelf().items if words in search_key(f"{one.code} {one.title}")]
        with place:
            FILTERS.draw(
                {name: sum(keeps(one, today) for one in sought) for name, keeps in _KEEPS.items()}
            )
    return [one for one in sought if _KEEPS[FILTERS.chosen](one, today)]


def draw_list(kept: Sequence[SampleItem]) -> None:
    """The table; a click on a row opens its record."""
    if not kept:
        st.info(
            "Không có nhiệm vụ nào theo bộ lọc này. Bấm “Tất cả” để xem cả danh sách.",
            icon=":material/filter_alt_off:",
        )
        return
    tables.draw_rows(
        _table(kept),
        key=_LIST,
        alt="Danh sách nhiệm vụ mẫu",
        height=tables.list_height(len(kept)),
        widths=_WIDTHS_PX,
        columns={"Trạng thái": _CHIPS},
        records=[one.code for one in kept],
        on_select=_open_row,
        pinned="Mã",
    )


def draw_record(kept: Sequence[SampleItem]) -> None:
    """The open item with the way to its neighbours, or what to do."""
    code = SLOT.asked().get(ITEM)
    codes = [one.code for one in kept]
    if code not in codes:
        st.caption(":material/checklist: Bấm vào một dòng để mở hồ sơ bên cạnh danh sách.")
        return
    last, coming = list_record.around(codes, code)
    list_record.draw_nav(show, str, last=last, coming=coming)
    item = kept[codes.index(code)]
    tone, words = states.VERIFICATIONS[item.verification], text.VERIFICATIONS[item.verification]
    with st.container(border=True):
        st.subheader(f"{item.code} · {item.title}", anchor=False)
        st.markdown(f"{states.badge(tone, words)} :small[Hạn {format_date(item.due_on)}]")


def show(code: str | None) -> None:
    """Callback of what opens an item; None closes the open one."""
    session.require(RIGHT)
    SLOT.open(**{ITEM: code})


def draw_states() -> None:
    """Every state there is, as a badge and as a chip in a table."""
    badges, chips = st.columns(2)
    with badges:
        for group, tones in _GROUPS.items():
            shown = " ".join(states.badge(tone, words) for words, tone in tones.items())
            st.markdown(f"**{group}**  \n{shown}")
    rows = [(group, words) for group, tones in _GROUPS.items() for words in tones]
    with chips:
        tables.draw_rows(
            arrow.table(
                {
                    "Nhóm": [group for group, _ in rows],
                    "Trạng thái": arrow.chips([[words] for _, words in rows]),
                }
            ),
            key="samples_states",
            alt="Mọi trạng thái và màu của chúng",
            height=tables.fitting(len(rows)),
            widths={"Nhóm": 100},
            columns={
                "Trạng thái": states.chip_column(
                    {words: tone for tones in _GROUPS.values() for words, tone in tones.items()},
                    width_px=190,
                )
            },
        )


def draw_choice() -> None:
    """Rows to tick, and the bar with what is done to all of them."""
    feedback.show_notes(CHOICE)
    waiting = [one for one in shelf().items if one.verification == Verification.SENT]
    if not waiting:
        st.info("Không còn nhiệm vụ nào chờ tiếp nhận.", icon=":material/inbox:")
        return
    bar = st.container(horizontal=True, vertical_alignment="center")
    choice = tables.choose(
        waiting,
        _table(waiting),
        name=CHOICE,
        seen=lambda item: item,
        alt="Nhiệm vụ mẫu chờ tiếp nhận",
        widths=_WIDTHS_PX,
        columns={"Trạng thái": _CHIPS},
    )
    count = len(choice.ticked)
    with bar:
        if not count:
            st.caption("Đánh dấu các dòng để xử lý cùng.")
            return
        st.markdown(f"**{count} mục đã chọn**", width="content")
        st.button(
            f"Tiếp nhận {count} nhiệm vụ",
            key=f"receive_{choice.key}",
            type="primary",
            on_click=_receive,
            args=(choice,),
        )


def draw_pages() -> None:
    """A list of several pages."""
    actor = session.require(RIGHT)
    length = actor.lists.page_rows(_LETTERS_A_PAGE)
    pages = pages_of(_LETTERS, length)
    page = paging.asked(_PAGE)
    first = length * ((page if page <= pages else 1) - 1) + 1
    numbers = range(first, min(first + length, _LETTERS + 1))
    tables.draw(
        [
            tables.Column("Số", [f"{number}/CV-VP" for number in numbers], 100),
            tables.Column("Trích yếu", [f"Công văn mẫu số {number}" for number in numbers], 300),
        ],
        key="samples_letters",
        alt="Công văn mẫu",
    )
    paging.draw(pages, _PAGE, actor, usual=_LETTERS_A_PAGE, shown=len(numbers))


def _table(items: Sequence[SampleItem]) -> pa.Table:
    today = clock.today()
    return arrow.table(
        {
            "Mã": [one.code for one in items],
            "Nhiệm vụ": [one.title for one in items],
            "Trạng thái": arrow.chips([[item_state.chip(one, today)] for one in items]),
            "Hạn": [item_state.days_left(one, today) for one in items],
        }
    )


def _open_row() -> None:
    session.require(RIGHT)
    code = tables.opened(_LIST)
    if code is not None:
        show(code)


def _receive(choice: Choice[SampleItem]) -> None:
    session.require(RIGHT)
    count = take(Step.RECEIVE, choice.ticked)
    if count:
        feedback.note(feedback.Kind.SUCCESS, f"Đã tiếp nhận {count} nhiệm vụ.", CHOICE)
