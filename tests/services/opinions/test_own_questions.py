"""What the Office asks of its own: in named opinions alone, and topics that stay once it runs."""

from __future__ import annotations

import json

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.opinions import TEXT, TOPIC
from lib.domain.plan_drafts import OPINION, OPINION_FORMS
from lib.errors import Problems
from lib.services import clock
from lib.services.opinions import box, opinion_forms, reading
from tests.cast import LAN, VAN
from tests.services.opinions.opinion_scene import FORM, NIGHT, OURS, Scene

WHERE = {
    "key": "o_dau", "label": "Ở đơn vị nào", "kind": "choice",
    "choices": [{"key": "qlxd", "label": "Phòng QLXD"}, {"key": "khac", "label": "Nơi khác"}],
}  # fmt: skip
HOW_MANY = {"key": "so_nguoi", "label": "Bao nhiêu người", "kind": "whole", "required": True}


def told(scene: Scene) -> list[tuple[str, str]]:
    (one,) = scene.stored()
    return [(each.label, each.words) for each in one.told]


def test_who_gives_their_name_is_asked_more(scene):
    scene.ask(WHERE, HOW_MANY)

    with pytest.raises(Problems) as caught:
        scene.send(o_dau="qlxd")
    assert [one.facts["key"] for one in caught.value.problems] == ["so_nguoi"]
    assert scene.stored() == []

    scene.send(o_dau="qlxd", so_nguoi="0", la="x")
    assert told(scene) == [("Ở đơn vị nào", "Phòng QLXD"), ("Bao nhiêu người", "0")]
    (own,) = reading.own(scene.db, scene.who(LAN), scene.campaign)
    assert own.told == scene.stored()[0].told


def test_what_was_answered_is_read_in_its_version(scene):
    scene.ask(WHERE)
    scene.send(o_dau="khac")
    scene.ask({**WHERE, "label": "Nơi làm việc"}, HOW_MANY)

    assert told(scene) == [("Ở đơn vị nào", "Nơi khác")]
    assert [one.key for one in opinion_forms.named(scene.db, scene.campaign).asked] == [
        TOPIC, TEXT, "o_dau", "so_nguoi",
    ]  # fmt: skip


def test_nobody_who_stays_unnamed_is_asked_more(scene):
    scene.ask(WHERE, HOW_MANY)
    asked = opinion_forms.anonymous(scene.db, scene.campaign).fields
    assert [one.key for one in asked] == [TOPIC, TEXT]

    code = scene.hide(o_dau="qlxd", so_nguoi="3")

    with clock.at(NIGHT):
        waits = reading.by_code(scene.db, scene.who(LAN), scene.campaign, code)
    assert waits.answers == FORM
    scene.fill(4)
    stored = scene.stored()
    assert {tuple(one.answers) for one in stored} == {(TOPIC, TEXT)}
    assert {one.told for one in stored} == {()}


def test_a_change_in_the_meantime_parts_nobody(scene):
    """Two versions would tell who sent before the change, and who after it."""
    scene.hide(LAN)
    scene.ask(HOW_MANY)
    scene.hide(VAN)

    assert {one.form_version for one in box.of(scene.db).waiting()} == {1}
    scene.fill(3)
    rows = scene.db.read(
        lambda tx: tx.rows("SELECT form_version FROM opinions WHERE account_id IS NULL")
    )
    assert rows == [(1,)] * 5


def test_a_heading_above_ours_leaves_the_anonymous_form_whole(scene):
    heading = {"key": "phan", "label": "Phần một", "kind": "group"}
    grouped = [{**one, "group": "phan"} for one in OURS]
    scene.put_details({OPINION_FORMS: {OPINION: [heading, *grouped]}})

    scene.hide()
    scene.send()

    assert [one.key for one in opinion_forms.named(scene.db, scene.campaign).asked] == [
        "phan", TOPIC, TEXT,
    ]  # fmt: skip
    assert [one.text for one in scene.stored()] == [FORM[TEXT]]


def test_topics_of_the_campaign_are_offered_to_both(scene):
    topic, text = OURS
    kept = [one for one in topic["choices"] if one["key"] in ("khieu_nai", "to_cao")]
    new = [{"key": "bua_trua", "label": "Bữa trưa"}, *kept]
    scene.put_state(CampaignState.PREPARING)
    scene.put_details({OPINION_FORMS: {OPINION: [{**topic, "choices": new}, text]}})
    scene.put_state(CampaignState.RUNNING)

    with pytest.raises(Problems):
        scene.hide()
    with pytest.raises(Problems):
        scene.send()
    scene.hide(chu_de="bua_trua")
    scene.send(chu_de="bua_trua")

    assert opinion_forms.topics(scene.db, scene.campaign)["bua_trua"] == "Bữa trưa"
    events = scene.db.read(
        lambda tx: tx.rows("SELECT detail FROM audit_events WHERE event = 'opinion.send'")
    )
    assert [json.loads(detail)["topic"] for (detail,) in events] == ["Bữa trưa"]
