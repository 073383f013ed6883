from __future__ import annotations

import pytest

from lib.domain.workflow import WorkStatus
from lib.services import checklist
from tests import cast, small_campaign
from tests.cast import HUNG, LAN, SON
from tests.pages.conftest import button
from tests.small_campaign import HELD, NIL, SHARE

PAGE = "unit/checklist"


@pytest.fixture
def plan(database):
    small_campaign.load(database)
    return small_campaign.stored(database)


def opened(app, code, person=LAN):
    """The page with one item open."""
    at = app(person, PAGE)
    return at.selectbox(key="checklist_open").select(code).run()


def field(at, part, kind="text_input"):
    (found,) = [one for one in at.get(kind) if str(one.key).endswith(f"_{part}")]
    return found


def item(database, plan, code=HELD, person=LAN):
    actor = cast.actor(database, person)
    return checklist.opened_item(database, actor, plan, unit_id=actor.unit_id, task_code=code)


def test_a_report_is_typed_drafted_and_saved(app, database, plan):
    at = opened(app, HELD)

    field(at, "so_hoi_nghi").input("1.234").run()
    drafted = item(database, plan).draft
    field(at, "status", "segmented_control").set_value(WorkStatus.DONE.value).run()
    button(at, "Lưu").click().run()

    assert drafted is not None
    assert drafted.answers["so_hoi_nghi"] == "1.234"
    stored = item(database, plan)
    assert (stored.item.answers, stored.item.status, stored.draft) == (
        {"so_hoi_nghi": 1234},
        WorkStatus.DONE,
        None,
    )


def test_a_field_left_while_another_item_is_opened_is_kept(app, database, plan):
    at = opened(app, HELD)

    field(at, "so_hoi_nghi").input("77")
    at.selectbox(key="checklist_open").select(SHARE).run()

    drafted = item(database, plan).draft
    assert drafted is not None
    assert drafted.answers["so_hoi_nghi"] == "77"
    assert item(database, plan, SHARE).draft is None


def test_problems_stand_at_their_fields_and_nothing_is_stored(app, database, plan):
    at = opened(app, SHARE)

    field(at, "ty_le_num").input("12").run()
    field(at, "ty_le_den").input("10").run()
    button(at, "Lưu").click().run()

    assert any("tử số không được lớn hơn mẫu số" in one.value for one in at.error)
    assert item(database, plan, SHARE).item.version == 1
    assert item(database, plan, SHARE).draft is not None


def test_a_conflict_shows_both_and_loses_nothing(app, database, plan):
    at = opened(app, HELD)
    other = opened(app, HELD, HUNG)
    for one, number in ((other, "3"), (at, "4")):
        field(one, "so_hoi_nghi").input(number).run()
        button(one, "Lưu").click().run()

    (choice,) = [one for one in at.radio if str(one.key).endswith("_choice_so_hoi_nghi")]
    assert choice.options == ["Giữ của tôi: 4 hội nghị", f"Lấy của {HUNG.full_name}: 3 hội nghị"]
    assert item(database, plan).item.answers == {"so_hoi_nghi": 3}

    choice.set_value("mine")
    button(at, "Lưu lựa chọn").click().run()

    assert item(database, plan).item.answers == {"so_hoi_nghi": 4}
    assert item(database, plan).item.version == 3


def test_nil_is_offered_only_where_the_task_allows_it(app, plan):
    offered = {
        code: field(opened(app, code), "status", "segmented_control").options
        for code in (HELD, NIL)
    }

    assert "Không phát sinh" in offered[NIL]
    assert "Không phát sinh" not in offered[HELD]


def test_a_lower_total_asks_why(app, database, plan):
    at = opened(app, HELD)
    field(at, "so_hoi_nghi").input("5").run()
    button(at, "Lưu").click().run()

    field(at, "so_hoi_nghi").input("4").run()
    button(at, "Lưu").click().run()
    field(at, "lower_reason", "text_area").input("Đếm nhầm").run()
    button(at, "Lưu").click().run()

    stored = item(database, plan).item
    assert (stored.answers, stored.lower_reason) == ({"so_hoi_nghi": 4}, "Đếm nhầm")


def test_only_the_head_is_offered_to_send(app, database, plan):
    at = opened(app, HELD)
    field(at, "so_hoi_nghi").input("5").run()
    field(at, "status", "segmented_control").set_value(WorkStatus.DONE.value).run()
    button(at, "Lưu").click().run()

    head = opened(app, HELD, HUNG)

    assert [one.key for one in at.button if one.key == "send_item"] == []
    (send,) = [one for one in head.button if one.key == "send_item"]
    send.click().run()
    assert item(database, plan).item.verification == "sent"


def test_who_reports_for_no_unit_has_no_such_page(app, plan):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app(SON, PAGE)


def test_an_unknown_item_in_the_address_is_told_in_words(app, plan):
    at = app(LAN)
    at.query_params["item"] = "IX.9.9"

    at.run()

    assert [one.value for one in at.warning] == ["Không tìm thấy nhiệm vụ này."]
