"""A list that comes in as a workbook: template, upload, what would happen, write, take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

import pyarrow as pa
import streamlit as st

from lib.domain.access import Actor
from lib.domain.imports import (
    ROW_LIMIT,
    Choices,
    OnFault,
    OnKnown,
    Outcome,
    Result,
    RowResult,
    Sheet,
    Subject,
)
from lib.domain.vietnamese import format_instant, format_number
from lib.errors import Refused
from lib.services.files.file_checks import Upload
from lib.services.people.imports import books, importing, sheets
from lib.text import imports as import_words
from lib.ui.kit import feedback, session, states, tables, uploads, workbooks
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone

_SHOWN: Final = 200
_TONES: Final = {
    Outcome.NEW: Tone.GOOD,
    Outcome.CHANGED: Tone.WAITING,
    Outcome.SAME: Tone.IDLE,
    Outcome.SKIPPED: Tone.IDLE,
    Outcome.FAULTY: Tone.BAD,
}
_CHIPS: Final = states.chip_column(
    {import_words.OUTCOMES[outcome]: tone for outcome, tone in _TONES.items()}, width_px=110
)
_ORDER: Final = (Outcome.FAULTY, Outcome.NEW, Outcome.CHANGED, Outcome.SKIPPED, Outcome.SAME)
_SLIPS: Final = " Mật khẩu lần đầu: lập tại “In phiếu mật khẩu” theo từng đơn vị."
_SLOTS: Final = {one: Slot(f"excel_{one}") for one in Subject}


@dataclass(frozen=True, slots=True)
class _Open:
    """The sheet that was sent, and what would become of it by the choices; kept by the tab.

    Attributes:
        marked: the workbook with what is wrong in red; empty without any.
    """

    sheet: Sheet
    choices: Choices
    result: Result
    marked: bytes = field(default=b"", repr=False)


def draw(actor: Actor, subject: Subject) -> None:
    """The whole way, from the template to what can be taken back."""
    slot = _SLOTS[subject]
    feedback.show_notes(slot.name)
    if slot.now.once:
        _trial(slot, slot.now.once[0])
        return
    _sending(actor, slot, subject)
    _last(actor, slot, subject)


def _sending(actor: Actor, slot: Slot, subject: Subject) -> None:
    st.markdown("1. Tải mẫu, điền vào bằng Excel hoặc LibreOffice, mỗi dòng một bản ghi.")
    content, file = books.template(session.db(), actor, subject), import_words.FILES[subject]
    workbooks.draw_download("Tải mẫu", content, file, key=f"{slot.name}_template")
    st.markdown("2. Đưa tệp đã điền lên: phần mềm cho xem trước kết quả, chưa ghi gì.")
    workbooks.draw_upload(
        slot, sheets.LIMITS.file_bytes, _send, (subject,),
        more=f", {format_number(ROW_LIMIT)} dòng.", width_px=560,
    )  # fmt: skip


def _trial(slot: Slot, found: _Open) -> None:
    """What would become of each row, the choices, and the button that writes."""
    subject, counts = found.sheet.subject, found.result.counts
    file, names = found.sheet.file, import_words.OUTCOMES
    st.markdown(workbooks.counted(file, counts, _ORDER, names, so_far="Chưa ghi gì."))
    with st.container(horizontal=True):
        _choose(slot, "on_known", "Dòng đã có trong hệ thống", import_words.ON_KNOWN)
        if counts[Outcome.FAULTY]:
            _choose(slot, "on_fault", "Dòng có lỗi", import_words.ON_FAULT)
    count = found.result.writes(found.choices)
    with st.container(horizontal=True):
        st.button(
            _write_label(count, 0 if count else counts[Outcome.FAULTY]),
            key=f"{slot.name}_write", type="primary", icon=":material/save:",
            disabled=not count, on_click=_write, args=(subject, slot.now.act("write")),
        )  # fmt: skip
        workbooks.draw_faulty(slot, found.marked, import_words.FILES[subject])
        st.button("Chọn tệp khác", key=f"{slot.name}_drop", on_click=_drop, args=(subject,))
    _table(slot, found)


def _choose(slot: Slot, name: str, label: str, words: Mapping[StrEnum, str]) -> None:
    subject = slot.now.once[0].sheet.subject
    st.segmented_control(
        label, [one.value for one in words], key=f"{slot.name}_{name}", required=True,
        format_func={one.value: told for one, told in words.items()}.__getitem__,
        on_change=_try_again, args=(subject,),
    )  # fmt: skip


def _table(slot: Slot, found: _Open) -> None:
    """The rows, what has to be looked at first."""
    ranks = {outcome: rank for rank, outcome in enumerate(_ORDER)}
    rows = sorted(found.result.rows, key=lambda one: (ranks[one.outcome], one.number))
    columns = import_words.COLUMNS[found.sheet.subject]
    lines = [(one, words) for one in rows[:_SHOWN] for words in _details(one, columns)]
    tables.draw_rows(
        pa.table(
            {
                "Dòng": [str(one.number) for one, _ in lines],
                "Bản ghi": [one.name for one, _ in lines],
                "Kết quả": pa.array(
                    [[import_words.OUTCOMES[one.outcome]] for one, _ in lines],
                    pa.list_(pa.string()),
                ),
                "Chi tiết": [words for _, words in lines],
            }
        ),
        key=f"{slot.name}_rows",
        height=tables.list_height(len(lines)),
        widths={"Dòng": 56, "Bản ghi": 120, "Chi tiết": 620},
        columns={"Kết quả": _CHIPS},
        alt="Kết quả dự kiến của từng dòng",
    )
    if len(rows) > _SHOWN:
        st.caption(f"Bảng hiện {_SHOWN} dòng đầu trong {format_number(len(rows))} dòng.")


def _details(one: RowResult, columns: Mapping[str, str]) -> list[str]:
    """What is wrong with a row, each a line of its own; or what changes."""
    if one.faults:
        return [fault.words for fault in one.faults]
    told = [columns[key] for key in one.changed]
    if one.waits:
        told.append(import_words.WAITS)
    return ["; ".join(told)]


def _write_label(count: int, faulty: int) -> str:
    if faulty:
        return f"Chưa ghi được: còn {format_number(faulty)} dòng lỗi"
    return f"Ghi {format_number(count)} dòng" if count else "Không có gì để ghi"


def _last(actor: Actor, slot: Slot, subject: Subject) -> None:
    last = importing.last(session.db(), actor, subject)
    if last is None:
        return
    with st.container(border=True, width=560):
        st.markdown(
            f"**Lần nhập gần nhất:** {plain(last.file_name)}, {plain(last.imported_by_name)}, "
            f"{format_instant(last.imported_at)}: thêm {format_number(last.added)}, "
            f"sửa {format_number(last.changed)}."
        )
        ask(
            "Hoàn tác lần nhập", "undo",
            "Dòng đã thêm được đóng, dòng đã sửa trở về như trước. Không hoàn tác được khi có dòng "
            "đã được sửa hoặc sử dụng từ đó.",
            key=f"{slot.name}_undo", act=_undo,
            args=(subject, last.import_id, slot.now.act("undo")), confirm="Hoàn tác",
        )  # fmt: skip


def _send(subject: Subject, key: str) -> None:
    """Callback of the uploader."""
    actor, slot = session.require(importing.RIGHTS[subject]), _SLOTS[subject]
    given = st.session_state.get(key)
    if given is None:
        return
    with slot.attempt():
        sheet = sheets.read(subject, Upload(given.name, given))
        st.session_state[f"{slot.name}_on_known"] = OnKnown.UPDATE.value
        st.session_state[f"{slot.name}_on_fault"] = OnFault.STOP.value
        slot.now.once = (_tried(actor, sheet, Choices()),)
    uploads.let_go([given])
    slot.next_blank()


def _tried(actor: Actor, sheet: Sheet, choices: Choices) -> _Open:
    result = importing.tried(session.db(), actor, sheet, choices)
    is_faulty = bool(result.counts[Outcome.FAULTY])
    marked = books.faulty(session.db(), actor, sheet, result) if is_faulty else b""
    return _Open(sheet, choices, result, marked)


def _try_again(subject: Subject) -> None:
    """Callback of the choices."""
    actor, slot = session.require(importing.RIGHTS[subject]), _SLOTS[subject]
    if not slot.now.once:
        return
    with slot.attempt():
        slot.now.once = (_tried(actor, slot.now.once[0].sheet, _chosen(slot)),)


def _chosen(slot: Slot) -> Choices:
    state = st.session_state
    known = state.get(f"{slot.name}_on_known", OnKnown.UPDATE)
    fault = state.get(f"{slot.name}_on_fault", OnFault.STOP)
    return Choices(OnKnown(known), OnFault(fault))


def _write(subject: Subject, act_id: UUID) -> None:
    actor, slot = session.require(importing.RIGHTS[subject]), _SLOTS[subject]
    if not slot.now.once:
        return
    found: _Open = slot.now.once[0]
    with slot.attempt():
        try:
            done = importing.written(
                session.db(), actor, act_id=act_id, sheet=found.sheet, choices=found.choices,
                seen=found.result,
            )  # fmt: skip
        except Refused:
            slot.now.once = (_tried(actor, found.sheet, found.choices),)
            raise
        slot.now.once = ()
        feedback.note(feedback.Kind.SUCCESS, _done(subject, done), slot.name)


def _done(subject: Subject, result: Result) -> str:
    counts = result.counts
    told = (
        f"Đã nhập: thêm {format_number(counts[Outcome.NEW])}, sửa "
        f"{format_number(counts[Outcome.CHANGED])}, giữ nguyên "
        f"{format_number(counts[Outcome.SAME])}, bỏ qua "
        f"{format_number(counts[Outcome.SKIPPED] + counts[Outcome.FAULTY])}."
    )
    if result.waiting:
        told += f" {result.waiting} người có {import_words.WAITS}."
    if subject == Subject.PEOPLE and counts[Outcome.NEW]:
        told += _SLIPS
    return told


def _drop(subject: Subject) -> None:
    session.require(importing.RIGHTS[subject])
    _SLOTS[subject].now.once = ()


def _undo(subject: Subject, import_id: UUID, act_id: UUID) -> None:
    actor = session.require(importing.RIGHTS[subject])
    with _SLOTS[subject].attempt("Đã hoàn tác lần nhập."):
        importing.take_back(
            session.db(), actor, act_id=act_id, subject=subject, import_id=import_id
        )  # fmt: skip
