from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.services import acts
from lib.services.acts import Queue
from tests.cast import CAST, QUANG, VAN
from tests.pages.conftest import button, page_file
from tests.services.nominations.nomination_scene import make_scene

PAGE = "shared/audit"


@pytest.fixture
def told(database):
    """Sixty events of the installation, so that there are two pages."""
    for number in range(60):
        intent = acts.intend_as(
            database, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE, address="10.0.0.9"
        )
        code = f"DV{number}"
        intent.carry_out(
            lambda act, code=code: act.tell("unit.create", code, {"code": code, "name": "*Tên*"}),
            again=acts.nothing,
        )
    return database


@pytest.fixture
def loaded(house):
    return house.set(make_scene)


def opened(app, person, **query):
    at = app(person)
    for name, value in query.items():
        at.query_params[name] = value
    return at.switch_page(str(page_file(PAGE))).run()


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_it_opens_to_those_who_read_a_log(app, loaded, person):
    may = bool({Role.OFFICE, Role.LEADER, Role.ADMIN} & person.roles)
    if may:
        assert opened(app, person).title[0].value == "Nhật ký"
    else:
        with pytest.raises(ValueError, match="navigation page"):
            opened(app, person)


def test_the_newest_are_listed_page_by_page(app, told):
    at = app(QUANG, PAGE)

    table = at.dataframe[0].value
    assert list(table.columns) == ["Lúc", "Người", "Việc", "Về"]
    assert (len(table), table["Việc"][1], table["Về"][1]) == (50, "Thêm đơn vị", "DV59")
    assert [one.value for one in at.caption if one.value.endswith("việc")] == ["61 việc"]


def test_filters_narrow_the_list(app, told):
    at = app(QUANG, PAGE)

    at.selectbox(key="nk_viec").select("Sao lưu, khôi phục").run()

    assert [one.value for one in at.info] == ["Không có việc nào theo bộ lọc này."]


def test_an_opened_event_is_shown_whole_and_as_it_was_typed(app, told):
    at = opened(app, QUANG, open="60")

    shown = " ".join(one.value for one in at.markdown)
    assert ("\\*Tên\\*" in shown, "10.0.0.9" in shown) == (True, True)


def test_a_record_has_a_time_line_of_its_own(app, told):
    at = opened(app, QUANG, ho_so="0190a0a0-0000-7000-8000-000000000000")

    assert [one.value for one in at.info] == ["Không có việc nào theo bộ lọc này."]
    button(at, "Xem toàn bộ nhật ký").click().run()
    assert len(at.dataframe[0].value) == 50


def test_the_office_is_told_the_campaigns_log(app, loaded):
    at = opened(app, VAN)

    assert [one.key for one in at.selectbox] == ["nk_nguoi", "nk_don_vi", "nk_viec"]


def test_an_opened_event_says_nothing_twice(app, loaded):
    loaded.checked()
    at = opened(app, VAN)
    asked = range(1, len(at.dataframe[0].value) + 1)

    told = [
        [line.value for line in opened(app, VAN, open=str(number)).markdown] for number in asked
    ]

    assert any(any("**Đơn vị:**" in line for line in lines) for lines in told)
    assert [lines for lines in told if len(set(lines)) < len(lines)] == []
    # What a nomination was checked against is told in words, too.
    assert "**Cảnh báo:** hồ sơ của đơn vị còn thiếu" in {line for one in told for line in one}
