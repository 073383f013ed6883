"""Masked numbers on pages: nothing of them reaches a browser before somebody who may asks."""

from __future__ import annotations

import pytest

from lib.domain.workflow import Step
from lib.services.acts import new_act
from lib.services.checklist import verification
from lib.services.checklist.item_acts import Target
from tests.cast import BINH, HUNG, LAN, MAI, SON
from tests.pages.conftest import button
from tests.services.building.building_scene import running
from tests.services.checklist import test_numbers as scenes
from tests.services.checklist.test_numbers import KEY, LABEL, MASK, WHOLE
from tests.services.evidence import file_question_scene as at_scene
from tests.services.evidence.file_question_scene import opened
from tests.small_campaign import HELD

SHOW = f"Hiện đủ {LABEL}"


@pytest.fixture
def scene(house, own_data):
    def make(db):
        made = scenes.make(db)
        at_scene.save(made, {"so_hoi_nghi": "4", KEY: WHOLE})
        return made

    return house.set(make)


@pytest.fixture
def item(app, scene):
    def start(person):
        at = app(person, "unit/checklist")
        at.query_params["item"] = HELD
        return at.run()

    return start


def whole_page(at):
    """All that the browser has been given of the page."""
    return "\n".join(str(getattr(one, "proto", "")) for one in at.main)


def typed(at):
    return next(one for one in at.text_input if one.label == LABEL)


def test_a_colleague_finds_the_mask_and_may_look(item, scene):
    at = item(HUNG)
    assert typed(at).value == MASK
    assert WHOLE not in whole_page(at)

    button(at, SHOW).click().run()
    assert f"**{LABEL}:** {WHOLE}" in [one.value for one in at.markdown]

    button(at, "Che lại").click().run()
    assert WHOLE not in whole_page(at)
    assert [one["question"] for *_, one in scenes.told(scene)] == [KEY]


def test_a_save_beside_the_mask_keeps_the_number(item, scene):
    at = item(HUNG)
    next(one for one in at.text_input if one.label.startswith("Số hội nghị")).set_value("7").run()
    button(at, "Lưu").click().run()

    assert opened(scene).item.answers == {"so_hoi_nghi": 7, KEY: WHOLE}
    assert typed(at).value == MASK


def test_what_was_typed_is_masked_once_it_is_saved(item, scene):
    at = item(LAN)
    typed(at).set_value("0987 654 321").run()
    button(at, "Lưu").click().run()

    assert opened(scene).item.answers[KEY] == "0987 654 321"
    assert typed(at).value == "•••••• 321"
    assert "0987 654" not in whole_page(at)


@pytest.mark.parametrize("theirs", ["0987 654 321", ""], ids=["another", "none"])
def test_a_colleagues_new_number_stays_where_nobody_typed_over_it(item, scene, theirs):
    at = item(HUNG)
    at_scene.save(scene, {"so_hoi_nghi": "4", KEY: theirs})
    next(one for one in at.text_input if one.label.startswith("Số hội nghị")).set_value("7").run()
    assert not [one.value for one in at.error]

    button(at, "Lưu lựa chọn").click().run()

    kept = {KEY: theirs} if theirs else {}
    assert opened(scene).item.answers == {"so_hoi_nghi": 7, **kept}


def test_what_is_shown_of_one_version_is_not_of_the_next(item, scene):
    at = item(HUNG)
    button(at, SHOW).click().run()
    at_scene.save(scene, {"so_hoi_nghi": "4", KEY: "0987 654 321"})

    at.run()

    assert WHOLE not in whole_page(at)
    assert button(at, SHOW)


def test_another_units_page_has_no_such_button(item):
    at = item(BINH)

    assert typed(at).value == ""
    assert SHOW not in [one.label for one in at.button]


@pytest.mark.parametrize(("person", "may"), [(MAI, True), (SON, False)], ids=["office", "leader"])
def test_the_office_looks_and_a_leader_does_not(app, scene, person, may):
    one = opened(scene)
    verification.take_step(
        scene.db, scene.who(HUNG), running(scene), act_id=new_act(), step=Step.SEND,
        targets=[Target(one.item.unit_id, one.task.task_id, one.item.version)],
    )  # fmt: skip
    at = app(person, "office/verification")
    at.query_params["item"], at.query_params["don_vi"] = HELD, "QLXD"
    at.run()

    if not may:
        assert SHOW not in [one.label for one in at.button]
        assert WHOLE not in whole_page(at)
        return
    assert any(MASK in one.value for one in at.markdown)
    assert WHOLE not in whole_page(at)
    button(at, SHOW).click().run()
    assert f"**{LABEL}:** {WHOLE}" in [one.value for one in at.markdown]
