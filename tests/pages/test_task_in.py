"""Tasks come into the draft of a plan as a workbook, on the builder's page."""

from __future__ import annotations

import pytest

from lib.domain.plan_drafts import Part
from lib.services.building import drafts
from lib.services.campaigns import campaigns
from tests.cast import VAN
from tests.pages.conftest import button
from tests.pages.test_excel_in import alerts, send
from tests.services.building.building_scene import make_scene
from tests.services.building.test_task_sheets import HEADS, NEW
from tests.support.sheets import workbook


@pytest.fixture
def scene(house):
    return house.set(make_scene)


@pytest.fixture
def at(app, scene):
    at = app(VAN, "office/builder")
    at.session_state["task_in_part"] = True
    return at.run()


def titles(scene):
    draft = drafts.opened(scene.db, scene.who(VAN), campaigns.find(scene.db))
    return [one["short_title"] for name, one in draft.after.items() if name.part == Part.TASK]


def test_a_new_task_is_shown_first_and_written_into_the_draft(at, scene):
    send(at, workbook(HEADS, NEW))
    rows, before = at.dataframe[0].value, titles(scene)
    button(at, "Ghi 1 dòng").click().run()

    assert rows["Bản ghi"][0].endswith(NEW[1])
    assert [*rows["Kết quả"]] == [["Thêm mới"]]
    assert NEW[1] not in before
    assert NEW[1] in titles(scene)
    assert alerts(at) == [
        (
            "success",
            "Đã nhập: thêm 1, sửa 0, giữ nguyên 0, bỏ qua 0. "
            "Các nhiệm vụ nằm trong bản nháp, chưa áp dụng.",
        )
    ]


def test_faulty_rows_are_told_and_passed_over_when_asked(at, scene):
    send(at, workbook(HEADS, NEW, ("IX.9", "Không nhóm", NEW[2])))
    rows = at.dataframe[0].value
    stopped = button(at, "Chưa ghi được: còn 1 dòng lỗi").disabled
    at.segmented_control(key="task_in_on_fault").set_value("skip").run()
    button(at, "Ghi 1 dòng").click().run()

    assert "“IX.9” không có trong danh mục" in rows["Chi tiết"][0]
    assert stopped
    assert titles(scene).count(NEW[1]) == 1
    assert "Không nhóm" not in titles(scene)


def test_a_file_that_is_none_is_refused(at, scene):
    before = titles(scene)

    send(at, b"khong phai tep")

    assert [kind for kind, _ in alerts(at)] == ["error"]
    assert titles(scene) == before
