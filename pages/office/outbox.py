"""The outbox: who will be told what, before it goes; and what became of it."""

import streamlit as st

from lib.domain.access import Action
from lib.domain.reminders.outbox import Kept
from lib.services.reminders import outbox
from lib.ui.kit import list_record, page_head, session
from lib.ui.reminders import outbox_list, outbox_view, rule_form, schedule_form

actor = session.require(Action.REMINDER_MANAGE)

LIST, HOURS, RULES = "Danh sách", "Giờ nhắc", "Quy tắc nhắc"
with page_head.draw("Hộp gửi đi", "Thư nhắc việc"):
    view = st.segmented_control(
        "Việc cần làm",
        [LIST, HOURS, RULES],
        default=LIST,
        key="outbox_page_view",
        required=True,
        label_visibility="collapsed",
    )

outbox_list.SLOT.follow()
outbox_list.FILTERS.follow()


def show(one: Kept | None) -> None:
    """Callback of what opens a digest; None closes the open one."""
    session.require(Action.REMINDER_MANAGE)
    outbox_list.open_one(one)
    st.rerun([outbox_list.FRAGMENT])


@st.fragment(key=outbox_list.FRAGMENT)
def listing() -> None:
    viewer = session.require(Action.REMINDER_MANAGE)
    board = outbox.board(session.db(), viewer)
    with above:
        schedule_form.draw_clock(board.ahead)
        outbox_list.FILTERS.draw(outbox_list.counts(board))
    found = outbox_list.kept(board)
    with list_pane:
        if found:
            outbox_list.draw_list(board, found, show)
        else:
            st.info(
                "Không có thư nhắc nào ở đây. Thư của ngày được soạn trước giờ gửi; ngày không có "
                "việc đến hạn thì không có thư.",
                icon=":material/inbox:",
            )
    with record_pane:
        one = outbox_list.opened(board)
        if one is None:
            outbox_list.SLOT.notices()
            st.caption(":material/checklist: Bấm vào một thư để xem đúng nội dung người nhận thấy.")
        else:
            last, coming = list_record.around(found, one)
            list_record.draw_nav(show, outbox_list.name, last=last, coming=coming)
            outbox_view.draw(viewer, board, one)


@st.fragment
def hours() -> None:
    session.require(Action.REMINDER_MANAGE)
    schedule_form.draw()


@st.fragment
def rules() -> None:
    viewer = session.require(Action.REMINDER_MANAGE)
    rule_form.draw(viewer)


if view == LIST:
    above = st.container()
    list_pane, record_pane = list_record.panes(list_record.LIST_SHARES)
    listing()
elif view == HOURS:
    hours()
else:
    rules()
