"""Nominations that units have sent: receive, check with an opinion, or return with a reason."""

import streamlit as st

from lib.domain.access import Action, Actor
from lib.errors import NotFound
from lib.services.campaigns import award_rules
from lib.services.nominations import nominations
from lib.services.nominations.nominations import Filter, Listed
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, paging, search, session
from lib.ui.nominations import nomination_list, review
from lib.web import missing

actor = session.require(Action.NOMINATION_RECEIVE)

TITLE = "Thẩm định khen thưởng"
campaign = campaigns.current(actor, TITLE)
head = page_head.draw(TITLE, campaign.short_title)

review.SLOT.follow()
review.FILTERS.follow()


def to_first_page() -> None:
    """Callback of the search box."""
    paging.first(review.PAGE, Action.NOMINATION_RECEIVE)


@st.fragment(key="review")
def listing() -> None:
    viewer = session.require(Action.NOMINATION_RECEIVE)
    with above, st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        buttons = st.container(width="content")
        sought = search.box("Tìm theo tên", "tham_dinh", to_first_page)
    shown = review.FILTERS.chosen
    asked = Filter(review.STATES[shown], sought=sought, page=paging.asked(review.PAGE))
    listed = nominations.listed(session.db(), viewer, campaign, asked)
    with buttons:
        review.FILTERS.draw(nomination_list.counts(listed.by_state, review.STATES))
    with printing:
        nomination_list.draw_print(campaign, "review", review.STATES[shown], sought)
    with acts:
        if shown == next(iter(review.STATES)) and len(listed.rows) > 1:
            review.receive_all(campaign, listed.rows)
        else:
            st.empty()
    with list_pane:
        if listed.total:
            nomination_list.draw(
                listed.rows,
                award_rules.rules(session.db(), campaign),
                key=review.list_key(),
                on_select=review.choose_row,
                units={unit_id: unit.short_name for unit_id, unit in listed.units.items()},
            )
            nomination_list.draw_pages(viewer, listed, review.PAGE)
        else:
            nothing = "Không có đề nghị nào ở trạng thái này."
            if not any(listed.by_state.values()) and not sought:
                nothing = (
                    "Không có đề nghị nào. Đề nghị hiện ở đây sau khi thủ trưởng đơn vị gửi "
                    "Văn phòng."
                )
            st.info(nothing, icon=":material/inbox:")
    with record_pane:
        record(viewer, listed)


def record(viewer: Actor, listed: Listed) -> None:
    """The open nomination, or what to do."""
    wanted = review.SLOT.asked_id(review.OPEN)
    if wanted is None:
        review.SLOT.notices()
        if listed.rows:
            st.caption(":material/checklist: Bấm vào một đề nghị trong danh sách để đọc và xử lý.")
        return
    names = {row.nomination_id: row.name for row in listed.rows}
    last, coming = list_record.around(list(names), wanted)
    list_record.draw_nav(review.show, names.__getitem__, last=last, coming=coming)
    try:
        opened = nominations.opened(session.db(), viewer, campaign, wanted)
    except NotFound as refusal:
        st.warning(missing.told(session.db(), viewer, refusal, wanted))
        return
    review.draw(viewer, campaign, opened, listed)


acts = head.container(width="content")
printing = head.container(width="content")
above = st.container()
list_pane, record_pane = list_record.panes()
listing()
