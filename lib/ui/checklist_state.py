"""What the checklist page remembers between runs: one small dict, and the acts of its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.checklist import Report
from lib.domain.forms import forms
from lib.domain.forms.kinds import parts
from lib.domain.vietnamese import format_time
from lib.domain.workflow import Step
from lib.errors import AppError, Conflict, Problems
from lib.services import checklist, verification
from lib.services.checklist import Opened
from lib.services.item_acts import Target, new_act
from lib.ui import conflict, fields, session
from lib.ui.drafts import tell_kept
from lib.ui.step_acts import act_of

_STATE = "checklist"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form as it was drawn; its callbacks may run after another item was opened.

    Attributes:
        prefix: what its widget keys begin with.
        seen: the version of the item that its save replaces.
        act: the idempotency key of that save.
    """

    prefix: str
    seen: int
    act: UUID


def state() -> dict[str, Any]:
    """Keys: code and version of the open item, act key, notice, error, problems, conflict.

    `opening` numbers the forms of this session, `saved` is what the last "Lưu" stored.
    """
    now: dict[str, Any] = st.session_state.setdefault(_STATE, {})
    return now


def open_item(code: str | None) -> None:
    """Make an item the open one, in the address too; None closes it."""
    st.session_state[_STATE] = {"opening": _next_opening()}
    if code:
        st.query_params["item"] = code
    else:
        st.query_params.pop("item", None)


def begin(opened: Opened) -> dict[str, Any]:
    """The state of the open item; the version first seen stays until it is saved."""
    now = state()
    if now.get("code") != opened.task.code:
        seen = opened.draft.seen_version if opened.draft else opened.item.version
        said = {key: now[key] for key in ("notice", "error") if key in now}
        opening = _next_opening()
        now.clear()
        now.update(code=opened.task.code, seen=seen, act=str(new_act()), opening=opening, **said)
    return now


def prefix(now: Mapping[str, Any]) -> str:
    """What the widget keys of the open form begin with.

    They stay over a save: new ones would drop what is typed while the save is under way.
    """
    return f"checklist_{now['code']}_{now['opening']}"


def drawn(now: Mapping[str, Any]) -> Drawn:
    """The open form, for its widgets to hand to their callbacks."""
    return Drawn(prefix(now), now["seen"], UUID(now["act"]))


def _next_opening() -> int:
    return int(state().get("opening", 0)) + 1


def typed(opened: Opened, begun: str) -> dict[str, object]:
    """What stands in the widgets: part key -> raw value, with status and reason beside them.

    Args:
        begun: what their keys begin with.
    """
    raw = dict(fields.read(opened.task.form, begun))
    raw["status"] = st.session_state.get(f"{begun}_status") or opened.item.status.value
    raw["lower_reason"] = st.session_state.get(f"{begun}_lower_reason", "")
    return raw


def keep(campaign: Campaign, opened: Opened, form: Drawn) -> None:
    """Callback of every field: keep the person's draft on the server."""
    actor = session.require(Action.ITEM_SAVE)
    now = state()
    try:
        kept_at = checklist.keep_draft(
            session.db(), actor, campaign, unit_id=opened.unit.unit_id,
            task_code=opened.task.code, seen_version=form.seen, raw=typed(opened, form.prefix),
        )  # fmt: skip
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
        return
    tell_kept(now, kept_at, had_draft=opened.draft is not None)


def drop(campaign: Campaign, opened: Opened) -> None:
    """Callback: forget the draft and show what is stored."""
    actor = session.require(Action.ITEM_SAVE)
    checklist.drop_draft(
        session.db(), actor, campaign, unit_id=opened.unit.unit_id, task_code=opened.task.code
    )
    st.session_state[_STATE] = {
        "code": opened.task.code, "seen": opened.item.version, "act": str(new_act()),
        "opening": _next_opening(), "notice": "Đã bỏ bản nháp",
    }  # fmt: skip
    st.rerun(["item", "list"])


def save(campaign: Campaign, opened: Opened, form: Drawn) -> None:
    """Callback of "Lưu"."""
    _save(campaign, opened, typed(opened, form.prefix), form)


def save_chosen(campaign: Campaign, opened: Opened, form: Drawn) -> None:
    """Callback after a conflict: field by field mine or theirs, saved over their version."""
    mine, theirs = typed(opened, form.prefix), stored(opened)
    for key in state().get("conflict") or ():
        if conflict.takes_theirs(form.prefix, key):
            for part in part_keys(opened, key):
                mine[part] = theirs.get(part)
    _save(campaign, opened, mine, replace(form, seen=opened.item.version))


def settle(opened: Opened, raw: Mapping[str, object], now: dict[str, Any]) -> None:
    """After a save let the widgets start anew where they hold it in other letters."""
    if not now.pop("is_fresh", False):
        return
    begun = prefix(now)
    st.session_state.pop(f"{begun}_lower_reason", None)
    wanted = {"status": opened.item.status.value, **raw}
    for key, value in typed(opened, begun).items():
        if value != wanted.get(key) and (value or wanted.get(key)):
            st.session_state.pop(f"{begun}_{key}", None)


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
    try:
        count = verification.take_step(
            session.db(),
            actor,
            campaign,
            act_id=act_of(taken, targets),
            step=taken,
            targets=targets,
        )
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
    else:
        done = "Đã gửi Văn phòng" if taken == Step.SEND else "Đã thu hồi"
        now.clear()
        now["notice"] = f"{done} {count} nhiệm vụ"
    st.rerun(["returned", "item", "list"])


def _save(campaign: Campaign, opened: Opened, raw: Mapping[str, object], form: Drawn) -> None:
    actor = session.require(Action.ITEM_SAVE)
    now = state()
    report = Report(raw.get("status"), raw, raw.get("lower_reason") or "")
    if now.get("conflict") is None and (raw == now.get("saved") or _is_stored(opened, report)):
        now.update(notice=now.get("notice") or "Chưa có thay đổi nào để lưu", error=None)
        return
    now.update(error=None, problems=None, notice=None)
    try:
        saved = checklist.save_item(
            session.db(), actor, campaign, act_id=form.act, unit_id=opened.unit.unit_id,
            task_code=opened.task.code, seen_version=form.seen, report=report,
        )  # fmt: skip
    except Problems as found:
        now["error"] = text.sentence(found)
        now["problems"] = {
            str(one.facts.get("key")): (one.reason, text.sentence(one)) for one in found.problems
        }
        return
    except Conflict as refusal:
        keep(campaign, opened, form)
        now.update(conflict=[], error=text.sentence(refusal))
        return
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
        return
    if now.get("code") != opened.task.code:
        now["notice"] = f"Đã lưu {opened.task.code} {format_time(saved.saved_at)}"
        return
    opening = now["opening"]
    now.clear()
    now.update(
        code=opened.task.code, seen=saved.version, act=str(new_act()), opening=opening, saved=raw,
        notice=f"Đã lưu {format_time(saved.saved_at)}", is_fresh=True,
    )  # fmt: skip
    st.rerun(["item", "list"])


def _is_stored(opened: Opened, report: Report) -> bool:
    """Whether a save would change nothing, as the second of two quick clicks."""
    item = opened.item
    if opened.draft or report.status != item.status.value:
        return False
    try:
        return forms.parse_answers(opened.task.form, report.answers, complete=False) == item.answers
    except Problems:
        return False
