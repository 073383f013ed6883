"""Council meetings: the Office keeps their record, members read the dossiers and the result."""

from collections.abc import Callable, Mapping

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.council import Heading
from lib.errors import NotFound
from lib.services.awards import council
from lib.services.awards.council import OpenedMeeting
from lib.ui.awards import council_form, council_state, council_view, recusal_form, vote_grid
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import feedback, list_record, page_head, session
from lib.web import missing
from lib.web.sheets import routes as sheets

actor = session.require(Action.COUNCIL_VIEW)

TITLE = "Họp Hội đồng"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)


def cases(viewer: Actor, opened: OpenedMeeting) -> None:
    """What stands before the meeting; beside it one dossier, or what the meeting is."""
    list_pane, record_pane = list_record.panes()
    with list_pane:
        council_view.lines(opened.lines, may_manage=opened.may_manage)
    with record_pane:
        line = council_view.opened_line(opened.lines)
        if line is None:
            council_view.head(opened.meeting)
            if opened.may_manage:
                council_form.draw_close(campaign, opened.meeting)
                council_view.history(viewer, campaign, opened)
            return
        with st.container(border=True, key="council_dossier"):
            council_view.dossier(viewer, campaign, line)
            if opened.may_manage and council_view.not_own([line.nomination], opened.own):
                recusal_form.draw(campaign, opened.meeting, line)
                council_form.draw_vote(campaign, opened.meeting, line)


def waiting(_: Actor, opened: OpenedMeeting) -> None:
    council_form.draw_waiting(campaign, opened)


def results(_: Actor, opened: OpenedMeeting) -> None:
    if opened.lines:
        vote_grid.draw(campaign, opened.meeting, opened.lines, opened.own)
    else:
        council_view.lines(opened.lines, may_manage=True)


def members(viewer: Actor, opened: OpenedMeeting) -> None:
    list_pane, record_pane = list_record.panes()
    with list_pane:
        council_view.members(opened.meeting)
    if opened.may_manage:
        with record_pane:
            council_form.draw_members(viewer, campaign, opened.meeting)


def data(_: Actor, opened: OpenedMeeting) -> None:
    council_form.draw_data(campaign, opened.meeting)


PARTS: Mapping[str, Callable[[Actor, OpenedMeeting], None]] = {
    council_state.LINES: cases,
    council_state.WAITING: waiting,
    council_state.RESULTS: results,
    council_state.MEMBERS: members,
    council_state.DATA: data,
}


def draw(viewer: Actor, headings: list[Heading], *, may_manage: bool) -> None:
    """The meeting that is open, part by part."""
    parts = council_state.parts(may_manage=may_manage)
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        buttons = st.container(width="content")
        wanted = council_view.choose(headings)
        if may_manage:
            key = council_state.new_key()
            with st.popover(
                "Mở cuộc họp mới", key=key, icon=":material/add:", on_change="rerun"
            ) as form:
                if form.open:
                    council_form.draw_new(viewer, campaign)
        page_head.draw_print(sheets.url("meeting", campaign.code, meeting=str(wanted)))
    try:
        opened = council.opened(session.db(), viewer, campaign, wanted)
    except NotFound as refusal:
        st.warning(missing.told(session.db(), viewer, refusal, wanted))
        return
    with buttons:
        parts.draw(council_state.counts(opened))
    if may_manage:
        council_form.draw_reason(opened.meeting)
    PARTS[parts.chosen](viewer, opened)


@st.fragment(key="council")
def meeting() -> None:
    viewer = session.require(Action.COUNCIL_VIEW)
    may_manage = access.can(viewer, Action.COUNCIL_MANAGE)
    feedback.show_notes(council_state.PAGE)
    headings = council.meetings(session.db(), viewer, campaign)
    if headings:
        draw(viewer, headings, may_manage=may_manage)
        return
    council_view.empty(may_manage=may_manage)
    if may_manage:
        council_form.draw_new(viewer, campaign)


council_state.parts(may_manage=access.can(actor, Action.COUNCIL_MANAGE)).follow()
meeting()
