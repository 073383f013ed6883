"""A loaded campaign, a data folder of its own, and short ways to act on evidence."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.evidence import Evidence
from lib.services.acts import new_act
from lib.services.evidence import evidence, evidence_uses
from lib.services.evidence.evidence import Added, Listed, Upload
from lib.services.files import stored_files
from lib.store.engine.db import Database
from tests import cast, files, small_campaign
from tests.cast import LAN, Person
from tests.services.nominations import nomination_scene
from tests.support.stages import Stage

Row = tuple[object, ...]


@dataclass
class Scene:
    db: Database
    campaign: Campaign
    actors: dict[str, Actor] = field(default_factory=dict)

    def who(self, person: Person) -> Actor:
        """The person signed in, once per scene."""
        if person.username not in self.actors:
            self.actors[person.username] = cast.actor(self.db, person)
        return self.actors[person.username]

    def add(
        self,
        *uploads: tuple[str, bytes],
        person: Person = LAN,
        of: Person | None = None,
        code: str = small_campaign.HELD,
        act: object = None,
    ) -> Added:
        actor = self.who(person)
        return evidence.add(
            self.db,
            actor,
            self.campaign,
            act_id=act or new_act(),
            unit_id=self.who(of or person).unit_id,
            task_code=code,
            uploads=[Upload(name, io.BytesIO(content)) for name, content in uploads],
        )

    def listed(self, person: Person = LAN, code: str = small_campaign.HELD) -> Listed:
        actor = self.who(person)
        return self.seen(person, actor, code)

    def seen(self, viewer: Person, of: Actor, code: str = small_campaign.HELD) -> Listed:
        task = small_campaign.task(self.db, code)
        return evidence.of_item(self.db, self.who(viewer), unit_id=of.unit_id, task_id=task.task_id)

    def one(self, name: str = "Biên bản.pdf", content: bytes | None = None) -> Evidence:
        """Lan's one file on HELD."""
        self.add((name, content or files.pdf()))
        return self.listed().files[-1]

    def use(self, verb: str, found: Evidence, *, person: Person = LAN, of: Person = LAN,
            code: str = small_campaign.HELD, act: object = None) -> None:  # fmt: skip
        """Remove, restore or reuse."""
        getattr(evidence_uses, verb)(
            self.db,
            self.who(person),
            self.campaign,
            small_campaign.item_files(self.db, self.who(of), code),
            act_id=act or new_act(),
            evidence_id=found.evidence_id,
        )

    def lock(self, code: str = small_campaign.HELD, state: str = "sent") -> None:
        unit_id, task = self.who(LAN).unit_id, small_campaign.task(self.db, code)
        self.db.write(
            lambda tx: tx.run(
                "UPDATE items SET verification = $1 WHERE unit_id = $2 AND task_id = $3",
                [state, unit_id, task.task_id],
            )
        )

    def left(self) -> Row:
        """Rows, revision and files: what a write leaves behind."""
        audited = "audit_events WHERE event LIKE 'evidence.%'"
        tables = ("evidence", "evidence_revisions", "evidence_history", audited)
        counts = self.db.read(
            lambda tx: [tx.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables]
        )
        revision = self.db.read(lambda tx: tx.rows("SELECT revision FROM campaigns")[0][0])
        return (*counts, revision, len(self.blobs()))

    def blobs(self) -> list[Path]:
        root = stored_files.blobs(self.db).root
        return sorted(path for path in root.rglob("*") if path.is_file())


def make_scene(db: Database) -> Scene:
    loaded = nomination_scene.make_scene(db)
    return Scene(db, loaded.campaign, loaded.actors)


@pytest.fixture(name="scene")
def loaded(stage: Stage, own_data: Path):
    return stage.set(make_scene)
