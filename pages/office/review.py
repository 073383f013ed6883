"""Nominations that units have sent: receive, check with an opinion, or return with a reason."""

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.errors import NotFound
from lib.services.campaigns import award_rules
from lib.services.nominations import nominations
from lib.services.nominations.nominations import Filter
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, paging, search, session
from lib.ui.kit.open_form import asked_id
from lib.ui.nominations import nomination_list, review

actor = session.require(Action.NOMINATION_RECEIVE)

TITLE = "Thẩm định khen thưởng"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)

PAGE = "trang_tham_dinh"


def to_first_page() -> None:
    """Callback of the filters."""
    paging.first(PAGE, Action.NOMINATION_RECEIVE)


@st.fragment(key="review")
def listing() -> None:
    viewer = session.require(Action.NOMINATION_RECEIVE)
    waiting = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.segmented_control(
            "Trạng thái",
            list(review.FILTERS),
            key="buoc_tham_dinh",
            default=next(iter(review.FILTERS)),
            required=True,
            bind="query-params",
            label_visibility="collapsed",
            wrap=True,
            on_change=to_first_page,
        )
        sought = search.box("Tìm theo tên", "tham_dinh", to_first_page)
    shown = review.FILTERS.get(name or "", next(iter(review.FILTERS.values())))
    asked = Filter(shown, sought=sought, page=paging.asked(PAGE))
    listed = nominations.listed(session.db(), viewer, campaign, asked)
    waiting.caption(review.waiting(listed.by_state) or "Chưa có đề nghị nào được gửi.")
    review.told()
    if listed.total:
        st.caption(f"{listed.total} đề nghị. Bấm vào một dòng để đọc và xử lý.")
        nomination_list.draw(
            listed.rows,
            award_rules.rules(session.db(), campaign),
            key=review.list_key(),
            on_select=review.choose_row,
            units={unit_id: unit.short_name for unit_id, unit in listed.units.items()},
        )
        paging.draw(listed.pages, PAGE)
        if shown == review.FILTERS["Chờ tiếp nhận"] and len(listed.rows) > 1:
            review.receive_all(campaign, listed.rows)
    else:
        st.info("Không có đề nghị nào ở trạng thái này.", icon=":material/inbox:")
    wanted = asked_id(review.OPEN)
    if wanted is None:
        return
    try:
        opened = nominations.opened(session.db(), viewer, campaign, wanted)
    except NotFound as missing:
        st.warning(text.sentence(missing))
        return
    review.draw(viewer, campaign, opened, listed)


listing()
