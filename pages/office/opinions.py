"""Opinions as the Office works on them: grouped, answered, forwarded, closed; and their rules."""

import streamlit as st

from lib.domain.access import Action
from lib.services.opinions import desk
from lib.services.opinions.desk import Line
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, session
from lib.ui.opinions import desk_list, desk_view, rules_form, several

actor = session.require(Action.OPINION_REVIEW)

LIST, RULES = "Danh sách", "Quy định"
TITLE = "Xử lý ý kiến"
campaign = campaigns.current(actor, TITLE)
head = page_head.draw(TITLE, campaign.short_title)
with head:
    view = st.segmented_control(
        "Việc cần làm",
        [LIST, RULES],
        default=LIST,
        key="opinion_desk_view",
        required=True,
        label_visibility="collapsed",
    )

desk_list.SLOT.follow()
desk_list.FILTERS.follow()


def show(line: Line | None) -> None:
    """Callback of what opens an opinion; None closes the open one."""
    session.require(Action.OPINION_REVIEW)
    desk_list.open_line(line)
    st.rerun(["opinion_desk"])


@st.fragment(key="opinion_desk")
def listing() -> None:
    viewer = session.require(Action.OPINION_REVIEW)
    found = desk.lines(session.db(), viewer, campaign)
    with above:
        desk_list.FILTERS.draw(desk_list.counts(found))
    with printing:
        desk_list.draw_print(campaign)
    lines, choice = desk_list.kept(found), None
    with list_pane:
        if lines:
            choice = desk_list.choose(campaign, lines, show)
        else:
            st.info(
                "Không có ý kiến nào ở bước này. Ý kiến ẩn danh được ghi cả loạt sang ngày sau.",
                icon=":material/inbox:",
            )
    ticked = choice.ticked if choice else []
    with acts:
        if choice and ticked:
            several.draw_bar(campaign, found, choice)
        else:
            st.empty()
    with record_pane:
        line = desk_list.opened(found)
        if ticked or line is None:
            desk_list.SLOT.notices()
            if lines:
                st.caption(
                    ":material/checklist: Bấm vào một ý kiến để đọc và xử lý; đánh dấu nhiều ý "
                    "kiến để đặt cùng một nhóm, hoặc cùng chủ đề thì trả lời, chuyển, đóng một lần."
                )
        else:
            last, coming = list_record.around(lines, line)
            list_record.draw_nav(show, desk_list.name, last=last, coming=coming)
            desk_view.draw(viewer, campaign, found, line)


@st.fragment
def rules() -> None:
    viewer = session.require(Action.OPINION_REVIEW)
    rules_form.draw(viewer, campaign)


if view == LIST:
    acts = head.container(width="content", horizontal=True, vertical_alignment="center")
    printing = head.container(width="content")
    above = st.container()
    list_pane, record_pane = list_record.panes()
    listing()
else:
    rules()
