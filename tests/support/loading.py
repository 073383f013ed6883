"""A campaign's file loaded by whom a test names, without being shown before."""

from __future__ import annotations

from uuid import UUID

from lib.services import acts
from lib.services.acts import Doer, Queue
from lib.services.campaigns import campaigns, files
from lib.services.campaigns.campaigns import Loaded
from lib.store.engine.db import Database


def load_content(db: Database, doer: Doer, *, act_id: UUID, name: str, content: bytes) -> Loaded:
    seed = files.read(name, content)
    intent = acts.intend_as(db, doer, act_id=act_id, queue=Queue.PEOPLE)
    return intent.carry_out(
        lambda act: campaigns.load_seed(act, name, seed), again=lambda _: Loaded(name, is_new=False)
    )
