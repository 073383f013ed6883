"""When reminders go out: a setting of the installation, which the Office changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.problem_collector import ProblemCollector
from lib.domain.reminders.outbox import Schedule
from lib.errors import Invalid
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.store import setup as store
from lib.store.engine.db import Database, Reader
from lib.text.reminders import FIELDS

_SETTING: Final = "reminders"
_LAST_HOUR: Final = 23


def schedule(db: Database) -> Schedule:
    """What is in force."""
    return db.kept(_SETTING, ("settings",), read)


def read(tx: Reader) -> Schedule:
    """The same inside a transaction."""
    body = store.setting(tx, _SETTING)
    return Schedule(**json.loads(body)) if body else Schedule()


def change(db: Database, actor: Actor, *, act_id: UUID, raw: Mapping[str, object]) -> None:
    """Store another schedule.

    Args:
        raw: by field of `Schedule`, as the form gives them.
    Raises:
        Problems: an hour that is none, or sending before composing.
    """
    intent = acts.intend(db, actor, Action.REMINDER_MANAGE, act_id=act_id, queue=Queue.NONE)
    new = parse(raw)

    def work(act: Act) -> None:
        store.put_setting(act.tx, _SETTING, json.dumps(asdict(new)), now=act.now)
        act.tell(
            "reminder.schedule",
            _SETTING,
            {
                "is_on": new.is_on,
                "compose_hour": new.compose_hour,
                "send_hour": new.send_hour,
                "on_weekends": new.on_weekends,
            },
        )

    intent.carry_out(work, again=acts.nothing)


def parse(raw: Mapping[str, object]) -> Schedule:
    """What was typed, checked.

    Raises:
        Problems: an hour that is none, or sending before composing.
    """
    collector = ProblemCollector()
    compose = collector.take("compose_hour", lambda: _hour("compose_hour", raw), 0)
    send = collector.take("send_hour", lambda: _hour("send_hour", raw, least=compose + 1), 0)
    collector.finish()
    return Schedule(raw.get("is_on") is True, compose, send, raw.get("on_weekends") is True)


def _hour(key: str, raw: Mapping[str, object], *, least: int = 0) -> int:
    given = raw.get(key)
    if not isinstance(given, int) or isinstance(given, bool):
        raise Invalid("not_whole", field=FIELDS[key])
    if given < least:
        raise Invalid("too_small", field=FIELDS[key], limit=least)
    if given > _LAST_HOUR:
        raise Invalid("too_large", field=FIELDS[key], limit=_LAST_HOUR)
    return given
