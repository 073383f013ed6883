"""What today's reminders are, and sending them, for the server's terminal."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lib.domain.reminders.digests import Digest, Line
from lib.domain.reminders.outbox import Kept, Mail, State
from lib.services import clock
from lib.services.reminders import channels, composing, delivering, rows
from lib.services.reminders.delivering import Pass
from lib.store import accounts, reminders
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what: `to` is a user name, `channel` "app" or "mail" (the letter as well).

    Attributes:
        in_outbox: whether it lies in the outbox already, be it that more is added to it.
    """

    to: str
    name: str
    email: str
    day: date
    lines: Sequence[Line]
    note: str
    channel: str
    in_outbox: bool


def today(db: Database) -> list[Told]:
    """What would go out today: what would be composed now, and what lies in the outbox."""
    day, has_letters = clock.today(), channels.has_letters()

    def read(tx: Reader) -> list[Told]:
        names = {one.account_id: one.username for one in accounts.accounts(tx)}
        made = composing.read(tx, day)
        waits = [
            one for one in reminders.open_ones(tx) if one.state == State.WAITING and not one.is_gone
        ]
        digests = {} if made is None else made.digests
        if made is not None:
            # What earlier days have left is told in today's, as far as it waits still.
            waits = [one for one in waits if one.day == day and one.account_id not in digests]
        known = reminders.of_people(tx, digests.keys(), day)
        composed = (
            _composed(names[account_id], one, known.get(account_id), has_letters=has_letters)
            for account_id, one in digests.items()
        )
        return [one for one in composed if one is not None] + [
            _kept(names[one.account_id], one, has_letters=has_letters) for one in waits
        ]

    return db.read(read)


def send(db: Database) -> tuple[int, int]:
    """Compose what today has not had and send it at once; how many digests, how many letters."""
    composing.compose(db)
    channel = channels.letters(threading.Event())
    released = delivering.release(db, has_letters=channel is not None, at_once=True)
    return released, delivering.deliver(db, channel, Pass(new_id())) if channel else 0


def _composed(
    username: str, digest: Digest, kept: Kept | None, *, has_letters: bool
) -> Told | None:
    """What is told of a digest that is not written yet; None where nothing of it goes out today.

    Args:
        kept: what the person has of the day already.
    """
    if kept is None or rows.begins_again(kept):
        channel = _channel(Mail.WAITING if has_letters and digest.email else Mail.NONE)
        return Told(
            username, digest.name, digest.email, digest.day, digest.lines, digest.note, channel,
            in_outbox=False,
        )  # fmt: skip
    lines, note = rows.merged(kept, digest)
    if kept.state == State.HELD or (
        kept.state == State.RELEASED and (lines, note) == (kept.lines, kept.note)
    ):
        return None
    return _kept(username, replace(kept, lines=lines, note=note), has_letters=has_letters)


def _kept(username: str, one: Kept, *, has_letters: bool) -> Told:
    is_out = one.state == State.RELEASED
    # What is added to a digest that is out stands in the tool, and no second letter follows.
    channel = "app" if is_out else _channel(delivering.mail_of(one, has_letters=has_letters))
    return Told(
        username, one.full_name, one.email, one.day, one.lines, one.note, channel,
        in_outbox=not is_out,
    )  # fmt: skip


def _channel(mail: Mail) -> str:
    return "app" if mail == Mail.NONE else "mail"
