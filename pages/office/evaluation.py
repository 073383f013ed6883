"""The evaluation of all units: the Office proposes, a leader concludes, one by one or several."""

import streamlit as st

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action
from lib.domain.evaluations import State
from lib.services.evaluation import evaluation_list
from lib.services.evaluation.evaluations import Line
from lib.ui.evaluation import desk_list, desk_view, points_view
from lib.ui.evaluation.evaluation_records import DESK_SLOT as SLOT
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, session
from lib.ui.kit.markdown import plain
from lib.web.sheets import list_sheets
from lib.web.sheets import routes as sheets

actor = session.require(Action.EVALUATION_REVIEW)

TITLE = "Đánh giá đơn vị"
campaign = campaigns.current(actor, TITLE)
head = page_head.draw(TITLE, campaign.short_title)

SLOT.follow()
desk_list.FILTERS.follow()


def show(line: Line | None) -> None:
    """Callback of what opens a unit; None closes the open one."""
    session.require(Action.EVALUATION_REVIEW)
    desk_list.open_line(line)
    st.rerun(["evaluations"])


@st.fragment(key="evaluations")
def listing() -> None:
    viewer = session.require(Action.EVALUATION_REVIEW)
    found = desk_list.listed(viewer, campaign)
    lines, choice = found.lines, None
    with above:
        desk_list.FILTERS.draw(desk_list.counts(found.by_state))
    with printing:
        narrowed = list_sheets.narrowed(desk_list.STATES[desk_list.FILTERS.chosen], State)
        page_head.draw_print(sheets.url("evaluation", campaign.code, **narrowed))
    with list_pane:
        if lines:
            choice = desk_list.choose(lines, found.rules, show)
            desk_list.draw_pages(viewer, found)
        else:
            st.info("Không có đơn vị nào ở bước này.", icon=":material/inbox:")
    ticked = choice.ticked if choice else []
    with acts:
        if choice and ticked:
            desk_list.draw_bar(viewer, campaign, found.rules, choice)
        else:
            st.empty()
    with record_pane:
        desk = None if ticked else desk_list.opened(viewer, campaign, found.units.values())
        if ticked:
            SLOT.notices()
            names = ", ".join(one.unit.short_name for one in ticked)
            st.caption(f"Đã chọn: {plain(names)}")
        elif desk is None:
            SLOT.notices()
            st.caption(
                ":material/checklist: Bấm vào một đơn vị để xem và xử lý; đánh dấu nhiều đơn vị "
                "để xử lý cùng."
            )
            rankings = evaluation_list.rankings(session.db(), viewer, campaign)
            points_view.ranking(viewer, found.rules, rankings)
        else:
            by_code = {one.unit.code: one for one in lines}
            last, coming = list_record.around(list(by_code), desk.line.unit.code)
            list_record.draw_nav(
                show,
                lambda one: one.unit.short_name,
                last=by_code.get(last or ""),
                coming=by_code.get(coming or ""),
            )
            desk_view.draw(viewer, campaign, desk)


if access.can(actor, Action.EVALUATION_RULES):
    with head:
        st.page_link(
            ROOT / "pages" / "office" / "evaluation_rules.py", label="Quy tắc đánh giá",
            icon=":material/rule:",
        )  # fmt: skip
acts = head.container(width="content", horizontal=True, vertical_alignment="center")
printing = head.container(width="content")
above = st.container()
list_pane, record_pane = list_record.panes(list_record.LIST_SHARES)
listing()
