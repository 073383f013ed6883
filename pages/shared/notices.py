"""False information: units tell the Office of it, the Office sends it on; no names of persons."""

import streamlit as st

from lib.domain import access
from lib.domain.access import Action
from lib.services.opinions import notices
from lib.services.opinions.notices import NoticeLine
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, session
from lib.ui.opinions import notice_form, notice_list

actor = session.require(Action.NOTICE_VIEW)

LIST, NEW = "Danh sách", "Thông báo mới"
TITLE = "Thông tin sai sự thật"
campaign = campaigns.current(actor, TITLE)
may_send = access.can(actor, Action.NOTICE_SEND, unit_id=actor.unit_id)
view: str | None = LIST
head = page_head.draw(TITLE, campaign.short_title)
with head:
    if may_send:
        view = st.segmented_control(
            "Việc cần làm",
            [LIST, NEW],
            default=LIST,
            key="notices_view",
            required=True,
            label_visibility="collapsed",
        )

notice_list.SLOT.follow()
notice_list.FILTERS.follow()


def show(line: NoticeLine | None) -> None:
    """Callback of what opens a notice; None closes the open one."""
    session.require(Action.NOTICE_VIEW)
    notice_list.open_line(line)
    st.rerun(["notices"])


@st.fragment(key="notices")
def listing() -> None:
    viewer = session.require(Action.NOTICE_VIEW)
    found = notices.lines(session.db(), viewer, campaign)
    with above:
        notice_list.FILTERS.draw(notice_list.counts(found))
    with printing:
        notice_list.draw_print(campaign)
    lines = notice_list.kept(found)
    with list_pane:
        if lines:
            notice_list.draw_list(lines, show)
        else:
            st.info(
                "Không có thông báo nào. "
                + (
                    f"Phát hiện thông tin sai sự thật thì bấm “{NEW}”."
                    if may_send
                    else "Đơn vị thông báo khi phát hiện thông tin sai sự thật."
                ),
                icon=":material/inbox:",
            )
    with record_pane:
        line = notice_list.opened(found)
        if line is None:
            notice_list.SLOT.notices()
            if lines:
                st.caption(
                    ":material/checklist: Bấm vào một thông báo để xem nội dung, nơi chuyển."
                )
        else:
            last, coming = list_record.around(lines, line)
            list_record.draw_nav(show, notice_list.name, last=last, coming=coming)
            notice_list.draw(viewer, campaign, line)


@st.fragment
def new() -> None:
    session.require(Action.NOTICE_SEND)
    notice_form.draw(campaign)


if view == LIST:
    printing = head.container(width="content")
    above = st.container()
    list_pane, record_pane = list_record.panes()
    listing()
else:
    new()
