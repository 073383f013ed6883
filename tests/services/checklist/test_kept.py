"""What is kept of a unit's items after a save is what the database holds of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lib.domain import desk
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import Conflict
from lib.services.campaigns import campaigns
from lib.services.checklist import kept
from lib.services.reports import waiting
from lib.store import audit, revisions
from lib.store import campaigns as campaigns_store
from lib.store import checklist as store
from lib.store import waiting as waiting_store
from lib.store.engine.db import Reader
from tests import small_campaign
from tests.cast import BINH, HUNG, LAN, MAI
from tests.services.checklist.test_checklist import Scene
from tests.services.checklist.test_checklist import scene as scene
from tests.services.checklist.test_verification import put, take


def check(scene: Scene, unit_id) -> None:
    campaign_id = scene.campaign.campaign_id
    held = kept.items(scene.db, scene.campaign.campaign_id, unit_id)
    rows = scene.db.read(lambda tx: store.items_of_unit(tx, campaign_id, unit_id))
    assert held == {row.task_id: row for row in rows}


def test_what_a_save_makes_of_an_item_is_known_as_it_is_stored(scene):
    actor = scene.who(LAN)
    check(scene, actor.unit_id)

    scene.save(actor, so_hoi_nghi="3", ghi_chu="Một dòng\nhai dòng “có ngoặc”")
    check(scene, actor.unit_id)
    scene.save(actor, seen=2, so_hoi_nghi="2", reason="Đếm nhầm một cuộc")
    check(scene, actor.unit_id)
    scene.save(
        actor, code=small_campaign.SHARE, status=WorkStatus.IN_PROGRESS,
        ty_le_num="7", ty_le_den="9",
    )  # fmt: skip
    check(scene, actor.unit_id)
    scene.save(actor, code=small_campaign.NIL, status=WorkStatus.NIL)
    check(scene, actor.unit_id)


def test_after_a_save_the_units_items_are_not_asked_for_again(scene, monkeypatch):
    if scene.db.engine != "duckdb":
        return
    asked = []
    read = store.items_of_unit

    def counted(tx: Reader, campaign_id, unit_id):
        asked.append(unit_id)
        return read(tx, campaign_id, unit_id)

    monkeypatch.setattr(store, "items_of_unit", counted)
    lan, binh = scene.who(LAN), scene.who(BINH)
    for actor in (lan, binh):
        kept.items(scene.db, scene.campaign.campaign_id, actor.unit_id)

    scene.save(lan, so_hoi_nghi="3")

    for actor in (lan, binh):
        kept.items(scene.db, scene.campaign.campaign_id, actor.unit_id)
    assert asked == [lan.unit_id, binh.unit_id]


def check_campaign(scene: Scene) -> None:
    """What pages and the next writer know of the campaign is what its row says."""
    campaign_id = scene.campaign.campaign_id
    stored = scene.db.read(lambda tx: revisions.at(tx, campaign_id))
    assert scene.db.write(lambda tx: revisions.turn(tx, campaign_id)) == stored
    heads = scene.db.read(campaigns_store.heads)
    assert scene.db.kept(revisions.HEADS, revisions.READS, campaigns_store.heads) == heads
    assert campaigns.find(scene.db).revision == stored[0]


def test_where_a_campaign_stands_is_known_after_each_act_on_it(scene):
    actor = scene.who(LAN)
    check_campaign(scene)

    scene.save(actor, so_hoi_nghi="3")
    check_campaign(scene)
    with pytest.raises(Conflict):
        scene.save(actor, so_hoi_nghi="4")
    check_campaign(scene)
    scene.save(actor, seen=2, so_hoi_nghi="5")
    check_campaign(scene)


def test_what_else_moves_a_campaign_is_not_missed(scene):
    """Two steps of its counter in one write, a state, an end of its log that says nothing more."""
    campaign_id = scene.campaign.campaign_id
    check_campaign(scene)

    def twice(tx):
        for _ in range(2):
            revisions.move(tx, campaign_id, datetime.now(UTC))

    scene.db.write(twice)
    check_campaign(scene)
    _, _, end = scene.db.read(lambda tx: revisions.at(tx, campaign_id))
    scene.db.write(lambda tx: audit.keep_head(tx, campaign_id, end))
    check_campaign(scene)
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE campaigns SET state = 'closed' WHERE campaign_id = $1", [campaign_id]
        )
    )
    check_campaign(scene)


def test_after_a_save_the_campaign_is_not_asked_for_again(scene, monkeypatch):
    if scene.db.engine != "duckdb":
        return
    asked = []
    read = revisions.at

    def counted(tx: Reader, campaign_id):
        asked.append(campaign_id)
        return read(tx, campaign_id)

    monkeypatch.setattr(revisions, "at", counted)
    actor = scene.who(LAN)
    scene.save(actor, so_hoi_nghi="3")
    before = list(asked)

    scene.save(actor, seen=2, so_hoi_nghi="4")

    assert asked == before


@pytest.fixture
def _no_rest(monkeypatch):
    monkeypatch.setattr(waiting, "REST_S", 0.0)
    monkeypatch.setattr(waiting, "SHARE", 0)


def on_desk(scene: Scene) -> list[Verification]:
    """In which states reports wait for the Office, as pages know it and as it is stored."""
    campaign_id = scene.campaign.campaign_id
    stored = scene.db.read(lambda tx: waiting_store.items(tx, campaign_id))
    longest = scene.db.read(lambda tx: waiting_store.longest_sent(tx, campaign_id, desk.FIRST))
    counted = waiting.reports(scene.db, scene.who(MAI), campaign_id)
    assert +counted == {state: count for _, state, count in stored}
    assert waiting.longest_sent(scene.db, campaign_id) == longest
    return list(counted)


@pytest.mark.usefixtures("_no_rest")
def test_what_waits_for_the_office_is_known_after_each_step(scene):
    unit_id = scene.who(LAN).unit_id
    target = put(scene.db, unit_id, Verification.NOT_SENT)
    assert on_desk(scene) == []

    told = []
    ways = (
        (HUNG, Step.SEND), (HUNG, Step.RECALL), (HUNG, Step.SEND), (MAI, Step.RECEIVE),
        (MAI, Step.VERIFY), (MAI, Step.RETURN),
    )  # fmt: skip
    for version, (person, step) in enumerate(ways, 1):
        take(
            scene.db, scene.who(person), scene.campaign, step, replace(target, seen_version=version)
        )
        told.append(on_desk(scene))

    sent, received = [Verification.SENT], [Verification.RECEIVED]
    assert told == [sent, [], sent, received, [], []]


@pytest.mark.usefixtures("_no_rest")
def test_a_save_has_nothing_read_again_that_waits_for_the_office(scene, monkeypatch):
    if scene.db.engine != "duckdb":
        return
    put(scene.db, scene.who(MAI).unit_id, Verification.SENT)
    before = on_desk(scene)
    scene.save(scene.who(LAN), so_hoi_nghi="3")
    monkeypatch.setattr(waiting_store, "items", None)
    monkeypatch.setattr(waiting_store, "longest_sent", None)

    campaign_id = scene.campaign.campaign_id
    assert list(waiting.reports(scene.db, scene.who(MAI), campaign_id)) == before
    assert len(waiting.longest_sent(scene.db, campaign_id)) == 1
