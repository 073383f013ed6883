"""A unit's checklist: the list of its tasks, and beside it one at a time to report."""

import streamlit as st

from lib.domain.access import Action
from lib.services.checklist import checklist
from lib.ui.checklist import (
    checklist_item,
    checklist_list,
    checklist_state,
    narrowing,
    own_task_list,
)
from lib.ui.frame import hints
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, session, tables
from lib.web.sheets import routes as sheets

actor = session.require(Action.ITEM_SAVE)

TITLE = "Nhiệm vụ của đơn vị"
campaign = campaigns.current(actor, TITLE)
head = page_head.draw(TITLE, f"{actor.unit_name} · {campaign.short_title}")


def choose_row() -> None:
    """Callback of the table: open the item whose row was clicked."""
    chosen = tables.opened("checklist_list", already=checklist_state.asked())
    if chosen is not None:
        choose_code(chosen)


def choose_code(code: str | None) -> None:
    """Callback of what opens an item; None closes the open one."""
    session.require(Action.ITEM_SAVE)
    checklist_state.open_item(code)
    st.rerun(["task", checklist_state.FILES, "work", "own"])


checklist_state.SLOT.follow()
own_task_list.follow()
narrowing.FILTERS.follow()


@st.fragment(key="task")
def task() -> None:
    """What the plan asks for: apart from the item, as it does not change with a draft or a save."""
    viewer = session.require(Action.ITEM_SAVE)
    shown = checklist_item.asked_task(viewer, campaign)
    if shown is not None:
        listed = checklist.unit_checklist(session.db(), viewer, campaign)
        last, coming = narrowing.neighbours(listed, shown.code)
        list_record.draw_nav(choose_code, str, last=last, coming=coming)
        checklist_item.task_words(shown)


@st.fragment(key="work")
def work() -> None:
    """The open item and the list beside it: a save, a draft and a click on a row change both."""
    viewer = session.require(Action.ITEM_SAVE)
    listed = checklist.unit_checklist(session.db(), viewer, campaign)
    with acts:
        checklist_list.draw_acts(viewer, campaign, listed)
    with record:
        opened = checklist_item.find(viewer, campaign)
        if opened is not None:
            checklist_item.draw(viewer, campaign, opened)
            with way:
                checklist_item.draw_way(viewer, campaign, opened)
        elif checklist_state.asked() is None:
            checklist_state.SLOT.notices()
            checklist_list.draw_start(viewer, campaign, listed, on_open=choose_code)
            # A fragment may fill a container of the page's only if it has done so from the start.
            way.empty()
    with list_pane:
        checklist_list.draw(viewer, campaign, listed, on_select=choose_row)


@st.fragment(key=checklist_state.FILES)
def files() -> None:
    """The open item's evidence, apart: a save and a draft leave it as it is."""
    viewer = session.require(Action.ITEM_SAVE)
    shown = checklist_item.asked_task(viewer, campaign)
    if shown is not None:
        opened = checklist.opened_item(
            session.db(), viewer, campaign, unit_id=viewer.unit_id, task_code=shown.code
        )
        checklist_item.draw_evidence(viewer, campaign, opened)


@st.fragment(key="own")
def own() -> None:
    """What the unit has set itself, while nothing that the Office asks is open."""
    viewer = session.require(Action.ITEM_SAVE)
    if checklist_state.asked() is None:
        own_task_list.draw(viewer, campaign)


@st.fragment(key="filters")
def filters() -> None:
    """Apart, as they change only with their counts."""
    viewer = session.require(Action.ITEM_SAVE)
    listed = checklist.unit_checklist(session.db(), viewer, campaign)
    narrowing.draw(listed)


acts = head.container(width="content")
with head:
    page_head.draw_print(sheets.url("checklist", campaign.code))
campaigns.note_state(campaign)
hints.draw(actor, "checklist")
filters()
list_pane, record_pane = list_record.panes(list_record.LIST_SHARES)
with record_pane:
    task()
    record = st.container()
    files()
    way = st.container(key="item_way")
    own()
work()
