"""Keys for programs, made the short way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from lib.domain.connections import DEFAULT_DAYS
from lib.domain.vietnamese import format_date
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.connections import connections
from lib.services.connections.connection_forms import TypedKey
from lib.services.connections.connections import Made
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import MAI, PASSWORD, Person


def made(
    db: Database,
    person: Person = MAI,
    *,
    name: object = "Power BI phòng Kế hoạch",
    tables: Iterable[object] = tuple(EXPORTS),
    days: int = DEFAULT_DAYS,
    proof: str = PASSWORD,
    code: str = small_campaign.SEED.code,
) -> Made:
    """A key, whose maker typed the password."""
    until = format_date(clock.today() + timedelta(days=days))
    found = connections.make(
        db, cast.actor(db, person), small_campaign.stored(db, code), act_id=new_act(),
        form=TypedKey(name, tables, until), proof=proof,
    )  # fmt: skip
    assert found is not None
    return found
