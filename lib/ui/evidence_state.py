"""What the evidence part of an item remembers between runs, and the acts of its buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import evidence as rules
from lib.domain import typed
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evidence import Evidence
from lib.domain.vietnamese import format_time
from lib.errors import AppError
from lib.services import clock, evidence, evidence_uses
from lib.services.evidence_checks import Upload
from lib.services.item_acts import new_act
from lib.ui import session
from lib.ui.fields import plain

_STATE = "evidence"


class Verb(StrEnum):
    REMOVE = "remove"
    RESTORE = "restore"
    REUSE = "reuse"


_DONE = {
    Verb.REMOVE: "Đã gỡ “{title}” lúc {time}. Có thể khôi phục trong 30 ngày.",
    Verb.RESTORE: "Đã khôi phục “{title}” lúc {time}",
    Verb.REUSE: "Đã dùng “{title}” cho nhiệm vụ này lúc {time}",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The item whose evidence is shown."""

    campaign: Campaign
    unit_id: UUID
    task_code: str


@dataclass(slots=True)
class State:
    """Of one open item.

    Attributes:
        act: the idempotency key of the next act.
        round: new after each upload, so that its widget begins empty.
        is_failed: whether the chosen files still wait, as storage could not take them.
    """

    item: str = ""
    act: UUID = field(default_factory=new_act)
    round: int = 0
    notice: str = ""
    errors: tuple[str, ...] = ()
    is_failed: bool = False


def begin(task_code: str, unit_code: str) -> State:
    """The state of the open item; begun anew when it is another one."""
    now = _state()
    item = f"{unit_code}_{task_code}"
    if now.item != item:
        now = State(item=item, round=now.round + 1)
        st.session_state[_STATE] = now
    return now


def notices(now: State) -> None:
    if now.errors:
        st.error("\n\n".join(plain(line) for line in now.errors), icon=":material/error:")
    if now.notice:
        st.success(plain(now.notice), icon=":material/check:")


def prefix(one: Evidence) -> str:
    """What the widget keys of a file begin with; new after each change."""
    return f"evidence_{one.evidence_id}_{one.version}_{_state().round}"


def add(place: Place, key: str) -> None:
    """Callback of the uploader: keep what can be kept, say why the rest is not."""
    actor = session.require(Action.ITEM_SAVE)
    now = _state()
    given = st.session_state.get(key) or []
    if not given:
        return
    uploads = [Upload(one.name, one) for one in given]
    try:
        added = evidence.add(
            session.db(), actor, place.campaign, act_id=now.act, unit_id=place.unit_id,
            task_code=place.task_code, uploads=uploads,
        )  # fmt: skip
    except AppError as refusal:
        now.errors, now.notice, now.is_failed = (text.sentence(refusal),), "", True
        return
    now.errors = tuple(text.sentence(one) for one in added.refused)
    count = len(added.names)
    now.notice = f"Đã thêm {count} tệp lúc {format_time(clock.now())}" if count else ""
    _done(now)


def revise(place: Place, one: Evidence) -> None:
    """Callback of the uploader beside one file."""
    given = st.session_state.get(f"{prefix(one)}_file")
    if given is None:
        return

    def act(actor: Actor, now: State) -> str:
        number = evidence.add_revision(
            session.db(), actor, place.campaign, act_id=now.act, evidence_id=one.evidence_id,
            seen_version=one.version, upload=Upload(given.name, given),
        )  # fmt: skip
        return f"Đã thay “{one.title}” bằng bản {number} lúc {format_time(clock.now())}"

    _act(Action.ITEM_SAVE, act)


def rename(place: Place, one: Evidence) -> None:
    """Callback of the button below title and day."""
    begun = prefix(one)
    title = st.session_state.get(f"{begun}_title", "")
    day = st.session_state.get(f"{begun}_day", "")

    def act(actor: Actor, now: State) -> str:
        evidence.rename(
            session.db(), actor, place.campaign, act_id=now.act, evidence_id=one.evidence_id,
            seen_version=one.version, title=title,
            effective_on=typed.day(day, rules.EFFECTIVE_ON),
        )  # fmt: skip
        return f"Đã lưu {format_time(clock.now())}"

    _act(Action.ITEM_SAVE, act)


def use(place: Place, verb: Verb, one: Evidence) -> None:
    """Callback: take a file off the item, bring it back, or use another item's."""
    act_on: dict[Verb, Callable[..., None]] = {
        Verb.REMOVE: evidence_uses.remove,
        Verb.RESTORE: evidence_uses.restore,
        Verb.REUSE: evidence_uses.reuse,
    }

    def act(actor: Actor, now: State) -> str:
        act_on[verb](
            session.db(), actor, place.campaign, act_id=now.act, unit_id=place.unit_id,
            task_code=place.task_code, evidence_id=one.evidence_id,
        )  # fmt: skip
        return _DONE[verb].format(title=one.title, time=format_time(clock.now()))

    _act(Action.EVIDENCE_RESTORE if verb == Verb.RESTORE else Action.ITEM_SAVE, act)


def _act(action: Action, act: Callable[[Actor, State], str]) -> None:
    actor = session.require(action)
    now = _state()
    try:
        now.notice = act(actor, now)
    except AppError as refusal:
        now.errors, now.notice = (text.sentence(refusal),), ""
        return
    now.errors = ()
    _done(now)


def _done(now: State) -> None:
    now.act, now.round, now.is_failed = new_act(), now.round + 1, False


def _state() -> State:
    now: Any = st.session_state.setdefault(_STATE, State())
    return now if isinstance(now, State) else State()
