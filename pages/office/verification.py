"""What units have sent: receive, verify, or return with a reason and a new deadline."""

import streamlit as st

from lib.domain.access import Action
from lib.services.checklist.verification import InboxLine
from lib.ui.checklist import inbox, inbox_item, talk
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
    page, choice = inbox.page(viewer, campaign), None
    lines, kept = page.lines, inbox.counts(viewer, campaign, page)
    with above:
        inbox.FILTERS.draw(kept)
    with list_pane:
        if lines:
            choice = inbox.choose(lines, show)
            inbox.draw_pages(viewer, page)
        else:
            st.info(inbox.nothing(kept), icon=":material/inbox:")
    ticked = choice.ticked if choice else []
    with acts:
        if choice and ticked:
            inbox.draw_bar(campaign, choice)
        else:
            st.empty()
    with record_pane:
        inbox.SLOT.notices()
        line = inbox.opened(viewer, campaign, lines)
        if line is None:
            talk.SLOT.notices()
        if ticked:
            st.caption(f"Đã chọn: {plain(', '.join(map(inbox.name, ticked)))}")
        elif line is None and not any(kept.values()):
            beginning.draw(viewer)
        elif line is None and lines:
            inbox.draw_start(lines[0], show)
        elif line is not None:
            last, coming = list_record.around(lines, line)
            if coming is None and page.total > len(lines):
                # Those of the next page move up to this one as these are dealt with.
                coming = lines[0]
            list_record.draw_nav(show, inbox.name, last=last, coming=coming)
            inbox_item.draw(viewer, campaign, line, coming=coming)


acts = head.container(width="content", horizontal=True, vertical_alignment="center")
campaigns.note_state(campaign)
hints.draw(actor, "verification")
above = st.container()
list_pane, record_pane = list_record.panes(list_record.DESK_SHARES)
desk()
