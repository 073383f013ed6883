"""Units: a list to read, one unit at a time to change, new ones."""

import streamlit as st

from lib.domain.access import Action
from lib.domain.imports import Subject
from lib.services.people import units as service
from lib.ui.kit import admin, feedback, list_record, page_head, session
from lib.ui.people import excel_in, units_form, units_list

actor = session.require(Action.UNITS_MANAGE)

LIST, NEW, EXCEL = "Danh sách", "Thêm đơn vị", "Nhập từ Excel"

with page_head.draw("Đơn vị"):
    view = st.segmented_control(
        "Việc cần làm",
        [LIST, NEW, EXCEL],
        default=LIST,
        key="units_view",
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )


units_list.SLOT.follow()


@st.fragment
def listing() -> None:
    viewer = session.require(Action.UNITS_MANAGE)
    units = service.units(session.db(), viewer)
    kept = units_list.draw_filters(units)
    list_pane, record_pane = list_record.panes()
    with list_pane:
        units_list.draw(kept, len(units))
    with record_pane, feedback.shown():
        hint = "Bấm vào một đơn vị để xem và sửa."
        code = admin.opened(units_list.SLOT, Action.UNITS_MANAGE, hint)
        if code is not None:
            units_form.draw(viewer, service.by_code(units, code))


@st.fragment
def new() -> None:
    session.require(Action.UNITS_MANAGE)
    units_form.draw_new()


@st.fragment
def excel() -> None:
    viewer = session.require(Action.UNITS_MANAGE)
    excel_in.draw(viewer, Subject.UNITS)


if view == LIST:
    listing()
elif view == NEW:
    new()
else:
    excel()
