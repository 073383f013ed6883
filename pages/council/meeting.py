"""Council meetings: the Office keeps their record, members read the dossiers and the result."""

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action
from lib.errors import NotFound
from lib.services.awards import council
from lib.services.campaigns import award_rules
from lib.ui.awards import council_form, council_state, council_view, vote_grid
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import feedback, page_head, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import asked_id

actor = session.require(Action.COUNCIL_VIEW)

TITLE = "Họp Hội đồng"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)


@st.fragment(key="council")
def meeting() -> None:
    viewer = session.require(Action.COUNCIL_VIEW)
    may_manage = access.can(viewer, Action.COUNCIL_MANAGE)
    feedback.show_notes(council_state.PAGE)
    headings = council.meetings(session.db(), viewer, campaign)
    if may_manage:
        with st.expander(
            "Mở cuộc họp mới", key="council_new", icon=":material/add:", expanded=not headings
        ):
            council_form.draw_new(viewer, campaign)
    if not headings:
        st.info("Chưa có cuộc họp nào của Hội đồng.", icon=":material/groups:")
        return
    try:
        wanted = council_view.choose(headings)
        opened = council.opened(session.db(), viewer, campaign, wanted)
    except NotFound as missing:
        st.warning(text.sentence(missing))
        return
    held = opened.meeting
    st.header(plain(held.data.title), anchor=False)
    council_view.head(held)
    if may_manage:
        council_form.draw_reason(held)
        with st.expander("Thông tin, kết luận", key="council_data", icon=":material/edit:"):
            council_form.draw_data(campaign, held)
    council_view.members(held)
    if may_manage:
        with st.expander("Sửa danh sách", key="council_people", icon=":material/group:"):
            council_form.draw_members(viewer, campaign, held)
    council_view.lines(opened.lines, award_rules.rules(session.db(), campaign))
    if may_manage and opened.lines:
        vote_grid.draw(campaign, held, opened.lines)
    line = next(
        (
            one
            for one in opened.lines
            if one.nomination.nomination_id == asked_id(council_state.DOSSIER)
        ),
        None,
    )
    if line is not None:
        with st.container(border=True, key="council_dossier"):
            council_view.dossier(viewer, campaign, line)
            if may_manage:
                council_form.draw_vote(campaign, held, line)
    if may_manage:
        if not held.is_closed:
            with st.expander("Đưa thêm đề nghị", key="council_more", icon=":material/post_add:"):
                council_form.draw_waiting(campaign, opened)
        council_form.draw_close(campaign, held)
        council_view.history(viewer, campaign, opened)


meeting()
