"""What the evidence part of an item or nomination remembers, and the acts of its buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import evidence as rules
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evidence import Evidence, Holder
from lib.domain.forms import typed
from lib.domain.forms.fields import Field
from lib.domain.vietnamese import format_time
from lib.errors import AppError
from lib.services import clock
from lib.services.acts import new_act
from lib.services.evidence import evidence, evidence_questions, evidence_uses
from lib.services.evidence.evidence_holders import Held
from lib.services.files.file_checks import Upload
from lib.ui.kit import session, uploads
from lib.ui.kit.markdown import plain

_STATE = "evidence"
PART, OTHER = "evidence_part", "evidence_other"


class Verb(StrEnum):
    REMOVE = "remove"
    RESTORE = "restore"
    REUSE = "reuse"


_DONE = {
    Verb.REMOVE: "Đã gỡ “{title}” lúc {time}. Có thể khôi phục trong 30 ngày.",
    Verb.RESTORE: "Đã khôi phục “{title}” lúc {time}",
    Verb.REUSE: "Đã dùng “{title}” cho {noun} này lúc {time}",
}


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    """The item or nomination whose evidence is shown.

    Attributes:
        noun: what it is called.
        action: the right that its acts need on some unit; the services ask for the rest.
        restore: the same for bringing back.
        redrawn: the fragments that an act draws anew, where it is more than the one it stands in.
        questions: those of an item's form that files answer.
        question: the key of the one that files added here answer.
        after: called once an act is done.
    """

    campaign: Campaign
    held: Held
    noun: str = "nhiệm vụ"
    action: Action = Action.ITEM_SAVE
    restore: Action = Action.EVIDENCE_RESTORE
    redrawn: Sequence[str] = ()
    questions: Sequence[Field] = ()
    question: str = ""
    after: Callable[[], None] | None = None


@dataclass(slots=True)
class State:
    """Of one open item or nomination.

    Attributes:
        act: the idempotency key of the next act.
        round: new after each upload, so that its widget begins empty.
        at: the key of the question at which the last act was done; "" among all files.
        is_failed: whether the chosen files still wait, as storage could not take them.
    """

    holder: Holder | None = None
    act: UUID = field(default_factory=new_act)
    round: int = 0
    notice: str = ""
    errors: tuple[str, ...] = ()
    at: str = ""
    is_failed: bool = False


def begin(place: EvidencePanel) -> State:
    """The state of what is open; begun anew when it is another item or nomination."""
    now = _state()
    if now.holder != place.held.holder:
        now = State(holder=place.held.holder, round=now.round + 1)
        st.session_state[_STATE] = now
    return now


def notices(now: State, at: str = "") -> None:
    """What came of the last act, where it was done."""
    if now.at != at:
        return
    if now.errors:
        st.error("\n\n".join(plain(line) for line in now.errors), icon=":material/error:")
    if now.notice:
        st.success(plain(now.notice), icon=":material/check:")


def let_go() -> bool:
    """Forget what was said of files, now that their report is saved; whether anything was.

    What still waits for storage goes on waiting.
    """
    now = _state()
    is_said = bool(now.notice or now.errors) and not now.is_failed
    if is_said:
        _forget(now)
    return is_said


def prefix(one: Evidence) -> str:
    """What the widget keys of a file begin with; new after each change."""
    return f"evidence_{one.evidence_id}_{one.version}_{_state().round}"


def add(place: EvidencePanel, key: str) -> None:
    """Callback of the uploader: keep what can be kept, say why the rest is not."""
    actor = session.require(place.action)
    now = _state()
    now.at = place.question
    given = st.session_state.get(key) or []
    if not given:
        _forget(now)
        return
    files = [Upload(one.name, one) for one in given]
    try:
        added = evidence.add_to(
            session.db(), actor, place.campaign, place.held, act_id=now.act, uploads=files,
            part=chosen_part(place), question=place.question,
        )  # fmt: skip
    except AppError as refusal:
        now.errors, now.notice, now.is_failed = (text.sentence(refusal),), "", True
        return
    now.errors = tuple(text.sentence(one) for one in added.refused)
    count = len(added.names)
    now.notice = f"Đã thêm {count} tệp lúc {format_time(clock.now())}" if count else ""
    uploads.let_go(given)
    _done(place, now)


def revise(place: EvidencePanel, one: Evidence) -> None:
    """Callback of the uploader beside one file."""
    given = st.session_state.get(f"{prefix(one)}_file")
    if given is None:
        session.require(place.action)
        _forget(_state())
        return

    def act(actor: Actor, now: State) -> str:
        number = evidence.add_revision(
            session.db(), actor, place.campaign, act_id=now.act, evidence_id=one.evidence_id,
            seen_version=one.version, upload=Upload(given.name, given),
        )  # fmt: skip
        uploads.let_go([given])
        return f"Đã thay “{one.title}” bằng bản {number} lúc {format_time(clock.now())}"

    _act(place, place.action, act)


def name_part(place: EvidencePanel, one: Evidence) -> None:
    """Callback of the choice beside one file: which part of the dossier it is."""
    part = st.session_state.get(f"{prefix(one)}_part", "")

    def act(actor: Actor, now: State) -> str:
        evidence_uses.change_part(
            session.db(), actor, place.campaign, place.held, act_id=now.act,
            evidence_id=one.evidence_id, seen_part=one.part, part=part,
        )  # fmt: skip
        return f"Đã lưu {format_time(clock.now())}"

    _act(place, place.action, act)


def name_question(place: EvidencePanel, one: Evidence) -> None:
    """Callback of the choice beside one file of an item: which question it answers."""
    question = st.session_state.get(f"{prefix(one)}_question", "")

    def act(actor: Actor, now: State) -> str:
        evidence_questions.change(
            session.db(), actor, place.campaign, place.held, act_id=now.act,
            evidence_id=one.evidence_id, seen_question=one.question, question=question,
        )  # fmt: skip
        return f"Đã lưu {format_time(clock.now())}"

    _act(place, place.action, act)


def rename(place: EvidencePanel, one: Evidence) -> None:
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

    _act(place, place.action, act)


def use(place: EvidencePanel, verb: Verb, one: Evidence) -> None:
    """Callback: take a file off, bring it back, or use one that is elsewhere."""

    def act(actor: Actor, now: State) -> str:
        act_on: dict[Verb, Callable[..., None]] = {
            Verb.REMOVE: evidence_uses.remove,
            Verb.RESTORE: evidence_uses.restore,
            Verb.REUSE: partial(evidence_uses.reuse, part=chosen_part(place)),
        }
        act_on[verb](
            session.db(), actor, place.campaign, place.held, act_id=now.act,
            evidence_id=one.evidence_id,
        )  # fmt: skip
        return _DONE[verb].format(title=one.title, time=format_time(clock.now()), noun=place.noun)

    _act(place, place.restore if verb == Verb.RESTORE else place.action, act)


def reuse(place: EvidencePanel, others: Mapping[str, Evidence]) -> None:
    """Callback: use here the file chosen by now among those that are elsewhere."""
    one = others.get(st.session_state.get(OTHER, ""))
    if one is not None:
        use(place, Verb.REUSE, one)


def chosen_part(place: EvidencePanel) -> str:
    """The part of the dossier that files are added as; items have none to choose."""
    is_item = place.held.holder.nomination_id is None
    return "" if is_item else str(st.session_state.get(PART) or "")


def _act(place: EvidencePanel, action: Action, act: Callable[[Actor, State], str]) -> None:
    actor = session.require(action)
    now = _state()
    now.at = place.question
    try:
        now.notice = act(actor, now)
    except AppError as refusal:
        now.errors, now.notice = (text.sentence(refusal),), ""
        return
    now.errors = ()
    _done(place, now)


def _forget(now: State) -> None:
    now.errors, now.notice, now.is_failed = (), "", False


def _done(place: EvidencePanel, now: State) -> None:
    now.act, now.round, now.is_failed = new_act(), now.round + 1, False
    if place.after is not None:
        place.after()
    if place.redrawn:
        st.rerun([*place.redrawn])


def _state() -> State:
    now: Any = st.session_state.setdefault(_STATE, State())
    return now if isinstance(now, State) else State()
