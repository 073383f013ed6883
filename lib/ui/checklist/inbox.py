"""The Office's list of sent items: what waits, what one says, and the steps to take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.checklist import RETURN_DUE
from lib.domain.forms import forms, typed
from lib.domain.forms.kinds import show
from lib.domain.vietnamese import format_date, format_instant
from lib.domain.workflow import Step, Verification
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.checklist.verification import InboxLine
from lib.services.evidence import evidence as service
from lib.ui.evidence import evidence
from lib.ui.kit import session, tables
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice

SLOT: Final = Slot("inbox")

STEPS = {
    Verification.SENT: (Step.RECEIVE, Step.RETURN),
    Verification.RECEIVED: (Step.VERIFY, Step.RETURN),
    Verification.VERIFIED: (Step.RETURN,),
    Verification.RETURNED: (),
}
_DONE = {
    Step.RECEIVE: "Đã tiếp nhận {count} nhiệm vụ",
    Step.VERIFY: "Đã xác nhận {count} nhiệm vụ",
    Step.RETURN: "Đã trả lại {count} nhiệm vụ",
}


def table(lines: Sequence[InboxLine]) -> pa.Table:
    """One row per line; every cell is text."""
    return pa.table(
        {
            "Đơn vị": [line.unit.short_name for line in lines],
            "Mã": [line.task.code for line in lines],
            "Nhiệm vụ": [line.task.short_title for line in lines],
            "Trạng thái": [text.WORK_STATUSES[line.item.status] for line in lines],
            "Số liệu": [forms.figure(line.task.form, line.item.answers) for line in lines],
            "Hạn": [format_date(line.item.due_on) for line in lines],
            "Người lưu": [line.item.saved_by_name or "" for line in lines],
        }
    )


def choose(lines: Sequence[InboxLine]) -> Choice[InboxLine]:
    """The table, and the lines chosen in it."""
    return tables.choose(
        lines,
        table(lines),
        name="inbox",
        seen=_target,
        alt="Nhiệm vụ các đơn vị đã gửi",
        tallest_px=520,
        widths={"Nhiệm vụ": 290, "Mã": 64},
    )


def detail(campaign: Campaign, line: InboxLine) -> None:
    """What one report says, and how it came about."""
    item = line.item
    with st.container(border=True):
        st.subheader(f"{line.task.code} · {line.task.short_title}", anchor=False)
        st.caption(plain(line.unit.name))
        shown = [
            f"**{plain(field.label)}:** {plain(show(field, item.answers))}"
            for field in forms.visible(line.task.form, item.answers)
            if show(field, item.answers)
        ]
        st.markdown("  \n".join([f"**Trạng thái:** {text.WORK_STATUSES[item.status]}", *shown]))
        if item.lower_reason:
            st.caption(f"Lý do giảm số lũy kế: {plain(item.lower_reason)}")
        if item.return_reason:
            st.caption(f":material/undo: Lý do trả lại: {plain(item.return_reason)}")
        actor = session.require(Action.ITEM_RECEIVE)
        files = service.count(session.db(), actor, unit_id=item.unit_id, task_id=item.task_id)
        st.caption(f":material/attach_file: {evidence.counted(files)}")
        evidence.draw(actor, campaign, line.unit, line.task, may_edit=False)
        lines = evidence.history(actor, line.unit, line.task)
        for entry in checklist.item_history(
            session.db(), actor, unit_id=item.unit_id, task_id=item.task_id
        ):
            words = (
                format_instant(entry.done_at),
                text.HISTORY_STEPS[entry.step],
                entry.done_by_name or "Hệ thống",
                entry.note or "",
            )
            lines.append((entry.done_at, " · ".join(word for word in words if word)))
        for _, told in sorted(lines, key=lambda one: one[0], reverse=True)[:8]:
            st.caption(plain(told))


def steps(campaign: Campaign, shown: Verification, choice: Choice[InboxLine]) -> None:
    """The buttons that the table of steps allows on what is chosen."""
    chosen = choice.chosen
    if any(line.is_own_work for line in chosen):
        st.info(text.SENTENCES["Refused"]["own_work"], icon=":material/person_off:")
        return
    if SLOT.now.error:
        st.error(SLOT.now.error, icon=":material/error:")
    for step in STEPS[shown]:
        if step == Step.RETURN:
            _return_form(campaign, choice)
        else:
            st.button(
                f"{text.STEPS[step]} ({len(chosen)})",
                key=f"{step}_{choice.key}",
                type="primary",
                on_click=take,
                args=(campaign, step, choice),
            )


def _return_form(campaign: Campaign, choice: Choice[InboxLine]) -> None:
    count = len(choice.chosen)
    with st.expander(f"Trả lại ({count})", key="inbox_returning", icon=":material/undo:"):
        st.text_area("Lý do trả lại *", key="inbox_reason")
        st.text_input("Hạn bổ sung *", key="inbox_due", placeholder="dd/mm/yyyy")
        st.button(
            f"Trả lại {count} nhiệm vụ",
            key=f"return_{choice.key}",
            on_click=take,
            args=(campaign, Step.RETURN, choice),
        )


def take(campaign: Campaign, step: Step, choice: Choice[InboxLine]) -> None:
    """Callback of every step: all that is chosen by now, or none."""
    actor = session.require(Action.ITEM_RECEIVE)
    targets = [_target(line) for line in choice.chosen]
    is_return = step == Step.RETURN
    held = st.session_state.get
    SLOT.step(
        lambda: verification.take_step(
            session.db(), actor, campaign, act_id=act_of(step, targets), step=step,
            targets=targets, reason=held("inbox_reason", "") if is_return else "",
            due_on=typed.day(held("inbox_due", ""), RETURN_DUE) if is_return else None,
        ),
        _DONE[step],
    )  # fmt: skip


def _target(line: InboxLine) -> Target:
    return Target(line.item.unit_id, line.item.task_id, line.item.version)
