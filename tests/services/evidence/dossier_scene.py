"""A nomination of Lan's unit, a data folder of its own, and short ways to act on its files."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from lib.domain.dossier import Part
from lib.domain.evidence import Evidence
from lib.domain.nomination_workflow import State
from lib.domain.nominations import Nomination
from lib.services import clock
from lib.services.acts import new_act
from lib.services.evidence import evidence, evidence_files, evidence_uses
from lib.services.evidence.evidence import Added, Listed, Upload
from lib.services.evidence.evidence_holders import OfNomination
from lib.store.engine.db import Database
from tests import files
from tests.cast import LAN, MAI, Person
from tests.services.evidence import evidence_scene
from tests.services.nominations import nomination_scene
from tests.support.stages import Stage

MEETING = UUID("0199c0de-0000-7000-8000-000000000001")


@dataclass
class Scene(evidence_scene.Scene):
    """What `evidence_scene` has for items, and the same for the nomination `made`."""

    nominating: nomination_scene.Scene = field(init=False)
    made: Nomination = field(init=False)

    def __post_init__(self) -> None:
        self.nominating = nomination_scene.Scene(self.db, self.campaign, self.actors)
        self.made = self.nominating.save(LAN)

    def put(self, state: State, made: Nomination | None = None) -> None:
        self.nominating.put(made or self.made, state)

    def held(self, made: Nomination | None = None) -> OfNomination:
        return OfNomination(self.campaign, (made or self.made).nomination_id)

    def bring(
        self,
        *uploads: tuple[str, bytes],
        person: Person = LAN,
        part: object = None,
        made: Nomination | None = None,
        act: UUID | None = None,
    ) -> Added:
        return evidence.add_to(
            self.db, self.who(person), self.campaign, self.held(made), act_id=act or new_act(),
            uploads=[Upload(name, io.BytesIO(content)) for name, content in uploads], part=part,
        )  # fmt: skip

    def dossier(self, person: Person = LAN, made: Nomination | None = None) -> Listed:
        key = (made or self.made).nomination_id
        return evidence.of_nomination(self.db, self.who(person), self.campaign, key)

    def brought(
        self, name: str = "Biên bản.pdf", *, person: Person = LAN, part: Part | None = None
    ) -> Evidence:
        """One file of the nomination, its content its name's."""
        self.bring((name, files.pdf(words=name)), person=person, part=part)
        return self.dossier(person).files[-1]

    def turn(
        self,
        verb: str,
        found: Evidence,
        *,
        person: Person = LAN,
        made: Nomination | None = None,
        act: UUID | None = None,
        **more: object,
    ) -> None:
        """Remove, restore or reuse it, or change its part."""
        getattr(evidence_uses, verb)(
            self.db, self.who(person), self.campaign, self.held(made), act_id=act or new_act(),
            evidence_id=found.evidence_id, **more,
        )  # fmt: skip

    def revise(self, found: Evidence, words: str, *, person: Person = LAN) -> int:
        return evidence.add_revision(
            self.db, self.who(person), self.campaign, act_id=new_act(),
            evidence_id=found.evidence_id, seen_version=found.version,
            upload=Upload("bản ký.pdf", io.BytesIO(files.pdf(words=words))),
        )  # fmt: skip

    def rename(self, found: Evidence, title: str, *, person: Person = LAN) -> None:
        evidence.rename(
            self.db, self.who(person), self.campaign, act_id=new_act(),
            evidence_id=found.evidence_id, seen_version=found.version, title=title,
            effective_on=date(2021, 3, 2),
        )  # fmt: skip

    def opens(self, person: Person, found: Evidence, revision_no: int = 1) -> bytes:
        return evidence_files.open_file(
            self.db, self.who(person), evidence_id=found.evidence_id, revision_no=revision_no
        ).path.read_bytes()

    def convene(self, *members: Person) -> None:
        """A council meeting of these people, before which the nomination is put."""

        def work(tx):
            tx.run(
                """
                INSERT INTO council_meetings (
                    meeting_id, campaign_id, title, state, held_on, began_at, ended_at, place,
                    ballot, quorum, pass_base, legal_basis, discussion, conclusion, created_by,
                    created_at, updated_by, updated_at, revision
                )
                VALUES ($1, $2, 'Họp', 'open', $3, '', '', '', 'hands', '2/3', 'all', '', '', '',
                    $4, $5, $4, $5, 1)
                """,
                [MEETING, self.campaign.campaign_id, date(2021, 5, 28), MAI.account_id,
                 clock.now()],
            )  # fmt: skip
            tx.run(
                "INSERT INTO council_votes (meeting_id, nomination_id, sort_order, conclusion) "
                "VALUES ($1, $2, 1, '')",
                [MEETING, self.made.nomination_id],
            )
            tx.run(
                "UPDATE nominations SET meeting_id = $1 WHERE nomination_id = $2",
                [MEETING, self.made.nomination_id],
            )
            for number, member in enumerate(members, start=1):
                tx.run(
                    """
                    INSERT INTO council_members (
                        meeting_id, member_no, full_name, position, council_role, account_id,
                        is_present, written_opinion
                    )
                    VALUES ($1, $2, $3, '', 'member', $4, TRUE, '')
                    """,
                    [MEETING, number, member.full_name, member.account_id],
                )

        self.db.write(work)


def make_scene(db: Database) -> Scene:
    loaded = nomination_scene.make_scene(db)
    return Scene(db, loaded.campaign, loaded.actors)


@pytest.fixture(name="scene")
def nominated(stage: Stage, own_data: Path):
    return stage.set(make_scene)
