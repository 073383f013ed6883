from __future__ import annotations

import json
from datetime import timedelta

import pytest

from lib import text
from lib.domain.summary import Slice
from lib.domain.workflow import Verification, WorkStatus
from lib.services import clock
from lib.services.people import sessions
from lib.store.engine.db import Database
from lib.ui.reports import summary_sentence
from tests.cast import CAST, LAN, QUANG, SON, THU, make_cast
from tests.factories import Made, a_campaign, a_task, many_units, put_item
from tests.pages.conftest import button, page_file
from tests.services.nominations.nomination_scene import make_scene

PAGE = "shared/summary"


def make_three(database: Database) -> Made:
    make_cast(database)
    made = a_campaign(database, units=3, tasks=[a_task("II.1.1"), a_task("II.2.1")])
    (first, second, third), (one, two) = made.unit_ids, made.task_ids
    today = clock.today()
    put_item(
        database, first, one, first_complete_on=today, due_on=today,
        verification=Verification.VERIFIED, answers='{"so_hoi_nghi": 1234}',
    )  # fmt: skip
    put_item(database, second, one, status=WorkStatus.NOT_STARTED, due_on=today - timedelta(2))
    put_item(database, third, two, status=WorkStatus.NIL, due_on=today, first_complete_on=today)
    return made


@pytest.fixture
def made(house) -> Made:
    """Three units beside the cast's; one has done a task, one is late, one had nothing."""
    return house.set(make_three)


def tile(at, slice_: Slice) -> str:
    """The number that a tile shows."""
    return at.button(key=f"summary_{slice_}").label.split("**")[1]


def captions(at) -> list[str]:
    return [one.value for one in at.caption]


def listed(at) -> list[dict[str, object]]:
    """The rows behind the open figure."""
    (table,) = [one.value for one in at.dataframe if "Số liệu" in one.value]
    return table.to_dict("records")


def charts(at) -> list[dict[str, object]]:
    return [json.loads(one.proto.spec) for one in at.get("echarts_chart")]


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_everybody_sees_the_same_figures(app, made, person):
    at = app(person, PAGE)

    assert at.title[0].value == "Tổng hợp trực tiếp"
    assert tile(at, Slice.VERIFIED) == "1"
    assert tile(at, Slice.NIL) == "1"


def test_a_leader_lands_on_it(app, made):
    at = app(SON)

    assert at.title[0].value == "Tổng hợp trực tiếp"


def test_without_a_campaign_it_says_what_to_do(app):
    at = app(SON, PAGE)

    assert [one.value for one in at.info] == [text.SENTENCES["NotFound"]["campaign"]]
    assert at.button(key="shell_sign_out") is not None
    assert list(at.get("echarts_chart")) == []


def test_the_time_of_the_figures_and_their_revision_are_shown(app, made, database):
    at = app(SON, PAGE)
    (as_of,) = [one.value for one in at.markdown if one.value.startswith("Số liệu lúc")]

    put_item(database, made.unit_ids[0], made.task_ids[1], first_complete_on=clock.today())
    at.run()

    (later,) = [one.value for one in at.markdown if one.value.startswith("Số liệu lúc")]
    assert as_of.endswith(" · r4")
    assert later.endswith(" · r5")


def test_it_begins_with_what_the_figures_come_to(app, made):
    at = app(SON, PAGE)

    (said,) = [one.value for one in at.markdown if "nhiệm vụ đã hoàn thành" in one.value]
    assert said.startswith("**14,3 %** nhiệm vụ đã hoàn thành (2/14), ")
    assert "; 3 đơn vị chiếm 50 % việc quá hạn: " in said


def test_units_stand_worst_first_with_what_they_owe(app, made):
    (units,) = [one.value for one in app(SON, PAGE).dataframe if "14 ngày" in one.value]

    first, last = units.iloc[0], units.iloc[-1]
    assert (first["Hoàn thành"], first["Quá hạn"]) == (0, 2)
    assert list(units["Hoàn thành"]) == sorted(units["Hoàn thành"])
    assert (last["Hoàn thành"], list(last["14 ngày"])) == (50, [0] * 13 + [1])


def test_how_figures_are_counted_is_one_click_away(app, made):
    at = app(SON, PAGE)
    closed = [one.value for one in at.markdown]
    at.session_state["summary_how"] = True
    at.run()

    assert summary_sentence.HOW.strip() not in closed
    assert summary_sentence.HOW.strip() in [one.value for one in at.markdown]


@pytest.mark.parametrize("slice_", [Slice.OVERDUE, Slice.NIL, Slice.VERIFIED, Slice.ON_TIME])
def test_a_figure_opens_to_as_many_rows_as_it_says(app, made, slice_):
    at = app(SON, PAGE)
    number = tile(at, slice_)

    at.button(key=f"summary_{slice_}").click().run()

    assert at.selectbox(key="xem").value == text.SLICES[slice_]
    assert f"{text.SLICES[slice_]}: {number} nhiệm vụ" in captions(at)
    assert len(listed(at)) == int(number)


def test_rows_hold_the_figures_only_for_who_may_look_into_the_report(app, made):
    shown = {}
    for person in (SON, THU, LAN):
        at = app(person, PAGE)
        at.button(key=f"summary_{Slice.VERIFIED}").click().run()
        shown[person.username] = listed(at)[0]["Số liệu"]

    assert shown == {"son": "1.234", "thu": "", "lan": ""}


def test_rows_are_filtered_by_group_and_by_unit_without_accents(app, made):
    at = app(SON, PAGE)
    at.selectbox(key="xem").select(text.SLICES[Slice.ASSIGNED]).run()
    everything = captions(at)

    at.selectbox(key="nhom").select("II.2").run()
    at.text_input(key="don_vi").input("đông số 2").run()

    assert f"{text.SLICES[Slice.ASSIGNED]}: 14 nhiệm vụ" in everything
    assert [row["Nhiệm vụ"][:6] for row in listed(at)] == ["II.2.1"]
    assert f"{text.SLICES[Slice.ASSIGNED]}: 1 nhiệm vụ của Phòng 2" in captions(at)


def test_a_list_without_rows_says_so(app, made):
    at = app(SON, PAGE)

    at.selectbox(key="xem").select(text.SLICES[Slice.RETURNED]).run()

    assert [one.value for one in at.info] == ["Không có nhiệm vụ nào theo bộ lọc này."]


def test_an_address_opens_the_list_it_names(app, made):
    at = app(QUANG, "shared/account")
    at.query_params["xem"] = text.SLICES[Slice.OVERDUE]
    at.query_params["nhom"] = "II.1"
    at.query_params["don_vi"] = "dong so 2"
    at.switch_page(str(page_file(PAGE))).run()

    assert f"{text.SLICES[Slice.OVERDUE]}: 1 nhiệm vụ của Phòng 2" in captions(at)
    assert [(row["Hạn"], row["Trạng thái"]) for row in listed(at)] == [("quá 2 ngày", ["Quá hạn"])]
    button(at, "Đóng").click().run()
    assert [one.value for one in at.dataframe if "Số liệu" in one.value] == []
    assert {"xem", "nhom", "don_vi"}.isdisjoint(at.query_params)


@pytest.mark.parametrize(
    ("name", "value"), [("xem", "không có"), ("nhom", "IX"), ("trang_don_vi", "x"), ("view", "x")]
)
def test_nonsense_in_the_address_is_ignored(app, made, name, value):
    at = app(QUANG, "shared/account")
    at.query_params[name] = value
    at.switch_page(str(page_file(PAGE))).run()

    assert at.title[0].value == "Tổng hợp trực tiếp"
    assert "Theo nhóm nội dung (%)" in [one.value for one in at.header]


def test_full_screen_has_figures_but_no_filters(app, made):
    at = app(SON, PAGE)
    at.button(key="summary_view").click().run()

    assert at.query_params["view"] == "full"
    assert tile(at, Slice.OVERDUE) == "12"
    assert [one.key for one in at.selectbox] == []
    assert charts(at)[1]["series"][0]["label"]["fontSize"] >= 28
    assert charts(at)[0]["yAxis"][0]["data"] == charts(at)[1]["yAxis"]["data"]

    at.button(key="summary_view").click().run()
    assert "view" not in at.query_params


def test_a_click_after_the_session_has_ended_shows_nothing(app, made, database):
    at = app(SON, PAGE)
    session_id = at.session_state["_session"]
    actor = sessions.actor(database, session_id)
    sessions.sign_out(database, actor, None)

    at.button(key=f"summary_{Slice.NIL}").click().run()

    assert list(at.dataframe) == []
    assert list(at.get("echarts_chart")) == []


def test_many_units_are_shown_twenty_at_a_time_and_found_by_name(app, made, database):
    many_units(database, 60, campaign_id=made.campaign_id)
    at = app(SON, PAGE)
    first = charts(at)[0]["yAxis"]["data"]

    at.text_input(key="tim_don_vi").input("dong so 63").run()
    found = charts(at)[0]["yAxis"]["data"]
    at.text_input(key="tim_don_vi").input("không có").run()

    assert len(first) == 20
    assert found == ["Phòng 63"]
    assert [one.value for one in at.info] == ["Không có đơn vị nào có tên như vậy."]
    assert "67 đơn vị, thấp nhất trước, mỗi trang 20." in captions(at)


def test_pages_are_as_long_as_their_reader_chose_and_stay_so(app, made, database):
    many_units(database, 60, campaign_id=made.campaign_id)

    def units(at) -> int:
        (table,) = [one.value for one in at.dataframe if "Chờ VP" in one.value]
        return len(table)

    at = app(SON, PAGE)
    at.selectbox(key="xem").select(text.SLICES[Slice.ASSIGNED]).run()
    at.session_state["trang_don_vi"] = 2
    at.run()

    at.selectbox(key="trang_don_vi_rows").select(50).run()

    assert at.session_state["trang_don_vi"] == 1
    assert "67 đơn vị, thấp nhất trước, mỗi trang 50." in captions(at)
    assert (units(at), len(listed(at))) == (50, 50)
    anew = app(SON, PAGE)
    assert units(anew) == 50
    assert anew.selectbox(key="trang_don_vi_rows").value == 50
    assert units(app(LAN, PAGE)) == 20
    anew.query_params["view"] = "full"
    assert len(charts(anew.run())[0]["yAxis"][0]["data"]) == 20


def test_an_address_opens_a_page_of_the_units_and_one_that_is_gone_the_first(app, made, database):
    many_units(database, 60, campaign_id=made.campaign_id)

    def units(page: str) -> list[str]:
        at = app(QUANG, "shared/account")
        at.query_params["trang_don_vi"] = page
        at.switch_page(str(page_file(PAGE))).run()
        return charts(at)[0]["yAxis"]["data"]

    assert len(units("4")) == 7
    assert units("999") == units("1")
    assert units("2") != units("1")


def test_a_shorter_list_is_shown_from_its_beginning(app, made, database):
    many_units(database, 60, campaign_id=made.campaign_id)
    at = app(SON, PAGE)
    at.selectbox(key="xem").select(text.SLICES[Slice.ASSIGNED]).run()
    at.session_state["dong"] = 7
    at.run()

    at.text_input(key="don_vi").input("dong so 2").run()

    assert len(listed(at)) == 20
    assert at.session_state["dong"] == 1


def test_what_is_sent_does_not_grow_with_the_units(app, made, database):
    many_units(database, 60, campaign_id=made.campaign_id)

    def size() -> tuple[int, int]:
        at = app(SON, PAGE)
        return len(list(at.main)), sum(len(json.dumps(spec)) for spec in charts(at))

    elements, chart_bytes = size()
    many_units(database, 300, campaign_id=made.campaign_id)
    later_elements, later_chart_bytes = size()

    assert later_elements == elements
    assert later_chart_bytes <= chart_bytes * 1.05


def test_the_page_has_few_widgets(app, made, database):
    many_units(database, 60, campaign_id=made.campaign_id)

    at = app(SON, PAGE)
    at.selectbox(key="xem").select(text.SLICES[Slice.ASSIGNED]).run()

    widgets = sum(
        len(at.get(kind))
        for kind in ("button", "selectbox", "text_input", "pagination", "expander")
    )
    assert widgets <= 60


def test_sums_are_counted_once_somebody_opens_them(app, made):
    at = app(SON, PAGE)
    closed = len(at.dataframe)
    at.session_state["chi_so"] = True
    at.run()

    sums = [one.value for one in at.dataframe if "Lũy kế" in one.value]

    assert len(at.dataframe) == closed + 1
    assert sums[0]["Lũy kế"].tolist() == ["1.234", "0"]


def test_nominations_stand_in_the_summary_without_names(app, house):
    scene = house.set(make_scene)
    made = scene.save(LAN)

    at = app(SON, PAGE)

    assert "Khen thưởng: 1 đề nghị" in [one.value for one in at.header]
    assert "Đang soạn 1" in [one.value for one in at.caption]
    assert made.name not in str(at.main)


def test_saves_during_each_drawing_do_not_draw_it_for_ever(app, made, monkeypatch):
    asked = []

    def moved(*_: object) -> int:
        asked.append(1)
        assert len(asked) < 9, "the page begins again from its own run"
        return 1000 + len(asked)

    monkeypatch.setattr("lib.services.campaigns.campaigns.revision", moved)

    at = app(SON, PAGE)

    assert at.title[0].value == "Tổng hợp trực tiếp"
