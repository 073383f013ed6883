"""Who in the unit does a task of the Office, and until when: shown to all, set by the head."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.own_tasks import Assignment
from lib.domain.vietnamese import format_date, given_name
from lib.services.checklist.checklist import OpenedItem
from lib.services.own_tasks import own_task_acts, own_tasks
from lib.text.own_tasks import OWN_TASK_FIELDS as LABELS
from lib.ui.checklist import own_task_form
from lib.ui.kit import admin, feedback, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("assignment")


def short(actor: Actor, planned: Assignment | None) -> str:
    """As a cell of the list: "Lan · 20/03"; "Tôi" for whoever looks; "" for none."""
    if planned is None or planned.is_empty:
        return ""
    person = planned.assignee
    if person is None:
        name = ""
    else:
        is_me = person.account_id == actor.account_id
        name = "Tôi" if is_me else given_name(person.full_name)
    day = f"{planned.due_on:%d/%m}" if planned.due_on else ""
    return " · ".join(word for word in (name, day) if word)


def draw(actor: Actor, campaign: Campaign, opened: OpenedItem) -> None:
    """What is planned of the open item, and for the head the form of it."""
    unit_id = opened.unit.unit_id
    told = own_tasks.assignments(session.db(), actor, campaign, unit_id)
    planned = told.get(opened.task.task_id, Assignment(unit_id, opened.task.task_id))
    may_edit = campaign.takes_reports and access.can(actor, Action.OWN_TASK_EDIT, unit_id=unit_id)
    if not may_edit:
        if not planned.is_empty:
            st.caption(f":material/assignment_ind: Trong đơn vị: {_words(planned)}")
        return
    title = "Phân công trong đơn vị" + ("" if planned.is_empty else f": {_words(planned)}")
    with st.expander(
        title, key=f"assignment_{opened.task.code}", icon=":material/assignment_ind:",
        on_change="rerun",
    ) as part:  # fmt: skip
        if part.open:
            _form(actor, campaign, opened, planned)


def _form(actor: Actor, campaign: Campaign, opened: OpenedItem, planned: Assignment) -> None:
    now = SLOT.begin(opened.task.code, planned.version)
    prefix = f"{SLOT.name}_{opened.task.code}_{now.opening}"
    stored: dict[str, object] = {
        f"{prefix}_assignee": planned.assignee.full_name if planned.assignee else None,
        f"{prefix}_due_on": format_date(planned.due_on) if planned.due_on else "",
    }
    SLOT.fill(stored)
    feedback.show_notes(SLOT.name)
    own_task_form.assignee_box(actor, f"{prefix}_assignee")
    SLOT.problem("assignee")
    st.text_input(
        LABELS["inner_due_on"], key=f"{prefix}_due_on", placeholder=text.DAY_HINT, width=200,
        autocomplete="off", help=f"Chậm nhất {format_date(opened.item.due_on)}, hạn của Văn phòng.",
    )  # fmt: skip
    SLOT.problem("inner_due_on")
    for key, value in stored.items():
        SLOT.stored_value(st.session_state[key], value, str(value or "để trống"))
    admin.buttons(
        SLOT, Action.OWN_TASK_EDIT, prefix, stored=stored, save=_save,
        args=(campaign, opened.task.code, now.seen_version, prefix, now.act("save")),
    )  # fmt: skip


def _save(campaign: Campaign, code: str, seen: int, prefix: str, act_id: UUID) -> None:
    """Callback: store who does it and until when."""
    actor, state = session.require(Action.OWN_TASK_EDIT), st.session_state
    with SLOT.attempt("Đã lưu phân công."):
        own_task_acts.assign(
            session.db(), actor, campaign, act_id=act_id, task_code=code, seen_version=seen,
            assignee=state.get(f"{prefix}_assignee"), due_on=state.get(f"{prefix}_due_on"),
        )  # fmt: skip
        SLOT.now.is_fresh = True


def _words(planned: Assignment) -> str:
    name = plain(planned.assignee.full_name) if planned.assignee else ""
    day = f"hạn nội bộ {format_date(planned.due_on)}" if planned.due_on else ""
    return " · ".join(word for word in (name, day) if word)
