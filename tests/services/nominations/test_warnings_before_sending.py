"""What a unit is told before it sends: of its own records, and of nobody else's."""

from __future__ import annotations

import pytest

from lib.domain.nominations import UNDER_REVIEW
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import award_details, campaigns
from lib.services.nominations import nomination_warnings
from lib.services.nominations.nomination_warnings import Kind
from lib.store import campaigns as store
from lib.store.engine.json_column import to_json
from tests.cast import BINH, LAN, VAN, YEN
from tests.services.nominations.nomination_scene import NOW, make_scene

LONG = "Hoàn thành việc rà soát danh sách cử tri ở mười hai tổ dân phố trước hạn năm ngày"


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


def told(scene, person, *ones):
    keys = [one.nomination_id for one in ones]
    with clock.at(NOW):
        return nomination_warnings.before_sending(scene.db, scene.who(person), scene.campaign, keys)


def test_a_double_in_the_unit_is_told_and_one_elsewhere_is_not(scene):
    mine, double, elsewhere = scene.save(LAN), scene.save(LAN), scene.save(BINH)

    found = told(scene, LAN, mine)[mine.nomination_id]
    assert {one.earlier.nomination_id for one in found if one.earlier} == {double.nomination_id}
    assert elsewhere.unit_id != mine.unit_id

    alone = told(scene, BINH, elsewhere)[elsewhere.nomination_id]
    assert [one.kind for one in alone] == [Kind.MISSING_PARTS]


@pytest.mark.parametrize("person", [BINH, YEN], ids=lambda one: one.username)
def test_another_units_nomination_is_not_found(scene, person):
    made = scene.save(LAN)
    assert scene.who(person).unit_id != made.unit_id

    with pytest.raises(NotFound):
        told(scene, person, made)


def settle(scene, **settings):
    """What the campaign says of awards, as a new version of it."""

    def work(tx):
        details = store.details(tx, scene.campaign.campaign_id)
        told = {**details, "award_rules": settings}
        tx.run("UPDATE campaigns SET details = $1, version = version + 1", [to_json(told)])

    scene.db.write(work)
    scene.campaign = campaigns.find(scene.db)


@pytest.mark.parametrize(
    ("setting", "kind"),
    [(award_details.ONE_AWARD, Kind.SAME_ACHIEVEMENT), (award_details.REVIEW, Kind.UNDER_REVIEW)],
    ids=str,
)
def test_warnings_that_a_campaign_does_not_want_are_not_given(scene, setting, kind):
    both = {"thanh_tich": LONG, UNDER_REVIEW: True}
    mine, _ = scene.save(LAN, **both), scene.save(LAN, ho_ten="Người khác", **both)

    def kinds():
        (concerns,) = told(scene, LAN, mine).values()
        checked = nomination_warnings.of_nomination(
            scene.db, scene.who(VAN), scene.campaign, mine.nomination_id
        )
        return {one.kind for one in concerns}, {one.kind for one in checked}

    unit, office = kinds()
    settle(scene, **{setting: False})

    assert kinds() == (unit - {kind}, office - {kind})
    assert kind in unit & office
