"""Each piece of the kit with made-up data, to be looked at while it is worked on."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import feedback, list_record, page_head, session
from lib.ui.samples import acts, lists, report, shelf, typed

session.require(Action.PEOPLE_MANAGE)


def reset() -> None:
    """Callback: everything is as it was at first."""
    session.require(Action.PEOPLE_MANAGE)
    shelf.clear()
    lists.SLOT.open()
    report.SLOT.open()
    feedback.note(feedback.Kind.SUCCESS, "Đã đặt lại dữ liệu mẫu.")


with page_head.draw("Bộ mẫu", "kit/page_head"):
    st.button(
        "Đặt lại dữ liệu mẫu",
        key="samples_reset",
        type="primary",
        icon=":material/restore:",
        on_click=reset,
    )

lists.SLOT.follow()
lists.FILTERS.follow()


@st.fragment(key=lists.DESK)
def desk() -> None:
    session.require(Action.PEOPLE_MANAGE)
    st.header("Bộ lọc có số đếm · kit/filters, kit/search", anchor=False)
    kept = lists.draw_filters()
    st.header("Danh sách và hồ sơ · kit/list_record, kit/tables", anchor=False)
    list_pane, record_pane = list_record.panes()
    with list_pane:
        lists.draw_list(kept)
    with record_pane:
        lists.draw_record(kept)


desk()

for title, draw in (
    ("Trạng thái · kit/states, kit/item_state", lists.draw_states),
    ("Biểu mẫu và hàng nút · kit/fields, kit/record_form", report.draw),
    ("Xử lý nhiều dòng · kit/tables", lists.draw_choice),
    ("Thao tác có hỏi lại · kit/asking", acts.draw_asking),
    ("Gửi nhiều nhiệm vụ · kit/send_many", acts.draw_sending),
    ("Thông báo cạnh thao tác · kit/feedback", acts.draw_notes),
    ("Hai người cùng sửa · kit/conflict", acts.draw_conflict),
    ("Lịch sử · kit/history", acts.draw_history),
    ("Phân trang · kit/paging", lists.draw_pages),
    ("Chữ người dùng gõ · kit/markdown", typed.draw),
):
    st.header(title, anchor=False)
    draw()
