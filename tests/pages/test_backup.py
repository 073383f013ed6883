from __future__ import annotations

from datetime import timedelta

import pytest

from lib.domain.access import Role
from lib.services import clock
from lib.services.acts import new_act
from lib.services.operation import backup
from tests import cast
from tests.cast import CAST, QUANG
from tests.pages.conftest import button

PAGE = "admin/backup"


def test_without_a_copy_it_warns(app):
    at = app(QUANG, PAGE)

    assert [one.value for one in at.warning] == [
        "Chưa có bản sao lưu nào. Vui lòng bấm Sao lưu ngay."
    ]


def test_the_button_makes_a_copy_and_lists_it(app, database):
    at = app(QUANG, PAGE)

    button(at, "Sao lưu ngay").click().run()

    [made] = backup.backups(database, cast.actor(database, QUANG))
    assert [one.value.replace("\\", "") for one in at.success] == [f"Đã sao lưu: {made.name}"]
    assert list(at.dataframe[0].value["Tệp"]) == [made.name]
    assert list(at.dataframe[0].value["SHA-256"]) == [made.sha256]
    assert list(at.warning) == []


def test_two_clicks_make_two_copies(app, database):
    at = app(QUANG, PAGE)

    button(at, "Sao lưu ngay").click().run()
    button(at, "Sao lưu ngay").click().run()

    assert len(backup.backups(database, cast.actor(database, QUANG))) == 2


def test_an_old_copy_is_a_warning(app, database):
    with clock.at(clock.now() - timedelta(hours=30)):
        backup.make_for_operator(database, act_id=new_act())

    at = app(QUANG, PAGE)

    assert [one.value for one in at.warning] == [
        "Bản mới nhất đã cách đây 30 giờ. Vui lòng sao lưu hằng ngày."
    ]


def test_a_bad_note_is_shown_as_such(app, database):
    made = backup.make_for_operator(database, act_id=new_act())
    made.path.with_name(f"{made.name}.json").write_bytes(b"{}")

    at = app(QUANG, PAGE)

    assert list(at.dataframe[0].value["Tệp"]) == [made.name]
    assert list(at.dataframe[0].value["SHA-256"]) == ["(tệp kiểm .json bị hỏng)"]
    assert [one.value for one in at.warning] == [
        "Chưa có bản sao lưu nào có tệp kiểm dùng được. Vui lòng bấm Sao lưu ngay."
    ]


def test_a_full_disk_is_said(app, database, monkeypatch):
    at = app(QUANG, PAGE)
    monkeypatch.setattr(database, "_free", lambda path: 0)

    button(at, "Sao lưu ngay").click().run()

    assert len(at.error) == 1
    assert "sắp hết chỗ" in at.error[0].value
    assert list(database.backups.iterdir()) == []


@pytest.mark.parametrize(
    "person",
    [one for one in CAST if Role.ADMIN not in one.roles],
    ids=lambda person: person.username,
)
def test_others_do_not_find_it(app, database, person):
    with pytest.raises(ValueError, match="backup"):
        app(person, PAGE)

    assert list(database.backups.iterdir()) == []
