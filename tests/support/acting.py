"""Acts of nobody in particular, for scenes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lib.services import acts
from lib.services.acts import Act, Named, Queue
from lib.store.engine.db import Database

T = TypeVar("T")
NOBODY = Named("Kiểm thử")


def act_as_nobody(db: Database, work: Callable[[Act], T]) -> T:
    """Carry the work out as an act of its own, now."""

    def again(_tx: object) -> T:
        raise AssertionError("a new act cannot have been done before")

    intent = acts.intend_as(db, NOBODY, act_id=acts.new_act(), queue=Queue.NONE)
    return intent.carry_out(work, again=again)
