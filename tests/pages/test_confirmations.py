"""What waits for a second person, as an admin and a leader see it."""

from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.services.acts import new_act
from lib.services.people import confirmations, people, people_passwords
from lib.store import accounts
from tests.cast import CAST, LAN, MAI, QUANG, SON, actor
from tests.pages.conftest import button
from tests.support.trace import events

PAGE = "admin/confirmations"


def reset_of(db, person, who=QUANG):
    people_passwords.reset_password(
        db, actor(db, who), act_id=new_act(), account_id=person.account_id, seen_version=1
    )


def office_for_lan(db):
    lan = actor(db, LAN)
    people.change_person(
        db, actor(db, QUANG), act_id=new_act(), account_id=lan.account_id, seen_version=1,
        full_name=lan.full_name, unit_id=lan.unit_id, roles=["staff", "office"], email="",
    )  # fmt: skip


def roles(db, person):
    return db.read(lambda tx: accounts.account(tx, person.account_id)).roles


def words(at):
    return " ".join(one.value for one in [*at.markdown, *at.caption, *at.info, *at.success])


@pytest.mark.parametrize("person", [one for one in CAST if one not in (QUANG, SON)])
def test_others_are_refused(app, person):
    with pytest.raises(ValueError, match="confirmations"):
        app(person, PAGE)


def test_nothing_waits(app):
    assert [one.value for one in app(SON, PAGE).info] == ["Không có việc nào chờ xác nhận."]


def test_a_leader_confirms_and_hands_the_password_over(app, database):
    office_for_lan(database)
    at = app(SON, PAGE)
    told = words(at)
    for part in (
        "Nguyễn Thị Lan (lan) · QL xây dựng",
        "**Vai trò: Cán bộ đơn vị → Cán bộ đơn vị, Văn phòng**",
        "Đặng Minh Quang đề xuất lúc",
    ):
        assert part in told

    button(at, "Xác nhận").click().run()

    assert roles(database, LAN) == {Role.STAFF, Role.OFFICE}
    assert [one.value for one in at.success] == ["Đã xác nhận."]
    assert "Mật khẩu dùng một lần của Nguyễn Thị Lan" in words(at)
    assert len(at.code[0].value) == 17
    at.button(key="confirmations_noted").click().run()
    assert len(at.code) == 0


def test_a_leader_declines(app, database):
    office_for_lan(database)
    at = app(SON, PAGE)

    button(at, "Từ chối").click().run()

    assert roles(database, LAN) == {Role.STAFF}
    assert [one.value for one in at.success] == ["Đã từ chối. Tài khoản giữ nguyên."]
    assert len(events(database, "account.decline")) == 1


def test_the_proposer_can_only_withdraw(app, database):
    office_for_lan(database)
    at = app(QUANG, PAGE)
    assert "Xác nhận" not in [one.label for one in at.main.button]

    button(at, "Rút lại").click().run()

    assert [one.value for one in at.success] == ["Đã rút đề xuất. Tài khoản giữ nguyên."]
    assert len(events(database, "account.withdraw")) == 1


def test_a_leader_only_declines_what_is_about_themselves(app, database):
    reset_of(database, SON)

    at = app(SON, PAGE)

    labels = [one.label for one in at.main.button]
    assert ("Xác nhận" in labels, "Từ chối" in labels) == (False, True)


def test_a_click_that_comes_too_late_says_so(app, database):
    office_for_lan(database)
    at = app(SON, PAGE)
    reset_of(database, LAN)

    button(at, "Xác nhận").click().run()

    assert "không còn chờ xác nhận" in at.error[0].value
    assert roles(database, LAN) == {Role.STAFF}


def test_the_admin_is_told_what_waits(app, database):
    at = app(QUANG, "admin/people")
    at.query_params["open"] = "mai"
    at.run()
    at.button(key=f"people_{MAI.account_id}_1_reset").click().run()

    assert [one.value for one in at.success] == [
        "Đã đề nghị đặt lại mật khẩu. Mật khẩu dùng một lần do người xác nhận giao."
    ]
    assert len(at.code) == 0
    assert "Chờ người thứ hai xác nhận. **Đặt lại mật khẩu**" in at.info[0].value
    assert "mai · Chờ xác nhận" in words(at)
    [asked] = confirmations.waiting(database, actor(database, SON))
    assert asked.account.username == "mai"


def test_a_new_leader_waits(app, database):
    at = app(QUANG, "admin/people")
    at.segmented_control(key="people_view").set_value("Thêm người dùng").run()
    at.text_input(key="people_new_0_username").set_value("nam")
    at.text_input(key="people_new_0_full_name").set_value("Vũ Văn Nam")
    unit_id = actor(database, MAI).unit_id
    at.selectbox(key="people_new_0_unit").set_value(unit_id)
    at.pills(key="people_new_0_roles").set_value(["leader"])
    at.button(key="people_new_0_create").click().run()

    assert at.success[0].value.startswith("Đã thêm Vũ Văn Nam. Vai trò còn lại chờ người thứ hai")
    assert len(at.code) == 0


def test_a_changed_role_waits(app, database):
    at = app(QUANG, "admin/people")
    at.query_params["open"] = "lan"
    at.run()
    at.pills(key=f"people_{LAN.account_id}_roles").set_value(["staff", "leader"])
    at.button(key=f"people_{LAN.account_id}_1_save").click().run()

    assert at.success[0].value.startswith("Đã lưu tài khoản. Vai trò còn lại chờ")
    assert roles(database, LAN) == {Role.STAFF}
    assert at.pills(key=f"people_{LAN.account_id}_roles").value == ["staff"]
