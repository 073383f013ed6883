"""What a unit adds to the plan for itself: rights, attacks, conflicts, and no figure moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.own_tasks import MOST, OwnState, OwnStep, count
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.services.acts import new_act
from lib.services.own_tasks import own_tasks
from lib.text import sentence
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN, YEN
from tests.services.own_tasks.own_scene import NOW, Scene, make_scene
from tests.small_campaign import HELD, OFFICE_ONLY
from tests.support.stages import Stage
from tests.support.trace import events

LAST_DAY = date(2021, 3, 24)
"""When the Office asks for HELD: sixty days before the election."""


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return stage.set(make_scene)


def stored(db):
    """Everything of the two tables, the list of persons and the log."""
    return db.read(
        lambda tx: [
            tx.rows("SELECT * FROM unit_tasks ORDER BY unit_task_id"),
            tx.rows("SELECT * FROM unit_plans ORDER BY unit_id, task_id"),
            tx.rows("SELECT * FROM persons ORDER BY person_id"),
            tx.rows("SELECT act_id FROM audit_events ORDER BY act_id"),
        ]
    )


def test_a_task_is_added_changed_ticked_and_dropped(scene):
    added = scene.add()
    assert (added.group_code, added.title, added.note) == (
        "II.1", "Họp tổ chuyên môn", "Tại hội trường",
    )  # fmt: skip
    assert (added.due_on, added.state, added.version) == (date(2021, 3, 25), OwnState.OPEN, 1)
    assert added.assignee.full_name == "Hoàng Văn Đức"

    scene.change(HUNG, added, title="Họp tổ", assignee=LAN.full_name, due_on="")
    changed = scene.tasks()[0]
    assert (changed.title, changed.due_on, changed.version) == ("Họp tổ", None, 2)
    assert changed.assignee.account_id == LAN.account_id

    scene.step(LAN, changed, OwnStep.TICK)
    done = scene.tasks()[0]
    assert (done.state, done.stepped_by_name, done.stepped_at) == (
        OwnState.DONE, LAN.full_name, NOW,
    )  # fmt: skip
    assert count(scene.tasks()) == (1, 1)

    scene.step(HUNG, done, OwnStep.UNTICK)
    reopened = scene.tasks()[0]
    assert (reopened.state, reopened.stepped_by_name) == (OwnState.OPEN, None)

    scene.step(HUNG, reopened, OwnStep.DROP)
    assert scene.tasks() == []
    assert stored(scene.db)[0] != []
    assert [(event, who) for event, who, _ in events(scene.db, "own_task.")] == [
        ("own_task.add", HUNG.full_name),
        ("own_task.change", HUNG.full_name),
        ("own_task.tick", LAN.full_name),
        ("own_task.untick", HUNG.full_name),
        ("own_task.drop", HUNG.full_name),
    ]
    assert events(scene.db, "own_task.change")[0][2] == {
        "name": "Họp tổ",
        "changed": ["Tên việc", "Người thực hiện", "Hạn"],
        "before": ["Họp tổ chuyên môn", "Hoàng Văn Đức", "2021-03-25"],
        "after": ["Họp tổ", LAN.full_name, None],
    }


def test_an_assignment_leaves_what_the_office_asked(scene):
    before = scene.db.read(lambda tx: tx.rows("SELECT * FROM items ORDER BY unit_id, task_id"))

    scene.assign(due_on=LAST_DAY, assignee=LAN.full_name)

    made = scene.assignment()
    assert (made.due_on, made.assignee.full_name, made.version) == (LAST_DAY, LAN.full_name, 1)
    assert made.assignee.account_id == LAN.account_id
    assert (
        scene.db.read(lambda tx: tx.rows("SELECT * FROM items ORDER BY unit_id, task_id")) == before
    )
    scene.assign(seen=1, assignee="", due_on="")
    assert scene.assignment().is_empty


def test_an_inner_deadline_is_not_after_the_offices(scene):
    before = stored(scene.db)

    with pytest.raises(Refused) as refused:
        scene.assign(due_on="25/03/2021")

    assert sentence(refused.value) == (
        "Hạn nội bộ phải trước hoặc trong ngày hạn của Văn phòng (24/03/2021)."
    )
    assert stored(scene.db) == before


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_may_do_what(scene, person):
    """Every verb by everybody, on the unit of Hùng by its keys."""
    added = scene.add()
    is_head, is_staff = person == HUNG, person == LAN
    above = person in (MAI, VAN, SON)
    unit_id = scene.who(HUNG).unit_id
    heads_elsewhere = person in (YEN, VAN)
    doors = {
        "read": (
            lambda: own_tasks.of_unit(scene.db, scene.who(person), scene.campaign, unit_id),
            is_head or is_staff or above,
        ),
        "read assignments": (
            lambda: own_tasks.assignments(scene.db, scene.who(person), scene.campaign, unit_id),
            is_head or is_staff or above,
        ),
        "choices": (
            lambda: own_tasks.choices(scene.db, scene.who(person)), is_head or heads_elsewhere,
        ),
        "change": (lambda: scene.change(person, added, title="Khác"), is_head),
        "tick": (
            lambda: scene.step(person, replace(added, version=2 if is_head else 1), OwnStep.TICK),
            is_head or is_staff,
        ),
        "drop": (lambda: scene.step(person, scene.tasks()[0], OwnStep.DROP), is_head),
        "assign": (lambda: scene.assign(person, code=HELD), is_head or heads_elsewhere),
        "add": (lambda: scene.add(person), is_head or heads_elsewhere),
    }  # fmt: skip

    assert {name: is_open(door) for name, (door, _) in doors.items()} == {
        name: may for name, (_, may) in doors.items()
    }
    # What heads of other units may do, they did in their own.
    writers = scene.db.read(
        lambda tx: tx.rows(
            """
            SELECT updated_by FROM unit_tasks WHERE unit_id = $1
            UNION
            SELECT updated_by FROM unit_plans WHERE unit_id = $1
            """,
            [unit_id],
        )
    )
    assert {writer for (writer,) in writers} <= {HUNG.account_id, LAN.account_id}


def is_open(door) -> bool:
    try:
        door()
    except Denied:
        return False
    except NotFound as missing:
        return missing.reason != "own_task"
    return True


@pytest.mark.parametrize("state", [CampaignState.PREPARING, CampaignState.CLOSED])
def test_nothing_moves_while_the_campaign_does_not_run(scene, state):
    added = scene.add()
    scene.put_state(state)
    before = stored(scene.db)
    for act in (
        scene.add,
        lambda: scene.change(HUNG, added, title="Khác"),
        lambda: scene.step(LAN, added, OwnStep.TICK),
        lambda: scene.step(HUNG, added, OwnStep.DROP),
        scene.assign,
    ):
        with pytest.raises(Refused):
            act()

    assert stored(scene.db) == before
    assert [one.title for one in scene.tasks()] == [added.title]


def test_a_stale_version_is_refused(scene):
    added = scene.add()
    scene.step(LAN, added, OwnStep.TICK)
    scene.assign()
    before = stored(scene.db)

    for act in (
        lambda: scene.change(HUNG, added, title="Khác"),
        lambda: scene.step(HUNG, added, OwnStep.DROP),
        lambda: scene.assign(assignee=YEN.full_name),
        lambda: scene.assign(seen=7),
    ):
        with pytest.raises(Conflict):
            act()

    assert stored(scene.db) == before


def test_a_double_click_adds_and_ticks_once(scene):
    act = new_act()
    scene.add(act=act)
    added = scene.add(act=act)
    tick = new_act()
    scene.step(LAN, added, OwnStep.TICK, act=tick)
    scene.step(LAN, added, OwnStep.TICK, act=tick)

    assert [(one.state, one.version) for one in scene.tasks()] == [(OwnState.DONE, 2)]


def test_a_dropped_task_stays_dropped(scene):
    added = scene.add()
    scene.step(HUNG, added, OwnStep.DROP)
    gone = replace(added, version=2)

    for act in (
        lambda: scene.change(HUNG, gone, title="Khác"),
        lambda: scene.step(HUNG, gone, OwnStep.TICK),
        lambda: scene.step(HUNG, gone, OwnStep.UNTICK),
    ):
        with pytest.raises(Refused, match="own_task_state"):
            act()


@pytest.mark.parametrize(
    ("changes", "key", "reason"),
    [
        ({"title": ""}, "title", "required"),
        ({"title": "a" * 251}, "title", "too_long"),
        ({"title": "Họp\u202etổ"}, "title", "control_characters"),
        ({"title": "Họp\ntổ"}, "title", "control_characters"),
        ({"title": ["Họp"]}, "title", "unreadable"),
        ({"group": "IX.9"}, "group", "not_choice"),
        ({"group": None}, "group", "not_choice"),
        ({"due_on": "31/02/2021"}, "due_on", "not_date"),
        ({"due_on": "1/1/9999"}, "due_on", "date_too_late"),
        ({"assignee": "Đức\x00"}, "assignee", "control_characters"),
        ({"assignee": "Đ" * 121}, "assignee", "too_long"),
        ({"note": "g" * 1001}, "note", "too_long"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(scene, changes, key, reason):
    before = stored(scene.db)

    with pytest.raises(Problems) as refused:
        scene.add(**changes)

    assert [(one.facts["key"], one.reason) for one in refused.value.problems] == [(key, reason)]
    assert stored(scene.db) == before


def test_markup_and_formulas_are_kept_as_they_were_typed(scene):
    hostile = '=HYPERLINK("http://x") <script>alert(1)</script> \'; DROP TABLE unit_tasks --'

    assert scene.add(title=hostile).title == hostile


def test_a_task_that_the_unit_does_not_have_cannot_be_assigned(scene):
    with pytest.raises(NotFound):
        scene.assign(code=OFFICE_ONLY)
    with pytest.raises(NotFound):
        scene.assign(code="X.1")

    assert scene.db.read(lambda tx: tx.rows("SELECT * FROM unit_plans")) == []


def test_units_know_nothing_of_each_other(scene):
    scene.add()
    scene.assign()

    assert scene.tasks(YEN) == []
    assert scene.assignment(BINH) is None
    assert "Hoàng Văn Đức" in own_tasks.choices(scene.db, scene.who(HUNG))
    assert "Hoàng Văn Đức" not in own_tasks.choices(scene.db, scene.who(YEN))


def test_a_unit_has_only_so_many(scene):
    added = scene.add()
    # The others by one statement: a hundred acts would take a while.
    scene.db.write(
        lambda tx: tx.run(
            f"""
            INSERT INTO unit_tasks (
                unit_task_id, campaign_id, unit_id, group_code, title, note, state, created_by,
                created_at, updated_by, updated_at, revision
            )
            SELECT gen_random_uuid(), campaign_id, unit_id, group_code, title, note, state,
                created_by, created_at, updated_by, updated_at, revision
            FROM unit_tasks, generate_series(2, {MOST}) AS numbers (n)
            """
        )
    )

    with pytest.raises(Refused, match="own_tasks_full"):
        scene.add()

    scene.step(HUNG, added, OwnStep.DROP)
    scene.add()
