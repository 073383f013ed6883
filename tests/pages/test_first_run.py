from __future__ import annotations

import re
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.operation import setup
from lib.store import accounts, campaigns, units
from tests.cast import make_cast
from tests.pages.conftest import SHELL, CheckedApp, button, page_file
from tests.support.stages import nothing

PASSWORD = "gió thổi qua cánh đồng"
TYPED = {
    "agency": "Sở Xây dựng tỉnh Cao Bằng",
    "superior": "Ủy ban nhân dân tỉnh Cao Bằng",
    "full_name": "Hoàng Thị Mai",
    "username": "mai",
    "password": PASSWORD,
    "repeated": PASSWORD,
}


@pytest.fixture
def duck(house):
    """The database that is served, before anybody has set it up."""
    return house.set(nothing)


@pytest.fixture
def at(duck) -> AppTest:
    return CheckedApp(str(SHELL), default_timeout=600).run()


COMING = format_date(clock.today() + timedelta(120))


def has_plan(at: AppTest) -> bool:
    return at.radio(key="first_run_plan").value == setup.Plan.CAMPAIGN_2021


def fill(at: AppTest, **changed: str) -> AppTest:
    typed = (
        {"code": setup.code(), "election_day": COMING} if has_plan(at) else {"code": setup.code()}
    )
    for key, text in {**TYPED, **typed, **changed}.items():
        at.text_input(key=f"first_run_{key}").input(text)
    return at


def titles(at: AppTest) -> list[str]:
    return [title.value for title in at.title]


def red(at: AppTest) -> list[str]:
    return [one.value for one in at.markdown if one.value.startswith(":red[")]


def test_an_empty_installation_asks_to_be_set_up(at, duck):
    assert titles(at) == ["Thiết lập lần đầu"]
    assert at.text_input(key="first_run_election_day").value == ""
    assert any("“Mã thiết lập lần đầu”" in one.value for one in at.caption)

    fill(at)
    button(at, "Thiết lập").click().run()

    assert titles(at) == ["Thi đua"]
    assert [one.value for one in at.success] == ["Đã thiết lập xong. Vui lòng đăng nhập."]
    (campaign,) = duck.read(campaigns.campaigns)
    assert campaign.code
    assert PASSWORD not in str(at.session_state)


def test_the_first_person_signs_in_at_once(at):
    button(fill(at), "Thiết lập").click().run()

    at.text_input[0].input("mai")
    at.text_input[1].input(PASSWORD)
    at.button[0].click().run()

    assert "Hoàng Thị Mai" in at.sidebar.markdown[0].value


def test_an_installation_may_begin_without_a_plan(at, duck):
    at.radio(key="first_run_plan").set_value("empty").run()
    assert not [one for one in at.text_input if one.key == "first_run_election_day"]

    button(fill(at), "Thiết lập").click().run()

    assert duck.read(campaigns.campaigns) == []
    (office,) = duck.read(lambda tx: units.units(tx, clock.today()))
    assert office.is_office


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(at, duck):
    fill(at, code="wrong", username="Thị Mai", election_day="31/02/2026")

    button(at, "Thiết lập").click().run()

    assert [one.value for one in at.error] == ["Có 3 mục cần sửa."]
    assert len(red(at)) == 3
    assert at.text_input(key="first_run_agency").value == TYPED["agency"]
    assert at.text_input(key="first_run_password").value == PASSWORD
    assert at.text_input(key="first_run_username").value == "Thị Mai"
    assert duck.read(accounts.accounts) == []

    fill(at)
    button(at, "Thiết lập").click().run()

    assert titles(at) == ["Thi đua"]


def test_an_old_election_day_is_taken_only_when_it_is_meant(at, duck):
    fill(at, election_day="23/05/2021")
    assert not at.checkbox

    button(at, "Thiết lập").click().run()
    (told,) = red(at)
    assert re.search(r"35 nhiệm vụ sẽ quá hạn ngay từ đầu, lâu nhất 2\d{3} ngày", told)
    assert duck.read(campaigns.campaigns) == []

    at.checkbox(key="first_run_past").check().run()
    button(at, "Thiết lập").click().run()
    assert titles(at) == ["Thi đua"]


def test_the_first_home_is_a_list_of_what_to_do(at):
    button(fill(at), "Thiết lập").click().run()
    at.text_input[0].input("mai")
    at.text_input[1].input(PASSWORD)
    at.button[0].click().run()

    assert "Việc cần làm để bắt đầu" in [one.value for one in at.header]
    told = " ".join(one.value for one in at.caption)
    for words in ("9 đơn vị phải báo cáo", "8 đơn vị chưa có người dùng", "Chưa có bản sao lưu"):
        assert words in told


def test_without_a_plan_the_list_begins_with_it(at):
    at.radio(key="first_run_plan").set_value("empty").run()
    button(fill(at), "Thiết lập").click().run()
    at.text_input[0].input("mai")
    at.text_input[1].input(PASSWORD)
    at.button[0].click().run()

    assert any("Chưa có kế hoạch nào" in one.value for one in at.caption)


def test_the_page_of_a_slower_person_says_that_it_is_done(at, duck):
    other = CheckedApp(str(SHELL), default_timeout=600).run()
    button(fill(at), "Thiết lập").click().run()

    button(fill(other, username="khac"), "Thiết lập").click().run()

    assert titles(other) == ["Thi đua"]
    assert [one.value for one in other.error] == ["Hệ thống đã được thiết lập. Vui lòng đăng nhập."]
    assert len(duck.read(accounts.accounts)) == 1


def test_the_page_run_alone_shows_nothing_once_set_up(duck):
    make_cast(duck)

    at = AppTest.from_file(str(page_file("public/first_run"))).run()

    assert titles(at) == []
    assert len(at.text_input) == 0
    assert [one.value for one in at.error] == ["Hệ thống đã được thiết lập. Vui lòng đăng nhập."]
