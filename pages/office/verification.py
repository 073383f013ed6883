"""What units have sent: receive, verify, or return with a reason and a new deadline."""

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.workflow import Verification
from lib.services.checklist import verification
from lib.ui.checklist import inbox
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, session

actor = session.require(Action.ITEM_RECEIVE)

TITLE = "Tiếp nhận, xác nhận"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)

SHOWN = {text.VERIFICATIONS[state]: state for state in inbox.STEPS}


@st.fragment(key="inbox")
def listing() -> None:
    viewer = session.require(Action.ITEM_RECEIVE)
    name = st.segmented_control(
        "Trạng thái",
        list(SHOWN),
        key="buoc_nhiem_vu",
        default=next(iter(SHOWN)),
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    shown = SHOWN.get(name or "", Verification.SENT)
    lines = verification.inbox(session.db(), viewer, campaign, [shown])
    if inbox.SLOT.now.notice:
        st.success(inbox.SLOT.now.notice, icon=":material/check:")
    if not lines:
        st.info(
            f"Không có nhiệm vụ nào ở trạng thái “{text.VERIFICATIONS[shown]}”.",
            icon=":material/inbox:",
        )
        return
    st.caption(
        f"{len(lines)} nhiệm vụ. Bấm vào một dòng để xem, đánh dấu nhiều dòng để xử lý cùng."
    )
    choice = inbox.choose(lines)
    if choice.shown is None:
        return
    inbox.steps(campaign, shown, choice)
    inbox.detail(campaign, choice.shown)


listing()
