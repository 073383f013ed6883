"""All documents that a person may know of as one table, and what narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import ABSTRACT, State
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.documents import drafts
from lib.services.documents.documents import Board, Line
from lib.services.documents.drafts import Kind
from lib.services.documents.narrowing import KEPT, LABELS
from lib.text.documents import NEW_FOR_UNITS, STATES
from lib.ui.documents import document_state
from lib.ui.documents.document_state import FOR_OWN, FOR_UNITS, FRAGMENTS
from lib.ui.kit import arrow, list_record, session, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.markdown import plain
from lib.ui.kit.states import Tone, chip_column

LIST_KEY: Final = "document_list"
_LATE, _WAITS, _UNREAD, _SAID, _READ, _LACKS, _WHOLE = (
    "Quá hạn", "Chưa xác nhận", "Chưa đọc", "Đã xác nhận", "Đã đọc", "Còn thiếu", "Đủ xác nhận",
)  # fmt: skip
_TONES: Final = {
    STATES[State.DRAFT]: Tone.READY,
    STATES[State.PUBLISHED]: Tone.WAITING,
    STATES[State.WITHDRAWN]: Tone.IDLE,
    _LATE: Tone.BAD,
    _WAITS: Tone.BEGUN,
    _UNREAD: Tone.BEGUN,
    _LACKS: Tone.BEGUN,
    _SAID: Tone.GOOD,
    _READ: Tone.GOOD,
    _WHOLE: Tone.GOOD,
}


def filters(board: Board) -> Filters:
    """What the viewer's list may be narrowed to: a unit knows nothing of the others."""
    is_publisher = board.may_publish or board.may_publish_own
    left_out = {"con-thieu"} if not board.sees_all else set()
    left_out |= set() if is_publisher else {"dang-soan"}
    has_own = board.may_publish_own or any(one.document.is_own for one in board.lines)
    left_out |= set() if has_own else {"noi-bo"}
    labels = {name: words for name, words in LABELS.items() if name not in left_out}
    return Filters("van_ban", labels, Action.DOCUMENT_VIEW, FRAGMENTS)


def counts(lines: Sequence[Line], shown: Filters) -> dict[str, int]:
    """How many each filter keeps."""
    return {name: sum(KEPT[name](one) for one in lines) for name in shown.labels}


def kept(lines: Sequence[Line], shown: Filters) -> list[Line]:
    """The lines that the chosen filter keeps."""
    return [one for one in lines if KEPT[shown.chosen](one)]


def draw(lines: Sequence[Line], board: Board, *, on_select: Callable[[], None]) -> None:
    """The table; a click opens a document. Without a line, where documents come from."""
    if not lines:
        _draw_none(board)
        return
    cells = {
        "Số, ký hiệu": [one.entry.content.number or "–" for one in lines],
        # Before the long words, so that a phone has it in sight.
        "Tình trạng": arrow.chips([[standing(one)] for one in lines]),
    }
    widths = {"Số, ký hiệu": 104, "Trích yếu": 186}
    if board.sees_all:
        cells["Xác nhận"] = [_share(one) for one in lines]
        widths = {"Số, ký hiệu": 96, "Trích yếu": 128, "Xác nhận": 66}
    cells["Trích yếu"] = [one.entry.content.abstract for one in lines]
    tables.draw_rows(
        arrow.table(cells),
        key=LIST_KEY,
        alt="Danh sách văn bản",
        height=tables.list_height(len(lines)),
        widths=widths,
        columns={"Tình trạng": chip_column(_TONES, width_px=122)},
        records=[one.document.document_id for one in lines],
        on_select=on_select,
    )


def _draw_none(board: Board) -> None:
    how = (
        f"Bấm “{NEW_FOR_UNITS}” để soạn và đăng."
        if board.may_publish
        else "Văn bản hiện ra sau khi Văn phòng đăng cho đơn vị."
    )
    st.info(f"Không có văn bản nào ở đây. {how}", icon=":material/inbox:")


def standing(line: Line) -> str:
    """In two words how the document stands: for the viewer's unit first, then for all."""
    document = line.document
    is_late = line.due_on is not None and line.due_on < clock.today()
    if document.state != State.PUBLISHED:
        return STATES[document.state]
    if line.waits:
        return _LATE if is_late else _UNREAD if document.is_own else _WAITS
    if line.count is not None and not document.is_own:
        if not line.missing:
            return _WHOLE
        return _LATE if is_late else _LACKS
    return _READ if document.is_own else _SAID if line.said else STATES[State.PUBLISHED]


def tone(line: Line) -> Tone:
    return _TONES[standing(line)]


def draw_nav(board: Board, document_id: UUID, show: Callable[[UUID | None], None]) -> None:
    """The way out of the open document and to its neighbours."""
    names = {one.document.document_id: one.entry.content.name for one in board.lines}
    last, coming = list_record.around(list(names), document_id)
    list_record.draw_nav(show, names.__getitem__, last=last, coming=coming)


def draw_start(actor: Actor, campaign: Campaign, lines: Sequence[Line]) -> None:
    """What stands in the place of the record while none is open."""
    for place, draft in drafts.unsaved(session.db(), actor, campaign):
        name = str(draft.answers.get(ABSTRACT) or "chưa có trích yếu")
        new = FOR_OWN if place.kind == Kind.OWN_DOCUMENT else FOR_UNITS
        st.button(
            f"Bản nháp chưa lưu: {plain(name[:60])}", key=f"document_draft_{place.document_id}",
            type="tertiary", icon=":material/edit_note:", on_click=reopen,
            args=(str(place.document_id), new),
        )  # fmt: skip
    waiting = [one for one in lines if one.waits]
    if waiting:
        due = min((one.due_on for one in waiting if one.due_on), default=None)
        until = f", hạn gần nhất {format_date(due)}" if due else ""
        st.caption(
            f":material/mark_email_unread: {len(waiting)} văn bản chờ bạn xác nhận{until}. Bấm "
            "vào từng văn bản để đọc và xác nhận."
        )
    elif lines:
        st.caption(":material/checklist: Bấm vào một văn bản trong danh sách để đọc.")


def reopen(document_id: str, new: str) -> None:
    """Callback: open what was begun and never saved."""
    session.require(Action.DOCUMENT_VIEW)
    document_state.open_unsaved(UUID(document_id), new)
    st.rerun([*FRAGMENTS])


def _share(line: Line) -> str:
    if line.count is None or line.document.state != State.PUBLISHED:
        return ""
    return f"{line.count.acknowledged}/{line.count.units}"
