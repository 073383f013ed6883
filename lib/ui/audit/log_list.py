"""The list of a log's events: what narrows it, one table, and what a row opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.units import Unit
from lib.domain.vietnamese import format_instant
from lib.services.audit.log import PAGE_ROWS, Entry, Filter, Found
from lib.services.operation import audit_check
from lib.services.operation.audit_check import AuditCheck
from lib.ui.kit import admin, arrow, list_record, paging, session, tables
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.history import LOG_RECORD
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

PAGE: Final = "audit"
SLOT: Final = Slot(PAGE, (admin.OPEN,))
NUMBER: Final = "trang"
_ANYBODY, _ANY_UNIT, _ANY_KIND = "Mọi người", "Mọi đơn vị", "Mọi việc"
_BACK: Final = partial(paging.first, NUMBER, Action.AUDIT_VIEW)


def asked(units: Mapping[str, Unit]) -> Filter:
    """What the boxes of the last run and the address ask for."""
    held = st.session_state
    days: Sequence[date] = held.get("nk_ngay") or ()
    unit = units.get(held.get("nk_don_vi", ""))
    person, kind = held.get("nk_nguoi", _ANYBODY), held.get("nk_viec", _ANY_KIND)
    kinds = {words: key for key, words in text.AUDIT_KINDS.items()}
    return Filter(
        person="" if person == _ANYBODY else person,
        unit_id=unit.unit_id if unit else None,
        record=st.query_params.get(LOG_RECORD, ""),
        kind=kinds.get(kind, ""),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def draw_filters(people: Sequence[str], units: Mapping[str, Unit], *, has_units: bool) -> None:
    """The boxes; what they say is read by `asked` in the next run."""
    names = unique_labels({code: unit.short_name for code, unit in units.items()})
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        _box("Người", [_ANYBODY, *people], "nk_nguoi", 220)
        if has_units:
            _box("Đơn vị", [_ANY_UNIT, *names], "nk_don_vi", 210, names)
        _box("Việc", [_ANY_KIND, *text.AUDIT_KINDS.values()], "nk_viec", 210)
        st.date_input(
            "Từ ngày, đến ngày",
            value=[],
            format="DD/MM/YYYY",
            key="nk_ngay",
            label_visibility="collapsed",
            width=300,
            on_change=_BACK,
        )


def draw_record(found: Found) -> None:
    """Whose time line this is, and the way back to the whole log."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Chỉ những việc về **{plain(found.record or 'hồ sơ này')}**")
        st.button(
            "Xem toàn bộ nhật ký", key="audit_all", type="tertiary", icon=":material/close:",
            on_click=_forget_record,
        )  # fmt: skip


def draw(actor: Actor, found: Found) -> None:
    """The table, and the way to the other pages."""
    if not found.entries:
        st.info("Không có việc nào theo bộ lọc này.", icon=":material/inbox:")
        return
    shown = found.entries
    tables.draw_rows(
        arrow.table(
            {
                "Lúc": [format_instant(one.happened_at) for one in shown],
                "Người": [one.person for one in shown],
                "Việc": [one.event for one in shown],
                "Về": [_about(one) for one in shown],
            }
        ),
        key="audit_table",
        height=tables.list_height(len(shown)),
        widths={"Lúc": 120, "Người": 124, "Việc": 152, "Về": 150},
        records=[str(one.number) for one in shown],
        alt="Các việc đã làm, mới nhất ở trên",
        on_select=partial(admin.open_row, SLOT, "audit_table", Action.AUDIT_VIEW),
    )
    st.caption(f"{found.total} việc")
    paging.draw(found.pages, NUMBER, actor, usual=PAGE_ROWS, shown=len(shown))


def draw_check(checked: AuditCheck | None) -> None:
    """When the server last read the whole log, and what it found."""
    if checked is None:
        st.caption("Máy chủ chưa đọc lại toàn bộ nhật ký lần nào; việc này làm mỗi đêm.")
    elif checked.is_good:
        at = format_instant(checked.checked_at)
        st.caption(f":material/check: Máy chủ đọc lại toàn bộ lúc {at}: nguyên vẹn.")
    else:
        st.error(plain(audit_check.alarm(checked)), icon=":material/warning:")


def draw_files(csv_url: str, heads_url: str) -> None:
    """What can be saved: the log as it is narrowed, and where the chains end."""
    with st.container(horizontal=True):
        st.link_button("Tải CSV", csv_url, key="audit_csv", icon=":material/download:")
        st.link_button(
            "Tải mốc nhật ký",
            heads_url,
            key="audit_heads",
            icon=":material/save:",
            help="Tệp nhỏ ghi số và mã băm của việc cuối cùng. Giữ ở nơi khác, sau này so lại được "
            "để biết nhật ký có bị sửa hay không.",
        )


def draw_open(found: Found) -> None:
    """The event whose row was clicked."""
    entries = {str(one.number): one for one in found.entries}
    number = SLOT.asked().get(admin.OPEN)
    one = entries.get(number or "")
    if one is None:
        st.caption(":material/checklist: Bấm vào một dòng để xem toàn bộ nội dung.")
        return
    last, coming = list_record.around(list(entries), one_key := str(one.number))
    list_record.draw_nav(_show, lambda key: f"Số {key}", last=last, coming=coming)
    with st.container(border=True, key=f"audit_open_{one_key}"):
        st.header(plain(one.event), anchor=False)
        st.caption(f"Số {one.number} · {format_instant(one.happened_at)} · {plain(one.person)}")
        told = [("Về", one.about), ("Đơn vị", one.unit), *one.detail, ("Địa chỉ", one.address)]
        for label, words in dict.fromkeys(told):
            if words:
                st.markdown(f"**{plain(label)}:** {plain(words)}")
        st.caption(f"Mã băm {one.sha256}" + (f" · r{one.revision}" if one.revision else ""))


def _about(one: Entry) -> str:
    told = one.about.removeprefix(text.AUDIT_TASK).strip()
    return " · ".join(part for part in (told, one.unit) if part and part != one.person)


def _box(
    label: str, options: Sequence[str], key: str, width: int, names: Mapping[str, str] | None = None
) -> None:
    st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda one: (names or {}).get(one, one),
        persist_state="page",
        label_visibility="collapsed",
        width=width,
        on_change=_BACK,
    )


def _forget_record() -> None:
    session.require(Action.AUDIT_VIEW)
    st.query_params.pop(LOG_RECORD, None)
    st.session_state[NUMBER] = 1


def _show(number: str | None) -> None:
    session.require(Action.AUDIT_VIEW)
    SLOT.open(open=number)
