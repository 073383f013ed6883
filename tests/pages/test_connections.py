"""The page of keys: a new one shows its secret once, and one click asks before it ends one."""

from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.exports.registry import EXPORTS
from lib.services.connections import reading
from lib.store import connections as store
from tests import cast, small_campaign
from tests.cast import CAST, MAI, PASSWORD, VAN
from tests.pages.conftest import button
from tests.services.connections import keys

PAGE = "office/connections"


def played(db):
    cast.make_cast(db)
    small_campaign.load(db)
    return db


@pytest.fixture
def db(house):
    return house.set(played)


def new(at):
    at.segmented_control(key="connections_view").set_value("Tạo khóa").run()
    return at


def fill(at, *, name="Power BI", tables=("units",), proof=PASSWORD):
    by_label = {one.label: one for one in at.text_input}
    by_label["Tên khóa"].set_value(name)
    by_label["Mật khẩu hiện tại"].set_value(proof)
    at.multiselect[0].set_value(list(tables)).run()
    at.button(key=next(one.key for one in at.button if one.key.endswith("_make"))).click().run()
    return at


def shown(at):
    return [one.value for one in at.code]


def test_a_key_is_made_shown_once_and_put_away(app, db):
    at = fill(new(app(MAI, PAGE)))

    secret, address = shown(at)
    assert reading.opened(db, secret, None).tables == {"units"}
    assert address.endswith("/api/v1/tables/units.csv")
    button(at, "Đã cất khóa").click().run()
    assert secret not in repr(at)
    assert all(one.value == "" for one in at.text_input if one.label == "Mật khẩu hiện tại")
    at.run()
    assert secret not in "".join(shown(at))


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(app, db):
    at = fill(new(app(MAI, PAGE)), tables=(), name="Excel")

    assert any("Các bảng được đọc" in one.value for one in at.markdown if ":red[" in one.value)
    assert {one.label: one.value for one in at.text_input}["Tên khóa"] == "Excel"
    fill(at, name="Excel", proof="sai")
    assert [one.value for one in at.error] == ["Mật khẩu hiện tại không đúng."]
    campaign_id = small_campaign.stored(db).campaign_id
    assert db.read(lambda tx: store.of_campaign(tx, campaign_id)) == []


def test_the_list_leads_to_a_key_and_its_end(app, db):
    one = keys.made(db, name="*Excel*", tables=tuple(EXPORTS)).connection
    at = app(VAN, PAGE)
    assert at.dataframe[0].value["Tên khóa"].tolist() == ["*Excel*"]

    at.query_params["open"] = str(one.connection_id)
    at.run()
    assert r"\*Excel\*" in at.header[0].value
    assert len(at.dataframe[1].value) == len(EXPORTS)
    at.button(key=f"connection_revoke_{one.connection_id}").click().run()

    assert [one.value for one in at.success] == ["Đã thu hồi khóa."]
    assert not any(one.label == "Thu hồi khóa" for one in at.button)
    assert not shown(at)


def test_without_keys_it_says_what_to_do(app, db):
    at = app(MAI, PAGE)

    assert ["Tạo khóa" in one.value for one in at.info] == [True]


def test_a_key_of_another_campaign_is_not_shown(app, db):
    at = app(MAI, PAGE)
    at.query_params["open"] = "không phải khóa"
    at.run()

    assert [one.value for one in at.header] == []


@pytest.mark.parametrize(
    "person",
    [one for one in CAST if Role.OFFICE not in one.roles],
    ids=lambda person: person.username,
)
def test_others_do_not_find_it(app, db, person):
    with pytest.raises(ValueError, match="connections"):
        app(person, PAGE)
