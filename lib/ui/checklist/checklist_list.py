"""A unit's items as one table, and what may be done with the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

import pyarrow as pa
import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.vietnamese import format_date, search_key
from lib.domain.workflow import Verification, WorkStatus
from lib.services.checklist import checklist
from lib.services.checklist.checklist import Checklist, Line
from lib.ui.checklist import sending
from lib.ui.kit import search, session, tables
from lib.ui.kit.markdown import plain

ALL = "Tất cả"
_FILTER, _SOUGHT = "loc_nhiem_vu", "nhiem_vu"
_WIDTHS_PX = {
    "Mã": 60,
    "Nhiệm vụ": 326,
    "Trạng thái": 152,
    "Còn lại": 118,
    "Văn phòng": 112,
    "Số liệu": 150,
    "Hạn": 95,
}

_MOST_FIGURES = 20_000
_figures: dict[tuple[UUID, UUID, int, int], str] = {}

FILTERS: dict[str, Callable[[Line, date], bool]] = {
    ALL: lambda _line, _today: True,
    "Cần làm": lambda line, _today: (
        line.item.status in (WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS)
        or line.item.verification == Verification.RETURNED
    ),
    "Quá hạn": lambda line, today: line.item.is_overdue(today),
    "Đủ để gửi": lambda line, _today: can_send(line),
    "Đã gửi": lambda line, _today: (
        line.item.verification in (Verification.SENT, Verification.RECEIVED, Verification.VERIFIED)
    ),
}


def can_send(line: Line) -> bool:
    """Whether the head may send the item as it stands."""
    open_to_send = (Verification.NOT_SENT, Verification.RETURNED)
    return line.item.verification in open_to_send and not line.is_drafted and line.is_ready


def chosen(listed: Checklist, name: str | None, sought: str | None) -> list[Line]:
    """The lines that a filter keeps and that hold what is sought, accents or not.

    Args:
        name: a filter's name; an unknown one keeps all.
    """
    keeps = FILTERS.get(name or ALL, FILTERS[ALL])
    words = search_key(sought or "").split()
    return [
        line
        for line in listed.lines
        if keeps(line, listed.today) and all(word in _searched(line) for word in words)
    ]


def _searched(line: Line) -> str:
    return search_key(f"{line.task.code} {line.task.short_title} {line.task.title}")


def days_left(line: Line, today: date) -> str:
    """ "còn 3 ngày", "hôm nay", "quá hạn 2 ngày"; nothing once the item is complete."""
    item = line.item
    if not item.is_overdue(today) and item.status in (WorkStatus.DONE, WorkStatus.NIL):
        return ""
    left = item.days_left(today)
    if left == 0:
        return "hôm nay"
    return f"còn {left} ngày" if left > 0 else f"quá hạn {-left} ngày"


def table(lines: Sequence[Line], today: date) -> pa.Table:
    """One row per line, ready for st.dataframe; every cell is text."""
    return pa.table(
        {
            "Mã": [line.task.code for line in lines],
            "Nhiệm vụ": [
                line.task.short_title + ("" if line.task.is_mandatory else " (tự chọn)")
                for line in lines
            ],
            "Trạng thái": [
                text.WORK_STATUSES[line.item.status] + (" · nháp" if line.is_drafted else "")
                for line in lines
            ],
            "Còn lại": [days_left(line, today) for line in lines],
            "Văn phòng": [text.VERIFICATIONS[line.item.verification] for line in lines],
            "Số liệu": [_figure(line) for line in lines],
            "Hạn": [format_date(line.item.due_on) for line in lines],
        }
    )


def _figure(line: Line) -> str:
    """The figures of a report, put into words once: a version of an item never changes."""
    item, form = line.item, line.task.form
    key = item.unit_id, item.task_id, item.version, form.version
    known = _figures.get(key)
    if known is None:
        if len(_figures) >= _MOST_FIGURES:
            _figures.clear()
        known = _figures[key] = forms.figure(form, item.answers)
    return known


def draw_returned(listed: Checklist, *, on_open: Callable[[str], None]) -> None:
    """What the Office has sent back, each with the reason, the new deadline and a way to it."""
    with st.container(key="returned", gap="small"):
        for line in listed.lines:
            if line.item.verification != Verification.RETURNED:
                continue
            st.warning(
                f"{line.task.code} · {line.task.short_title}: "
                f"{plain(line.item.return_reason or '')}",
                title=f"Bị trả lại, hạn bổ sung {format_date(line.item.due_on)}",
                icon=":material/undo:",
            )
            st.button(
                f"Mở {line.task.code} để bổ sung",
                key=f"checklist_open_{line.task.code}",
                type="tertiary",
                icon=":material/edit:",
                on_click=on_open,
                args=(line.task.code,),
            )


def _draw_head(actor: Actor, campaign: Campaign, listed: Checklist, shown: int) -> None:
    """How many there are, and for the head of the unit the way to send all that are ready."""
    counted = f"{shown}/{len(listed.lines)} nhiệm vụ"
    unit_id = listed.unit.unit_id
    may_send = access.can(actor, Action.ITEM_SEND, unit_id=unit_id)
    ready = [line for line in listed.lines if can_send(line)] if may_send else []
    if not ready:
        st.caption(counted)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(counted)
        sending.draw(campaign, ready)


def draw_filters(*, on_change: Callable[[], None]) -> None:
    """What narrows the list; it stands in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Lọc",
            list(FILTERS),
            key=_FILTER,
            default=ALL,
            bind="query-params",
            label_visibility="collapsed",
            wrap=True,
            on_change=on_change,
        )
        search.box("Tìm nhiệm vụ", _SOUGHT, on_change)


def draw(actor: Actor, campaign: Campaign, *, on_select: Callable[[], None]) -> None:
    """How many there are, the head's way to send them, and the table; a row opens its item."""
    listed = checklist.unit_checklist(session.db(), actor, campaign)
    lines = chosen(listed, st.session_state[_FILTER], search.sought(_SOUGHT))
    _draw_head(actor, campaign, listed, len(lines))
    if not lines:
        st.info(
            "Không có nhiệm vụ nào theo bộ lọc này. Chọn “Tất cả” để xem cả danh mục.",
            icon=":material/filter_alt_off:",
        )
        return
    tables.draw_rows(
        table(lines, listed.today),
        key="checklist_list",
        alt="Danh mục nhiệm vụ của đơn vị",
        height=min(38 + 35 * len(lines), 640),
        widths=_WIDTHS_PX,
        records=[line.task.code for line in lines],
        on_select=on_select,
        pinned="Mã",
    )
