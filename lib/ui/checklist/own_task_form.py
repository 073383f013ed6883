"""The form of a unit's own task: a new one, or the one that is being changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.own_tasks import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, OwnStep, OwnTask
from lib.domain.vietnamese import format_date
from lib.services.campaigns import campaigns
from lib.services.own_tasks import own_task_acts, own_tasks
from lib.services.own_tasks.own_task_acts import Target, TypedOwnTask
from lib.text.own_tasks import OWN_TASK_FIELDS as LABELS
from lib.ui.kit import admin, session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of

SLOT: Final = Slot("own_task", ("viec_rieng",))
"""The own task that is being changed."""
NEW_SLOT: Final = Slot("own_task_new")
# A task of the Office that is opened meanwhile takes the form's place, not what was typed.
_KEPT: Final = "page"
_KEYS: Final = ("group", "title", "note", "due_on", "assignee")
_DONE: Final = {
    OwnStep.TICK: "Đã đánh dấu xong.",
    OwnStep.UNTICK: "Đã mở lại việc.",
    OwnStep.DROP: "Đã bỏ việc riêng.",
}


def draw(actor: Actor, campaign: Campaign, task: OwnTask) -> None:
    """The task that is being changed."""
    now = SLOT.begin(str(task.own_task_id), task.version)
    prefix = f"{SLOT.name}_{task.own_task_id}_{now.opening}"
    stored = _values(prefix, task)
    SLOT.fill(stored)
    with st.container(border=True, key="own_task_form"):
        _fields(actor, campaign, SLOT, prefix)
        for key, value in stored.items():
            SLOT.stored_value(st.session_state[key], value, str(value or "để trống"))
        admin.buttons(
            SLOT, Action.OWN_TASK_EDIT, prefix, stored=stored, save=_save,
            args=(campaign, Target(task.own_task_id, now.seen_version), prefix, now.act("save")),
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button("Đóng", key=f"{prefix}_close", on_click=open_task, args=(None,))
            target = Target(task.own_task_id, task.version)
            ask(
                "Bỏ việc này", "delete", "Việc không còn trong danh sách; nhật ký vẫn ghi.",
                key=f"{prefix}_{task.version}_drop", act=step,
                args=(campaign, target, OwnStep.DROP),
            )  # fmt: skip


def draw_new(actor: Actor, campaign: Campaign) -> None:
    """The form for a new one; what is typed stays until it is there, folded up or not."""
    prefix = NEW_SLOT.blank()
    is_begun = any(st.session_state.get(f"{prefix}_{key}") for key in _KEYS)
    with st.expander(
        "Thêm việc riêng", key="own_task_adding", icon=":material/add_task:", on_change="rerun"
    ) as part:
        if not (part.open or is_begun):
            return
        _fields(actor, campaign, NEW_SLOT, prefix)
        st.button(
            "Thêm việc", key=f"{prefix}_add", type="primary", icon=":material/add:", on_click=_add,
            args=(campaign, prefix, NEW_SLOT.now.act("add")),
        )  # fmt: skip


def assignee_box(actor: Actor, key: str) -> None:
    """Whom the unit can choose, or a name typed that its list does not have yet."""
    names = own_tasks.choices(session.db(), actor)
    chosen = st.session_state.get(key)
    st.selectbox(
        LABELS["assignee"], _with(names, chosen), index=None, key=key,
        placeholder="Chọn hoặc gõ họ tên", accept_new_options=True, persist_state=_KEPT,
    )  # fmt: skip


def open_task(task: OwnTask | None) -> None:
    """Callback: change this one; None closes the form."""
    session.require(Action.OWN_TASK_EDIT)
    SLOT.open(viec_rieng=task.own_task_id if task else None)


def step(campaign: Campaign, target: Target, taken: OwnStep) -> None:
    """Callback: tick, untick or drop."""
    right = Action.OWN_TASK_EDIT if taken == OwnStep.DROP else Action.OWN_TASK_TICK
    actor = session.require(right)
    with SLOT.attempt(_DONE[taken]):
        own_task_acts.take_step(
            session.db(), actor, campaign, act_id=act_of(taken, [target]), target=target,
            step=taken,
        )  # fmt: skip
        if taken == OwnStep.DROP:
            SLOT.open()


def _fields(actor: Actor, campaign: Campaign, slot: Slot, prefix: str) -> None:
    groups = {
        one.code: f"{one.code} · {one.short_title}"
        for one in campaigns.plan(session.db(), campaign).groups
    }
    st.text_input(
        f"{LABELS['title']} *", key=f"{prefix}_title", max_chars=TITLE_LIMIT, autocomplete="off",
        persist_state=_KEPT,
    )  # fmt: skip
    slot.problem("title")
    st.selectbox(
        f"{LABELS['group']} *", list(groups), index=None, key=f"{prefix}_group",
        format_func=groups.__getitem__, placeholder="Chọn nhóm nội dung của kế hoạch",
        persist_state=_KEPT,
    )  # fmt: skip
    slot.problem("group")
    assignee_box(actor, f"{prefix}_assignee")
    slot.problem("assignee")
    st.text_input(
        LABELS["due_on"], key=f"{prefix}_due_on", placeholder=text.DAY_HINT, autocomplete="off",
        width=200, persist_state=_KEPT,
    )  # fmt: skip
    slot.problem("due_on")
    st.text_area(
        LABELS["note"], key=f"{prefix}_note", max_chars=NOTE_LIMIT, height=80,
        persist_state=_KEPT,
    )  # fmt: skip
    slot.problem("note")


def _with(names: Sequence[str], chosen: object) -> list[str]:
    """The names, and first the chosen one where it is none of them."""
    is_new = isinstance(chosen, str) and chosen not in names
    return [str(chosen)[:NAME_LIMIT], *names] if is_new else [*names]


def _values(prefix: str, task: OwnTask) -> Mapping[str, object]:
    return {
        f"{prefix}_title": task.title,
        f"{prefix}_group": task.group_code,
        f"{prefix}_assignee": task.assignee.full_name if task.assignee else None,
        f"{prefix}_due_on": format_date(task.due_on) if task.due_on else "",
        f"{prefix}_note": task.note,
    }


def _typed(prefix: str) -> TypedOwnTask:
    state = st.session_state
    return TypedOwnTask(**{key: state.get(f"{prefix}_{key}") for key in _KEYS})


def _add(campaign: Campaign, prefix: str, act_id: UUID) -> None:
    """Callback: add what was typed; the form is empty then."""
    actor, form = session.require(Action.OWN_TASK_EDIT), _typed(prefix)
    with NEW_SLOT.attempt(f"Đã thêm việc riêng: {plain(str(form.title))}"):
        own_task_acts.add(session.db(), actor, campaign, act_id=act_id, form=form)
        NEW_SLOT.next_blank()


def _save(campaign: Campaign, target: Target, prefix: str, act_id: UUID) -> None:
    """Callback: store what was typed, and close the form."""
    actor = session.require(Action.OWN_TASK_EDIT)
    with SLOT.attempt("Đã lưu việc riêng."):
        own_task_acts.change(
            session.db(), actor, campaign, act_id=act_id, target=target, form=_typed(prefix)
        )
        SLOT.open()
