"""From a plan's file to a campaign: read, corrected, chosen, made."""

import streamlit as st

from lib.config import ROOT
from lib.domain.access import Action
from lib.errors import NotFound
from lib.services.campaigns import intake
from lib.ui.campaigns import intake_begin, intake_make, intake_tasks, intake_text
from lib.ui.campaigns import intake_state as page
from lib.ui.kit import feedback, foot, page_head, session
from lib.ui.kit.markdown import plain

actor = session.require(Action.CAMPAIGN_LOAD)

TITLE = "Nhập kế hoạch"
TEXT, TASKS, MAKE = "Văn bản", "Nhiệm vụ", "Tạo phong trào"
page.SLOT.follow()
wanted = page.asked()
try:
    told = intake.opened(session.db(), actor, wanted) if wanted else None
except NotFound:
    told = None

with page_head.draw(TITLE, told.intake.file_name if told else ""):
    if told is not None:
        st.segmented_control(
            "Bước",
            [TEXT, TASKS, MAKE],
            default=TEXT,
            key="intake_view",
            required=True,
            bind="query-params",
            label_visibility="collapsed",
        )
feedback.show_notes(page.PAGE)


def drop() -> None:
    """Callback: leave this plan."""
    who = session.require(Action.CAMPAIGN_LOAD)
    if told is not None and page.do(
        lambda act_id: intake.drop(
            session.db(), who, told.intake.intake_id, act_id=act_id,
            seen_version=told.intake.version,
        )
    ):  # fmt: skip
        page.show(None)


if told is None:
    if wanted is not None:
        st.info(
            "Kế hoạch này không còn làm dở: đã tạo phong trào hoặc đã bỏ.", icon=":material/inbox:"
        )
    intake_begin.draw(actor)
    st.page_link(ROOT / "pages" / "shared" / "plan.py", label="Xem kế hoạch của các phong trào")
    foot.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    st.button(
        "Kế hoạch khác", key="intake_close", type="tertiary", icon=":material/arrow_back:",
        on_click=page.show, args=(None,),
    )  # fmt: skip
    st.caption(plain(intake_text.counted(told.plan)))
    with st.popover("Bỏ kế hoạch này", type="tertiary", key="intake_drop_box"):
        st.markdown("Bỏ mọi điều đã sửa, đã chọn cho văn bản này?")
        st.button("Bỏ", key="intake_drop", on_click=drop)

view = st.session_state["intake_view"]
if view == TEXT:
    intake_text.draw(told)
elif view == TASKS:
    intake_tasks.draw(told)
else:
    intake_make.draw(actor, told)
