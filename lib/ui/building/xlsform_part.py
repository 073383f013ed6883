"""A record's questions as an XLSForm: what goes out, and what an uploaded one would bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Actor
from lib.domain.forms import form_changes
from lib.domain.forms.form_changes import Change
from lib.domain.forms.xlsform import incoming
from lib.domain.forms.xlsform.book import Became, Book, Taken
from lib.domain.forms.xlsform.outgoing import outgoing
from lib.domain.plan_drafts import Name
from lib.domain.vietnamese import capital, format_number
from lib.services.building import xlsforms
from lib.services.files import tables as files
from lib.services.files.file_checks import Upload
from lib.text import xlsform as words
from lib.text.forms import FIELD_KINDS, change_words
from lib.ui.building import builder_state as page
from lib.ui.building import form_state as state
from lib.ui.building.form_state import EditedForm
from lib.ui.kit import arrow, feedback, session, states, tables, uploads, workbooks
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone

SLOT: Final = Slot("xlsform_in")
_TONES: Final = {
    Became.NEW: Tone.GOOD,
    Became.CHANGED: Tone.WAITING,
    Became.SAME: Tone.IDLE,
}
_SHOWN: Final = 50
_CHIPS: Final = states.chip_column(
    {words.BECAME[became]: tone for became, tone in _TONES.items()},
    width_px=110,
)


@dataclass(frozen=True, slots=True)
class _Open:
    """The XLSForm that was sent for a record; kept by the tab."""

    of: Name
    book: Book


def draw(actor: Actor, edited: EditedForm) -> None:
    """Out and in, folded up until it is wanted."""
    with st.expander(
        "XLSForm (Kobo, ODK)", key=f"{SLOT.name}_part", icon=":material/table:", on_change="rerun"
    ) as part:
        if not part.open:
            return
        feedback.show_notes(SLOT.name)
        held = SLOT.now.once
        if held and held[0].of == edited.record.name:
            _trial(edited, held[0].book)
        else:
            _out(actor, edited)
            _in(edited)


def _out(actor: Actor, edited: EditedForm) -> None:
    told = outgoing(edited.draft.fields)
    st.markdown(f"Đưa ra tệp {format_number(len(told.survey))} câu hỏi để dùng ở phần mềm khác.")
    if told.left_out:
        st.markdown("Không có trong tệp:")
        st.markdown("\n".join(f"- {plain(line)}" for line in words.lost(told.left_out)))
        st.caption("Lấy tệp trở lại mẫu này thì những điều ấy vẫn giữ nguyên.")
    if told.survey:
        content = xlsforms.workbook(actor, edited.record, told)
        file = f"{words.FILE}_{edited.record.name.code}"
        workbooks.draw_download("Tải XLSForm", content, file, key=f"{SLOT.name}_workbook")


def _in(edited: EditedForm) -> None:
    st.markdown("Lấy câu hỏi từ tệp XLSForm: phần mềm cho xem trước, chưa lấy gì.")
    workbooks.draw_upload(
        SLOT, files.LIMITS.file_bytes, _send, (edited.record.name,), label="Tệp XLSForm",
        more=". Câu trùng tên (name) được sửa theo tệp; câu không có trong tệp giữ nguyên.",
    )  # fmt: skip


def _trial(edited: EditedForm, book: Book) -> None:
    """What each question would become, what is not taken and why, and the button that takes."""
    found = incoming.taken(edited.draft, book)
    counts = {one: sum(became == one for _, became in found.became) for one in Became}
    told = [
        f"{words.BECAME[one].lower()} {format_number(count)}"
        for one, count in counts.items()
        if count
    ]
    st.markdown(f"**{plain(book.file)}**: {', '.join(told) or 'không câu nào'}. Chưa lấy gì.")
    with st.container(horizontal=True):
        st.button(
            f"Lấy {format_number(found.writes)} câu hỏi" if found.writes else "Không có gì để lấy",
            key=f"{SLOT.name}_take", type="primary", icon=":material/save:",
            disabled=not found.writes, on_click=_take,
            args=(edited, book, SLOT.now.act("take"), found.writes),
        )  # fmt: skip
        st.button("Chọn tệp khác", key=f"{SLOT.name}_drop", on_click=_drop)
    _not_taken(found)
    _table(found)
    _changes(edited, found)


def _not_taken(found: Taken) -> None:
    """What is left out, by sheet, row and column, and why."""
    if not found.not_taken:
        return
    st.markdown(f"**Không lấy {format_number(len(found.not_taken))} điều:**")
    lines = [f"{words.place(one)}: {words.reason(one)}" for one in found.not_taken[:_SHOWN]]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if len(found.not_taken) > _SHOWN:
        st.caption(f"Trên đây là {_SHOWN} điều đầu.")


def _table(found: Taken) -> None:
    """The questions of the file, with what becomes of each."""
    if found.became:
        tables.draw_rows(
            arrow.table(
                {
                    "Câu hỏi": [field.label for field, _ in found.became],
                    "Kết quả": arrow.chips([[words.BECAME[became]] for _, became in found.became]),
                    "Loại": [FIELD_KINDS[field.kind] for field, _ in found.became],
                }
            ),
            key=f"{SLOT.name}_rows",
            height=tables.list_height(len(found.became)),
            widths={"Câu hỏi": 170, "Loại": 110},
            columns={"Kết quả": _CHIPS},
            alt="Kết quả dự kiến của từng câu hỏi trong tệp",
        )


def _changes(edited: EditedForm, found: Taken) -> None:
    """What becomes of the questions that the form has already."""
    told = form_changes.differences(edited.draft.fields, found.draft.fields)
    lines = [change_words(one) for one in told if one.change != Change.ADDED]
    if lines:
        st.markdown("\n".join(f"- {plain(capital(line))}" for line in lines))


def _send(of: Name, key: str) -> None:
    """Callback of the uploader."""
    session.require(page.RIGHT)
    given = st.session_state.get(key)
    if given is None:
        return
    with SLOT.attempt():
        SLOT.now.once = (_Open(of, xlsforms.read(Upload(given.name, given))),)
    uploads.let_go([given])
    SLOT.next_blank()


def _take(edited: EditedForm, book: Book, act_id: UUID, count: int) -> None:
    """Callback: put what was shown into the draft."""
    done = f"Đã lấy {format_number(count)} câu hỏi từ tệp vào bản nháp."
    if state.do(edited, act_id, lambda draft: incoming.taken(draft, book).draft, done) is not None:
        SLOT.now.once = ()
        SLOT.now.settle()


def _drop() -> None:
    """Callback: look at another file; nothing was taken."""
    session.require(page.RIGHT)
    SLOT.now.once = ()
