"""A nominee is a person of the unit's list: the bar and the search for doubles go by who it is."""

from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.errors import Denied, Refused
from lib.services.nominations import nomination_warnings, persons
from lib.services.nominations.nomination_warnings import Kind
from tests.cast import BINH, HUNG, LAN, MAI, SON, THU, VAN
from tests.services.nominations.nomination_scene import make_scene


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


def renamed(scene, person, full_name):
    """The person's account under another name, as an admin may give it."""
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET full_name = $1 WHERE account_id = $2",
            [full_name, person.account_id],
        )
    )
    del scene.actors[person.username]


def kinds(scene, nomination):
    found = nomination_warnings.of_nomination(
        scene.db, scene.who(VAN), scene.campaign, nomination.nomination_id
    )
    return [one.kind for one in found if one.kind in (Kind.KNOWN_NOMINEE, Kind.SAME_NOMINEE)]


def test_who_is_new_is_put_on_the_units_list_once(scene):
    first = scene.save(LAN, ho_ten="Hoàng Văn Đức")
    second = scene.save(HUNG, ho_ten="HOÀNG  VĂN ĐỨC")
    other = scene.save(BINH, ho_ten="Hoàng Văn Đức")

    assert first.person_id is not None
    assert second.person_id == first.person_id
    assert second.listed_name == "Hoàng Văn Đức"
    assert other.person_id not in (None, first.person_id)
    names = persons.choices(scene.db, scene.who(LAN))
    assert names == ["Hoàng Văn Đức", "Trần Văn Hùng", "Nguyễn Thị Lan"]


def test_a_colleague_is_linked_to_the_account(scene):
    assert scene.save(LAN, ho_ten="Trần Văn Hùng").nominee_account == HUNG.account_id
    assert scene.save(LAN, ho_ten="Ông Nông Văn Sơn").nominee_account == SON.account_id
    assert scene.save(LAN, ho_ten="Hoàng Văn Đức").nominee_account is None


def test_a_later_account_is_linked_at_the_next_save(scene):
    made = scene.save(LAN, ho_ten="Phạm Thị Thu")
    renamed(scene, THU, "Phạm Thị Thu")
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET given_name = 'Thu' WHERE account_id = $1", [THU.account_id]
        )
    )

    again = scene.save(LAN, ho_ten="Phạm Thị Thu", nomination_id=made.nomination_id, seen=1)

    assert (made.nominee_account, again.nominee_account) == (None, THU.account_id)


def test_a_collective_is_no_person(scene):
    assert scene.save(LAN, subject=Subject.COLLECTIVE).person_id is None


def test_a_new_name_of_the_account_lifts_no_bar(scene):
    voted = scene.put(scene.save(LAN, ho_ten="Nông Văn Sơn"), State.VOTED)
    renamed(scene, SON, "Lê Hoàng Long")

    with pytest.raises(Refused) as caught:
        scene.step(SON, Step.AWARD, voted)

    assert caught.value.reason == "own_nomination"


def test_a_new_name_in_the_nomination_is_another_person(scene):
    made = scene.save(LAN, ho_ten="Nông Văn Sơn")

    again = scene.save(LAN, ho_ten="Hoàng Văn Đức", nomination_id=made.nomination_id, seen=1)

    assert again.person_id != made.person_id
    assert again.nominee_account is None


def test_the_same_person_under_two_names_is_a_double(scene):
    scene.save(LAN, ho_ten="Trần Văn Hùng")
    renamed(scene, HUNG, "Lê Hoàng Long")
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET given_name = 'Long' WHERE account_id = $1", [HUNG.account_id]
        )
    )

    again = scene.save(LAN, ho_ten="Lê Hoàng Long")

    assert again.nominee_account == HUNG.account_id
    assert kinds(scene, again) == [Kind.KNOWN_NOMINEE]


def test_a_name_like_another_is_only_a_possible_double(scene):
    scene.save(LAN, ho_ten="Trần Văn Tuấn")

    assert kinds(scene, scene.save(BINH, ho_ten="Trần Văn Tuân")) == [Kind.SAME_NOMINEE]


def test_a_unit_by_its_short_name_is_the_same_collective(scene):
    scene.save(LAN, subject=Subject.COLLECTIVE, ten_tap_the="Phòng Quản lý xây dựng")
    short = scene.save(LAN, subject=Subject.COLLECTIVE, ten_tap_the="QL xây dựng")
    team = scene.save(LAN, subject=Subject.COLLECTIVE, ten_tap_the="Tổ cấp phép số 2")

    assert kinds(scene, short) == [Kind.KNOWN_NOMINEE]
    assert kinds(scene, team) == []


def test_only_those_who_nominate_read_the_list(scene):
    for person in (SON, THU):
        assert not person.roles & {Role.STAFF, Role.HEAD}
        with pytest.raises(Denied):
            persons.choices(scene.db, scene.who(person))
    assert "Hoàng Thị Mai" in persons.choices(scene.db, scene.who(MAI))
