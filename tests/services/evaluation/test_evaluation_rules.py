"""The rule: begun by the campaign's file, changed by the Office, kept when the file comes again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.evaluation_rules import Condition, Measure
from lib.errors import Conflict, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns, files
from lib.services.evaluation import rules
from lib.services.operation import setup
from lib.store import evaluations as store
from tests import small_campaign
from tests.cast import MAI, VAN
from tests.services.evaluation.evaluation_scene import FAIR, GOOD, NOW, POOR, Scene, make_scene
from tests.support.acting import act_as_nobody
from tests.support.stages import Stage

OF_A_FILE = {
    "suggested": True,
    "labels": [
        {"code": "kha", "name": "Khá", "conditions": [{"measure": "late", "at_most": 0}]},
        {"code": "yeu", "name": "Yếu", "conditions": []},
    ],
}


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """On both engines."""
    return stage.set(make_scene)


def change(scene, person=MAI, *, code=FAIR, seen=0, act=None, **raw):
    with clock.at(NOW):
        return rules.save_label(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(), code=code,
            seen_version=seen, raw={"ten": "Hoàn thành", **raw},
        )  # fmt: skip


def now(scene):
    return rules.current(scene.db, scene.campaign)


def load(scene, details, sha256):
    seed = replace(small_campaign.SEED, details=details, short_title=f"Bản {sha256}")
    with clock.at(NOW):
        act_as_nobody(
            scene.db,
            lambda act: campaigns.load_campaign(
                act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
            ),
        )
    return campaigns.find(scene.db, scene.campaign.code)


def test_the_shipped_rule_is_read_whole():
    seed = files.campaign_from_file(setup.CAMPAIGN_FILE)

    found = rules.from_details(seed.details)

    assert [(one.code, one.name) for one in found.labels] == [
        (GOOD, "Hoàn thành tốt"), (FAIR, "Hoàn thành"), (POOR, "Chưa hoàn thành"),
    ]  # fmt: skip
    assert found.labels[0].conditions == (
        Condition(Measure.COMPLETION, 100),
        Condition(Measure.ON_TIME, 90),
        Condition(Measure.TIMES_RETURNED, 1),
    )
    assert found.is_suggested
    # Campaigns loaded before there was a rule have the same.
    assert rules.from_details({}).labels == found.labels


def test_the_office_changes_a_name_and_thresholds(scene):
    saved = change(scene, ten="Khá", on_time="75", times_returned=2)

    found = now(scene)
    label = found.label(FAIR)
    assert (label.name, label.version, saved.version) == ("Khá", 1, 1)
    assert label.conditions == (
        Condition(Measure.ON_TIME, 75),
        Condition(Measure.TIMES_RETURNED, 2),
    )
    assert (found.is_suggested, found.version, found.changed_by_name) == (False, 1, MAI.full_name)
    assert [one.code for one in found.labels] == [GOOD, FAIR, POOR]
    assert scene.listed(MAI).rules == found


def test_every_version_stays(scene):
    change(scene, on_time="75")
    change(scene, VAN, seen=1, on_time="70")

    rows = scene.db.read(
        lambda tx: tx.rows(
            "SELECT version, done_by FROM evaluation_rules WHERE campaign_id = $1 ORDER BY version",
            [scene.campaign.campaign_id],
        )
    )

    assert rows == [(1, MAI.account_id), (2, VAN.account_id)]


def test_two_people_on_two_labels_do_not_meet_and_on_one_they_do(scene):
    change(scene, on_time="75")
    change(scene, VAN, code=GOOD, ten="Xuất sắc", completion="100")

    with pytest.raises(Conflict):
        change(scene, VAN, on_time="60")

    assert now(scene).label(FAIR).conditions == (Condition(Measure.ON_TIME, 75),)
    assert now(scene).label(GOOD).name == "Xuất sắc"


def test_two_clicks_change_once(scene):
    act = new_act()

    first, second = (change(scene, on_time="75", act=act) for _ in range(2))

    assert first.version == second.version == now(scene).version == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"ten": ""}, {"ten": "x" * 41}, {"on_time": "101"}, {"on_time": "-1"}, {"on_time": "90,5"},
        {"overdue": "nhiều"}, {"ten": "hoàn thành TỐT"},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_taken(scene, raw):
    with pytest.raises(Problems):
        change(scene, **({"on_time": "80"} | raw))

    assert now(scene).version == 0


def test_no_label_is_made_that_nobody_could_reach_and_none_is_made_up(scene):
    with pytest.raises(Refused, match="unreachable_label"):
        change(scene)
    with pytest.raises(NotFound):
        change(scene, code="moi", on_time="80")

    change(scene, code=POOR, ten="Chưa đạt")


def test_a_changed_rule_stays_when_the_file_is_loaded_again(scene):
    scene.campaign = load(scene, {"evaluation": OF_A_FILE}, "a")
    assert [one.name for one in now(scene).labels] == ["Khá", "Yếu"]
    change(scene, code="kha", ten="Tốt", late="1")

    scene.campaign = load(scene, {}, "b")

    assert [one.name for one in now(scene).labels] == ["Tốt", "Yếu"]
    assert scene.db.read(lambda tx: store.rules(tx, scene.campaign.campaign_id)).version == 1
