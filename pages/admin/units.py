"""Units: a list to read, one unit at a time to change, new ones."""

import streamlit as st

from lib.domain.access import Action
from lib.domain.imports import Subject
from lib.services.people import unit_list as service
from lib.ui.kit import admin, feedback, list_record, page_head, session
from lib.ui.people import excel_in, units_form, units_list

actor = session.require(Action.UNITS_MANAGE)

LIST, NEW, EXCEL = "Danh sách", "Thêm đơn vị", "Nhập từ Excel"

head = page_head.draw("Đơn vị")
with head:
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
    with above:
        wanted = units_list.draw_filters()
    with printing:
        units_list.draw_print(wanted)
    with list_pane:
        units_list.draw(viewer, wanted)
    with record_pane, feedback.shown():
        hint = "Bấm vào một đơn vị để xem và sửa."
        code = admin.opened(units_list.SLOT, Action.UNITS_MANAGE, hint)
        if code is not None:
            units_form.draw(viewer, service.unit(session.db(), viewer, code))


@st.fragment
def new() -> None:
    session.require(Action.UNITS_MANAGE)
    units_form.draw_new()


@st.fragment
def excel() -> None:
    viewer = session.require(Action.UNITS_MANAGE)
    excel_in.draw(viewer, Subject.UNITS)


if view == LIST:
    printing = head.container(width="content")
    above = st.container()
    list_pane, record_pane = list_record.panes()
    listing()
elif view == NEW:
    new()
else:
    excel()
