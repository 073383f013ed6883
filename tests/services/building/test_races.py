"""Publishing beside people who save, send and type: nothing that was acknowledged is lost."""

from __future__ import annotations

import threading

from lib.domain.checklist import Report
from lib.domain.plan_drafts import Name, Part
from lib.domain.workflow import Step, WorkStatus
from lib.errors import AppError
from lib.services import clock
from lib.services.acts import new_act
from lib.services.building import drafts, edits, publishing
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.operation import checks
from tests.cast import BINH, HUNG, LAN, MAI, QUANG, VAN
from tests.services.building.building_scene import LATER, running
from tests.services.people import test_unit_imports as unit_imports
from tests.services.people.test_unit_imports import DIVISION
from tests.small_campaign import HELD, OPTIONAL

PUBLISHED, SAVES = 6, 12
TASK = Name(Part.TASK, HELD)


def item(scene, who):
    return checklist.opened_item(scene.db, who, running(scene), unit_id=who.unit_id, task_code=HELD)


def save(scene, who, count: int) -> bool:
    """Whether the save was acknowledged."""
    before = item(scene, who)
    try:
        checklist.save_item(
            scene.db, who, running(scene), act_id=new_act(), unit_id=who.unit_id,
            task_code=HELD, seen_version=before.item.version,
            report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": str(count)}, "Sửa số"),
        )  # fmt: skip
    except AppError:
        return False
    return True


def reporting(scene, person, told: list[tuple[str, int]], barrier) -> None:
    who = scene.who(person)
    with clock.at(LATER):
        barrier.wait()
        for count in range(1, SAVES + 1):
            if save(scene, who, count):
                told.append((person.username, count))


def sending(scene, told: list[tuple[str, int]], barrier) -> None:
    """The head of another unit sends and takes back what there is."""
    who = scene.who(BINH)
    with clock.at(LATER):
        barrier.wait()
        for step in (Step.SEND, Step.RECALL) * 3:
            one = item(scene, who).item
            try:
                verification.take_step(
                    scene.db, who, running(scene), act_id=new_act(), step=step,
                    targets=[Target(who.unit_id, one.task_id, one.version)],
                )  # fmt: skip
            except AppError:
                continue
            told.append((step.value, 0))


def typing(scene, told: list[int], barrier) -> None:
    """Somebody of the Office types into a record that others publish around."""
    who = scene.who(MAI)
    name = Name(Part.TASK, OPTIONAL)
    with clock.at(LATER):
        barrier.wait()
        for count in range(SAVES):
            one = drafts.opened(scene.db, who, running(scene)).record(name)
            edits.keep_typed(
                scene.db, who, running(scene), name=name, seen_version=one.version,
                raw={"guidance": f"Lần {count}"},
            )  # fmt: skip
            told.append(count)


def importing(scene, told: list[str], barrier) -> None:
    """The admin brings in a list with a new unit, again and again."""
    who = scene.who(QUANG)
    with clock.at(LATER):
        barrier.wait()
        for count in range(PUBLISHED):
            code = f"MOI{count}"
            row = (code, f"Phòng mới {count}", f"Phòng mới {count}", DIVISION, 40, "Không", 9, "")
            try:
                unit_imports.write(scene.db, who, unit_imports.sheet(row))
            except AppError:
                continue
            told.append(code)


def publishing_on(scene) -> int:
    """How many times the plan was put in force with other days and questions."""
    who, done = scene.who(VAN), 0
    for count in range(PUBLISHED):
        campaign = running(scene)
        one = drafts.opened(scene.db, who, campaign).record(TASK)
        edits.put(
            scene.db, who, campaign, act_id=new_act(), name=TASK, seen_version=one.version,
            change=lambda record, count=count: asked_more(record.body, count),
        )  # fmt: skip
        seen = drafts.opened(scene.db, who, campaign).version
        publishing.publish(scene.db, who, campaign, act_id=new_act(), seen_version=seen)
        done += 1
    return done


def asked_more(body, count: int):
    new = {"key": f"them_{count}", "label": f"Thêm {count}", "kind": "whole"}
    due = {**body["due"], "offset_days": -count}
    return {**body, "due": due, "form": [*body["form"], new]}


def given_to(scene, which: str, value: object) -> list[object]:
    """The tasks that a unit has to report on."""
    return [
        task_id
        for (task_id,) in scene.db.read(
            lambda tx: tx.rows(
                "SELECT task_id FROM items WHERE is_active AND unit_id = "
                f"(SELECT unit_id FROM units WHERE {which}) ORDER BY task_id",
                [value],
            )
        )
    ]


def test_publishing_beside_everybody_loses_nothing(scene):
    with clock.at(LATER):
        save(scene, scene.who(BINH), 1)
    saved: list[tuple[str, int]] = []
    stepped: list[tuple[str, int]] = []
    typed: list[int] = []
    imported: list[str] = []
    barrier = threading.Barrier(6)
    others = [
        threading.Thread(target=reporting, args=(scene, LAN, saved, barrier)),
        threading.Thread(target=reporting, args=(scene, HUNG, saved, barrier)),
        threading.Thread(target=sending, args=(scene, stepped, barrier)),
        threading.Thread(target=typing, args=(scene, typed, barrier)),
        threading.Thread(target=importing, args=(scene, imported, barrier)),
    ]
    for one in others:
        one.start()
    barrier.wait()
    done = publishing_on(scene)
    for one in others:
        one.join()

    assert done == PUBLISHED
    assert saved
    assert len(typed) == SAVES
    kept = scene.db.read(
        lambda tx: tx.rows(
            """
            SELECT accounts.username, CAST(history.answers ->> 'so_hoi_nghi' AS INTEGER)
            FROM item_history AS history
            JOIN accounts ON accounts.account_id = history.done_by
            JOIN tasks ON tasks.task_id = history.task_id
            WHERE history.step = 'save' AND tasks.code = $1
            """,
            [HELD],
        )
    )
    assert sorted(kept) == sorted([*saved, (BINH.username, 1)])
    found = drafts.opened(scene.db, scene.who(MAI), running(scene))
    assert found.typed[Name(Part.TASK, OPTIONAL)].answers == {"guidance": f"Lần {SAVES - 1}"}
    steps = scene.db.read(
        lambda tx: tx.rows("SELECT step FROM item_history WHERE step IN ('send', 'recall')")
    )
    assert sorted(step for (step,) in steps) == sorted(step for step, _ in stepped)
    assert imported
    lans = given_to(scene, "unit_id = $1", scene.who(LAN).unit_id)
    assert [given_to(scene, "code = $1", code) for code in imported] == [lans] * len(imported)
    assert checks.problems(scene.db) == []


def test_two_hundred_open_drafts_outlive_a_publish(scene):
    """What stands in 200 forms and is not saved is there afterwards, letter by letter."""
    fill = """
        INSERT INTO drafts (account_id, unit_id, task_id, answers, seen_version, kept_at)
        SELECT accounts.account_id, units.unit_id, tasks.task_id,
            CAST('{"ghi_chu": "Đang gõ ' || accounts.username || tasks.code || '"}' AS JSON), 1, $1
        FROM accounts CROSS JOIN units CROSS JOIN tasks
        ORDER BY 1, 2, 3
        LIMIT 200
    """

    def typed():
        return scene.db.read(
            lambda tx: sorted(
                tx.rows("SELECT account_id, unit_id, task_id, answers ->> 'ghi_chu' FROM drafts")
            )
        )

    scene.db.write(lambda tx: tx.run(fill, [LATER]))
    before = typed()
    assert len(before) == 200
    publishing_on(scene)
    assert typed() == before
