"""Keys by which Excel, Power BI and other programs read the campaign's tables."""

import streamlit as st

from lib.domain.access import Action
from lib.services.connections import connections
from lib.ui.connections import connection_form, connection_list, connection_view
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import feedback, list_record, page_head, session

actor = session.require(Action.CONNECTION_MANAGE)

LIST, NEW = "Danh sách", "Tạo khóa"
TITLE = "Kết nối dữ liệu"
campaign = campaigns.current(actor, TITLE)
with page_head.draw(TITLE, campaign.short_title):
    view = st.segmented_control(
        "Việc cần làm",
        [LIST, NEW],
        default=LIST,
        key="connections_view",
        required=True,
        label_visibility="collapsed",
    )

connection_list.SLOT.follow()


@st.fragment
def listing() -> None:
    viewer = session.require(Action.CONNECTION_MANAGE)
    found = connections.listed(session.db(), viewer, campaign)
    list_pane, record_pane = list_record.panes()
    with list_pane:
        connection_list.draw(found)
    with record_pane, feedback.shown():
        hint = "Bấm vào một khóa để xem đã đọc những gì, hoặc thu hồi."
        feedback.show_notes(connection_list.SLOT.name)
        one = connection_list.opened(found)
        if one is None and found:
            st.caption(f":material/checklist: {hint}")
        elif one is not None:
            connection_list.draw_nav(found, one)
            connection_view.draw(campaign, one)


@st.fragment
def new() -> None:
    viewer = session.require(Action.CONNECTION_MANAGE)
    connection_form.draw_new(viewer, campaign)


if view == LIST:
    listing()
else:
    new()
