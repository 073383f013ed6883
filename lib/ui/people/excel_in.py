"""A list that comes in as a workbook: template, upload, what would happen, write, take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.imports import ROW_LIMIT, Choices, Outcome, Result, Sheet, Subject
from lib.domain.vietnamese import format_number
from lib.services.files.file_checks import Upload
from lib.services.people.imports import books, importing, sheets
from lib.text import imports as import_words
from lib.ui.kit import rows_in, session, workbooks
from lib.ui.kit.open_form import Slot

_SLIPS: Final = " Mật khẩu lần đầu: lập tại “In phiếu mật khẩu” theo từng đơn vị."


@dataclass(frozen=True, slots=True)
class _List:
    """Units or people, as they come in."""

    subject: Subject
    known: str = "Dòng đã có trong hệ thống"

    @property
    def slot(self) -> Slot:
        return Slot(f"excel_{self.subject}")

    @property
    def right(self) -> Action:
        return importing.RIGHTS[self.subject]

    @property
    def file(self) -> str:
        return import_words.FILES[self.subject]

    @property
    def columns(self) -> Mapping[str, str]:
        return import_words.COLUMNS[self.subject]

    def read(self, upload: Upload) -> Sheet:
        return sheets.read(self.subject, upload)

    def tried(self, actor: Actor, sheet: Sheet, choices: Choices) -> Result:
        return importing.tried(session.db(), actor, sheet, choices)

    def marked(self, actor: Actor, sheet: Sheet, result: Result) -> bytes:
        return books.faulty(session.db(), actor, sheet, result)

    def write(
        self, actor: Actor, act_id: UUID, sheet: Sheet, choices: Choices, seen: Result
    ) -> Result:
        return importing.written(
            session.db(), actor, act_id=act_id, sheet=sheet, choices=choices, seen=seen
        )

    def done(self, result: Result) -> str:
        counts = result.counts
        told = import_words.done(counts)
        if result.waiting:
            told += f" {result.waiting} người có {import_words.WAITS}."
        if self.subject == Subject.PEOPLE and counts[Outcome.NEW]:
            told += _SLIPS
        return told


def draw(actor: Actor, subject: Subject) -> None:
    """The whole way, from the template to what can be taken back."""
    source = _List(subject)
    if rows_in.draw_trial(source):
        return
    st.markdown("1. Tải mẫu, điền vào bằng Excel hoặc LibreOffice, mỗi dòng một bản ghi.")
    content = books.template(session.db(), actor, subject)
    workbooks.draw_download("Tải mẫu", content, source.file, key=f"{source.slot.name}_template")
    st.markdown("2. Đưa tệp đã điền lên: phần mềm cho xem trước kết quả, chưa ghi gì.")
    rows_in.draw_upload(
        source, sheets.LIMITS.file_bytes, more=f", {format_number(ROW_LIMIT)} dòng.", width_px=560
    )  # fmt: skip
    _last(actor, source.slot, subject)


def _last(actor: Actor, slot: Slot, subject: Subject) -> None:
    last = importing.last(session.db(), actor, subject)
    if last is None:
        return
    rows_in.draw_last(
        slot, last, "Dòng đã thêm được đóng, dòng đã sửa trở về như trước.", act=_undo,
        args=(subject, last.import_id, slot.now.act("undo")), width_px=560,
    )  # fmt: skip


def _undo(subject: Subject, import_id: UUID, act_id: UUID) -> None:
    actor = session.require(importing.RIGHTS[subject])
    with _List(subject).slot.attempt("Đã hoàn tác lần nhập."):
        importing.take_back(
            session.db(), actor, act_id=act_id, subject=subject, import_id=import_id
        )  # fmt: skip
