"""What the checklist page remembers between runs: one small dict, and the acts of its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import forms
from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.checklist import Report
from lib.domain.fields import parts
from lib.domain.vietnamese import format_time
from lib.domain.workflow import Step
from lib.errors import AppError, Conflict, Problems
from lib.services import checklist, verification
from lib.services.checklist import Opened
from lib.services.item_acts import Target, new_act
from lib.ui import fields, session

_STATE = "checklist"


def state() -> dict[str, Any]:
    """Keys: code and version of the open item, act key, notice, error, problems, conflict."""
    now: dict[str, Any] = st.session_state.setdefault(_STATE, {})
    return now


def open_item(code: str | None) -> None:
    """Make an item the open one, in the address too; None closes it."""
    st.session_state[_STATE] = {}
    if code:
        st.query_params["item"] = code
    else:
        st.query_params.pop("item", None)


def begin(opened: Opened) -> dict[str, Any]:
    """The state of the open item; the version first seen stays until it is saved."""
    now = state()
    if now.get("code") != opened.task.code:
        seen = opened.draft.seen_version if opened.draft else opened.item.version
        now.clear()
        now.update(code=opened.task.code, seen=seen, act=str(new_act()), round=0)
    return now


def prefix(now: Mapping[str, Any]) -> str:
    """What the widget keys of the open form begin with; new after each save."""
    return f"checklist_{now['code']}_{now['seen']}_{now['round']}"


def typed(opened: Opened) -> dict[str, object]:
    """What stands in the widgets: part key -> raw value, with status and reason beside them."""
    begun = prefix(state())
    raw = dict(fields.read(opened.task.form, begun))
    raw["status"] = st.session_state.get(f"{begun}_status") or opened.item.status.value
    raw["lower_reason"] = st.session_state.get(f"{begun}_lower_reason", "")
    return raw


def keep(campaign: Campaign, opened: Opened) -> None:
    """Callback of every field: keep the person's draft on the server."""
    actor = session.require(Action.ITEM_SAVE)
    now = state()
    try:
        kept_at = checklist.keep_draft(
            session.db(), actor, campaign, unit_id=opened.unit.unit_id,
            task_code=opened.task.code, seen_version=now["seen"], raw=typed(opened),
        )  # fmt: skip
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
        return
    now.update(notice=f"Đã giữ bản nháp {format_time(kept_at)}", error=None)


def drop(campaign: Campaign, opened: Opened) -> None:
    """Callback: forget the draft and show what is stored."""
    actor = session.require(Action.ITEM_SAVE)
    checklist.drop_draft(
        session.db(), actor, campaign, unit_id=opened.unit.unit_id, task_code=opened.task.code
    )
    round_now = state().get("round", 0)
    st.session_state[_STATE] = {
        "code": opened.task.code, "seen": opened.item.version, "act": str(new_act()),
        "round": round_now + 1, "notice": "Đã bỏ bản nháp",
    }  # fmt: skip
    st.rerun(["item", "list"])


def save(campaign: Campaign, opened: Opened) -> None:
    """Callback of "Lưu"."""
    _save(campaign, opened, typed(opened), state()["seen"])


def save_chosen(campaign: Campaign, opened: Opened) -> None:
    """Callback after a conflict: field by field mine or theirs, saved over their version."""
    now = state()
    mine, theirs = typed(opened), stored(opened)
    for key in now["conflict"]:
        if st.session_state.get(f"{prefix(now)}_choice_{key}") == "theirs":
            for part in part_keys(opened, key):
                mine[part] = theirs.get(part)
    _save(campaign, opened, mine, opened.item.version)


def stored(opened: Opened) -> dict[str, object]:
    """The stored report as the widgets would hold it."""
    raw: dict[str, object] = dict(forms.start(opened.task.form, opened.item.answers))
    raw["status"] = opened.item.status.value
    return raw


def part_keys(opened: Opened, key: str) -> list[str]:
    """The raw keys of a field, or of the status."""
    if key == "status":
        return ["status"]
    return [
        part.key for field in opened.task.form.fields if field.key == key for part in parts(field)
    ]


def step(campaign: Campaign, targets: list[Target], taken: Step) -> None:
    """Callback: send or recall, one item or all that are ready."""
    action = Action.ITEM_SEND if taken == Step.SEND else Action.ITEM_RECALL
    actor = session.require(action)
    now = state()
    act = UUID(now.setdefault("act", str(new_act())))
    try:
        count = verification.take_step(
            session.db(), actor, campaign, act_id=act, step=taken, targets=targets
        )
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
    else:
        done = "Đã gửi Văn phòng" if taken == Step.SEND else "Đã thu hồi"
        now.clear()
        now["notice"] = f"{done} {count} nhiệm vụ"
    st.rerun(["item", "list"])


def _save(campaign: Campaign, opened: Opened, raw: Mapping[str, object], seen: int) -> None:
    actor = session.require(Action.ITEM_SAVE)
    now = state()
    report = Report(raw.get("status"), raw, raw.get("lower_reason") or "")
    now.update(error=None, problems=None, notice=None)
    try:
        saved = checklist.save_item(
            session.db(), actor, campaign, act_id=UUID(now["act"]), unit_id=opened.unit.unit_id,
            task_code=opened.task.code, seen_version=seen, report=report,
        )  # fmt: skip
    except Problems as found:
        now["error"] = text.sentence(found)
        now["problems"] = {
            str(one.facts.get("key")): (one.reason, text.sentence(one)) for one in found.problems
        }
        return
    except Conflict as refusal:
        keep(campaign, opened)
        now.update(conflict=[], error=text.sentence(refusal))
        return
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
        return
    now.clear()
    now.update(
        code=opened.task.code, seen=saved.version, act=str(new_act()), round=0,
        notice=f"Đã lưu {format_time(saved.saved_at)}",
    )  # fmt: skip
    st.rerun(["item", "list"])
