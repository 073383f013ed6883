"""A unit's nominations: one table to read, one form at a time to fill."""

from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.nominations import Subject
from lib.errors import NotFound
from lib.services.campaigns import award_rules
from lib.services.nominations import nomination_edits, nominations
from lib.services.nominations.nominations import Filter
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, paging, search, session, tables
from lib.ui.nominations import nomination_form, nomination_list, nomination_state
from lib.ui.papers import papers

actor = session.require(Action.NOMINATION_EDIT)

TITLE = "Đề nghị khen thưởng"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, f"{actor.unit_name} · {campaign.short_title}")

PAGE = "trang_de_nghi"
nomination_state.SLOT.follow()


def begin(subject: Subject) -> None:
    """Callback: open an empty form, under a key that its draft and its rows will have."""
    session.require(Action.NOMINATION_EDIT)
    nomination_state.open_nomination(nomination_edits.new_nomination_id(), subject)
    st.rerun(["nomination", "nominations"])


def reopen(nomination_id: str, subject: str) -> None:
    """Callback: open what was begun and never saved."""
    session.require(Action.NOMINATION_EDIT)
    nomination_state.open_nomination(UUID(nomination_id), Subject(subject))
    st.rerun(["nomination", "nominations"])


def choose_row() -> None:
    """Callback of the table: open the chosen row's nomination."""
    session.require(Action.NOMINATION_EDIT)
    chosen = tables.opened("nomination_list")
    if chosen is not None:
        nomination_state.open_nomination(chosen)
    st.rerun(["nomination", "nominations"])


@st.fragment(key="nomination")
def nomination() -> None:
    viewer = session.require(Action.NOMINATION_EDIT)
    asked, subject = nomination_state.asked()
    if asked is None:
        nomination_state.SLOT.notices()
        return
    try:
        opened = nominations.opened(session.db(), viewer, campaign, asked)
    except NotFound as missing:
        if subject is None:
            st.warning(text.sentence(missing))
            return
        opened = nominations.begun(session.db(), viewer, campaign, asked, subject)
    nomination_form.draw(viewer, campaign, opened)


@st.fragment(key="nominations")
def listing() -> None:
    viewer = session.require(Action.NOMINATION_EDIT)
    nomination_list.draw_drafts(viewer, campaign, on_open=reopen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.segmented_control(
            "Lọc",
            list(nomination_list.FILTERS),
            key="loc_de_nghi",
            default=nomination_list.ALL,
            bind="query-params",
            label_visibility="collapsed",
            wrap=True,
        )
        sought = search.box("Tìm theo tên", "de_nghi")
        ready = nominations.ready_to_send(session.db(), viewer, campaign)
        nomination_list.draw_send(campaign, ready)
    states = nomination_list.FILTERS.get(name or nomination_list.ALL)
    asked = Filter(states, unit_id=viewer.unit_id, sought=sought, page=paging.asked(PAGE))
    listed = nominations.listed(session.db(), viewer, campaign, asked)
    if not listed.total:
        st.info(
            "Chưa có đề nghị nào ở đây. Bấm “Đề nghị tập thể” hoặc “Đề nghị cá nhân” để bắt đầu.",
            icon=":material/inbox:",
        )
        return
    st.caption(f"{listed.total}/{sum(listed.by_state.values())} đề nghị")
    rules = award_rules.rules(session.db(), campaign)
    nomination_list.draw(listed.rows, rules, key="nomination_list", on_select=choose_row)
    paging.draw(listed.pages, PAGE)


nomination_list.draw_new(on_begin=begin)
nomination()
listing()
papers.draw_unit(actor, campaign)
