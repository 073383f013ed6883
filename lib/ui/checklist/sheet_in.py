"""The unit's reports in one workbook: download, upload, what would change, conflicts, save."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.imports import Outcome, Table
from lib.domain.unit_sheets import Result, TaskResult
from lib.domain.vietnamese import format_number
from lib.errors import Refused
from lib.services.files import tables as files
from lib.services.files.file_checks import Upload
from lib.services.unit_sheets import books, writing
from lib.text import unit_sheets as words
from lib.ui.checklist import narrowing
from lib.ui.kit import arrow, feedback, session, states, tables, uploads, workbooks
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone

SLOT: Final = Slot("sheet_in")
_TONES: Final = {
    Outcome.FAULTY: Tone.BAD,
    Outcome.SKIPPED: Tone.WAITING,
    Outcome.CHANGED: Tone.GOOD,
    Outcome.SAME: Tone.IDLE,
}
_CHIPS: Final = states.chip_column(
    {words.OUTCOMES[outcome]: tone for outcome, tone in _TONES.items()}, width_px=96
)
_ORDER: Final = tuple(_TONES)


@dataclass(frozen=True, slots=True)
class _Open:
    """The rows that were sent, and what would become of them; kept by the tab.

    Attributes:
        taken: the conflicts in which the file's answers were chosen.
        marked: the workbook with what is wrong in red; empty without any.
    """

    table: Table
    taken: frozenset[str]
    result: Result
    marked: bytes = field(default=b"", repr=False)


def draw(actor: Actor, campaign: Campaign) -> None:
    """The whole way, folded up until it is wanted; nothing for who may not report."""
    may_save = access.can(actor, Action.ITEM_SAVE, unit_id=actor.unit_id)
    if not (campaign.takes_reports and may_save):
        return
    with st.expander(
        "Làm trong Excel", key=f"{SLOT.name}_part", icon=":material/table:", on_change="rerun"
    ) as part:
        if not part.open:
            return
        feedback.show_notes(SLOT.name)
        if SLOT.now.once:
            _trial(campaign, SLOT.now.once[0])
        else:
            _sending(actor, campaign)


def _sending(actor: Actor, campaign: Campaign) -> None:
    st.markdown(
        "1. Tải tệp có sẵn số liệu đang lưu, điền cột “Giá trị” khi không có mạng cũng được."
    )
    content = books.workbook(session.db(), actor, campaign)
    workbooks.draw_download("Tải tệp của đơn vị", content, words.FILE, key=f"{SLOT.name}_workbook")
    st.markdown("2. Đưa tệp đã điền lên: phần mềm cho xem thay đổi trước, chưa lưu gì.")
    workbooks.draw_upload(
        SLOT, files.LIMITS.file_bytes, _send, (campaign,),
        more=". Lưu xong vẫn cần Thủ trưởng đơn vị gửi Văn phòng.",
    )  # fmt: skip


def _trial(campaign: Campaign, found: _Open) -> None:
    """What would become of each task, the conflicts, and the button that saves."""
    counts, count = found.result.counts, found.result.writes
    file = found.table.file
    st.markdown(workbooks.counted(file, counts, _ORDER, words.OUTCOMES, so_far="Chưa lưu gì."))
    for one in found.result.tasks:
        if one.is_conflict:
            _conflict(campaign, one)
    with st.container(horizontal=True):
        st.button(
            f"Lưu {format_number(count)} nhiệm vụ" if count else "Không có gì để lưu",
            key=f"{SLOT.name}_write", type="primary", icon=":material/save:",
            disabled=not count, on_click=_write, args=(campaign, SLOT.now.act("write")),
        )  # fmt: skip
        workbooks.draw_faulty(SLOT, found.marked, words.FILE)
        st.button("Chọn tệp khác", key=f"{SLOT.name}_drop", on_click=_drop)
    if counts[Outcome.FAULTY]:
        st.caption("Nhiệm vụ có lỗi giữ bản đang lưu; các nhiệm vụ khác vẫn lưu được.")
    _table(found.result)


def _conflict(campaign: Campaign, one: TaskResult) -> None:
    st.segmented_control(
        f"{one.code}: có người đã lưu sau khi bạn tải tệp", [words.KEEP, words.TAKE],
        key=_choice_key(one.code), required=True, on_change=_try_again, args=(campaign,),
    )  # fmt: skip


def _choice_key(code: str) -> str:
    """Of this upload: the next begins with what is kept."""
    return f"{SLOT.blank()}_conflict_{code}"


def _table(result: Result) -> None:
    """What has to be looked at first; what stays as it is only in the counts."""
    shown = [one for outcome in _ORDER[:-1] for one in result.tasks if one.outcome == outcome]
    lines = [(one, told) for one in shown for told in _details(one)]
    if not lines:
        return
    tables.draw_rows(
        arrow.table(
            {
                "Mã": [one.code for one, _ in lines],
                "Kết quả": arrow.chips([[words.OUTCOMES[one.outcome]] for one, _ in lines]),
                "Chi tiết": [told for _, told in lines],
            }
        ),
        key=f"{SLOT.name}_rows",
        height=tables.list_height(len(lines)),
        widths={"Mã": 56, "Chi tiết": 560},
        columns={"Kết quả": _CHIPS},
        alt="Thay đổi dự kiến của từng nhiệm vụ",
    )


def _details(one: TaskResult) -> list[str]:
    """What is wrong with a task, or what changes from what to what, each a line of its own."""
    told = [f"{change.label}: {change.old} → {change.new}" for change in one.changes]
    told += [f"Dòng {format_number(fault.number)}: {fault.words}" for fault in one.faults]
    if one.is_locked:
        told.append(words.LOCKED)
    if one.drops_draft:
        told.append(words.DROPS_DRAFT)
    return told


def _send(campaign: Campaign, key: str) -> None:
    """Callback of the uploader."""
    actor = session.require(Action.ITEM_SAVE)
    given = st.session_state.get(key)
    if given is None:
        return
    with SLOT.attempt():
        table = writing.read(Upload(given.name, given))
        found = _tried(actor, campaign, table, frozenset())
        SLOT.now.once = (found,)
    uploads.let_go([given])
    SLOT.next_blank()
    _keep_all()


def _keep_all() -> None:
    """Begin with what is stored, in every conflict."""
    for found in SLOT.now.once:
        for one in found.result.tasks:
            if one.is_conflict:
                st.session_state.setdefault(_choice_key(one.code), words.KEEP)


def _tried(actor: Actor, campaign: Campaign, table: Table, taken: frozenset[str]) -> _Open:
    result = writing.tried(session.db(), actor, campaign, table, taken)
    marked = (
        books.faulty(session.db(), actor, campaign, table, result)
        if result.counts[Outcome.FAULTY]
        else b""
    )
    return _Open(table, taken, result, marked)


def _try_again(campaign: Campaign) -> None:
    """Callback of the choices."""
    actor = session.require(Action.ITEM_SAVE)
    if not SLOT.now.once:
        return
    found: _Open = SLOT.now.once[0]
    taken = frozenset(
        one.code
        for one in found.result.tasks
        if st.session_state.get(_choice_key(one.code)) == words.TAKE
    )
    with SLOT.attempt():
        SLOT.now.once = (_tried(actor, campaign, found.table, taken),)


def _write(campaign: Campaign, act_id: UUID) -> None:
    """Callback: save what was shown; what has moved since is shown anew."""
    actor = session.require(Action.ITEM_SAVE)
    if not SLOT.now.once:
        return
    found: _Open = SLOT.now.once[0]
    with SLOT.attempt():
        try:
            done = writing.written(
                session.db(), actor, campaign, act_id=act_id, table=found.table,
                taken=found.taken, seen=found.result,
            )  # fmt: skip
        except Refused:
            SLOT.now.once = (_tried(actor, campaign, found.table, found.taken),)
            _keep_all()
            raise
        SLOT.now.once = ()
        told = f"Đã lưu {format_number(done.writes)} nhiệm vụ từ tệp."
        feedback.note(feedback.Kind.SUCCESS, told, SLOT.name)
    st.rerun([*narrowing.FRAGMENTS])


def _drop() -> None:
    """Callback: look at another file; nothing was saved."""
    session.require(Action.ITEM_SAVE)
    SLOT.now.once = ()
