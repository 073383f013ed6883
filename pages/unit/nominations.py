"""A unit's nominations: one table to read, one form at a time to fill."""

from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.nominations import Subject
from lib.errors import NotFound
from lib.services.campaigns import award_rules
from lib.services.nominations import nomination_edits, nominations
from lib.services.nominations.nominations import Filter
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, paging, search, session, tables
from lib.ui.nominations import nomination_form, nomination_list, nomination_state
from lib.ui.papers import papers
from lib.web import missing

actor = session.require(Action.NOMINATION_EDIT)

TITLE = "Đề nghị khen thưởng"
campaign = campaigns.current(actor, TITLE)
head = page_head.draw(TITLE, f"{actor.unit_name} · {campaign.short_title}")

nomination_state.SLOT.follow()
nomination_list.FILTERS.follow()


def begin(subject: Subject) -> None:
    """Callback: open an empty form, under a key that its draft and its rows will have."""
    viewer = session.require(Action.NOMINATION_EDIT)
    nomination_state.open_unsaved(viewer, nomination_edits.new_nomination_id(), subject)
    st.rerun(["nomination", "nominations"])


def reopen(nomination_id: str, subject: str) -> None:
    """Callback: open what was begun and never saved."""
    viewer = session.require(Action.NOMINATION_EDIT)
    nomination_state.open_unsaved(viewer, UUID(nomination_id), Subject(subject))
    st.rerun(["nomination", "nominations"])


def choose_row() -> None:
    """Callback of the table: open the chosen row's nomination."""
    session.require(Action.NOMINATION_EDIT)
    chosen = tables.opened("nomination_list", already=nomination_state.asked()[0])
    if chosen is not None:
        show(chosen)


def show(nomination_id: UUID | None) -> None:
    """Callback of what opens a nomination; None closes the open one."""
    session.require(Action.NOMINATION_EDIT)
    nomination_state.open_nomination(nomination_id)
    st.rerun(["nomination", "nominations"])


@st.fragment(key="nomination")
def nomination() -> None:
    viewer = session.require(Action.NOMINATION_EDIT)
    asked, subject = nomination_state.asked()
    if asked is None:
        nomination_state.SLOT.notices()
        nomination_list.draw_start(viewer, campaign, on_open=reopen)
        return
    list_record.draw_nav(show, str, last=None, coming=None)
    try:
        opened = nominations.opened(session.db(), viewer, campaign, asked)
    except NotFound as refusal:
        if subject is None or not nomination_state.is_begun(viewer, campaign, asked):
            st.warning(missing.told(session.db(), viewer, refusal, asked))
            return
        opened = nominations.begun(session.db(), viewer, campaign, asked, subject)
    nomination_form.draw(viewer, campaign, opened)


@st.fragment(key="nominations")
def listing() -> None:
    viewer = session.require(Action.NOMINATION_EDIT)
    filters = nomination_list.FILTERS
    with above, st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        buttons = st.container(width="content")
        sought = search.box("Tìm theo tên", "de_nghi")
        ready = nominations.ready_to_send(session.db(), viewer, campaign)
        nomination_list.draw_send(viewer, campaign, ready)
    wanted = nomination_list.STATES[filters.chosen]
    page = paging.asked(nomination_list.PAGE)
    asked = Filter(wanted, unit_id=viewer.unit_id, sought=sought, page=page)
    listed = nominations.listed(session.db(), viewer, campaign, asked)
    with printing:
        nomination_list.draw_print(campaign, "nominations", wanted, sought)
    with buttons:
        filters.draw(nomination_list.counts(listed.by_state, nomination_list.STATES))
    with list_pane:
        if not listed.total:
            st.info(
                "Chưa có đề nghị nào ở đây. Bấm “Đề nghị tập thể” hoặc “Đề nghị cá nhân” để bắt "
                "đầu.",
                icon=":material/inbox:",
            )
            return
        rules = award_rules.rules(session.db(), campaign)
        nomination_list.draw(listed.rows, rules, key="nomination_list", on_select=choose_row)
        nomination_list.draw_pages(viewer, listed)


if campaign.takes_reports:
    with head:
        nomination_list.draw_new(on_begin=begin)
campaigns.note_state(campaign)
printing = head.container(width="content")
above = st.container()
list_pane, record_pane = list_record.panes()
with record_pane:
    nomination()
listing()
papers.draw_unit(actor, campaign)
