"""Accounts: a list to read, one person at a time to change, new ones, first passwords."""

import streamlit as st

from lib.domain.access import Action
from lib.domain.imports import Subject
from lib.services.people import people_list as service
from lib.ui.frame import hints
from lib.ui.kit import admin, feedback, list_record, page_head, session
from lib.ui.people import (
    beginning,
    excel_in,
    people_form,
    people_list,
    people_slips,
    second_factor_rule,
)

actor = session.require(Action.PEOPLE_MANAGE)
units = service.units(session.db(), actor)

LIST, NEW, SLIPS = "Danh sách", "Thêm người dùng", "In phiếu mật khẩu"
RULE, EXCEL = "Xác thực hai lớp", "Nhập từ Excel"

head = page_head.draw("Người dùng")
with head:
    view = st.segmented_control(
        "Việc cần làm",
        [LIST, NEW, EXCEL, SLIPS, RULE],
        default=LIST,
        key="people_view",
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )


people_list.SLOT.follow()
hints.draw(actor, "people")
if view == LIST:
    beginning.draw_while_new(actor)


@st.fragment
def listing() -> None:
    viewer = session.require(Action.PEOPLE_MANAGE)
    with above:
        wanted = people_list.draw_filters(units)
    with printing:
        people_list.draw_print(wanted, units)
    with list_pane:
        people_list.draw(viewer, wanted)
    with record_pane, feedback.shown():
        hint = "Bấm vào một người để xem và sửa."
        subject = admin.opened(people_list.SLOT, Action.PEOPLE_MANAGE, hint)
        if subject is not None:
            people_form.draw(viewer, service.person(session.db(), viewer, subject), units)


@st.fragment
def new() -> None:
    session.require(Action.PEOPLE_MANAGE)
    people_form.draw_new(units)


@st.fragment
def slips() -> None:
    session.require(Action.PEOPLE_MANAGE)
    people_slips.draw(units)


@st.fragment
def rule() -> None:
    viewer = session.require(Action.PEOPLE_MANAGE)
    second_factor_rule.draw(viewer)


@st.fragment
def excel() -> None:
    viewer = session.require(Action.PEOPLE_MANAGE)
    excel_in.draw(viewer, Subject.PEOPLE)


if view == LIST:
    printing = head.container(width="content")
    above = st.container()
    list_pane, record_pane = list_record.panes(list_record.LIST_SHARES)
    listing()
elif view == NEW:
    new()
elif view == EXCEL:
    excel()
elif view == SLIPS:
    slips()
else:
    rule()
