"""A small campaign that runs under a code as campaigns out of files have one."""

from __future__ import annotations

from datetime import UTC, datetime

from lib.domain.campaigns import Campaign
from lib.services.campaigns import campaigns
from lib.store.engine.db import Database
from tests.services.nominations import nomination_scene
from tests.services.nominations.nomination_scene import Scene

LATER = datetime(2021, 3, 22, 2, tzinfo=UTC)


def make_scene(db: Database) -> Scene:
    made = nomination_scene.make_scene(db)
    db.write(lambda tx: tx.run("UPDATE campaigns SET code = 'TD-NHO'"))
    return made


def running(scene: Scene) -> Campaign:
    """The campaign as it is now."""
    return campaigns.find(scene.db)
