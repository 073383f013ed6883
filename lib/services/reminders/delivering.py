"""From the outbox to people: released into the tool, then their letters, each at most once."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from lib.domain.reminders import composing
from lib.domain.reminders.digests import Digest
from lib.domain.reminders.letters import Result
from lib.domain.reminders.outbox import RETRY, TRIES, Kept, Mail, Schedule, State
from lib.services import acts, clock, frozen
from lib.services.acts import Act, Queue
from lib.services.reminders import facts, schedule
from lib.services.reminders.channels import Channel
from lib.services.reminders.composing import SERVER
from lib.store import reminder_days, reminder_mail, reminders
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id
from lib.text import reminders as words

LEASE: Final = timedelta(minutes=2)
_LEASE_NAME: Final = "letters"
_AT_ONCE: Final = 20
_log = structlog.get_logger(__name__)


class Lost(Exception):
    """Another has taken the letter on, so this attempt must end without it."""


class _NoLine(Exception):
    """The mail server cannot be reached or used; another letter would fare no better."""


@dataclass(frozen=True, slots=True)
class Due:
    """What goes out now: whole digests, and those of which a part is left."""

    kept: Sequence[Kept]
    running: frozenset[str]

    def left(self, one: Kept) -> Kept:
        """The digest without what is of campaigns that run no more."""
        return replace(one, lines=composing.by_campaign(one.lines, self.running))


def release(db: Database, *, has_letters: bool, at_once: bool) -> int:
    """Put what is due where its people find it; how many digests went out.

    Args:
        has_letters: whether a letter is to follow, to who has an address.
        at_once: whether the hour of sending need not have come.
    """
    now = clock.now()

    def read(tx: Reader) -> Due:
        return _due(tx, schedule.read(tx), now, at_once=at_once)

    if not db.read(read).kept:
        return 0

    def work(act: Act) -> int:
        # What the Office has done since is not undone.
        due = read(act.tx)
        shortened = [due.left(one) for one in due.kept]
        gone = [one.digest_id for one in shortened if one.is_gone]
        ended = [one.digest_id for one in shortened if not one.lines and not one.is_gone]
        reminders.drop(act.tx, gone, "gone")
        reminders.drop(act.tx, ended, "ended")
        for before, after in zip(due.kept, shortened, strict=True):
            if after.lines and after.lines != before.lines:
                reminders.set_lines(act.tx, after.digest_id, after.lines)
        count = 0
        for mail in Mail.NONE, Mail.WAITING:
            going = [
                one.digest_id
                for one in shortened
                if one.lines and mail_of(one, has_letters=has_letters) == mail
            ]
            count += reminders.release(act.tx, going, mail, now=act.now)
        told = {"digests": count, "ended": len(ended), "gone": len(gone)}
        act.tell("reminder.release", act.intent.act_id, told)
        return count

    intent = acts.intend_as(db, SERVER, act_id=acts.new_act(), queue=Queue.NONE)
    return intent.carry_out(work, again=lambda _: 0)


def mail_of(one: Kept, *, has_letters: bool) -> Mail:
    """Whether a letter follows when the digest is released."""
    return Mail.WAITING if has_letters and one.email else Mail.NONE


@dataclass(frozen=True, slots=True)
class Pass:
    """One look at the letters that wait.

    Attributes:
        holder: this runner; of several on one database exactly one holds the lease.
        longest_s: so long it goes on at most, but for the letter that is under way then.
    """

    holder: UUID
    stopping: threading.Event = field(default_factory=threading.Event)
    longest_s: float = math.inf

    def goes_on(self, db: Database, began_at: float) -> bool:
        """Whether the next letter is to go."""
        is_over = self.stopping.is_set() or time.monotonic() - began_at > self.longest_s
        return not is_over and not frozen.upkeep(db).is_frozen and _holds(db, self.holder)


def deliver(db: Database, channel: Channel, taken: Pass) -> int:
    """Send the letters that wait, each once, if no other server is at it; how many were taken.

    Without a line to the mail server it ends, and no letter is blamed.
    """
    if not db.read(reminder_mail.is_any_waiting) or not _holds(db, taken.holder):
        return 0
    # One letter at a time, so none is under way: what looks so was left by a crash.
    doubted = db.write(reminder_mail.doubt)
    if doubted:
        _log.warning("letters that may have arrived", count=doubted)
    try:
        return _send_all(db, channel, taken)
    finally:
        channel.close()


def _send_all(db: Database, channel: Channel, taken: Pass) -> int:
    sent, began_at = 0, time.monotonic()
    for digest_id in _each(db):
        if not taken.goes_on(db, began_at):
            break
        try:
            sent += _send(db, channel, digest_id)
        except _NoLine:
            break
    db.write(lambda tx: reminder_days.give_back(tx, _LEASE_NAME, taken.holder, now=clock.now()))
    return sent


def _each(db: Database) -> Iterator[UUID]:
    """Each letter that waits, once."""
    offered: set[UUID] = set()
    while found := [one for one in _next_ones(db) if one not in offered]:
        offered.update(found)
        yield from found


def _next_ones(db: Database) -> list[UUID]:
    now = clock.now()
    return db.read(
        lambda tx: reminder_mail.next_ones(tx, tried_before=now - RETRY, now=now, limit=_AT_ONCE)
    )


def _send(db: Database, channel: Channel, digest_id: UUID) -> bool:
    """Whether the other side has taken the letter.

    Raises:
        _NoLine: there was none on which it could be offered.
    """
    kept = db.read(lambda tx: _going(tx, digest_id))
    if kept is None:
        return False
    if (why := _why_not(kept)) is not None:
        db.write(lambda tx: reminder_mail.give_up(tx, digest_id, why))
        return False
    attempt = new_id()
    try:
        outcome = channel.send(letter_of(kept), _before_last(db, kept, attempt))
    except Lost:
        return False
    now, result, told = clock.now(), outcome.result, words.in_outbox(outcome)
    if result == Result.ACCEPTED:
        db.write(lambda tx: reminder_mail.sent(tx, digest_id, attempt))
        return True
    _log.warning("letter not taken", digest=str(digest_id), result=result, told=told)
    if outcome.is_of_line:
        db.write(lambda tx: reminder_mail.tell(tx, digest_id, told))
        raise _NoLine
    if result == Result.DOUBTFUL:
        db.write(lambda tx: reminder_mail.doubt_one(tx, digest_id, attempt, told))
        return False
    tries = 0 if result == Result.REFUSED else TRIES
    db.write(lambda tx: reminder_mail.not_taken(tx, digest_id, attempt, told, tries=tries, now=now))
    return False


def _going(tx: Reader, digest_id: UUID) -> Kept | None:
    """The digest with what is of campaigns that run."""
    kept = reminders.one(tx, digest_id)
    if kept is None:
        return None
    running = [one.code for one in facts.running(tx)]
    return replace(kept, lines=composing.by_campaign(kept.lines, running))


def _why_not(kept: Kept) -> str | None:
    """Why the letter is not to go any more; None where it is."""
    if kept.is_gone:
        return words.GONE
    if not kept.lines:
        return words.ENDED
    return words.LAPSED if kept.has_lapsed(clock.now()) else None


def letter_of(kept: Kept) -> Digest:
    """What a channel is given."""
    key = composing.key_of(kept.account_id, kept.day)
    return Digest(
        key, kept.day, kept.full_name, kept.email, kept.unit_id, kept.for_head, kept.lines,
        kept.note,
    )  # fmt: skip


def _before_last(db: Database, kept: Kept, attempt: UUID) -> Callable[[], None]:
    def note() -> None:
        now = clock.now()
        if not db.write(
            lambda tx: reminder_mail.hand_over(tx, kept.digest_id, attempt, kept.email, now=now)
        ):
            raise Lost

    return note


def _holds(db: Database, holder: UUID) -> bool:
    now = clock.now()
    return db.write(
        lambda tx: reminder_days.take_lease(tx, _LEASE_NAME, holder, now=now, until=now + LEASE)
    )


def _due(tx: Reader, told: Schedule, now: datetime, *, at_once: bool) -> Due:
    running = frozenset(one.code for one in facts.running(tx))
    kept = [
        one
        for one in reminders.open_ones(tx)
        if one.state == State.WAITING
        and (at_once or (told.is_on and told.sends_at(one.day, one.composed_at) <= now))
    ]
    return Due(kept, running)
