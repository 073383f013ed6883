"""The first hints of one's role: which are still to be shown, put away, brought back.

No act on a record of the agency: like a draft, it is the person's own and stands in no history.
"""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.services import clock
from lib.store import hints as store
from lib.store.engine.db import Database, Writer
from lib.text.hints import HINTS, Hint


def to_show(db: Database, actor: Actor) -> tuple[Hint, ...]:
    """The hints of the actor's foremost role that they have not put away."""
    access.check(actor, Action.ACCOUNT_SELF)
    away = db.read(lambda tx: store.dismissed(tx, actor.account_id))
    return tuple(hint for hint in _of(actor) if hint.key not in away)


def dismiss(db: Database, actor: Actor, keys: Sequence[str]) -> None:
    """Put hints of the actor's role away; a second click changes nothing."""
    access.check(actor, Action.ACCOUNT_SELF)
    known = {hint.key for hint in _of(actor)} & {*keys}
    now = clock.now()

    def work(tx: Writer) -> None:
        for key in sorted(known):
            store.dismiss(tx, actor.account_id, key, now=now)

    db.write(work)


def bring_back(db: Database, actor: Actor) -> None:
    """Show the actor all hints again."""
    access.check(actor, Action.ACCOUNT_SELF)
    db.write(lambda tx: store.bring_back(tx, actor.account_id))


def _of(actor: Actor) -> tuple[Hint, ...]:
    role = access.foremost(actor.roles)
    return HINTS[role] if role else ()
