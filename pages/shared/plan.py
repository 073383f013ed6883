"""The plan: its words, milestones and tasks, for everyone; the Office loads it from a file."""

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action
from lib.errors import NotFound
from lib.services.campaigns import campaign_details, campaigns
from lib.ui.campaigns import beginning, copying, loading, plan
from lib.ui.kit import feedback, foot, page_head, session
from lib.ui.kit.markdown import plain
from lib.web.sheets import routes as sheets

actor = session.require(Action.PLAN_VIEW)
may_load = access.can(actor, Action.CAMPAIGN_LOAD)

WORDS, MILESTONES, TASKS = "Nội dung", "Mốc thời gian", "Nhiệm vụ"

head = page_head.draw("Kế hoạch")
feedback.show_notes(plan.PAGE)

every = campaigns.campaigns(session.db(), actor)
if not every:
    st.info(text.sentence(NotFound("campaign")), icon=":material/inbox:")
    st.markdown(
        "Khi máy chủ đang dừng, người vận hành cũng nạp được bằng lệnh `manage.py load TỆP`."
    )
    if may_load:
        with st.expander("Phong trào mới", icon=":material/add:", expanded=True):
            beginning.draw()
        loading.draw()
    foot.stop()

campaign = campaigns.campaign(session.db(), actor, st.query_params.get("campaign"))
if len(every) > 1:
    plan.draw_choice(every, campaign)
fixed = campaigns.plan(session.db(), campaign)
plan.SLOT.follow()
if plan.SLOT.asked() and "plan_view" not in st.session_state:
    st.session_state["plan_view"] = TASKS
with head:
    st.badge(text.CAMPAIGN_STATES[campaign.state], color="green")
    if campaign.dates_moved:
        st.badge(text.DATES_MOVED, icon=":material/event_repeat:", color="orange")
    view = st.segmented_control(
        "Phần của kế hoạch",
        [WORDS, MILESTONES, TASKS],
        default=None if "plan_view" in st.session_state else WORDS,
        key="plan_view",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
        wrap=True,
    )
    page_head.draw_print(sheets.url("plan", campaign.code))


@st.fragment
def tasks() -> None:
    session.require(Action.PLAN_VIEW)
    plan.draw_tasks(fixed)


if view == WORDS:
    st.markdown(f"**{plain(campaign.title)}**")
    plan.draw_words(campaign, fixed, campaign_details.plan_words(session.db(), campaign))
elif view == MILESTONES:
    plan.draw_milestones(fixed.milestones)
else:
    tasks()

if may_load:
    plan.draw_building(campaign)
    with st.expander("Phong trào mới", icon=":material/add:"):
        beginning.draw()
    with st.expander("Nạp tệp khác", icon=":material/upload_file:"):
        loading.draw()
    with st.expander("Tải tệp, nhân bản phong trào", icon=":material/content_copy:"):
        copying.draw(campaign, fixed)
