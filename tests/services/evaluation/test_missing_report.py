"""The unit's own report as a condition of the rule: where it stands, and what the rule says."""

from __future__ import annotations

import pytest

from lib import text
from lib.domain.evaluation_rules import Condition, Measure
from lib.domain.workflow import Verification
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.evaluation import evaluation_forms, evaluation_list, rules
from lib.services.evaluation.evaluation_list import Filter
from tests import small_campaign
from tests.cast import LAN, MAI
from tests.services.evaluation.evaluation_scene import GOOD, make_scene
from tests.services.papers import report_scene
from tests.services.papers.report_scene import LATER

MISSING = Condition(Measure.MISSING_REPORT, 0)
CHOSEN = {"missing_report": "da_gui"}


@pytest.fixture
def scene(stage):
    return stage.set(report_scene.make_scene)


def change(scene, **raw):
    with clock.at(LATER):
        return rules.save_label(
            scene.db, scene.who(MAI), again(scene), act_id=new_act(), code=GOOD, seen_version=0,
            raw={"ten": "Tốt", **raw},
        )  # fmt: skip


def again(scene):
    return campaigns.find(scene.db, scene.campaign.code)


def line(scene, unit=LAN.unit):
    with clock.at(LATER):
        found = evaluation_list.listed(scene.db, scene.who(MAI), again(scene), Filter())
    return next(one for one in found.lines if one.unit.code == unit)


@pytest.mark.parametrize("state", list(Verification))
def test_it_is_there_while_it_is_with_the_office(scene, state):
    scene.bring(state)
    change(scene, **CHOSEN)

    lacks = state in (Verification.NOT_SENT, Verification.RETURNED)
    one = line(scene)
    assert one.figures.lacks_report == lacks
    told = text.tried_words(one.hint.tried[0])
    assert told == (
        "Tốt: báo cáo tổng kết của đơn vị còn thiếu 1 > 0: không đạt"
        if lacks
        else "Tốt: báo cáo tổng kết của đơn vị còn thiếu 0 ≤ 0: đạt"
    )
    assert (one.hint.code == GOOD) == (not lacks)
    assert line(scene, "QHKT").figures.lacks_report


def test_the_office_puts_the_condition_there_and_takes_it_away(scene):
    change(scene, on_time="90", **CHOSEN)
    label = rules.current(scene.db, again(scene)).label(GOOD)
    assert label.conditions == (Condition(Measure.ON_TIME, 90), MISSING)
    assert evaluation_forms.label_answers(label) == {"ten": "Tốt", "on_time": 90, **CHOSEN}
    assert text.rule_words(label.conditions) == (
        "đúng hạn ≥ 90%; đã gửi báo cáo tổng kết của đơn vị"
    )

    with clock.at(LATER):
        rules.save_label(
            scene.db, scene.who(MAI), again(scene), act_id=new_act(), code=GOOD, seen_version=1,
            raw={"ten": "Tốt", "on_time": "90"},
        )  # fmt: skip

    assert rules.current(scene.db, again(scene)).label(GOOD).conditions == (
        Condition(Measure.ON_TIME, 90),
    )


def test_where_no_report_is_asked_of_units_none_is_missing(stage):
    other = stage.set(make_scene)

    with clock.at(LATER):
        found = evaluation_list.listed(
            other.db, other.who(MAI), small_campaign.stored(other.db), Filter()
        )

    assert found.lines
    assert not any(one.figures.lacks_report for one in found.lines)
