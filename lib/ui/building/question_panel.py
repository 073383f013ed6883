"""The open question of a form: its settings, its place, and whether it is still asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.forms import building, form_changes, order
from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Field, Kind
from lib.text.forms import change_words, lacking, new_words
from lib.text.plan_drafts import OFFERED, fixed
from lib.ui.building import field_settings, form_state
from lib.ui.building.field_settings import LIMITS, MAIN, Settings
from lib.ui.building.form_state import EditedForm, Question
from lib.ui.kit import fields
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark

Act = Callable[[FormDraft], FormDraft]
_SEEN: Final = "seen"
_LEAVES_A_TRACE: Final = (
    "Bỏ thì đơn vị không được hỏi nữa; sau khi áp dụng, mẫu còn ghi câu này là thôi hỏi."
)


def draw(edited: EditedForm, field: Field) -> None:
    """The settings of a question that there is, and the acts on it."""
    with st.container(border=True, key="builder_panel"):
        begun = _begun(edited, field.key)
        _tell_others(edited, field, begun)
        settings = Settings(edited.draft, field)
        _settings(settings, begun)
        act_id = form_state.SLOT.now.act("save")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Lưu câu hỏi", key=f"save_{begun}", type="primary", icon=":material/save:",
                on_click=_save, args=(edited, settings, begun, act_id),
            )  # fmt: skip
            _places(edited, field)
            _asking(edited, field)


def draw_new(edited: EditedForm, kind: Kind) -> None:
    """The settings of a question that is to be added."""
    with st.container(border=True, key="builder_panel"):
        begun = _begun(edited, f"+{kind.value}")
        st.markdown(f"**{new_words(kind)}**")
        settings = Settings(edited.draft, field_settings.new(kind))
        act_id = form_state.SLOT.now.act("add")
        if settings.lacks_operands:
            st.info(lacking(kind), icon=":material/info:")
        else:
            _settings(settings, begun)
        with st.container(horizontal=True):
            if not settings.lacks_operands:
                st.button(
                    "Thêm vào mẫu", key=f"save_{begun}", type="primary", icon=":material/add:",
                    on_click=_add, args=(edited, settings, begun, act_id),
                )  # fmt: skip
            st.button(
                "Thôi", key=f"{begun}_close", type="tertiary", on_click=form_state.show,
                args=(None,),
            )  # fmt: skip


def _begun(edited: EditedForm, which: str) -> str:
    """What the keys of its widgets begin with; a save begins them anew."""
    which_now = edited.record.name, which, form_state.SLOT.now.round
    return f"builder_set_{mark(which_now)}"


def _tell_others(edited: EditedForm, field: Field, begun: str) -> None:
    """What has become of the question since it was opened, by somebody else's hand."""
    seen = st.session_state.setdefault(f"{begun}_{_SEEN}", field)
    if seen == field:
        return
    now = edited.draft.fields
    then = [seen if one.key == field.key else one for one in now]
    told = [change_words(one) for one in form_changes.differences(then, now)]
    st.warning(
        plain(f"Người khác vừa sửa câu hỏi này: {'; '.join(told)}. Lưu thì lấy phần đang nhập.")
    )


def _settings(settings: Settings, begun: str) -> None:
    problems = {key: one.words for key, one in form_state.SLOT.now.faults.items()}
    start = settings.start()
    draw = partial(
        fields.draw_form, raw=start, key_prefix=begun, on_change="rerun", problems=problems
    )
    draw(settings.form(MAIN))
    limits = settings.form(LIMITS)
    if limits.fields:
        is_used = any(start.get(one.key) or one.key in problems for one in limits.fields)
        with st.expander("Giới hạn, cách tính", expanded=is_used):
            draw(limits)


def _places(edited: EditedForm, field: Field) -> None:
    up, down = order.room(edited.draft.fields, field.key)
    for label, icon, by, is_there in (
        ("Lên", "arrow_upward", -1, up > 0),
        ("Xuống", "arrow_downward", 1, down > 0),
    ):
        act = partial(building.moved, key=field.key, by=by)
        _button(edited, field, label, icon, act, f"Đã chuyển “{field.label}”.", is_there)


def _asking(edited: EditedForm, field: Field) -> None:
    """Whether it is asked from now on, and its way out while nobody has answered it."""
    if edited.draft.kept.is_fixed(field.key):
        part = edited.record.name.part
        more = OFFERED[part] if field.key in edited.draft.kept.offered else ""
        st.caption(f"{fixed(part)} {more}")
        return
    if field.retired:
        act = partial(building.asked_again, key=field.key)
        _button(edited, field, "Hỏi lại", "undo", act, f"Hỏi lại “{field.label}”.")
    else:
        act = partial(building.retired, key=field.key)
        _button(edited, field, "Thôi hỏi", "visibility_off", act, f"Thôi hỏi “{field.label}”.")
    if field.key in edited.draft.used:
        st.caption("Đã có câu trả lời nên không bỏ hẳn được; thôi hỏi thì câu trả lời vẫn giữ.")
        return
    is_asked_now = field.key in {one.key for one in edited.form.in_force}
    told = _LEAVES_A_TRACE if is_asked_now else "Bỏ thì câu hỏi không còn trong mẫu."
    now = form_state.SLOT.now
    ask(
        "Bỏ", "delete", f"Chưa ai trả lời câu hỏi này. {told}",
        confirm="Bỏ câu hỏi", key=f"builder_remove_{mark((edited.record.name, field.key))}",
        act=_remove, args=(edited, field, now.act("remove")),
    )  # fmt: skip


def _button(
    edited: EditedForm,
    field: Field,
    label: str,
    icon: str,
    act: Act,
    done: str,
    is_there: bool = True,
) -> None:
    st.button(
        label,
        key=f"builder_{icon}_{mark((edited.record.name, field.key, edited.record.version))}",
        icon=f":material/{icon}:",
        disabled=not is_there,
        on_click=_do,
        args=(edited, form_state.SLOT.now.act(icon), act, plain(done)),
    )


def _do(edited: EditedForm, act_id: UUID, act: Act, done: str) -> None:
    form_state.do(edited, act_id, act, done)


def _remove(edited: EditedForm, field: Field, act_id: UUID) -> None:
    done = plain(f"Đã bỏ “{field.label}”.")
    if form_state.do(edited, act_id, partial(building.removed, key=field.key), done):
        form_state.show(None)


def _save(edited: EditedForm, settings: Settings, begun: str, act_id: UUID) -> None:
    raw = fields.read(settings.form(), begun)

    def act(draft: FormDraft) -> FormDraft:
        return building.changed(draft, settings.old.key, settings.read(raw))

    if form_state.do(edited, act_id, act, "Đã lưu câu hỏi vào bản nháp."):
        form_state.SLOT.next_blank()


def _add(edited: EditedForm, settings: Settings, begun: str, act_id: UUID) -> None:
    raw = fields.read(settings.form(), begun)

    def act(draft: FormDraft) -> FormDraft:
        return building.added(draft, settings.old.kind, settings.read(raw))

    made = form_state.do(edited, act_id, act, "Đã thêm câu hỏi vào bản nháp.")
    if made is not None:
        there = {one.key for one in edited.draft.fields}
        added = next(one.key for one in made.fields if one.key not in there)
        form_state.show(Question(edited.record.name, added))
