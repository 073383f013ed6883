"""A unit's checklist: one table to read, one item at a time to report."""

import streamlit as st

from lib.domain.access import Action
from lib.services.checklist import checklist
from lib.ui.checklist import checklist_item, checklist_list, checklist_state
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, session, tables

actor = session.require(Action.ITEM_SAVE)

TITLE = "Nhiệm vụ của đơn vị"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, f"{actor.unit_name} · {campaign.short_title}")


def choose_row() -> None:
    """Callback of the table: open the item whose row was clicked."""
    choose_code(tables.opened("checklist_list"))


def choose_code(code: str | None) -> None:
    """Callback of what was returned."""
    session.require(Action.ITEM_SAVE)
    if code is not None:
        checklist_state.open_item(code)
    st.rerun(["task", "work"])


def narrow() -> None:
    """Callback of the filter and the search box."""
    session.require(Action.ITEM_SAVE)
    st.rerun(["filters", "work"])


checklist_state.SLOT.follow()


@st.fragment(key="returned")
def returned() -> None:
    viewer = session.require(Action.ITEM_SAVE)
    listed = checklist.unit_checklist(session.db(), viewer, campaign)
    checklist_list.draw_returned(listed, on_open=choose_code)


@st.fragment(key="task")
def task() -> None:
    """What the plan asks for: apart from the item, as it does not change with a draft or a save."""
    viewer = session.require(Action.ITEM_SAVE)
    asked = checklist_state.asked()
    for one in checklist.tasks_of_unit(session.db(), viewer, campaign):
        if one.code == asked:
            checklist_item.task_words(one)


@st.fragment(key="work")
def work() -> None:
    """The open item and the list below it: a save, a draft and a click on a row change both."""
    viewer = session.require(Action.ITEM_SAVE)
    with above:
        opened = checklist_item.find(viewer, campaign)
        if opened is not None:
            checklist_item.draw(viewer, campaign, opened)
        elif checklist_state.asked() is None:
            checklist_state.SLOT.notices()
            # A fragment may fill a container of the page's only if it has done so from the start.
            st.empty()
    with below:
        checklist_list.draw(viewer, campaign, on_select=choose_row)


@st.fragment(key="filters")
def filters() -> None:
    """Apart, as they do not change with what they narrow."""
    session.require(Action.ITEM_SAVE)
    checklist_list.draw_filters(on_change=narrow)


returned()
task()
above = st.container()
filters()
below = st.container()
work()
