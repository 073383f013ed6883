"""What is kept of a unit's items after a save is what the database holds of them."""

from __future__ import annotations

from lib.domain.workflow import WorkStatus
from lib.services.checklist import kept
from lib.store import checklist as store
from lib.store.engine.db import Reader
from tests import small_campaign
from tests.cast import BINH, LAN
from tests.services.checklist.test_checklist import Scene
from tests.services.checklist.test_checklist import scene as scene


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
