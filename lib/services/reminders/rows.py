"""Putting digests into the outbox: one a person and day, to which more is added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from lib.domain.reminders.composing import added
from lib.domain.reminders.digests import Digest, Line
from lib.domain.reminders.outbox import Kept, State
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
        if begins_again(kept):
            reminders.begin_again(tx, kept.digest_id, digest, now=now)
            told.add(account_id)
            continue
        if kept.is_gone:
            reminders.move(tx, kept.digest_id, digest)
        lines, note = merged(kept, digest)
        if lines != kept.lines:
            reminders.set_lines(tx, kept.digest_id, lines)
            told.add(account_id)
        if not kept.is_gone and note != kept.note:
            reminders.set_note(tx, kept.digest_id, note)
            told.add(account_id)
    new = {one: digest for one, digest in composed.items() if one not in known}
    if reminders.insert(tx, new, now=now) < len(new):
        raise Conflict("changed")
    return told | new.keys()


def begins_again(kept: Kept) -> bool:
    """Whether what is told now takes the place of the day's digest as it is."""
    return kept.state == State.DROPPED or (kept.is_gone and kept.state != State.RELEASED)


def merged(kept: Kept, digest: Digest) -> tuple[tuple[Line, ...], str]:
    """Lines and note of the day's digest once this one is added to it."""
    if kept.is_gone:
        return digest.lines, digest.note
    lines, note = added(kept.lines, digest.lines), kept.note
    if digest.note and digest.note not in note:
        note = "\n".join(filter(None, (note, digest.note)))
    return lines, note
