"""What the Office does with digests: hold, edit, send now, send again; and a clock set right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.forms import typed
from lib.domain.problem_collector import ProblemCollector
from lib.domain.reminders import outbox
from lib.domain.reminders.composing import by_campaign
from lib.domain.reminders.digests import Line
from lib.domain.reminders.outbox import NOTE_LIMIT, Kept, Mail, Step
from lib.domain.vietnamese import local_day
from lib.errors import Conflict, NotFound, Refused
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.reminders import channels, facts
from lib.services.reminders.delivering import mail_of
from lib.store import reminder_days
from lib.store import reminders as store
from lib.store.engine.db import Database
from lib.text.reminders import FIELDS

BY_HAND: Final = frozenset({Step.HOLD, Step.UNHOLD, Step.EDIT, Step.SEND, Step.RESEND})
"""Steps on a digest that is open; the other comes from lists of units."""
_GOING: Final = frozenset({Step.SEND, Step.RESEND})


@dataclass(frozen=True, slots=True)
class DigestTarget:
    """A digest at the version that the person saw."""

    digest_id: UUID
    seen_version: int


@dataclass(frozen=True, slots=True)
class Edited:
    """What was typed: the note, and by their subjects the lines that stay."""

    note: object = ""
    subjects: Collection[str] = ()


def take_step(
    db: Database,
    actor: Actor,
    *,
    act_id: UUID,
    target: DigestTarget,
    step: Step,
    edited: Edited | None = None,
) -> None:
    """One step on one digest.

    Raises:
        Problems: a note that cannot be taken.
        NotFound: there is no such digest.
        Conflict: it was changed or went out since it was seen.
        Refused: its state forbids the step, no line would be left, its campaigns have ended, its
            person has another unit or role by now, or its letter is too old.
    """
    if step not in BY_HAND:
        raise ValueError(f"not a step on one digest: {step}")
    intent = acts.intend(db, actor, Action.REMINDER_MANAGE, act_id=act_id, queue=Queue.NONE)
    note = _note(edited.note) if edited else ""

    def work(act: Act) -> None:
        before = _seen(act, target)
        after = replace(before, state=outbox.stepped(before, step))
        detail: dict[str, object] = {"day": before.day}
        if step == Step.EDIT and edited is not None:
            lines = tuple(one for one in before.lines if one.subject in edited.subjects)
            after = replace(after, note=note, lines=lines)
            detail["lines"] = len(lines)
        elif step == Step.SEND:
            after = _sent(act, after)
        elif step == Step.RESEND:
            after = replace(after, mail=Mail.WAITING, mail_told="")
        if step in _GOING:
            _check_going(act, before)
        if not after.lines:
            raise Refused("digest_empty")
        store.change(
            act.tx, before, after, step.value, note=after.note if step == Step.EDIT else "",
            by=act.author.account_id, now=act.now,
        )  # fmt: skip
        act.tell(f"reminder.{step.value}", before.account_id, detail)

    intent.carry_out(work, again=acts.nothing)


def trust_clock(db: Database, actor: Actor, *, act_id: UUID) -> None:
    """Go on from today, where days that have not come were composed by a clock that was wrong.

    Raises:
        Refused: there are none.
    """
    intent = acts.intend(db, actor, Action.REMINDER_MANAGE, act_id=act_id, queue=Queue.NONE)

    def work(act: Act) -> None:
        today = local_day(act.now)
        if not reminder_days.forget_after(act.tx, today):
            raise Refused("clock_right")
        store.drop_after(act.tx, today)
        act.tell("reminder.reset_clock", today, {"day": today})

    intent.carry_out(work, again=acts.nothing)


def _check_going(act: Act, one: Kept) -> None:
    if one.is_gone:
        raise Refused("digest_gone")
    if not _running_lines(act, one):
        raise Refused("digest_ended")
    if one.has_lapsed(act.now):
        raise Refused("digest_lapsed")


def _running_lines(act: Act, one: Kept) -> tuple[Line, ...]:
    return by_campaign(one.lines, [head.code for head in facts.running(act.tx)])


def _sent(act: Act, one: Kept) -> Kept:
    return replace(
        one,
        lines=_running_lines(act, one),
        mail=mail_of(one, has_letters=channels.has_letters()),
        released_at=act.now,
        read_at=None,
    )


def _seen(act: Act, target: DigestTarget) -> Kept:
    found = store.one(act.tx, target.digest_id)
    if found is None:
        raise NotFound("digest")
    if found.version != target.seen_version:
        raise Conflict("changed")
    return found


def _note(raw: object) -> str:
    collector = ProblemCollector()
    note = collector.take(
        "note", lambda: typed.paragraphs(raw or "", FIELDS["note"], NOTE_LIMIT), ""
    )
    collector.finish()
    return note
