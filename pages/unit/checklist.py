"""A unit's checklist: one table to read, one item at a time to report."""

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.errors import NotFound
from lib.services.checklist import checklist
from lib.ui.checklist import checklist_item, checklist_list, checklist_state
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import search, session, tables
from lib.ui.kit.markdown import plain

actor = session.require(Action.ITEM_SAVE)

st.title("Nhiệm vụ của đơn vị", anchor=False)
campaign = campaigns.current(actor)
st.caption(plain(f"{actor.unit_name} · {campaign.short_title}"))


def choose_row() -> None:
    """Callback of the table: open the chosen row's item."""
    session.require(Action.ITEM_SAVE)
    code = tables.opened("checklist_list")
    if code is not None:
        checklist_state.open_item(code)
    st.rerun(["box", "item", "rows"])


def choose_code(code: str | None = None) -> None:
    """Callback of the box above the form, and of what was returned."""
    session.require(Action.ITEM_SAVE)
    checklist_state.open_item(code or st.session_state["checklist_open"])
    st.rerun(["box", "item", "rows"])


checklist_state.SLOT.follow()


@st.fragment(key="returned")
def returned() -> None:
    viewer = session.require(Action.ITEM_SAVE)
    listed = checklist.unit_checklist(session.db(), viewer, campaign)
    checklist_list.draw_returned(listed, on_open=choose_code)


@st.fragment(key="box")
def box() -> None:
    """Apart from the item, so that its options do not go out with every draft and save."""
    viewer = session.require(Action.ITEM_SAVE)
    plan = checklist.tasks_of_unit(session.db(), viewer, campaign)
    asked = checklist_state.asked()
    titles = {task.code: f"{task.code} · {task.short_title}" for task in plan}
    st.session_state["checklist_open"] = asked if asked in titles else None
    st.selectbox(
        "Mở nhiệm vụ",
        list(titles),
        key="checklist_open",
        format_func=lambda code: titles.get(code, code),
        placeholder="Chọn trong danh sách hoặc bấm vào một dòng của bảng",
        on_change=choose_code,
    )
    for task in plan:
        if task.code == asked:
            checklist_item.task_words(task)


@st.fragment(key="item")
def item() -> None:
    viewer = session.require(Action.ITEM_SAVE)
    asked = checklist_state.asked()
    if asked is None:
        checklist_state.SLOT.notices()
        return
    try:
        opened = checklist.opened_item(
            session.db(), viewer, campaign, unit_id=viewer.unit_id, task_code=asked
        )
    except NotFound as missing:
        st.warning(text.sentence(missing))
        return
    checklist_item.draw(viewer, campaign, opened)


@st.fragment(key="list")
def listing() -> None:
    session.require(Action.ITEM_SAVE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.segmented_control(
            "Lọc",
            list(checklist_list.FILTERS),
            key="loc",
            default=checklist_list.ALL,
            bind="query-params",
            label_visibility="collapsed",
            wrap=True,
        )
        sought = search.box("Tìm nhiệm vụ")
    rows(name, sought)


@st.fragment(key="rows")
def rows(name: str | None, sought: str) -> None:
    """Apart from what narrows the list, which does not change with a save."""
    viewer = session.require(Action.ITEM_SAVE)
    listed = checklist.unit_checklist(session.db(), viewer, campaign)
    lines = checklist_list.chosen(listed, name, sought)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{len(lines)}/{len(listed.lines)} nhiệm vụ")
        checklist_list.draw_send(viewer, campaign, listed)
    checklist_list.draw(lines, listed.today, key="checklist_list", on_select=choose_row)


returned()
box()
item()
listing()
