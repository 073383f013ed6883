"""The twin's one task with its fields in code: drawn, parsed, kept and stored without the engine.

Everything around the fields is the product's: the list, the item's head, steps and history, the
draft's row, require(), and the statements of the one transaction.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import CodeType
from typing import Any, Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.checklist import Item
from lib.domain.forms import typed
from lib.domain.forms.fields import Value
from lib.domain.vietnamese import format_number, format_time, local_day
from lib.domain.workflow import Step, WorkStatus, is_answered, transition
from lib.errors import AppError, Conflict, Invalid, Problems
from lib.services import clock, item_acts
from lib.services.checklist import Opened
from lib.services.item_acts import Target
from lib.store import checklist as store
from lib.store.db import Writer
from lib.ui import checklist_item, evidence, nav, session
from lib.ui import checklist_state as page

ACTION: Final = Action.ITEM_SAVE
CODE: Final = "II.1.2"
TOP: Final = "nguoi_duoc_pho_bien_num"
BOTTOM: Final = "nguoi_duoc_pho_bien_den"
NOTE: Final = "ghi_chu"
LINKS: Final = "duong_dan"
_SHARE: Final = "Tỷ lệ công chức, viên chức, người lao động được phổ biến"
_TOP_LABEL: Final = "Số người được phổ biến"
_BOTTOM_LABEL: Final = "Tổng số công chức, viên chức, người lao động của đơn vị"
_KEYS: Final = (TOP, BOTTOM, NOTE, LINKS)
_STATUSES: Final = ("not_started", "in_progress", "done")
_FORM_VERSION: Final = 1
_OWN: Final = re.compile(r"[0-9a-f]{32}|[0-9]+")


@functools.cache
def page_code() -> CodeType:
    """The checklist's page with its item drawn by hand, so that nothing else can differ."""
    file = nav.PAGES_DIR / "unit" / "checklist.py"
    source = file.read_text(encoding="utf-8")
    if source.count("checklist_item.draw(") != 1:
        raise LookupError("the checklist page draws its item in another way now")
    by_hand = source.replace("checklist_item.draw(", "twin.draw(")
    return compile(by_hand, str(file), "exec")


def draw(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """The item as lib/ui/checklist_item draws it, its form by hand."""
    now = page.begin(opened)
    with st.container(border=True, key="item_form"):
        checklist_item._head(opened)
        may_edit = access.can(actor, Action.ITEM_SAVE, unit_id=opened.unit.unit_id)
        if may_edit:
            _form(campaign, opened, now)
        checklist_item.notices(now)
        evidence.hint(opened)
        evidence.draw(
            actor, campaign, opened.unit, opened.task, files=opened.files, may_edit=may_edit
        )
        checklist_item._steps(actor, campaign, opened)
        checklist_item._history(actor, opened)


def _form(campaign: Campaign, opened: Opened, now: dict[str, Any]) -> None:
    begun, state = page.prefix(now), st.session_state
    start: Mapping[str, object] = {
        "status": opened.item.status.value,
        **_start(opened),
        **(opened.draft.answers if opened.draft else {}),
    }
    _settle(opened, start, now)
    for key in ("status", *_KEYS):
        if start.get(key) is not None:
            state.setdefault(f"{begun}_{key}", start[key])
    keep_all = partial(keep, campaign, opened)
    st.segmented_control(
        "Trạng thái",
        _STATUSES,
        key=f"{begun}_status",
        format_func=lambda value: text.WORK_STATUSES[WorkStatus(value)],
        on_change=keep_all,
        required=True,
    )
    st.markdown(f":small[{_SHARE}]", help="Mục tiêu đề xuất: 100 %.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for key, label in ((TOP, _TOP_LABEL), (BOTTOM, _BOTTOM_LABEL)):
            st.text_input(
                f"{label} (người) *",
                key=f"{begun}_{key}",
                type="phone",
                icon="",
                placeholder="",
                autocomplete="off",
                on_change=keep_all,
            )
    found = _problem(read(opened))
    if found:
        st.markdown(f":red[{found}]")
    st.text_area("Ghi chú", key=f"{begun}_{NOTE}", height="content", on_change=keep_all)
    st.text_area(
        "Đường dẫn minh chứng",
        key=f"{begun}_{LINKS}",
        height="content",
        placeholder="https://… mỗi dòng một đường dẫn",
        on_change=keep_all,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Lưu",
            key=f"save_item_{opened.task.code}",
            type="primary",
            icon=":material/save:",
            on_click=save,
            args=(campaign, opened),
        )
        if opened.draft:
            st.button(
                "Bỏ bản nháp",
                key=f"drop_item_{opened.task.code}",
                on_click=page.drop,
                args=(campaign, opened),
            )


def _start(opened: Opened) -> dict[str, object]:
    answers = opened.item.answers
    start: dict[str, object] = {
        key: format_number(int(str(answers[key]))) for key in (TOP, BOTTOM) if key in answers
    }
    if BOTTOM not in start and opened.unit.headcount:
        start[BOTTOM] = format_number(opened.unit.headcount)
    if NOTE in answers:
        start[NOTE] = answers[NOTE]
    links = answers.get(LINKS)
    if isinstance(links, list):
        start[LINKS] = "\n".join(links)
    return start


def _settle(opened: Opened, start: Mapping[str, object], now: dict[str, Any]) -> None:
    """After a save let the widgets start anew where they hold it in other letters."""
    if now.pop("is_fresh", False):
        for key, value in read(opened).items():
            if value != start.get(key) and (value or start.get(key)):
                st.session_state.pop(f"{page.prefix(now)}_{key}", None)


def read(opened: Opened) -> dict[str, Any]:
    """What stands in the widgets."""
    begun, state = page.prefix(page.state()), st.session_state
    raw = {key: state[f"{begun}_{key}"] for key in _KEYS if f"{begun}_{key}" in state}
    raw["status"] = state.get(f"{begun}_status") or opened.item.status.value
    return raw


def parse(raw: Mapping[str, Any]) -> dict[str, Value]:
    """The answers to store.

    Raises:
        Invalid: a value that cannot be taken.
    """
    top = typed.whole(raw.get(TOP) or "", _TOP_LABEL, 0)
    bottom = typed.whole(raw.get(BOTTOM) or "", _BOTTOM_LABEL, 0)
    if bottom == 0:
        raise Invalid("zero_denominator", field=_BOTTOM_LABEL)
    if top is not None and bottom is not None and top > bottom:
        raise Invalid("above_denominator", field=_TOP_LABEL, limit=format_number(bottom))
    note = typed.paragraphs(raw.get(NOTE) or "", "Ghi chú", 2000)
    links = typed.links(raw.get(LINKS) or "", "Đường dẫn minh chứng")
    answers: dict[str, Value] = {}
    if top is not None:
        answers[TOP] = top
    if bottom is not None:
        answers[BOTTOM] = bottom
    if note:
        answers[NOTE] = note
    if links:
        answers[LINKS] = links
    return answers


def _problem(raw: Mapping[str, Any]) -> str:
    try:
        parse(raw)
    except Invalid as problem:
        return text.sentence(problem)
    return ""


def keep(campaign: Campaign, opened: Opened) -> None:
    """Callback of every field: keep the draft's row."""
    actor = session.require(Action.ITEM_SAVE)
    now = page.state()
    access.check(actor, Action.ITEM_SAVE, unit_id=opened.unit.unit_id)
    kept_at = clock.now()
    raw = {key: str(value)[:6000] for key, value in read(opened).items()}
    session.db().write(
        lambda tx: store.keep_draft(
            tx,
            account_id=actor.account_id,
            unit_id=opened.unit.unit_id,
            task_id=opened.task.task_id,
            answers=raw,
            seen_version=now["seen"],
            now=kept_at,
        )
    )
    now.update(notice=f"Đã giữ bản nháp {format_time(kept_at)}", error=None)


def save(campaign: Campaign, opened: Opened) -> None:
    """Callback of "Lưu": the report, its history, the audit, the draft gone, in one transaction."""
    actor = session.require(Action.ITEM_SAVE)
    access.check(actor, Action.ITEM_SAVE, unit_id=opened.unit.unit_id)
    now, saved_at = page.state(), clock.now()
    unit_id, task_id, seen = opened.unit.unit_id, opened.task.task_id, now["seen"]
    raw, act_id = read(opened), UUID(now["act"])
    if raw == now.get("saved") or _is_stored(opened, raw):
        now.update(notice="Chưa có thay đổi nào để lưu", error=None)
        return

    def work(tx: Writer) -> None:
        author = item_acts.begin(tx, actor, campaign, saved_at)
        item = item_acts.seen(tx, Target(unit_id, task_id, seen))
        saved = reported(item, raw, saved_at)
        store.save_item(tx, saved, form_version=_FORM_VERSION, author=author)
        store.drop_draft(tx, actor.account_id, unit_id, task_id)
        detail = {"version": seen + 1, "status": saved.status.value}
        item_acts.record(tx, actor, campaign, author, act_id, Step.SAVE, CODE, detail)

    now.update(error=None, problems=None, notice=None)
    try:
        session.db().write(work)
    except (AppError, Conflict, Problems) as refusal:
        now["error"] = text.sentence(refusal)
        return
    opening = now["opening"]
    now.clear()
    now.update(
        code=CODE, seen=seen + 1, act=str(item_acts.new_act()), opening=opening, saved=raw,
        notice=f"Đã lưu {format_time(saved_at)}", is_fresh=True,
    )  # fmt: skip
    st.rerun(["item", "list"])


def _is_stored(opened: Opened, raw: Mapping[str, Any]) -> bool:
    if opened.draft or raw["status"] != opened.item.status.value:
        return False
    try:
        return parse(raw) == opened.item.answers
    except Invalid:
        return False


def reported(item: Item, raw: Mapping[str, Any], saved_at: datetime) -> Item:
    """The item after the save.

    Raises:
        Invalid: a value that cannot be taken, or a total that went down without a word.
    """
    target = transition(item.verification, Step.SAVE).target
    answers, status = parse(raw), WorkStatus(raw["status"])
    if status == WorkStatus.DONE and not {TOP, BOTTOM} <= answers.keys():
        raise Invalid("required", field=_TOP_LABEL)
    if TOP in item.answers and int(str(answers.get(TOP, 0))) < int(str(item.answers[TOP])):
        raise Invalid("lower_total", field=_SHARE, before=json.dumps(item.answers), after="")
    first = item.first_complete_on
    if first is None and is_answered(status, nil_allowed=False):
        first = local_day(saved_at)
    return replace(
        item, status=status, verification=target, answers=answers, lower_reason=None,
        first_complete_on=first,
    )  # fmt: skip


def alike(shown: str) -> str:
    """A page's elements without what differs between any two runs: ids, numbers, cells."""
    lines = (line for line in shown.splitlines() if "arrow_data" not in line)
    return _OWN.sub("#", "\n".join(lines))
