"""One item: the plan's words, the report's form, its way to the Office and its history."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.forms import forms
from lib.domain.forms.forms import Difference
from lib.domain.forms.kinds import show
from lib.domain.vietnamese import format_date
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import Problems
from lib.services import checklist
from lib.services.checklist import Opened
from lib.services.item_acts import Target
from lib.ui import checklist_state as page
from lib.ui import conflict, evidence, fields, session
from lib.ui.asking import ask
from lib.ui.history import SYSTEM, Told, told, unfold

_EDITABLE = (Verification.NOT_SENT, Verification.RETURNED)
_BADGES = {
    Verification.NOT_SENT: "gray",
    Verification.SENT: "blue",
    Verification.RECEIVED: "blue",
    Verification.VERIFIED: "green",
    Verification.RETURNED: "red",
}


def draw(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """The whole item; a form while the viewer may change it, else what was reported."""
    now = page.begin(opened)
    with st.container(border=True, key="item_form"):
        _head(opened)
        may_save = access.can(actor, Action.ITEM_SAVE, unit_id=opened.unit.unit_id)
        may_edit = may_save and opened.item.verification in _EDITABLE
        if may_edit:
            _form(campaign, opened, now)
        else:
            _read_only(opened)
        notices(now)
        evidence.hint(opened)
        evidence.draw(
            actor, campaign, opened.unit, opened.task, files=opened.files, may_edit=may_edit
        )
        _steps(actor, campaign, opened)
        _history(actor, opened)


def task_words(task: Task) -> None:
    """What the plan asks for; apart from the item, since it does not change with a save."""
    st.subheader(f"{task.code} · {task.short_title}", anchor=False)
    st.markdown(fields.plain(task.title))
    st.caption(fields.plain(f"{task.guidance} Minh chứng: {task.evidence_hint}"))
    if task.privacy_note:
        st.caption(f":material/privacy_tip: {fields.plain(task.privacy_note)}")


def _head(opened: Opened) -> None:
    task, item = opened.task, opened.item
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(text.VERIFICATIONS[item.verification], color=_BADGES[item.verification])  # type: ignore[arg-type]
        note = f" ({text.DUE_SOURCES[task.due_source]})" if not item.return_reason else ""
        st.caption(f"Hạn {format_date(item.due_on)}{note}")


def _form(campaign: Campaign, opened: Opened, now: dict[str, Any]) -> None:
    begun, task = page.prefix(now), opened.task
    kept = dict(opened.draft.answers) if opened.draft else {}
    start = forms.start(task.form, opened.item.answers, head_count=opened.unit.headcount)
    raw = {**start, **kept} if kept else start
    page.settle(opened, raw, now)
    form = page.drawn(now)
    on_change = partial(page.keep, campaign, opened, form)
    status_key = f"{begun}_status"
    statuses = [
        status.value
        for status in WorkStatus
        if status != WorkStatus.NIL or task.nil_allowed or opened.item.status == WorkStatus.NIL
    ]
    if status_key not in st.session_state:
        status = str(kept.get("status") or opened.item.status.value)
        st.session_state[status_key] = status if status in statuses else statuses[0]
    st.segmented_control(
        "Trạng thái",
        statuses,
        key=status_key,
        format_func=lambda value: text.WORK_STATUSES[WorkStatus(value)],
        on_change=on_change,
        required=True,
    )
    is_nil = st.session_state[status_key] == WorkStatus.NIL
    typed = {**raw, **{k: v for k, v in page.typed(opened, begun).items() if v is not None}}
    problems = _problems(opened, typed, now)
    hidden = task.form.figures if is_nil else ()
    for field in forms.visible(task.form, typed):
        if field not in hidden:
            fields.draw(
                field, raw, key_prefix=begun, on_change=on_change, problem=problems.get(field.key)
            )
    if kept.get("lower_reason") or any(one[0] == "lower_total" for one in _found(now)):
        key = f"{begun}_lower_reason"
        st.session_state.setdefault(key, str(kept.get("lower_reason") or ""))
        st.text_area("Lý do giảm số lũy kế", key=key, on_change=on_change, height=80)
    if now.get("conflict") is not None:
        _conflict(campaign, opened, now, form)
    else:
        _buttons(campaign, opened, form)


def _buttons(campaign: Campaign, opened: Opened, form: page.Drawn) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Lưu",
            key=f"save_item_{opened.task.code}",
            type="primary",
            icon=":material/save:",
            on_click=page.save,
            args=(campaign, opened, form),
        )
        if opened.draft:
            st.button(
                "Bỏ bản nháp",
                key=f"drop_item_{opened.task.code}",
                on_click=page.drop,
                args=(campaign, opened),
            )


def _found(now: dict[str, Any]) -> list[tuple[str, str]]:
    return list((now.get("problems") or {}).values())


def _problems(opened: Opened, typed: dict[str, object], now: dict[str, Any]) -> dict[str, str]:
    """What to say under each field: of the last "Lưu", else of what stands there now."""
    if now.get("problems"):
        return {key: words for key, (_, words) in now["problems"].items()}
    try:
        forms.parse_answers(opened.task.form, typed, complete=False)
    except Problems as found:
        return {str(one.facts.get("key")): text.sentence(one) for one in found.problems}
    return {}


def _conflict(campaign: Campaign, opened: Opened, now: dict[str, Any], form: page.Drawn) -> None:
    """Both reports field by field; the person keeps theirs or takes the other's."""
    mine_raw, item = page.typed(opened, form.prefix), opened.item
    try:
        mine = forms.parse_answers(opened.task.form, mine_raw, complete=False)
    except Problems as found:
        st.error(text.sentence(found))
        _buttons(campaign, opened, form)
        return
    rows = forms.differences(opened.task.form, mine, item.answers)
    if mine_raw["status"] != item.status.value:
        mine_status = text.WORK_STATUSES[WorkStatus(str(mine_raw["status"]))]
        theirs = text.WORK_STATUSES[item.status]
        rows.insert(0, Difference("status", "Trạng thái", mine_status, theirs))
    now["conflict"] = [row.key for row in rows]
    conflict.draw(
        rows,
        conflict.Other(item.saved_by_name, item.saved_at),
        begun=page.prefix(now),
        on_save=partial(page.save_chosen, campaign, opened, form),
    )


def _read_only(opened: Opened) -> None:
    item = opened.item
    lines = [f"**Trạng thái:** {text.WORK_STATUSES[item.status]}"]
    for field in forms.visible(opened.task.form, item.answers):
        shown = show(field, item.answers)
        if shown:
            lines.append(f"**{fields.plain(field.label)}:** {fields.plain(shown)}")
    st.markdown("  \n".join(lines))


def notices(now: dict[str, Any]) -> None:
    """What came of the last click."""
    if now.get("error"):
        st.error(now["error"], icon=":material/error:")
    if now.get("notice"):
        st.caption(f":material/check: {now['notice']}")


def _steps(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    item, unit_id = opened.item, opened.unit.unit_id
    target = [Target(unit_id, item.task_id, item.version)]
    if item.verification == Verification.SENT and access.can(
        actor, Action.ITEM_RECALL, unit_id=unit_id
    ):
        ask(
            "Thu hồi",
            "undo",
            "Nhiệm vụ mở lại để đơn vị sửa; sửa xong phải gửi lại.",
            confirm="Thu hồi nhiệm vụ này",
            key=f"recall_item_{opened.task.code}",
            act=page.step,
            args=(campaign, target, Step.RECALL),
        )
    ready = item.verification in _EDITABLE and opened.is_ready and not opened.draft
    if ready and access.can(actor, Action.ITEM_SEND, unit_id=unit_id):
        st.button(
            "Gửi Văn phòng",
            key=f"send_item_{opened.task.code}",
            icon=":material/send:",
            on_click=page.step,
            args=(campaign, target, Step.SEND),
        )


def _history(actor: Actor, opened: Opened) -> None:
    def read() -> list[Told]:
        entries = checklist.item_history(
            session.db(), actor, unit_id=opened.unit.unit_id, task_id=opened.task.task_id
        )
        return evidence.history(actor, opened.unit, opened.task) + [
            told(
                entry.done_at, text.HISTORY_STEPS[entry.step], entry.done_by_name or SYSTEM,
                text.WORK_STATUSES[entry.status],
                forms.figure(opened.task.form, entry.answers), entry.note,
            )
            for entry in entries
        ]  # fmt: skip

    unfold("Lịch sử xử lý", read, key="item_history")
