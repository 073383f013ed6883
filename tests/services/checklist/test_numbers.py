"""A personal number that a task asks for: masked for everybody, whole for who may, on record."""

from __future__ import annotations

import json
import logging
import pickle
from datetime import timedelta
from functools import partial

import pytest

from lib.domain.checklist import Report
from lib.domain.exports import Options
from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.forms.forms import start
from lib.domain.forms.xlsform.outgoing import outgoing
from lib.domain.plan_drafts import OPINION, OWN, Name, Part
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.audit.log import Filter
from lib.services.building import drafts, task_forms
from lib.services.campaigns import file_writing
from lib.services.checklist import checklist, numbers, report_before
from lib.services.closing import freezing
from lib.services.connections import editions
from lib.services.connections.editions import Shelf
from lib.services.operation import upkeep
from lib.services.reports import exports
from lib.services.unit_sheets import books, writing
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, VAN
from tests.services.building.building_scene import LATER, make_scene, running
from tests.services.evidence import file_question_scene as at
from tests.services.unit_sheets.sheet_scene import cells, filled, read
from tests.small_campaign import HELD

KEY, LABEL = "so_dien_thoai", "Số điện thoại"
WHOLE, MASK = "0912 345 678", "•••••• 678"
HIDDEN = ("0912", "345", "912345678")
ASKED = partial(building.added, kind=Kind.PERSONAL, settings={"label": LABEL})

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


def make(db):
    made = make_scene(db)
    at.built(made, ASKED)
    at.publish(made)
    return made


@pytest.fixture
def scene(stage):
    with clock.at(LATER):
        made = stage.set(make)
        at.save(made, {"so_hoi_nghi": "4", KEY: WHOLE})
        yield made


def shown(scene, person, *, question=KEY, code=HELD):
    unit_id = scene.who(LAN).unit_id
    return numbers.of_item(
        scene.db, scene.who(person), running(scene), unit_id=unit_id, task_code=code,
        question=question,
    )  # fmt: skip


def told(scene):
    """What the audit log has of numbers that were shown."""
    rows = scene.db.read(
        lambda tx: tx.rows(
            "SELECT account_id, subject, CAST(detail AS VARCHAR) FROM audit_events "
            "WHERE event = 'number.show' ORDER BY happened_at"
        )
    )
    return [(row[0], row[1], json.loads(row[2])) for row in rows]


def hides(content: str) -> bool:
    return not any(one in content for one in HIDDEN)


def start_of(scene):
    opened = at.opened(scene)
    return start(opened.task.form, opened.item.answers)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_sees_the_number_of_a_unit(scene, person):
    if person in (LAN, HUNG, MAI, VAN):
        assert shown(scene, person) == WHOLE
        detail = {"unit": str(scene.who(LAN).unit_id), "task": HELD, "question": KEY}
        assert told(scene) == [(scene.who(person).account_id, HELD, detail)]
        return
    with pytest.raises(Denied):
        shown(scene, person)
    assert told(scene) == []


def test_each_time_is_told_and_the_number_never(scene):
    for _ in range(3):
        shown(scene, MAI)

    listed = log.entries(scene.db, scene.who(SON), running(scene), Filter(kind="number"))
    whole = scene.db.read(lambda tx: tx.rows("SELECT CAST(detail AS VARCHAR) FROM audit_events"))
    assert len(told(scene)) == len(listed.entries) == 3
    assert all(hides(row[0] or "") for row in whole)
    assert hides(str(listed.entries))


@pytest.mark.parametrize(
    ("question", "code"), [("so_hoi_nghi", HELD), ("la", HELD), ("status", HELD), (KEY, "II.1.2")]
)
def test_nothing_else_is_asked_for_this_way(scene, question, code):
    with pytest.raises(NotFound):
        shown(scene, MAI, question=question, code=code)

    assert told(scene) == []


def test_what_is_masked_comes_back_unchanged(scene):
    at.save(scene, {**start_of(scene), "so_hoi_nghi": "5"})

    assert start_of(scene) == {"so_hoi_nghi": "5", KEY: MASK}
    assert at.opened(scene).item.answers == {"so_hoi_nghi": 5, KEY: WHOLE}


def test_the_mask_of_another_number_is_refused_and_no_oracle(scene):
    for guess in ("•••••• 679", "•••••• 345", f"{MASK}0"):
        with pytest.raises(Problems) as refused:
            at.save(scene, {"so_hoi_nghi": "4", KEY: guess})
        assert [one.reason for one in refused.value.problems] == ["masked"]
        assert hides(str(refused.value.problems[0].facts))
    assert at.opened(scene).item.answers[KEY] == WHOLE


def test_a_mask_reaches_no_other_unit(scene):
    """Typed at one's own item, the mask of another unit's number stands for nothing."""
    with pytest.raises(Problems):
        at.save(scene, {"so_hoi_nghi": "4", KEY: MASK}, person=BINH)


def test_a_draft_is_its_writers_and_holds_no_number_that_was_not_typed(scene):
    who = scene.who(HUNG)
    kept = partial(
        checklist.keep_draft, scene.db, who, running(scene), unit_id=who.unit_id, task_code=HELD,
        seen_version=1,
    )  # fmt: skip

    assert kept(raw={**start_of(scene), "status": "done"}) is None
    kept(raw={**start_of(scene), "status": "done", "so_hoi_nghi": "9"})

    rows = scene.db.read(lambda tx: tx.rows("SELECT CAST(answers AS VARCHAR) FROM drafts"))
    assert [json.loads(row[0])[KEY] for row in rows] == [MASK]
    assert at.opened(scene, LAN).draft is None


def test_history_and_comparison_tell_but_the_end(scene):
    at.save(scene, {"so_hoi_nghi": "4", KEY: "0987 654 321"})
    opened = at.opened(scene)

    before = report_before.of_item(scene.db, scene.who(SON), opened.task, opened.item)

    (changed,) = before.changed
    assert (changed.mine_text, changed.theirs_text) == ("•••••• 321", MASK)


def test_a_conflict_tells_but_the_end(scene):
    with pytest.raises(Conflict) as refused:
        checklist.save_item(
            scene.db, scene.who(LAN), running(scene), act_id=new_act(),
            unit_id=scene.who(LAN).unit_id, task_code=HELD, seen_version=0,
            report=Report("done", {"so_hoi_nghi": "4", KEY: "0987 654 321"}, ""),
        )  # fmt: skip

    assert hides(str(refused.value.facts))


def test_what_leaves_holds_but_the_end(scene):
    unit = {"Mã đơn vị": "QLXD", "Mã nhiệm vụ": HELD}
    now = [one for one in at.rows(scene, "items") if unit.items() <= one.items()]
    with clock.at(LATER + timedelta(days=2)):
        at.save(scene, {"so_hoi_nghi": "4"})
        then = at.rows(scene, "items", as_of="2021-03-23")
    past = [one for one in then if unit.items() <= one.items()]
    assert [one[LABEL] for one in (*now, *past)] == [MASK, MASK]


def test_neither_snapshots_nor_kept_reports_nor_programs_get_the_number(scene):
    taken = exports.snapshot(scene.db, running(scene))
    shelf = Shelf()
    edition = editions.take(scene.db, running(scene), EXPORTS["items"], Options(), None, shelf)
    spooled = str(list(edition.spool.cells(0, 100)))
    edition.leave()
    shelf.clear()

    packed = freezing.packed(taken)
    answers = [
        json.loads(line.answers) for packed in taken.items for line in packed.lines()
    ]  # fmt: skip
    assert {"so_hoi_nghi": 4, KEY: MASK} in answers
    assert b"0912 345" not in packed
    assert b"0912 345" not in pickle.dumps(taken)
    assert MASK in spooled
    assert hides(spooled)


def test_no_download_holds_the_number(scene):
    for export in EXPORTS:
        made = exports.make(
            scene.db, scene.who(MAI), key=export, campaign_code=None, options=Options()
        )
        assert WHOLE not in b"".join(made.pieces).decode("utf-8-sig")


def test_the_units_workbook_holds_the_mask_and_takes_it_back(scene):
    who = scene.who(LAN)
    content = books.workbook(scene.db, who, running(scene))
    assert cells(content)[HELD, KEY] == MASK

    again = filled(content, {(HELD, "so_hoi_nghi"): 6})
    table = read(again)
    seen = writing.tried(scene.db, who, running(scene), table)
    writing.written(scene.db, who, running(scene), act_id=new_act(), table=table, seen=seen)

    assert hides(str(seen))
    assert at.opened(scene).item.answers == {"so_hoi_nghi": 6, KEY: WHOLE}


def test_a_key_that_is_retired_stays_masked(scene):
    at.built(scene, lambda draft: building.retired(draft, KEY))
    at.publish(scene)

    taken = exports.snapshot(scene.db, running(scene), ["items"])

    assert b"0912 345" not in pickle.dumps(taken)
    assert shown(scene, MAI) == WHOLE


def test_files_of_the_campaign_and_of_other_tools_keep_the_kind(scene):
    fields = at.task(scene).form.fields
    campaign = running(scene)
    seed = scene.db.read(lambda tx: file_writing.stored(tx, campaign))
    content = file_writing.written(seed)
    (row,) = [one for one in outgoing(fields).survey if one["name"] == KEY]

    assert "kind: personal" in str(content)
    assert (row["type"], row["appearance"]) == ("text", "masked")


@pytest.mark.parametrize(
    "name", [Name(Part.OPINION, OPINION), Name(Part.EVALUATION, OWN)], ids=lambda one: one.part
)
def test_forms_that_are_not_of_persons_ask_for_none(scene, name):
    who, campaign = scene.who(VAN), running(scene)
    opened = drafts.opened(scene.db, who, campaign)
    with pytest.raises(Refused) as refused:
        task_forms.change(
            scene.db, who, campaign, act_id=new_act(), name=name,
            seen_version=opened.record(name).version, act=ASKED,
        )  # fmt: skip

    assert refused.value.reason == "fixed_barred"


def test_read_only_mode_lets_who_may_look(scene, caplog):
    upkeep.freeze(scene.db, scene.who(QUANG), act_id=new_act(), is_frozen=True)
    with caplog.at_level(logging.DEBUG):
        assert shown(scene, MAI) == WHOLE

    assert hides(caplog.text)
    with pytest.raises(Refused):
        at.save(scene, {"so_hoi_nghi": "4", KEY: "0987 654 321"})
