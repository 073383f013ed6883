"""How a person wants lists drawn.

No act on a record of the agency: like hints put away, it is the person's own and stands in no
history.
"""

from __future__ import annotations

from dataclasses import replace

from lib.domain import access, list_choices
from lib.domain.access import Action, Actor
from lib.store import accounts
from lib.store.engine.db import Database, Writer


def choose_rows(db: Database, actor: Actor, rows: object) -> None:
    """Have so many rows on a page of every list, from now on and wherever the actor signs in.

    Raises:
        Invalid: `rows` is none of `list_choices.ROWS`.
    """
    access.check(actor, Action.ACCOUNT_SELF)
    wanted = list_choices.parse_rows(rows)

    def work(tx: Writer) -> None:
        chosen = replace(accounts.list_choices(tx, actor.account_id), rows=wanted)
        accounts.set_list_choices(tx, actor.account_id, chosen)

    db.write(work)
