"""Rows of a workbook that come in: what would become of each, choices, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.imports import Choices, OnFault, OnKnown, Outcome, Result, RowResult
from lib.domain.vietnamese import format_instant, format_number
from lib.errors import Refused
from lib.services.files.file_checks import Upload
from lib.text import imports as import_words
from lib.ui.kit import arrow, feedback, session, states, tables, uploads, workbooks
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


class Source(Protocol):
    """What comes in by rows, and its services; `sheet` is what its `read` gave."""

    @property
    def slot(self) -> Slot: ...

    @property
    def right(self) -> Action: ...

    @property
    def file(self) -> str:
        """What the workbook is called, without the ending."""

    @property
    def columns(self) -> Mapping[str, str]:
        """The words of the columns."""

    @property
    def known(self) -> str:
        """What rows of what there is already are called."""

    def read(self, upload: Upload) -> Any: ...

    def tried(self, actor: Actor, sheet: Any, choices: Choices) -> Result: ...

    def marked(self, actor: Actor, sheet: Any, result: Result) -> bytes: ...

    def write(
        self, actor: Actor, act_id: UUID, sheet: Any, choices: Choices, seen: Result
    ) -> Result: ...

    def done(self, result: Result) -> str:
        """What is said when it is written."""


class LastImport(Protocol):
    """The last workbook that was written."""

    @property
    def file_name(self) -> str: ...

    @property
    def imported_by_name(self) -> str: ...

    @property
    def imported_at(self) -> datetime: ...

    @property
    def added(self) -> int: ...

    @property
    def changed(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Open:
    """The sheet that was sent, and what would become of it by the choices; kept by the tab.

    Attributes:
        file: as it was sent.
        marked: the workbook with what is wrong in red; empty without any.
    """

    sheet: Any
    file: str
    choices: Choices
    result: Result
    marked: bytes = field(default=b"", repr=False)


def draw_upload(
    source: Source, limit_bytes: int, *, more: str, width_px: int | None = None
) -> None:
    """Where the filled-in workbook is sent, as `workbooks.draw_upload`."""
    workbooks.draw_upload(
        source.slot, limit_bytes, _send, (source,), more=more, width_px=width_px
    )  # fmt: skip


def draw_trial(source: Source) -> bool:
    """What would become of each row, the choices, and the button that writes; whether rows wait."""
    slot = source.slot
    feedback.show_notes(slot.name)
    if not slot.now.once:
        return False
    found: _Open = slot.now.once[0]
    counts, names = found.result.counts, import_words.OUTCOMES
    st.markdown(workbooks.counted(found.file, counts, _ORDER, names, so_far="Chưa ghi gì."))
    with st.container(horizontal=True):
        _choose(source, "on_known", source.known, import_words.ON_KNOWN)
        if counts[Outcome.FAULTY]:
            _choose(source, "on_fault", "Dòng có lỗi", import_words.ON_FAULT)
    count = found.result.writes(found.choices)
    with st.container(horizontal=True):
        st.button(
            _write_label(count, 0 if count else counts[Outcome.FAULTY]),
            key=f"{slot.name}_write", type="primary", icon=":material/save:",
            disabled=not count, on_click=_write, args=(source, slot.now.act("write")),
        )  # fmt: skip
        workbooks.draw_faulty(slot, found.marked, source.file)
        st.button("Chọn tệp khác", key=f"{slot.name}_drop", on_click=_drop, args=(source,))
    _table(source, found)
    return True


def draw_last(
    slot: Slot,
    last: LastImport,
    consequence: str,
    *,
    act: Callable[..., None],
    args: tuple[object, ...],
    width_px: int | None = None,
) -> None:
    """What came in last, and the button that takes it back.

    Args:
        consequence: what becomes of its rows.
        act: the callback that takes it back.
    """
    with st.container(border=True, width=width_px or "stretch"):
        st.markdown(
            f"**Lần nhập gần nhất:** {plain(last.file_name)}, {plain(last.imported_by_name)}, "
            f"{format_instant(last.imported_at)}: thêm {format_number(last.added)}, "
            f"sửa {format_number(last.changed)}."
        )
        ask(
            "Hoàn tác lần nhập", "undo",
            f"{consequence} Không hoàn tác được khi có dòng đã được sửa hoặc sử dụng từ đó.",
            key=f"{slot.name}_undo", act=act, args=args, confirm="Hoàn tác",
        )  # fmt: skip


def _choose(source: Source, name: str, label: str, words: Mapping[StrEnum, str]) -> None:
    st.segmented_control(
        label, [one.value for one in words], key=f"{source.slot.name}_{name}", required=True,
        format_func={one.value: told for one, told in words.items()}.__getitem__,
        on_change=_try_again, args=(source,),
    )  # fmt: skip


def _table(source: Source, found: _Open) -> None:
    """The rows, what has to be looked at first."""
    ranks = {outcome: rank for rank, outcome in enumerate(_ORDER)}
    rows = sorted(found.result.rows, key=lambda one: (ranks[one.outcome], one.number))
    lines = [(one, words) for one in rows[:_SHOWN] for words in _details(one, source.columns)]
    tables.draw_rows(
        arrow.table(
            {
                "Dòng": [str(one.number) for one, _ in lines],
                "Bản ghi": [one.name for one, _ in lines],
                "Kết quả": arrow.chips([[import_words.OUTCOMES[one.outcome]] for one, _ in lines]),
                "Chi tiết": [words for _, words in lines],
            }
        ),
        key=f"{source.slot.name}_rows",
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


def _send(source: Source, key: str) -> None:
    """Callback of the uploader."""
    actor, slot = session.require(source.right), source.slot
    given = st.session_state.get(key)
    if given is None:
        return
    with slot.attempt():
        sheet = source.read(Upload(given.name, given))
        st.session_state[f"{slot.name}_on_known"] = OnKnown.UPDATE.value
        st.session_state[f"{slot.name}_on_fault"] = OnFault.STOP.value
        slot.now.once = (_tried(source, actor, sheet, Choices()),)
    uploads.let_go([given])
    slot.next_blank()


def _tried(source: Source, actor: Actor, sheet: Any, choices: Choices) -> _Open:
    result = source.tried(actor, sheet, choices)
    marked = source.marked(actor, sheet, result) if result.counts[Outcome.FAULTY] else b""
    return _Open(sheet, sheet.file, choices, result, marked)


def _try_again(source: Source) -> None:
    """Callback of the choices."""
    actor, slot = session.require(source.right), source.slot
    if not slot.now.once:
        return
    with slot.attempt():
        slot.now.once = (_tried(source, actor, slot.now.once[0].sheet, _chosen(slot)),)


def _chosen(slot: Slot) -> Choices:
    state = st.session_state
    known = state.get(f"{slot.name}_on_known", OnKnown.UPDATE)
    fault = state.get(f"{slot.name}_on_fault", OnFault.STOP)
    return Choices(OnKnown(known), OnFault(fault))


def _write(source: Source, act_id: UUID) -> None:
    """Callback: write what was shown; what has moved since is shown anew."""
    actor, slot = session.require(source.right), source.slot
    if not slot.now.once:
        return
    found: _Open = slot.now.once[0]
    with slot.attempt():
        try:
            done = source.write(actor, act_id, found.sheet, found.choices, found.result)
        except Refused:
            slot.now.once = (_tried(source, actor, found.sheet, found.choices),)
            raise
        slot.now.once = ()
        feedback.note(feedback.Kind.SUCCESS, source.done(done), slot.name)


def _drop(source: Source) -> None:
    """Callback: look at another file; nothing was written."""
    session.require(source.right)
    source.slot.now.once = ()
