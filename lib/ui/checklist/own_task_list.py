"""The tasks that a unit has set itself: counted apart from what the Office asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.own_tasks import OwnState, OwnStep, OwnTask, count
from lib.domain.vietnamese import format_date, format_instant
from lib.services import clock
from lib.services.own_tasks import own_tasks
from lib.services.own_tasks.own_task_acts import Target
from lib.ui.checklist import own_task_form as form
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain

ASIDE = "Việc đơn vị tự đặt ra, không tính vào tiến độ và báo cáo gửi Văn phòng."


def follow() -> None:
    """Open the one that the address names, for whole runs."""
    form.SLOT.follow()


def draw(actor: Actor, campaign: Campaign) -> None:
    """Those of the viewer's unit, to tick; for the head also to add, change and drop."""
    listed = own_tasks.of_unit(session.db(), actor, campaign)
    may_edit = campaign.takes_reports and access.can(
        actor, Action.OWN_TASK_EDIT, unit_id=actor.unit_id
    )
    if not listed and not may_edit:
        return
    with st.container(border=True, key="own_tasks"):
        st.markdown(f"**Việc riêng của đơn vị**  \n:small[{told_count(listed)}]")
        for slot in (form.SLOT, form.NEW_SLOT):
            feedback.show_notes(slot.name)
        _rows(actor, campaign, [one for one in listed if one.state == OwnState.OPEN], may_edit)
        done = [one for one in listed if one.state == OwnState.DONE]
        if done:
            with st.expander(
                f"Đã xong ({len(done)})", key="own_tasks_done", on_change="rerun"
            ) as part:
                if part.open:
                    _rows(actor, campaign, done, may_edit)
        if may_edit:
            form.draw_new(actor, campaign)


def draw_shown(listed: Sequence[OwnTask], today: date) -> None:
    """Another unit's, to read."""
    st.caption(told_count(listed))
    for one in listed:
        mark = "check_box" if one.state == OwnState.DONE else "pending"
        st.markdown(f":material/{mark}: {plain(one.title)}  \n:small[{_about(one, today)}]")


def told_count(listed: Sequence[OwnTask]) -> str:
    """ "Việc riêng: 3/5 xong", and that it counts for nothing else."""
    done, total = count(listed)
    return f"Việc riêng: {done}/{total} xong. {ASIDE}" if total else ASIDE


def _rows(actor: Actor, campaign: Campaign, shown: Sequence[OwnTask], may_edit: bool) -> None:
    changing = form.SLOT.asked_id("viec_rieng") if may_edit else None
    for one in sorted(shown, key=lambda one: one.due_on or date.max):
        if one.own_task_id == changing:
            form.draw(actor, campaign, one)
        else:
            _row(campaign, one, may_edit=may_edit)


def _row(campaign: Campaign, task: OwnTask, *, may_edit: bool) -> None:
    # The version in its keys lets a box begin anew, ticked as the task is by then.
    key = f"own_task_{task.own_task_id}_{task.version}"
    target = Target(task.own_task_id, task.version)
    is_done = task.state == OwnState.DONE
    with st.container(key=f"own_task_row_{task.own_task_id}", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container():
                st.checkbox(
                    plain(task.title), value=is_done, key=f"{key}_done",
                    disabled=not campaign.takes_reports, on_change=form.step,
                    args=(campaign, target, OwnStep.UNTICK if is_done else OwnStep.TICK),
                )  # fmt: skip
            if may_edit:
                st.button(
                    "Sửa", key=f"{key}_edit", type="tertiary", icon=":material/edit:",
                    on_click=form.open_task, args=(task,), help=f"Sửa “{plain(task.title)}”",
                )  # fmt: skip
        st.caption(_about(task, clock.today()))


def _about(task: OwnTask, today: date) -> str:
    """Group, who and until when, and who has done it."""
    words = [task.group_code]
    if task.assignee:
        words.append(plain(task.assignee.full_name))
    if task.due_on:
        day = f"hạn {format_date(task.due_on)}"
        words.append(f":red[{day}, quá hạn]" if task.is_late(today) else day)
    if task.stepped_at is not None:
        words.append(f"xong {format_instant(task.stepped_at)}, {plain(task.stepped_by_name or '')}")
    note = " ".join(task.note.split())
    said = f"  \n{plain(note)}" if note else ""
    return " · ".join(words) + said
