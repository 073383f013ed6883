"""Putting digests into the outbox: one a person and day, to which more is added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from lib.domain.reminders.composing import added
from lib.domain.reminders.digests import Digest
from lib.errors import Conflict
from lib.store import reminders
from lib.store.engine.db import Writer


def put(tx: Writer, composed: Mapping[UUID, Digest], day: date, *, now: datetime) -> set[UUID]:
    """The accounts whose people are told more than before of the day.

    What somebody's digest of the day tells already is not told again; what is added to one that is
    out stands in the tool at once, and no second letter follows.

    Raises:
        Conflict: somebody's digest was begun by another at this moment.
    """
    known = reminders.of_people(tx, composed.keys(), day)
    told: set[UUID] = set()
    for account_id, kept in known.items():
        lines = added(kept.lines, composed[account_id].lines)
        if lines != kept.lines:
            reminders.set_lines(tx, kept.digest_id, lines)
            told.add(account_id)
    new = {one: digest for one, digest in composed.items() if one not in known}
    if reminders.insert(tx, new, now=now) < len(new):
        raise Conflict("changed")
    return told | new.keys()
