"""The plan of a campaign, changed in a draft: its records, what it lacks, putting it in force."""

import streamlit as st

from lib.domain.campaigns import CampaignState
from lib.domain.plan_drafts import LISTED, Part
from lib.errors import NotFound
from lib.services.building import drafts
from lib.text import plan_drafts as words
from lib.ui.building import builder_state as page
from lib.ui.building import checking, record_list, record_view, shift_offer, task_in
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import foot, list_record, page_head, session

actor = session.require(page.RIGHT)

TITLE = "Thiết lập phong trào"
campaign = campaigns.current(actor, TITLE)
page.SLOT.follow()
opened = page.asked()
if opened is not None and page.VIEW not in st.session_state:
    st.session_state[page.VIEW] = words.TABS[opened.part]

with page_head.draw(TITLE, campaign.short_title):
    st.segmented_control(
        "Phần của kế hoạch",
        page.VIEWS,
        default=None if page.VIEW in st.session_state else words.TABS[Part.TASK],
        key=page.VIEW,
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )

if campaign.state == CampaignState.CLOSED:
    st.info("Phong trào đã kết thúc, kế hoạch không sửa được nữa.", icon=":material/lock:")
    foot.stop()


@st.fragment(key="builder_records")
def records(part: Part) -> None:
    viewer = session.require(page.RIGHT)
    draft = drafts.opened(session.db(), viewer, campaign)
    if part.is_one:
        record_view.draw(viewer, campaign, draft, draft.record(page.ONES[part]))
        return
    shown = record_list.names(draft, part)
    if part == Part.TASK:
        with above_pane:
            task_in.draw(viewer, campaign)
    with list_pane:
        if part == Part.MILESTONE:
            shift_offer.draw(campaign, draft)
        if part in LISTED:
            with st.container(horizontal=True, vertical_alignment="center"):
                record_list.draw_adding(campaign, draft, part)
                if part == Part.TASK:
                    task_in.draw_switch()
        record_list.draw(draft, part, shown)
    with record_pane:
        name = page.asked()
        if name is None or name.part != part:
            page.SLOT.notices()
            st.caption(":material/checklist: Bấm vào một dòng để xem và sửa.")
            return
        try:
            record = draft.record(name)
        except NotFound:
            page.SLOT.notices()
            st.caption("Mục này không còn trong kế hoạch.")
            return
        last, coming = list_record.around(shown, name)
        list_record.draw_nav(
            page.show, lambda one: page.title_of(draft.record(one)), last=last, coming=coming
        )
        record_view.draw(viewer, campaign, draft, record)


view = st.session_state[page.VIEW]
if view == page.CHECK:
    checking.draw(actor, campaign)
else:
    (wanted,) = (part for part, label in words.TABS.items() if label == view)
    if not wanted.is_one:
        above_pane = st.container()
        list_pane, record_pane = list_record.panes()
    records(wanted)
