"""Beginning a campaign on “Kế hoạch”, and every page while it has no tasks."""

from __future__ import annotations

from datetime import date

import pytest

from lib.domain import access
from lib.services.acts import new_act
from lib.services.building import new_campaign
from lib.services.building.new_campaign import Begun
from lib.services.campaigns import campaigns
from lib.ui.frame.nav import ENTRIES
from tests.cast import CAST, HUNG, LAN, QUANG, SON, THU, VAN, actor, with_cast
from tests.pages.conftest import button

PAGE = "shared/plan"


def box(at, label):
    (found,) = [one for one in at.text_input if one.label == label]
    return found


def fill(at, code="td-2027", title="Phát động thi đua năm 2027"):
    box(at, "Mã phong trào mới *").set_value(code)
    box(at, "Tên ngắn *").set_value("Thi đua 2027")
    box(at, "Tên đầy đủ *").set_value(title)
    box(at, "Mốc gốc *").set_value("Ngày tổng kết")
    (day,) = [one for one in at.date_input if one.label == "Ngày mốc *"]
    day.set_value(date(2027, 9, 2))
    return button(at, "Tạo phong trào").click().run()


def with_an_empty_campaign(database):
    with_cast(database)
    told = Begun("td-2027", "Thi đua năm 2027", "Thi đua 2027", "Ngày tổng kết", date(2027, 9, 2))
    new_campaign.begin(database, actor(database, VAN), act_id=new_act(), told=told)
    return database


def test_the_first_campaign_is_begun_where_there_is_none(app, database):
    at = fill(app(VAN, PAGE))
    assert any("Đã tạo TD-2027, đang chuẩn bị." in one.value for one in at.success)
    assert campaigns.find(database, "TD-2027").title == "Phát động thi đua năm 2027"
    assert any("Thiết lập phong trào" in one.proto.label for one in at.get("page_link"))


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(app, database):
    at = fill(app(VAN, PAGE), code="mã sai", title="")
    told = [one.value for one in at.markdown if one.value.startswith(":red[")]
    assert len(told) == 2
    assert box(at, "Mã phong trào mới *").value == "mã sai"
    assert box(at, "Tên ngắn *").value == "Thi đua 2027"
    assert campaigns.campaigns(database, actor(database, VAN)) == []


def test_a_code_that_is_taken_is_said_at_its_field(app, house):
    database = house.set(with_an_empty_campaign)
    at = fill(app(VAN, PAGE), code="TD-2027")
    assert [one.value for one in at.markdown if one.value.startswith(":red[")]
    assert len(campaigns.campaigns(database, actor(database, VAN))) == 1


@pytest.mark.parametrize("person", [one for one in CAST if one.username not in ("van", "mai")],
                         ids=lambda one: one.username)  # fmt: skip
def test_nobody_else_is_offered_a_new_campaign(app, database, person):
    assert not any(one.label == "Tạo phong trào" for one in app(person, PAGE).button)


@pytest.mark.parametrize("person", [VAN, LAN, HUNG, SON, THU, QUANG], ids=lambda one: one.username)
def test_every_page_stands_a_campaign_without_tasks(app, house, person):
    database = house.set(with_an_empty_campaign)
    may = actor(database, person)
    for entry in ENTRIES:
        if access.can(may, entry.action):
            at = app(person, entry.path)
            assert at.title, entry.path


@pytest.mark.parametrize("view", ["Nội dung", "Mốc thời gian", "Nhiệm vụ"])
def test_every_part_of_an_empty_plan_is_drawn(app, house, view):
    house.set(with_an_empty_campaign)
    at = app(VAN, PAGE)
    at.segmented_control(key="plan_view").set_value(view).run()
    assert any("chưa nhân bản được" in one.value for one in at.caption)


def test_every_part_of_an_empty_plan_can_be_built(app, house):
    house.set(with_an_empty_campaign)
    at = app(VAN, "office/builder")
    for view in at.get("segmented_control")[0].options:
        at.get("segmented_control")[0].set_value(view).run()
        assert at.title
