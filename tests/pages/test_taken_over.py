"""A figure of a report taken over from acknowledgements: by a click, and never by itself."""

from __future__ import annotations

import pytest

from lib.domain.forms.fields import Counts
from lib.services.checklist import checklist
from tests import small_campaign
from tests.cast import LAN
from tests.services.documents.document_scene import Scene, make_scene

PAGE = "unit/checklist"


def with_binding(db) -> Scene:
    """The first task's number may be taken over."""
    scene = make_scene(db)
    db.write(
        lambda tx: tx.run(
            """
            UPDATE form_versions
            SET body = replace(CAST(body AS VARCHAR), '"running": true', $1)
            WHERE form_key = $2
            """,
            [
                f'"running": true, "counts": "{Counts.ACKNOWLEDGED_PEOPLE}"',
                f"nho.{small_campaign.HELD}",
            ],
        )
    )
    return scene


@pytest.fixture
def scene(house, own_data) -> Scene:
    return house.set(with_binding)


def opened(app):
    at = app(LAN, PAGE)
    at.query_params["item"] = small_campaign.HELD
    return at.run()


def number(at):
    (found,) = [one for one in at.text_input if (one.key or "").endswith("_so_hoi_nghi")]
    return found


def take(at):
    return [one for one in at.button if "lấy số từ xác nhận văn bản" in one.label]


def test_a_click_fills_the_field_and_nothing_else_does(app, scene):
    scene.acknowledge(scene.published(), LAN, so_nguoi="1.128")
    at = opened(app)

    assert number(at).value == ""
    (button,) = take(at)
    assert button.label == "Số hội nghị: lấy số từ xác nhận văn bản: 1.128"
    button.click().run()

    assert number(at).value == "1.128"
    assert take(at) == []
    listed = checklist.opened_item(
        scene.db, scene.who(LAN), scene.campaign, unit_id=scene.who(LAN).unit_id,
        task_code=small_campaign.HELD,
    )  # fmt: skip
    assert listed.item.answers == {}
    assert listed.draft.answers["so_hoi_nghi"] == "1.128"

    (save,) = [one for one in at.button if one.label == "Lưu"]
    save.click().run()

    listed = checklist.opened_item(
        scene.db, scene.who(LAN), scene.campaign, unit_id=scene.who(LAN).unit_id,
        task_code=small_campaign.HELD,
    )  # fmt: skip
    assert listed.item.answers["so_hoi_nghi"] == 1128
