"""The tasks of a plan's draft in one workbook: download, upload, what would change, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.imports import Choices, Result, Table
from lib.domain.task_sheets import TASK_LIMIT
from lib.services.building import task_books, task_sheets
from lib.services.files import tables as files
from lib.services.files.file_checks import Upload
from lib.text import imports as import_words
from lib.text import task_sheets as words
from lib.ui.building import builder_state as page
from lib.ui.kit import rows_in, session, workbooks
from lib.ui.kit.open_form import Slot

_PART: Final = "task_in_part"


@dataclass(frozen=True, slots=True)
class _Tasks:
    """The tasks of a campaign's draft, as they come in."""

    campaign: Campaign
    slot: ClassVar[Slot] = Slot("task_in")
    right: ClassVar[Action] = page.RIGHT
    file: ClassVar[str] = words.FILE
    columns: ClassVar[Mapping[str, str]] = words.COLUMNS
    known: ClassVar[str] = "Nhiệm vụ đã có trong bản nháp"

    def read(self, upload: Upload) -> Table:
        return task_sheets.read(upload)

    def tried(self, actor: Actor, sheet: Table, choices: Choices) -> Result:
        return task_sheets.tried(session.db(), actor, self.campaign, sheet, choices)

    def marked(self, actor: Actor, sheet: Table, result: Result) -> bytes:
        return task_books.faulty(session.db(), actor, self.campaign, sheet, result)

    def write(
        self, actor: Actor, act_id: UUID, sheet: Table, choices: Choices, seen: Result
    ) -> Result:
        return task_sheets.written(
            session.db(), actor, self.campaign, act_id=act_id, table=sheet, choices=choices,
            seen=seen,
        )  # fmt: skip

    def done(self, result: Result) -> str:
        return f"{import_words.done(result.counts)} {words.IN_DRAFT}"


def draw_switch() -> None:
    """What opens and closes the part, beside what adds a single task."""
    st.toggle("Nhiệm vụ trong Excel", key=_PART)


def draw(actor: Actor, campaign: Campaign) -> None:
    """The whole way, while it is wanted; its place is kept, since a fragment draws it elsewhere."""
    source, is_open = _Tasks(campaign), bool(st.session_state.get(_PART))
    with st.container(border=is_open, key=source.slot.name):
        if not is_open or rows_in.draw_trial(source):
            return
        st.markdown("1. Tải tệp có các nhiệm vụ của bản nháp, sửa hoặc thêm dòng trong Excel.")
        content = task_books.workbook(session.db(), actor, campaign)
        workbooks.draw_download(
            "Tải tệp nhiệm vụ", content, words.FILE, key=f"{source.slot.name}_workbook"
        )
        st.markdown("2. Đưa tệp đã điền lên: phần mềm cho xem trước kết quả, chưa ghi gì.")
        rows_in.draw_upload(
            source, files.LIMITS.file_bytes,
            more=f", {TASK_LIMIT} dòng. Nhiệm vụ không có trong tệp giữ nguyên.",
        )  # fmt: skip
        last = task_sheets.last(session.db(), actor, campaign)
        if last is not None:
            rows_in.draw_last(
                source.slot, last, words.UNDO, act=_undo,
                args=(campaign, last.import_id, source.slot.now.act("undo")),
            )  # fmt: skip


def _undo(campaign: Campaign, import_id: UUID, act_id: UUID) -> None:
    actor = session.require(page.RIGHT)
    with _Tasks.slot.attempt(words.UNDONE):
        task_sheets.take_back(session.db(), actor, campaign, act_id=act_id, import_id=import_id)
