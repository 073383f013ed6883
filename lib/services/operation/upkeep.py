"""Maintenance: what every page says of it, and read-only mode meanwhile (decision 0070)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.forms import typed
from lib.domain.problem_collector import ProblemCollector
from lib.domain.upkeep import WORDS_LIMIT, Announcement, Upkeep
from lib.domain.vietnamese import TIMEZONE, format_instant
from lib.errors import Conflict, Invalid
from lib.services import acts, clock, frozen, rested
from lib.services.acts import Act, Intent, Queue
from lib.store import upkeep as store
from lib.store.engine.db import Database
from lib.text.upkeep import ANNOUNCEMENT_FIELDS
from lib.text.words import instant

REST_S: Final = 1.0
"""How old the banner may be where another server has changed it."""
_KEY: Final = "upkeep"


@dataclass(frozen=True, slots=True)
class Banner:
    """What a page says now.

    Attributes:
        words: the announcement's, as they were typed; "" without one.
    """

    words: str
    is_frozen: bool


def banner(db: Database) -> Banner:
    """For every page, of people who have not signed in too; no statement of its own on most runs.

    Acts ask anew each time; what another server has changed is shown REST_S later.
    """
    stored: Upkeep = rested.of(db, _KEY).get(lambda: frozen.upkeep(db), rest_s=REST_S, share=0)
    told = stored.announcement
    return Banner(told.words if told and told.is_shown(clock.now()) else "", stored.is_frozen)


def stored(db: Database, actor: Actor) -> Upkeep:
    """What is stored, for who may change it."""
    access.check(actor, Action.UPKEEP_ANNOUNCE)
    return frozen.upkeep(db)


def announce(
    db: Database,
    actor: Actor,
    *,
    act_id: UUID,
    seen_version: int,
    words: object,
    starts_at: object,
    ends_at: object,
) -> None:
    """Have every page say it, in the place of what was said before.

    Args:
        starts_at, ends_at: as widgets have them: on Vietnamese clocks, without a time zone.
    Raises:
        Problems: what cannot be taken as typed.
        Conflict: somebody else has changed it meanwhile.
    """
    intent = _announcing(db, actor, act_id)
    new = _parsed(words, starts_at, ends_at, intent.now)

    def work(act: Act) -> None:
        _require_seen(act, seen_version)
        store.put_announcement(act.tx, new, now=act.now)
        act.tell(
            "upkeep.announce",
            _KEY,
            {
                "words": new.words,
                "starts_at": format_instant(new.starts_at),
                "ends_at": format_instant(new.ends_at),
            },
        )

    intent.carry_out(work, again=acts.nothing)
    _forget(db)


def take_down(db: Database, actor: Actor, *, act_id: UUID, seen_version: int) -> None:
    """Have no page say anything.

    Raises:
        Conflict: somebody else has changed it meanwhile.
    """

    def work(act: Act) -> None:
        _require_seen(act, seen_version)
        store.put_announcement(act.tx, None, now=act.now)
        act.tell("upkeep.take_down", _KEY)

    _announcing(db, actor, act_id).carry_out(work, again=acts.nothing)
    _forget(db)


def freeze(db: Database, actor: Actor, *, act_id: UUID, is_frozen: bool) -> None:
    """Turn read-only mode on or off, from each person's next click on."""
    intent = acts.intend(db, actor, Action.UPKEEP_FREEZE, act_id=act_id, queue=Queue.NONE)
    _carry_out_freeze(intent, is_frozen=is_frozen)


def freeze_at_terminal(db: Database, *, act_id: UUID, is_frozen: bool) -> None:
    """The same by the operator of the server, whom read-only mode does not bind."""
    intent = acts.intend_as(db, acts.OPERATOR, act_id=act_id, queue=Queue.NONE)
    _carry_out_freeze(intent, is_frozen=is_frozen)


def _carry_out_freeze(intent: Intent, *, is_frozen: bool) -> None:
    def work(act: Act) -> None:
        if store.upkeep(act.tx).is_frozen == is_frozen:
            return
        store.freeze(act.tx, is_frozen=is_frozen, now=act.now)
        act.tell("upkeep.freeze" if is_frozen else "upkeep.thaw", _KEY)

    intent.carry_out(work, again=acts.nothing)
    _forget(intent.db)


def _announcing(db: Database, actor: Actor, act_id: UUID) -> Intent:
    return acts.intend(db, actor, Action.UPKEEP_ANNOUNCE, act_id=act_id, queue=Queue.NONE)


def _require_seen(act: Act, seen_version: int) -> None:
    if store.upkeep(act.tx).version != seen_version:
        raise Conflict("changed")


def _forget(db: Database) -> None:
    """Whoever has just changed it sees that at once."""
    rested.of(db, _KEY).forget()


def _parsed(words: object, starts_at: object, ends_at: object, now: datetime) -> Announcement:
    collector = ProblemCollector()
    line = collector.take("words", lambda: _words(words), "")
    begin = collector.take("starts_at", lambda: _instant(starts_at, "starts_at"), now)
    end = collector.take("ends_at", lambda: _instant(ends_at, "ends_at"), now)
    if not collector.problems:
        collector.take("ends_at", lambda: _require_after(end, max(begin, now)), None)
    collector.finish()
    return Announcement(line, begin, end)


def _words(raw: object) -> str:
    label = ANNOUNCEMENT_FIELDS["words"]
    found = typed.paragraphs(raw, label, WORDS_LIMIT)
    if not found:
        raise Invalid("required", field=label)
    return found


def _instant(raw: object, key: str) -> datetime:
    label = ANNOUNCEMENT_FIELDS[key]
    if raw is None:
        raise Invalid("required", field=label)
    if not isinstance(raw, datetime) or raw.tzinfo is not None:
        raise Invalid("not_date", field=label)
    return raw.replace(tzinfo=TIMEZONE)


def _require_after(end: datetime, begin: datetime) -> None:
    if end <= begin:
        raise Invalid("date_too_early", field=ANNOUNCEMENT_FIELDS["ends_at"], limit=instant(begin))
