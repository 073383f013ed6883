"""The questions of a task or of nominations: their list, a palette of new ones, a trial."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import form_changes
from lib.domain.forms.fields import Field
from lib.domain.forms.file_kinds import types_told
from lib.domain.forms.forms import Form, parse_answers
from lib.domain.forms.kinds import formula, spec_of
from lib.domain.plan_drafts import Body, Part
from lib.domain.vietnamese import capital
from lib.errors import Problems
from lib.exports.answers import form_columns
from lib.services.building import task_forms
from lib.services.building.drafts import OpenRecord
from lib.text import plan_drafts as words
from lib.text.forms import FIELD_KINDS, change_words
from lib.ui.building import form_state as state
from lib.ui.building import question_panel, xlsform_part
from lib.ui.building.form_state import EditedForm, Question
from lib.ui.kit import feedback, fields, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import faults
from lib.ui.kit.step_acts import mark

_MISSING: Final = frozenset({"required", "file_needed"})


def draw(actor: Actor, campaign: Campaign, record: OpenRecord) -> None:
    """All of it, below the record."""
    form = task_forms.opened(session.db(), actor, campaign, record)
    edited = EditedForm(campaign, record, form)
    state.begin(edited)
    with st.container(border=True, key=state.PLACE):
        asked = [one for one in edited.draft.fields if not spec_of(one).is_group]
        st.subheader(f"{words.FORMS[record.name.part]} ({len(asked)} câu hỏi)", anchor=False)
        if about := words.ABOUT_FORM.get(record.name.part):
            st.caption(about)
        feedback.show_notes(state.PLACE)
        _questions(edited)
        _palette(edited)
        _differences(edited)
    _trial(edited)
    xlsform_part.draw(actor, edited)


def _questions(edited: EditedForm) -> None:
    """Every question with what is said of it; the open one unfolds where it stands."""
    others = {field.key: field for field in edited.draft.fields}
    open_now = state.opened(edited)
    for place, field in enumerate(edited.draft.fields, start=1):
        is_open = open_now is not None and open_now.key == field.key
        question = None if is_open else Question(edited.record.name, field.key)
        with st.container(gap=None, key=f"builder_row_{place}"):
            st.button(
                plain(f"{place}. {field.label}{' *' if field.required else ''}"),
                key=f"builder_open_{mark((edited.record.name, field.key, is_open))}",
                type="tertiary",
                icon=":material/expand_less:" if is_open else ":material/expand_more:",
                on_click=state.show,
                args=(question,),
            )
            st.caption(plain(_marks(edited, field, others)))
        if is_open:
            question_panel.draw(edited, field)


def _marks(edited: EditedForm, field: Field, others: dict[str, Field]) -> str:
    told = [FIELD_KINDS[field.kind]]
    if field.unit:
        told.append(field.unit)
    if field.types:
        told.append(types_told(field))
    if field.max_files:
        told.append(f"tối đa {field.max_files} tệp")
    if field.group:
        told.append(f"thuộc nhóm {others[field.group].label}")
    if field.of:
        told.append(f"= {formula(field, others)}")
    if field.show_when is not None:
        told.append(f"chỉ hỏi khi {form_changes.told(field, 'show_when', others)}")
    if field.retired:
        told.append("thôi hỏi")
    if edited.draft.kept.is_fixed(field.key):
        told.append("luôn hỏi")
    if field.key in edited.draft.used:
        told.append("đã có câu trả lời")
    return " · ".join(told)


def _palette(edited: EditedForm) -> None:
    """The kinds that a new question can be of, and the settings of the one that was taken."""
    open_now = state.opened(edited)
    if open_now is not None and open_now.kind is not None:
        question_panel.draw_new(edited, open_now.kind)
        return
    with st.popover("Thêm câu hỏi", icon=":material/add:", key="builder_palette"):
        st.caption("Câu trả lời là gì? Chọn rồi không đổi được nữa.")
        with st.container(horizontal=True, gap="small"):
            barred = edited.draft.kept.barred
            for kind, name in ((one, FIELD_KINDS[one]) for one in FIELD_KINDS if one not in barred):
                st.button(
                    name,
                    key=f"builder_new_{mark((edited.record.name, kind))}",
                    on_click=state.show,
                    args=(Question(edited.record.name, kind=kind),),
                )


def _differences(edited: EditedForm) -> None:
    """What units will be asked otherwise once the draft is in force."""
    if not edited.form.in_force:
        return
    found = form_changes.differences(edited.form.in_force, edited.draft.fields)
    if found:
        with st.expander(f"Khác mẫu đang áp dụng ({len(found)})", icon=":material/compare_arrows:"):
            st.markdown("\n".join(f"- {plain(capital(change_words(one)))}" for one in found))
            st.caption("Câu trả lời đã có vẫn đọc được theo mẫu lúc báo cáo.")


def _trial(edited: EditedForm) -> None:
    """The form as units will be asked it, checked as theirs is; nothing of it is kept."""
    with st.expander("Thử mẫu", icon=":material/visibility:"):
        if edited.record.name.part == Part.TASK:
            _task_words(edited.record.body)
        form = edited.draft.form
        begun = f"builder_trial_{mark((edited.record.name, form))}"
        missing, found = _tried(form, begun)
        fields.draw_form(form, {}, key_prefix=begun, on_change="rerun", problems=found)
        if missing:
            st.caption(plain(f"Còn thiếu: {', '.join(missing)}."))
        elif not found:
            st.caption(":material/check: Đủ để gửi. Số liệu thử không lưu ở đâu.")
        columns = ", ".join(f"“{one.heading}”" for one in form_columns(form))
        st.caption(plain(f"Cột của mẫu này trong CSV: {columns}."))


def _task_words(body: Body) -> None:
    told = [str(body.get("guidance") or ""), str(body.get("evidence_hint") or "")]
    st.markdown(plain(str(body["title"])))
    st.caption(plain(" Minh chứng: ".join(filter(None, told))))


def _tried(form: Form, begun: str) -> tuple[list[str], dict[str, str]]:
    """The parts that are still missing, and what else is wrong by question."""
    raw, files = fields.read(form, begun), fields.chosen(form, begun)
    try:
        parse_answers(form, raw, complete=True, files=files)
    except Problems as problems:
        missing = [str(o.facts["field"]) for o in problems.problems if o.reason in _MISSING]
        found = faults(problems).items()
        return missing, {key: one.words for key, one in found if one.reason not in _MISSING}
    return [], {}
