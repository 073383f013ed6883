"""The second factor on the pages: set up, asked for, made a rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lib.domain.nomination_workflow import State, Step
from lib.services import clock
from lib.services.people import second_factor
from lib.store import second_factors
from lib.ui.awards.decision_view import DECISIONS
from tests.cast import LAN, MAI, PASSWORD, QUANG, VAN, actor
from tests.pages.conftest import button
from tests.pages.test_decisions import show, sign
from tests.pages.test_sign_in import sign_in, titles
from tests.services.awards.award_scene import decided, meet, prepare
from tests.services.nominations.nomination_scene import make_scene
from tests.support.phone import Phone, set_up
from tests.support.trace import events

PAGE = "shared/account"


@pytest.fixture(autouse=True)
def _own_key(own_data):
    """A key of the test's own."""


def words(at):
    return " ".join(one.value for one in [*at.main.markdown, *at.caption, *at.success])


def begin(at):
    at.text_input(key="second_factor_password").set_value(PASSWORD)
    button(at, "Bật xác thực hai lớp").click().run()
    return Phone(at.code[0].value)


def typed(at, code, label):
    at.text_input(key="second_factor_typed").set_value(code)
    return button(at, label).click().run()


def picture(at):
    return " ".join(one.value for one in at.main.get("html"))


def test_it_is_set_up_with_a_picture_that_leaves_no_machine(app, database):
    at = app(MAI, PAGE)
    phone = begin(at)
    assert 'src="data:image/svg+xml' in picture(at)
    assert picture(at).count("src=") == 1

    typed(at, "000000", "Xác nhận")
    assert at.error[0].value.startswith("Mã xác thực không đúng")
    typed(at, phone.shows(clock.now()), "Xác nhận")

    assert len(at.code[0].value.split()) == 10
    assert "Mười mã dự phòng" in words(at)
    button(at, "Đã cất mã dự phòng").click().run()
    assert "còn **10** mã dự phòng" in words(at)
    assert len(at.code) == 0
    assert PASSWORD not in str(at.session_state)


def test_a_wrong_password_sets_nothing_up(app, database):
    at = app(MAI, PAGE)
    at.text_input(key="second_factor_password").set_value("sai mật khẩu")
    button(at, "Bật xác thực hai lớp").click().run()

    assert at.error[0].value == "Mật khẩu hiện tại không đúng."
    assert len(at.code) == 0


def test_staff_are_not_asked(app):
    assert "Xác thực hai lớp" not in [one.value for one in app(LAN, PAGE).header]


def test_new_codes_and_the_end_of_it_need_a_code(app, database):
    now = clock.now()
    phone, _ = set_up(database, actor(database, MAI), now - timedelta(minutes=1))
    at = app(MAI, PAGE)
    typed(at, "000000", "Tắt xác thực hai lớp")
    assert at.error[0].value.startswith("Mã xác thực không đúng")
    typed(at, phone.shows(now), "Tạo mã dự phòng mới")
    assert len(at.code[0].value.split()) == 10
    button(at, "Đã cất mã dự phòng").click().run()
    typed(at, phone.shows(now + timedelta(seconds=30)), "Tắt xác thực hai lớp")

    assert [one.value for one in at.success] == ["Đã tắt xác thực hai lớp."]
    assert second_factor.overview(database, actor(database, MAI)).since is None


def test_the_code_is_asked_for_after_the_password(app, database):
    now = clock.now()
    phone, _ = set_up(database, actor(database, MAI), now - timedelta(minutes=1))
    at = sign_in(app(), "mai", PASSWORD)
    assert titles(at) == ["Thi đua"]
    assert not at.sidebar.markdown
    assert "/auth/cookie" not in str(at.get("html"))

    at.text_input(key="second_factor_code").input("000000")
    button(at, "Xác nhận").click().run()
    assert at.error[0].value.startswith("Mã xác thực không đúng")
    assert "/auth/cookie" not in str(at.get("html"))

    at.text_input(key="second_factor_code").input(phone.shows(now))
    button(at, "Xác nhận").click().run()

    assert MAI.full_name in at.sidebar.markdown[0].value
    assert "/auth/cookie?ticket=" in at.sidebar.get("html")[0].value


def test_one_may_begin_anew_with_the_password(app, database):
    set_up(database, actor(database, MAI), clock.now())
    at = sign_in(app(), "mai", PASSWORD)

    button(at, "Đăng nhập lại từ đầu").click().run()

    assert [one.label for one in at.text_input] == ["Tên đăng nhập", "Mật khẩu"]


def test_who_is_too_slow_is_told_and_begins_anew(app, database, monkeypatch):
    now = clock.now()
    phone, _ = set_up(database, actor(database, MAI), now - timedelta(minutes=1))
    at = sign_in(app(), "mai", PASSWORD)
    monkeypatch.setattr(second_factors, "HALF_LIFE", timedelta(0))

    at.text_input(key="second_factor_code").input(phone.shows(now))
    button(at, "Xác nhận").click().run()

    assert at.error[0].value.startswith("Đã quá 5 phút")
    assert [one.label for one in at.text_input] == ["Tên đăng nhập", "Mật khẩu"]


def test_the_admin_makes_it_a_rule_and_has_to_follow_it(app, database):
    at = app(QUANG, "admin/people")
    at.segmented_control(key="people_view").set_value("Xác thực hai lớp").run()
    assert "0/6 tài khoản đã bật. Hiện **không bắt buộc**." in words(at)
    at.button(key="second_factor_rule_on").click().run()

    at = app(QUANG)
    assert titles(at) == ["Xác thực hai lớp"]
    phone = begin(at)
    typed(at, phone.shows(clock.now()), "Xác nhận")

    assert "Mười mã dự phòng" in words(at)
    button(at, "Đã cất mã dự phòng").click().run()
    assert titles(at) == ["Việc của tôi"]
    assert len(events(database, "account.second_factor_rule")) == 1


def test_the_admin_proposes_to_take_a_lost_one_away(app, database):
    set_up(database, actor(database, MAI), clock.now())
    at = app(QUANG, "admin/people")
    at.query_params["open"] = "mai"
    at.run()
    at.button(key=f"people_{MAI.account_id}_1_factor").click().run()

    assert [one.value for one in at.success] == ["Đã đề nghị; chờ người thứ hai xác nhận."]
    assert "**Bỏ xác thực hai lớp**" in at.info[0].value


def test_a_code_is_asked_for_before_the_release(app, house):
    scene = house.set(make_scene)
    one = decided(scene, meet(scene), Step.AWARD)
    prepare(scene, one)
    now = clock.now()
    phone, _ = set_up(scene.db, scene.who(VAN), now - timedelta(minutes=6))
    at = show(app(VAN, "office/decisions"), DECISIONS)
    sign(at)
    button(at, "Công bố 1 trường hợp").click().run()
    assert at.error[0].value.startswith("Vui lòng nhập mã xác thực")

    [box] = [each for each in at.text_input if each.label == "Mã xác thực *"]
    box.set_value(phone.shows(now))
    button(at, "Công bố 1 trường hợp").click().run()

    assert scene.stored(one.nomination_id).state == State.PUBLISHED
