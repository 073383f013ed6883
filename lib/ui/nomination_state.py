"""The nomination that is open: what its callbacks do, and what they leave to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.kinds import parts
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Subject
from lib.domain.vietnamese import format_time
from lib.errors import AppError, Conflict, Problems
from lib.services import nomination_edits, nomination_steps
from lib.services.item_acts import new_act
from lib.services.nomination_acts import Target
from lib.services.nominations import Opened
from lib.ui import conflict, fields, session
from lib.ui.drafts import tell_kept
from lib.ui.step_acts import act_of, mark

_STATE = "nomination"
OPEN, SUBJECT = "nomination", "subject"
"""What stands in the address: which nomination is open, and which form an unsaved one has."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form as it was drawn; its callbacks may run after another nomination was opened.

    Attributes:
        prefix: what its widget keys begin with.
        seen: the version that its save replaces.
        act: the idempotency key of that save.
    """

    prefix: str
    seen: int
    act: UUID


def state() -> dict[str, Any]:
    """Keys: nomination_id, seen, act, opening, notice, error, problems, conflict, saved."""
    now: dict[str, Any] = st.session_state.setdefault(_STATE, {})
    return now


def open_nomination(nomination_id: UUID | None, subject: Subject | None = None) -> None:
    """Make a nomination the open one, in the address too; None closes it."""
    st.session_state[_STATE] = {"opening": _next_opening()}
    for name, value in ((OPEN, nomination_id), (SUBJECT, subject)):
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(value)


def asked() -> tuple[UUID | None, Subject | None]:
    """What the address asks for; what it says wrongly counts as nothing."""
    try:
        nomination_id = UUID(st.query_params.get(OPEN, ""))
    except ValueError:
        return None, None
    given = st.query_params.get(SUBJECT)
    return nomination_id, Subject(given) if given in set(Subject) else None


def begin(opened: Opened) -> dict[str, Any]:
    """The state of the open nomination; the version first seen stays until it is saved."""
    now = state()
    found = opened.nomination
    if now.get("nomination_id") != found.nomination_id:
        seen = opened.draft.seen_version if opened.draft else found.version
        said = {key: now[key] for key in ("notice", "error") if key in now}
        opening = _next_opening()
        now.clear()
        now.update(
            nomination_id=found.nomination_id, seen=seen, act=str(new_act()), opening=opening,
            **said,
        )  # fmt: skip
    return now


def key(verb: str, opened: Opened) -> str:
    """Of a button, so that a click is for no other nomination than the one that was shown."""
    return f"{verb}_nomination_{mark(opened.nomination.nomination_id)}"


def drawn(now: Mapping[str, Any]) -> Drawn:
    """The open form, for its widgets to hand to their callbacks."""
    begun = f"nomination_{now['nomination_id']}_{now['opening']}"
    return Drawn(begun, now["seen"], UUID(now["act"]))


def keep(campaign: Campaign, opened: Opened, form: Drawn) -> None:
    """Callback of every field: keep the person's draft on the server."""
    actor = session.require(Action.NOMINATION_EDIT)
    now = state()
    try:
        kept_at = nomination_edits.keep_draft(
            session.db(), actor, campaign, nomination_id=opened.nomination.nomination_id,
            subject=opened.nomination.subject, seen_version=form.seen,
            raw=fields.read(opened.asked, form.prefix),
        )  # fmt: skip
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
        return
    tell_kept(now, kept_at, had_draft=opened.draft is not None)


def drop(opened: Opened) -> None:
    """Callback: forget the draft and show what is stored; an unsaved nomination is closed."""
    actor = session.require(Action.NOMINATION_EDIT)
    found = opened.nomination
    nomination_edits.drop_draft(session.db(), actor, found.nomination_id)
    open_nomination(found.nomination_id if found.version else None)
    state()["notice"] = "Đã bỏ bản nháp"
    st.rerun(["nomination", "nominations"])


def save(campaign: Campaign, opened: Opened, form: Drawn) -> None:
    """Callback of "Lưu"."""
    _save(campaign, opened, fields.read(opened.asked, form.prefix), form)


def save_chosen(campaign: Campaign, opened: Opened, form: Drawn) -> None:
    """Callback after a conflict: field by field mine or theirs, saved over their version."""
    mine = fields.read(opened.asked, form.prefix)
    theirs = forms.start(opened.asked, opened.nomination.answers)
    for key in state().get("conflict") or ():
        if conflict.takes_theirs(form.prefix, key):
            for part in _part_keys(opened, key):
                mine[part] = theirs.get(part)
    _save(campaign, opened, mine, replace(form, seen=opened.nomination.version))


def step(
    campaign: Campaign,
    targets: Sequence[Target],
    taken: Step,
    done: str,
    *,
    note_key: str | None = None,
) -> None:
    """Callback: one step of the unit on one nomination or several.

    Args:
        done: what is said afterwards; {count} is how many there were.
        note_key: the widget in which a reason was typed.
    """
    actor = session.require(Action.NOMINATION_EDIT)
    now = state()
    try:
        count = nomination_steps.take_step(
            session.db(), actor, campaign, act_id=act_of(taken, targets), step=taken,
            targets=targets, note=st.session_state.get(note_key, "") if note_key else "",
        )  # fmt: skip
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
    else:
        now.clear()
        now["notice"] = done.format(count=count)
    st.rerun(["nomination", "nominations"])


def _save(campaign: Campaign, opened: Opened, raw: Mapping[str, object], form: Drawn) -> None:
    actor = session.require(Action.NOMINATION_EDIT)
    now = state()
    if now.get("conflict") is None and raw == now.get("saved"):
        now.update(notice=now.get("notice") or "Chưa có thay đổi nào để lưu", error=None)
        return
    now.update(error=None, problems=None, notice=None)
    found = opened.nomination
    try:
        saved = nomination_edits.save_nomination(
            session.db(), actor, campaign, act_id=form.act, nomination_id=found.nomination_id,
            subject=found.subject, seen_version=form.seen, raw=raw,
        )  # fmt: skip
    except Problems as found_problems:
        now["error"] = text.sentence(found_problems)
        now["problems"] = {
            str(one.facts.get("key")): text.sentence(one) for one in found_problems.problems
        }
        return
    except Conflict as refusal:
        keep(campaign, opened, form)
        now.update(conflict=[], error=text.sentence(refusal))
        return
    except AppError as refusal:
        now["error"] = text.sentence(refusal)
        return
    opening = now.get("opening", _next_opening())
    now.clear()
    now.update(
        nomination_id=found.nomination_id, seen=saved.version, act=str(new_act()), saved=raw,
        opening=opening, notice=f"Đã lưu {format_time(saved.saved_at)}", is_fresh=True,
    )  # fmt: skip
    st.rerun(["nomination", "nominations"])


def settle(opened: Opened, raw: Mapping[str, object], now: dict[str, Any]) -> None:
    """After a save let the widgets start anew where they hold it in other letters."""
    if not now.pop("is_fresh", False):
        return
    begun = drawn(now).prefix
    for key, value in fields.read(opened.asked, begun).items():
        if value != raw.get(key) and (value or raw.get(key)):
            st.session_state.pop(f"{begun}_{key}", None)


def _part_keys(opened: Opened, key: str) -> list[str]:
    return [part.key for field in opened.asked.fields if field.key == key for part in parts(field)]


def _next_opening() -> int:
    return int(state().get("opening", 0)) + 1
