"""A task that asks for minutes and for photos, and short ways to answer it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from lib.domain.checklist import Report
from lib.domain.evidence import Evidence
from lib.domain.exports import Options
from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.plan_drafts import Name, Part
from lib.domain.workflow import WorkStatus
from lib.services.acts import new_act
from lib.services.building import drafts, publishing, task_forms
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist
from lib.services.checklist.checklist import OpenedItem, Saved
from lib.services.evidence import evidence, evidence_holders, evidence_questions
from lib.services.evidence.evidence import Added, Upload
from lib.services.reports import exports
from lib.store.engine.db import Database
from tests.cast import LAN, MAI, VAN, Person
from tests.services.building.building_scene import make_scene, running
from tests.services.nominations.nomination_scene import Scene
from tests.small_campaign import HELD

TASK = Name(Part.TASK, HELD)
MINUTES, PHOTOS = "bien_ban", "anh_chup"
ASKED = (
    {"label": "Biên bản", "required": True, "types": ["pdf", "docx"], "max_files": 2},
    {"label": "Ảnh chụp", "types": ["image"]},
)


def make(db: Database) -> Scene:
    """The campaign that runs, whose task asks for files from now on."""
    made = make_scene(db)
    for settings in ASKED:
        built(made, lambda draft, told=settings: building.added(draft, Kind.FILES, told))
    publish(made)
    return made


def built(scene: Scene, act) -> None:
    """An act on the form in the draft of the plan."""
    who, campaign = scene.who(VAN), running(scene)
    task_forms.change(
        scene.db, who, campaign, act_id=new_act(), name=TASK,
        seen_version=drafts.opened(scene.db, who, campaign).record(TASK).version, act=act,
    )  # fmt: skip


def publish(scene: Scene) -> None:
    who, campaign = scene.who(VAN), running(scene)
    seen = drafts.opened(scene.db, who, campaign).version
    publishing.publish(scene.db, who, campaign, act_id=new_act(), seen_version=seen)


def held(scene: Scene, person: Person = LAN, code: str = HELD):
    return evidence_holders.of_task(scene.who(person).unit_id, task(scene, code))


def task(scene: Scene, code: str = HELD):
    return campaigns.plan(scene.db, running(scene)).tasks_by_code[code]


def add(
    scene: Scene, *uploads: tuple[str, bytes], question: object = MINUTES, person: Person = LAN,
    of: Person | None = None, code: str = HELD, act=None,
) -> Added:  # fmt: skip
    return evidence.add_to(
        scene.db, scene.who(person), running(scene), held(scene, of or person, code),
        act_id=act or new_act(), question=question,
        uploads=[Upload(name, io.BytesIO(content)) for name, content in uploads],
    )  # fmt: skip


def files(scene: Scene, person: Person = LAN, code: str = HELD) -> tuple[Evidence, ...]:
    who, task_id = scene.who(person), task(scene, code).task_id
    return evidence.of_item(scene.db, who, unit_id=who.unit_id, task_id=task_id).files


def answers(scene: Scene, person: Person = LAN) -> dict[str | None, list[str]]:
    """The names of the item's files by the question that each answers."""
    found: dict[str | None, list[str]] = {}
    for one in files(scene, person):
        found.setdefault(one.question, []).append(one.file_name)
    return found


def tie(
    scene: Scene, one: Evidence, question: object, *, seen: object = None, person: Person = LAN,
    of: Person = LAN, code: str = HELD,
) -> None:  # fmt: skip
    evidence_questions.change(
        scene.db, scene.who(person), running(scene), held(scene, of, code), act_id=new_act(),
        evidence_id=one.evidence_id, seen_question=one.question if seen is None else seen,
        question=question,
    )  # fmt: skip


def opened(scene: Scene, person: Person = LAN) -> OpenedItem:
    who = scene.who(person)
    return checklist.opened_item(
        scene.db, who, running(scene), unit_id=who.unit_id, task_code=HELD
    )  # fmt: skip


def save(
    scene: Scene, given: Mapping[str, object] | None = None, *, person: Person = LAN,
    status: WorkStatus = WorkStatus.DONE,
) -> Saved:  # fmt: skip
    who = scene.who(person)
    return checklist.save_item(
        scene.db, who, running(scene), act_id=new_act(), unit_id=who.unit_id, task_code=HELD,
        seen_version=opened(scene, person).item.version,
        report=Report(status.value, {"so_hoi_nghi": "4"} if given is None else given, ""),
    )  # fmt: skip


def rows(scene: Scene, key: str, *, as_of: str = "") -> list[dict[str, str]]:
    made = exports.make(
        scene.db, scene.who(MAI), key=key, campaign_code=None, options=Options(), as_of=as_of
    )
    content = b"".join(made.pieces).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))
