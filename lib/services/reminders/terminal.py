"""What today's reminders are, and sending them, for the server's terminal."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lib.domain.reminders.digests import Line
from lib.domain.reminders.outbox import Mail, State
from lib.services import clock
from lib.services.reminders import channels, composing, delivering
from lib.services.reminders.delivering import Pass
from lib.store import accounts, reminders
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what: `to` is a user name, `channel` "app" or "mail" (the letter as well)."""

    to: str
    name: str
    email: str
    day: date
    lines: Sequence[Line]
    note: str
    channel: str


def today(db: Database) -> list[Told]:
    """What would go out today: what lies in the outbox, else what would be composed now."""
    day, has_letters = clock.today(), channels.has_letters()

    def read(tx: Reader) -> list[Told]:
        names = {one.account_id: one.username for one in accounts.accounts(tx)}
        made = composing.read(tx, day)
        waits = [
            one for one in reminders.open_ones(tx) if one.state == State.WAITING and not one.is_gone
        ]
        if made is None:
            return [
                Told(
                    names[one.account_id], one.full_name, one.email, one.day, one.lines, one.note,
                    _channel(delivering.mail_of(one, has_letters=has_letters)),
                )
                for one in waits
            ]  # fmt: skip
        return [
            Told(
                names[account_id], one.name, one.email, one.day, one.lines, one.note,
                _channel(Mail.WAITING if has_letters and one.email else Mail.NONE),
            )
            for account_id, one in made.digests.items()
        ]  # fmt: skip

    return db.read(read)


def send(db: Database) -> tuple[int, int]:
    """Compose what today has not had and send it at once; how many digests, how many letters."""
    composing.compose(db)
    channel = channels.letters(threading.Event())
    released = delivering.release(db, has_letters=channel is not None, at_once=True)
    return released, delivering.deliver(db, channel, Pass(new_id())) if channel else 0


def _channel(mail: Mail) -> str:
    return "app" if mail == Mail.NONE else "mail"
