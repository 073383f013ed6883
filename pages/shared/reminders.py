"""What a person has been reminded of: new ones are counted in the menu until they are read."""

from contextlib import suppress
from functools import partial

import streamlit as st

from lib.domain.access import Action
from lib.domain.reminders.outbox import Kept
from lib.errors import Refused
from lib.services.reminders import inbox
from lib.ui.frame import nav
from lib.ui.kit import feedback, foot, list_record, page_head, session
from lib.ui.reminders import inbox_list

actor = session.require(Action.REMINDER_VIEW)

found = inbox.mine(session.db(), actor)
newest = found[0].released_at if found else None
has_new = actor.unread > 0 or any(one.read_at is None for one in found)


def read_all() -> None:
    """Callback: nothing that was there is new any more, however far down."""
    reader = session.require(Action.REMINDER_VIEW)
    if newest is not None:
        with feedback.noted():
            inbox.mark_all_read(session.db(), reader, newest)


def show(one: Kept | None) -> None:
    """Callback of what opens a day's; it is read then. None closes the open one."""
    reader = session.require(Action.REMINDER_VIEW)
    if one is not None and one.read_at is None:
        # In read-only mode it opens, and stays new.
        with suppress(Refused):
            inbox.mark_read(session.db(), reader, [one.digest_id])
    inbox_list.open_one(one)


with page_head.draw("Nhắc việc", actor.unit_name):
    if newest is not None and has_new:
        st.button(
            "Đánh dấu đã đọc hết",
            key="reminders_read",
            icon=":material/done_all:",
            on_click=read_all,
        )
inbox_list.SLOT.follow()
if not found:
    st.info(
        "Chưa có thư nhắc nào. Việc sắp đến hạn, đến hạn, quá hạn hoặc bị trả lại được nhắc ở đây, "
        "mỗi ngày nhiều nhất một thư.",
        icon=":material/inbox:",
    )
    foot.stop()
list_pane, record_pane = list_record.panes()
with list_pane:
    inbox_list.draw_list(found, show)
with record_pane:
    one = inbox_list.opened(found)
    if one is None:
        st.caption(":material/checklist: Bấm vào một ngày để xem những việc được nhắc.")
    else:
        last, coming = list_record.around(found, one)
        list_record.draw_nav(show, inbox_list.name, last=last, coming=coming)
        inbox_list.draw(one, partial(nav.page_at, actor))
