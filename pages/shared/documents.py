"""Documents: the Office publishes them, units acknowledge; units have some of their own."""

from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.documents import right_to_publish
from lib.errors import NotFound
from lib.services.documents import documents
from lib.services.documents.documents import Opened
from lib.ui.documents import answers, document_form, document_list, document_view
from lib.ui.documents import document_state as state
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, search, session, tables
from lib.web import missing
from lib.web.sheets import routes as sheets

actor = session.require(Action.DOCUMENT_VIEW)

TITLE = "Văn bản"
campaign = campaigns.current(actor, TITLE)
head = page_head.draw(TITLE, f"{actor.unit_name} · {campaign.short_title}")

state.SLOT.follow()


def begin(is_own: bool) -> None:
    """Callback: open an empty form, under a key that its draft and its rows will have."""
    session.require(right_to_publish(is_own=is_own))
    state.open_new(is_own=is_own)
    st.rerun([*state.FRAGMENTS])


def choose_row() -> None:
    """Callback of the table: open the chosen row's document."""
    session.require(Action.DOCUMENT_VIEW)
    chosen = tables.opened(document_list.LIST_KEY, already=state.SLOT.asked_id(state.OPEN))
    if chosen is not None:
        show(chosen)


def show(document_id: UUID | None) -> None:
    """Callback of what opens a document; None closes the open one."""
    session.require(Action.DOCUMENT_VIEW)
    state.open_document(document_id)
    st.rerun([*state.FRAGMENTS])


@st.fragment(key="documents")
def listing() -> None:
    viewer = session.require(Action.DOCUMENT_VIEW)
    with above, st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        buttons = st.container(width="content")
        sought = search.box("Tìm trong tên, trích yếu và nội dung tệp", "van_ban")
    board = documents.board(session.db(), viewer, campaign, sought)
    filters = document_list.filters(board)
    with buttons:
        filters.draw(document_list.counts(board.lines, filters))
    lines = document_list.kept(board.lines, filters)
    with printing:
        address = sheets.url("documents", campaign.code, loc=filters.chosen, tim=sought)
        page_head.draw_print(address)
    with list_pane:
        document_list.draw(lines, board, on_select=choose_row)


@st.fragment(key="document")
def record() -> None:
    viewer = session.require(Action.DOCUMENT_VIEW)
    wanted = state.SLOT.asked_id(state.OPEN)
    board = documents.board(session.db(), viewer, campaign)
    if wanted is None:
        state.SLOT.notices()
        document_list.draw_start(viewer, campaign, board.lines)
        return
    document_list.draw_nav(board, wanted, show)
    new = state.SLOT.asked().get(state.NEW)
    try:
        opened = documents.opened(session.db(), viewer, campaign, wanted)
    except NotFound as refusal:
        if new not in (state.FOR_UNITS, state.FOR_OWN):
            st.warning(missing.told(session.db(), viewer, refusal, wanted))
            return
        own = new == state.FOR_OWN
        opened = documents.begun(session.db(), viewer, campaign, wanted, is_own=own)
    with st.container(border=True, key="document_record"):
        draw(viewer, opened)


def draw(viewer: Actor, opened: Opened) -> None:
    """The open document with what the viewer may do about it."""
    document_view.head(opened)
    document_view.body(opened)
    is_edited = state.EDIT in state.SLOT.asked() or not opened.line.document.current
    if opened.form is not None and is_edited and document_form.is_open(campaign, opened):
        document_form.draw(viewer, campaign, opened)
    else:
        answers.draw_standings(viewer, campaign, opened)
        answers.draw(viewer, campaign, opened)
        answers.draw_readings(viewer, campaign, opened)
        if opened.form is not None:
            document_form.draw_acts(campaign, opened)
    document_view.versions(opened)
    document_view.history(viewer, campaign, opened)


board_now = documents.board(session.db(), actor, campaign)
with head:
    document_form.draw_new(board_now, campaign, on_begin=begin)
document_list.filters(board_now).follow()
campaigns.note_state(campaign)
printing = head.container(width="content")
above = st.container()
list_pane, record_pane = list_record.panes()
listing()
with record_pane:
    record()
