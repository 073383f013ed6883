"""Putting digests into the outbox: one a person and day, to which more is added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from lib.domain.reminders.composing import added
from lib.domain.reminders.digests import Digest
from lib.domain.reminders.outbox import State
from lib.errors import Conflict
from lib.store import reminders
from lib.store.engine.db import Writer


def put(tx: Writer, composed: Mapping[UUID, Digest], day: date, *, now: datetime) -> set[UUID]:
    """The accounts whose people are told more than before of the day.

    What somebody's digest of the day tells already is not told again; what is added to one that is
    out stands in the tool at once, and no second letter follows. One that was dropped begins again,
    and so does one that its person has left behind with a unit or a role: what is told now is all.

    Raises:
        Conflict: somebody's digest was begun by another at this moment.
    """
    known = reminders.of_people(tx, composed.keys(), day)
    told: set[UUID] = set()
    for account_id, kept in known.items():
        digest = composed[account_id]
        if kept.state == State.DROPPED or (kept.is_gone and kept.state != State.RELEASED):
            reminders.begin_again(tx, kept.digest_id, digest, now=now)
            told.add(account_id)
            continue
        if kept.is_gone:
            reminders.move(tx, kept.digest_id, digest)
        lines = added(() if kept.is_gone else kept.lines, digest.lines)
        if lines != kept.lines:
            reminders.set_lines(tx, kept.digest_id, lines)
            told.add(account_id)
        if digest.note and not kept.is_gone and digest.note not in kept.note:
            note = "\n".join(filter(None, (kept.note, digest.note)))
            reminders.set_note(tx, kept.digest_id, note)
            told.add(account_id)
    new = {one: digest for one, digest in composed.items() if one not in known}
    if reminders.insert(tx, new, now=now) < len(new):
        raise Conflict("changed")
    return told | new.keys()
