"""What units have sent: receive, verify, or return with a reason and a new deadline."""

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.services.checklist import verification
from lib.services.checklist.verification import InboxLine
from lib.ui.checklist import inbox, inbox_item
from lib.ui.frame import hints
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, session
from lib.ui.kit.markdown import plain
from lib.ui.people import beginning

actor = session.require(Action.ITEM_RECEIVE)

TITLE = "Tiếp nhận, xác nhận"
campaign = campaigns.current(actor, TITLE, instead=beginning.draw)
head = page_head.draw(TITLE, campaign.short_title)

inbox.SLOT.follow()
inbox.FILTERS.follow()


def show(line: InboxLine | None) -> None:
    """Callback of what opens a line; None closes the open one."""
    session.require(Action.ITEM_RECEIVE)
    inbox.open_line(line)
    st.rerun(["desk"])


@st.fragment(key="desk")
def desk() -> None:
    viewer = session.require(Action.ITEM_RECEIVE)
    counts = verification.desk_counts(session.db(), viewer, campaign)
    kept = {name: counts.get(state, 0) for name, state in inbox.STATES.items()}
    with above:
        inbox.FILTERS.draw(kept)
    shown = inbox.STATES[inbox.FILTERS.chosen]
    lines = verification.inbox(session.db(), viewer, campaign, [shown])
    choice = None
    with list_pane:
        if lines:
            choice = inbox.choose(lines, show)
        else:
            nothing = f"Không có nhiệm vụ nào ở trạng thái “{text.VERIFICATIONS[shown]}”."
            if not any(kept.values()):
                nothing += " Nhiệm vụ hiện ở đây sau khi thủ trưởng đơn vị gửi Văn phòng."
            st.info(nothing, icon=":material/inbox:")
    ticked = choice.ticked if choice else []
    with acts:
        if choice and ticked:
            inbox.draw_bar(campaign, shown, choice)
        else:
            st.empty()
    with record_pane:
        inbox.SLOT.notices()
        place = inbox.opened(lines)
        if ticked:
            st.caption(f"Đã chọn: {plain(', '.join(map(inbox.name, ticked)))}")
        elif place is None and not any(kept.values()):
            beginning.draw(viewer)
        elif place is None and lines:
            inbox.draw_start(lines[0], show)
        elif place is not None:
            last, coming = list_record.neighbours(lines, place)
            list_record.draw_nav(show, inbox.name, last=last, coming=coming)
            inbox_item.draw(viewer, campaign, lines[place], coming=coming)


acts = head.container(width="content", horizontal=True, vertical_alignment="center")
campaigns.note_state(campaign)
hints.draw(actor, "verification")
above = st.container()
list_pane, record_pane = list_record.panes(list_record.DESK_SHARES)
desk()
