"""One of each kind of thing, of a unit and of the Office, with every hand in its history."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.checklist import Report
from lib.domain.decisions import Decision, DecisionState
from lib.domain.exemplars import ExemplarStep
from lib.domain.nomination_workflow import Level, Step
from lib.domain.nominations import Subject
from lib.domain.workflow import Step as ItemStep
from lib.services import acts, clock
from lib.services.acts import new_act
from lib.services.awards import council_acts, exemplar_acts
from lib.services.awards.exemplar_acts import TypedExemplar
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target as ItemTarget
from lib.services.nominations import nomination_edits, nomination_steps
from lib.services.nominations.nomination_acts import Target
from lib.store import council_writes, units
from lib.store import decisions as decisions_store
from lib.store.checklist import Author
from lib.store.engine.db import Database, Writer
from tests import cast, small_campaign
from tests.cast import VAN
from tests.services.awards.award_scene import FOUR, MEETING
from tests.services.nominations.nomination_scene import COLLECTIVE, NOW, PERSON
from tests.services.rights.who import (
    DRAFTER,
    NOMINEE,
    OFFICE,
    OWNER,
    PEOPLE,
    SAVER,
    SENDER,
    at,
    collective_of,
)

ITEM_VERSION = 4
"""Of those that were reported on: an item is there before anybody has saved it."""
AWARDS = {Level.AGENCY: "gk", Level.PROVINCE: "bk"}
_ON_LIST = ("awarded", "province_awarded", "published", "rescinded")
_TABLED = ("tabled", "voted", "not_approved", "proposed", "province_refused", *_ON_LIST)
TIED_PLACE = 1
"""Of the member whose tie is stated, on the meeting's list."""
_STATED = json.dumps(
    [{"full_name": FOUR[TIED_PLACE].full_name, "account_id": None, "tie": "stated", "note": "x"}]
)
STORY = TypedExemplar(
    "individual", NOMINEE, "Sáng kiến số hóa", "Tự viết công cụ tra cứu.",
    consent="Bản ký ngày 10/3/2021", consent_on="10/03/2021",
)  # fmt: skip


@dataclass
class Scene:
    """What is acted on, by the unit that owns it, nominations by `Try.thing`; each at version 3."""

    db: Database
    campaign: Campaign
    units: dict[str, UUID]
    task_id: UUID
    nominations: dict[tuple[str, Level], UUID] = field(default_factory=dict)
    decisions: dict[tuple[str, Level], UUID] = field(default_factory=dict)
    exemplars: dict[str, UUID] = field(default_factory=dict)
    meeting: UUID = field(default_factory=new_act)
    empty_meeting: UUID = field(default_factory=new_act)

    def put_items(self, tx: Writer, state: str) -> None:
        tx.run(
            "UPDATE items SET verification = $1 WHERE task_id = $2 AND version = $3",
            [state, self.task_id, ITEM_VERSION],
        )

    def put_nominations(self, tx: Writer, state: str, *, is_listed: bool = True) -> None:
        """All of them, before the meeting and on their decision where the state says so."""
        for key, nomination_id in self.nominations.items():
            listed = self.decisions[key] if is_listed and state in _ON_LIST else None
            tabled = self.meeting if state in _TABLED else None
            tx.run(
                """
                UPDATE nominations
                SET state = $1, meeting_id = $2, decision_id = $3
                WHERE nomination_id = $4
                """,
                [state, tabled, listed, nomination_id],
            )
        told = {"published": "released", "rescinded": "rescinded"}.get(state, "prepared")
        tx.run("UPDATE decisions SET state = $1", [told])

    def put_exemplars(self, tx: Writer, state: str) -> None:
        tx.run("UPDATE exemplars SET state = $1", [state])

    def put_meetings(self, tx: Writer, state: str, step: str) -> None:
        """Both, with a stated tie on every case where the step takes one back."""
        tx.run("UPDATE council_meetings SET state = $1", [state])
        self.put_nominations(tx, "tabled")
        tx.run(
            "UPDATE council_votes SET recusals = $1",
            [_STATED if step == "unrecuse" else None],
        )


def make_scene(db: Database) -> Scene:
    cast.make_cast(db, PEOPLE)
    small_campaign.load(db)
    found = {one.code: one.unit_id for one in db.read(lambda tx: units.units(tx, NOW.date()))}
    held = small_campaign.task(db, small_campaign.HELD)
    scene = Scene(db, small_campaign.stored(db), found, held.task_id)
    with clock.at(NOW):
        for unit in (OWNER, OFFICE):
            _report(scene, unit)
            for level in Level:
                _nominate(scene, unit, level, Subject.INDIVIDUAL)
                _nominate(scene, unit, level, Subject.COLLECTIVE)
            _introduce(scene, unit)
        _meet(scene)
        _decide(scene)
    return scene


def _report(scene: Scene, unit: str) -> None:
    for seen, person in enumerate((DRAFTER, SAVER)):
        checklist.save_item(
            scene.db, at(person, scene.units, unit), scene.campaign, act_id=new_act(),
            unit_id=scene.units[unit], task_code=small_campaign.HELD, seen_version=seen + 1,
            report=Report("done", {"so_hoi_nghi": str(seen + 3)}),
        )  # fmt: skip
    target = ItemTarget(scene.units[unit], scene.task_id, 3)
    verification.take_step(
        scene.db, at(SENDER, scene.units, unit), scene.campaign, act_id=new_act(),
        step=ItemStep.SEND, targets=[target],
    )  # fmt: skip


def _nominate(scene: Scene, unit: str, level: Level, subject: Subject) -> None:
    thing = unit if subject == Subject.INDIVIDUAL else collective_of(unit)
    key = scene.nominations[thing, level] = new_act()
    for seen, person in enumerate((DRAFTER, SAVER)):
        nomination_edits.save_nomination(
            scene.db, at(person, scene.units, unit), scene.campaign, act_id=new_act(),
            nomination_id=key, subject=subject, seen_version=seen,
            raw=answers(subject, level, str(seen)),
        )  # fmt: skip
    nomination_steps.take_step(
        scene.db, at(SENDER, scene.units, unit), scene.campaign, act_id=new_act(),
        step=Step.SEND, targets=[Target(key, 2)],
    )  # fmt: skip


def answers(subject: Subject, level: Level, digit: str) -> dict[str, object]:
    """A complete nomination; another digit changes it."""
    if subject == Subject.COLLECTIVE:
        return {**COLLECTIVE, "hinh_thuc": AWARDS[level], "tong_so_nguoi": f"1{digit}"}
    return {**PERSON, "ho_ten": NOMINEE, "hinh_thuc": AWARDS[level], "nam_sinh": f"198{digit}"}


def _introduce(scene: Scene, unit: str) -> None:
    key = scene.exemplars[unit] = new_act()
    for seen, person in enumerate((DRAFTER, SAVER)):
        exemplar_acts.save(
            scene.db, at(person, scene.units, unit), scene.campaign, act_id=new_act(),
            exemplar_id=key, seen_version=seen, form=STORY,
        )  # fmt: skip
    exemplar_acts.take_step(
        scene.db, at(SENDER, scene.units, unit), scene.campaign, act_id=new_act(),
        exemplar_id=key, seen_version=2, step=ExemplarStep.SEND,
    )  # fmt: skip


def _meet(scene: Scene) -> None:
    """A quorate meeting that has every nomination on its list, and one that has none."""
    office = cast.actor(scene.db, VAN)
    for key in (scene.meeting, scene.empty_meeting):
        council_acts.open_meeting(scene.db, office, scene.campaign, act_id=key, form=MEETING)
        council_acts.save_members(
            scene.db, office, scene.campaign, act_id=new_act(), meeting_id=key, seen_version=1,
            members=FOUR,
        )  # fmt: skip
    for place, nomination_id in enumerate(scene.nominations.values(), start=1):
        scene.db.write(
            lambda tx, one=nomination_id, place=place: council_writes.put_before(
                tx, scene.meeting, one, place
            )
        )


def _decide(scene: Scene) -> None:
    """A decision for each nomination, which is not on its list yet."""
    intent = acts.intend(
        scene.db, cast.actor(scene.db, VAN), None, act_id=new_act(), queue=scene.campaign
    )
    author = Author(VAN.account_id, intent.now, scene.campaign.revision)
    for (unit, level), _ in scene.nominations.items():
        key = scene.decisions[unit, level] = new_act()
        made = Decision(
            key, scene.campaign.campaign_id, level, AWARDS[level], "Về việc khen thưởng",
            DecisionState.PREPARED,
        )  # fmt: skip
        scene.db.write(lambda tx, made=made: decisions_store.insert_decision(tx, made, author))
