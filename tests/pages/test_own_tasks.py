"""What a unit adds to the plan for itself, as its people and others meet it on the page."""

from __future__ import annotations

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.own_tasks import OwnState, OwnStep
from tests.cast import BINH, HUNG, LAN, VAN, YEN
from tests.pages.conftest import button
from tests.services.own_tasks.own_scene import Scene, make_scene
from tests.small_campaign import HELD
from tests.support.trace import events

PAGE = "unit/checklist"
HOSTILE = "**Họp** [tổ](http://x) :red[nợ] <script>"


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


def opened(at, key):
    """The page with that folded part unfolded."""
    at.session_state[key] = True
    return at.run()


def box(at, label):
    kinds = ("text_input", "text_area", "selectbox")
    return [one for kind in kinds for one in at.get(kind) if one.label == label]


def save_assignment(at):
    (save,) = [one for one in at.button if one.key.startswith("assignment")]
    save.click().run()


def shown(at):
    return "\n".join(one.value for one in (*at.markdown, *at.caption))


def test_a_head_adds_a_task_and_staff_ticks_it(app, scene):
    at = opened(app(HUNG, PAGE), "own_task_adding")
    box(at, "Tên việc *")[0].set_value("Họp tổ")
    box(at, "Nhóm nội dung *")[0].set_value("II.1")
    box(at, "Hạn")[0].set_value("25/3/2021")
    button(at, "Thêm việc").click().run()

    (made,) = scene.tasks()
    assert (made.title, made.group_code, made.version) == ("Họp tổ", "II.1", 1)
    assert "Việc riêng: 0/1 xong" in shown(at)

    at = app(LAN, PAGE)
    (tick,) = [one for one in at.checkbox if one.label == "Họp tổ"]
    tick.check().run()

    assert scene.tasks()[0].state == OwnState.DONE
    assert "Việc riêng: 1/1 xong" in shown(at)
    assert [one.label for one in at.checkbox] == []


def test_what_is_refused_stays_typed(app, scene):
    at = opened(app(HUNG, PAGE), "own_task_adding")
    box(at, "Tên việc *")[0].set_value("Họp tổ")
    box(at, "Hạn")[0].set_value("31/2/2021")
    button(at, "Thêm việc").click().run()

    assert scene.tasks() == []
    assert box(at, "Tên việc *")[0].value == "Họp tổ"
    assert box(at, "Hạn")[0].value == "31/2/2021"
    assert "Nhóm nội dung: vui lòng chọn" in shown(at)
    assert "Hạn: vui lòng nhập ngày" in shown(at)


def test_what_is_typed_outlives_folding_the_form(app, scene):
    at = opened(app(HUNG, PAGE), "own_task_adding")
    box(at, "Tên việc *")[0].set_value("Họp tổ").run()
    at.session_state["own_task_adding"] = False
    at.run()

    assert box(at, "Tên việc *")[0].value == "Họp tổ"


def test_what_is_typed_outlives_a_look_at_a_task_of_the_office(app, scene):
    at = opened(app(HUNG, PAGE), "own_task_adding")
    box(at, "Tên việc *")[0].set_value("Họp tổ")
    box(at, "Nhóm nội dung *")[0].set_value("II.1")
    at.run()
    at.query_params["item"] = HELD
    at.run()
    assert box(at, "Tên việc *") == []
    del at.query_params["item"]
    at.run()

    assert box(at, "Tên việc *")[0].value == "Họp tổ"
    assert box(at, "Nhóm nội dung *")[0].value == "II.1"


def test_a_head_changes_and_drops_a_task(app, scene):
    scene.add(title=HOSTILE)
    at = app(HUNG, PAGE)
    assert "<script>" not in next(one.label for one in at.checkbox).replace("\\<script\\>", "")

    button(at, "Sửa").click().run()
    assert box(at, "Tên việc *")[0].value == HOSTILE
    box(at, "Tên việc *")[0].set_value("Họp tổ")
    button(at, "Lưu").click().run()
    assert scene.tasks()[0].title == "Họp tổ"

    button(at, "Sửa").click().run()
    [one for one in at.button if one.label == "Bỏ việc này"][-1].click().run()
    assert scene.tasks() == []
    assert [event for event, *_ in events(scene.db, "own_task.")] == [
        "own_task.add", "own_task.change", "own_task.drop",
    ]  # fmt: skip


def test_a_change_over_a_newer_one_is_said(app, scene):
    added = scene.add()
    at = app(HUNG, PAGE)
    button(at, "Sửa").click().run()
    scene.change(HUNG, added, title="Của người khác")
    box(at, "Tên việc *")[0].set_value("Của tôi")
    button(at, "Lưu").click().run()

    assert scene.tasks()[0].title == "Của người khác"
    assert box(at, "Tên việc *")[0].value == "Của tôi"
    assert "Của người khác" in shown(at)


def test_staff_only_ticks(app, scene):
    scene.add()
    at = app(LAN, PAGE)

    assert [one.label for one in at.checkbox] == ["Họp tổ chuyên môn"]
    assert {"Sửa", "Thêm việc"} & {one.label for one in at.button} == set()
    assert "Thêm việc riêng" not in [one.label for one in at.expander]


def test_another_unit_sees_nothing_of_it(app, scene):
    scene.add()
    scene.assign()

    for person in (BINH, YEN):
        at = app(person, PAGE)
        assert "Họp tổ chuyên môn" not in [one.label for one in at.checkbox]
        assert "Phân công" not in at.dataframe[0].value


def test_a_closed_campaign_is_only_read(app, scene):
    scene.add()
    scene.put_state(CampaignState.CLOSED)
    at = app(HUNG, PAGE)

    assert [one.disabled for one in at.checkbox] == [True]
    assert "Thêm việc riêng" not in [one.label for one in at.expander]


def test_a_head_assigns_a_task_of_the_office(app, scene):
    at = app(HUNG, PAGE)
    at.query_params["item"] = HELD
    at = opened(at, f"assignment_{HELD}")
    box(at, "Người thực hiện")[0].set_value(LAN.full_name)
    box(at, "Hạn nội bộ")[0].set_value("25/3/2021")
    save_assignment(at)
    assert scene.assignment() is None
    assert "Hạn nội bộ phải trước hoặc trong ngày hạn của Văn phòng (24/03/2021)." in [
        one.value for one in at.error
    ]

    box(at, "Hạn nội bộ")[0].set_value("20/3/2021")
    save_assignment(at)

    assert scene.assignment().assignee.account_id == LAN.account_id
    assert at.dataframe[0].value["Phân công"][0] == "Lan · 20/03"
    at = app(LAN, PAGE)
    assert at.dataframe[0].value["Phân công"][0] == "Tôi · 20/03"
    at.query_params["item"] = HELD
    assert "Trong đơn vị: Nguyễn Thị Lan · hạn nội bộ 20/03/2021" in shown(at.run())


def test_the_list_has_no_such_column_while_nobody_is_told(app, scene):
    assert "Phân công" not in app(LAN, PAGE).dataframe[0].value


def test_the_office_reads_them_below_the_units_rows(app, scene):
    scene.step(LAN, scene.add(), OwnStep.TICK)
    at = app(VAN, "shared/summary")
    at.selectbox(key="xem").select("Nhiệm vụ phải báo cáo").run()
    at.text_input(key="don_vi").set_value("QLXD").run()
    at = opened(at, "summary_own_tasks")

    assert "Việc riêng: 1/1 xong" in shown(at)
    assert "Họp tổ chuyên môn" in shown(at)
