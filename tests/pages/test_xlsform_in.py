"""An XLSForm is looked at and taken on the builder's page."""

from __future__ import annotations

import pytest

from lib.services.building import drafts
from lib.services.campaigns import campaigns
from tests.cast import VAN
from tests.pages.conftest import button
from tests.pages.test_excel_in import alerts
from tests.services.building.building_scene import make_scene
from tests.services.building.test_xlsforms import ASKED, TASK, workbook
from tests.small_campaign import HELD, OPTIONAL
from tests.support.sheets import saved


@pytest.fixture
def scene(house):
    return house.set(make_scene)


def opened(app, code):
    at = app(VAN, "office/builder")
    at.query_params["muc"] = f"task/{code}"
    at.session_state["xlsform_in_part"] = True
    return at.run()


def send(at, content):
    return at.file_uploader[-1].upload("mau.xlsx", content).run()


def keys(scene):
    draft = drafts.opened(scene.db, scene.who(VAN), campaigns.find(scene.db))
    return [one["key"] for one in draft.after[TASK]["form"]]


def test_what_would_be_taken_is_shown_before_anything_is(app, scene):
    at, before = opened(app, HELD), keys(scene)
    send(at, saved(workbook(ASKED)))
    shown, rows = keys(scene), at.dataframe[-1].value
    left_out = [one.value for one in at.markdown]
    button(at, "Lấy 2 câu hỏi").click().run()

    assert shown == before
    assert [*rows["Câu hỏi"]] == ["Kênh truyền thông", "Số tin"]
    assert [*rows["Kết quả"]] == [["Thêm mới"], ["Thêm mới"]]
    assert any("survey, dòng 4, cột type: Loại “geopoint”" in one for one in left_out)
    assert keys(scene) == [*before, "kenh", "so_tin"]
    assert ("success", "Đã lấy 2 câu hỏi từ tệp vào bản nháp.") in alerts(at)


def test_what_changes_of_a_known_question_is_told(app, scene):
    at = opened(app, HELD)
    key = keys(scene)[0]
    send(at, saved(workbook([("integer", key, "Số cuộc họp", "", "yes", "", "")])))

    assert any("đổi thành “Số cuộc họp”" in one.value for one in at.markdown)


def test_a_file_sent_for_one_task_is_taken_into_no_other(app, scene):
    at = opened(app, HELD)
    send(at, saved(workbook(ASKED)))
    at.query_params["muc"] = f"task/{OPTIONAL}"
    at.run()

    assert [one.label for one in at.button if one.label.startswith("Lấy ")] == []


def test_a_file_that_is_none_is_refused(app, scene):
    at, before = opened(app, HELD), keys(scene)

    send(at, b"khong phai tep")

    assert [kind for kind, _ in alerts(at)] == ["error"]
    assert keys(scene) == before
