"""A personal number of a nominee: masked in lists, papers and files, whole for who may."""

from __future__ import annotations

import json
import pickle
from functools import partial

import pytest

from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Subject
from lib.domain.plan_drafts import Name, Part
from lib.errors import Denied, NotFound, Problems
from lib.services import clock
from lib.services.acts import new_act
from lib.services.building import drafts, task_forms
from lib.services.nominations import nomination_edits, nominations, numbers
from lib.services.nominations.nominations import Filter
from lib.services.reports import exports
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, THU, VAN
from tests.services.building.building_scene import LATER, make_scene, publish, running
from tests.support.trace import events

NAME = Name(Part.NOMINATION, Subject.INDIVIDUAL.value)
KEY, LABEL = "ma_so_thue", "Mã số thuế"
WHOLE, MASK = "8012345678", "•••••• 678"
ASKED = partial(building.added, kind=Kind.PERSONAL, settings={"label": LABEL, "required": True})


def make(db):
    made = make_scene(db)
    who, campaign = made.who(VAN), running(made)
    task_forms.change(
        made.db, who, campaign, act_id=new_act(), name=NAME, act=ASKED,
        seen_version=drafts.opened(made.db, who, campaign).record(NAME).version,
    )  # fmt: skip
    publish(made)
    made.campaign = running(made)
    return made


@pytest.fixture
def scene(stage):
    with clock.at(LATER):
        yield stage.set(make)


def shown(scene, person, made, question=KEY):
    return numbers.of_nomination(
        scene.db, scene.who(person), running(scene), nomination_id=made.nomination_id,
        question=question,
    )  # fmt: skip


def told(scene):
    return [detail for _, _, detail in events(scene.db, "number.show")]


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_sees_the_number_of_a_nominee(scene, person):
    made = scene.save(LAN, **{KEY: WHOLE})

    if person in (LAN, HUNG, MAI, VAN):
        assert shown(scene, person, made) == WHOLE
        unit, key = str(made.unit_id), str(made.nomination_id)
        assert told(scene) == [{"unit": unit, "nomination": key, "question": KEY}]
        return
    with pytest.raises((Denied, NotFound)):
        shown(scene, person, made)
    assert told(scene) == []


@pytest.mark.parametrize("question", ["ho_ten", "nam_sinh", "la"])
def test_nothing_else_is_asked_for_this_way(scene, question):
    made = scene.save(LAN, **{KEY: WHOLE})

    with pytest.raises(NotFound):
        shown(scene, MAI, made, question)
    assert told(scene) == []


def test_a_save_keeps_what_came_back_masked_and_takes_no_other_mask(scene):
    made = scene.save(LAN, **{KEY: WHOLE})

    again = scene.save(
        HUNG, nomination_id=made.nomination_id, seen=1, chuc_vu="Phó phòng", **{KEY: MASK}
    )
    with pytest.raises(Problems) as refused:
        scene.save(LAN, nomination_id=made.nomination_id, seen=2, **{KEY: "•••••• 679"})
    with pytest.raises(Problems):
        scene.save(LAN, **{KEY: MASK})

    assert (again.answers[KEY], again.answers["chuc_vu"]) == (WHOLE, "Phó phòng")
    assert [one.reason for one in refused.value.problems] == ["masked"]


def test_another_persons_draft_holds_no_number(scene):
    made = scene.save(LAN, **{KEY: WHOLE})
    opened = nominations.opened(scene.db, scene.who(HUNG), running(scene), made.nomination_id)
    raw = {**opened.nomination.answers, KEY: MASK}
    keep = partial(
        nomination_edits.keep_draft, scene.db, scene.who(HUNG), running(scene),
        nomination_id=made.nomination_id, subject=Subject.INDIVIDUAL, seen_version=1,
    )  # fmt: skip

    assert keep(raw=raw) is None
    keep(raw={**raw, "chuc_vu": "Phó phòng"})

    rows = scene.db.read(
        lambda tx: tx.rows("SELECT CAST(answers AS VARCHAR) FROM nomination_drafts")
    )
    assert [json.loads(row[0])[KEY] for row in rows] == [MASK]


@pytest.mark.parametrize("sought", [WHOLE, "8012345", "678", KEY, MASK])
def test_no_search_finds_a_nominee_by_the_number(scene, sought):
    scene.save(LAN, **{KEY: WHOLE})

    for person in (LAN, VAN):
        found = nominations.listed(
            scene.db, scene.who(person), running(scene), Filter(sought=sought)
        )
        assert found.total == 0


def test_snapshots_and_files_hold_the_mask(scene):
    made = scene.save(LAN, **{KEY: WHOLE})
    scene.step(HUNG, Step.SEND, made)

    taken = exports.snapshot(scene.db, running(scene))

    (line,) = taken.nominations[Subject.INDIVIDUAL]
    assert json.loads(line.answers)[KEY] == MASK
    assert WHOLE.encode() not in pickle.dumps(taken)


def test_who_may_not_know_of_it_learns_nothing(scene):
    made = scene.save(LAN, **{KEY: WHOLE})
    refusals = set()

    for question in (KEY, "la"):
        for person in (BINH, THU, QUANG):
            with pytest.raises((Denied, NotFound)) as refused:
                shown(scene, person, made, question)
            refusals.add((person.username, str(refused.value)))

    assert len(refusals) == 3
