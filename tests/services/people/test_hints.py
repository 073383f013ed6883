from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.access import Role
from lib.errors import Denied
from lib.services.people import hints
from lib.text.hints import HINTS
from tests.cast import HUNG, LAN, MAI, YEN, actor

STAFF = HINTS[Role.STAFF]


def stored(db):
    sql = "SELECT hint FROM dismissed_hints ORDER BY hint"
    return [key for (key,) in db.read(lambda tx: tx.rows(sql))]


def test_a_hint_is_put_away_once(cast):
    lan = actor(cast, LAN)

    for _ in range(2):
        hints.dismiss(cast, lan, [STAFF[0].key])

    assert hints.to_show(cast, lan) == STAFF[1:]
    assert stored(cast) == [STAFF[0].key]


def test_the_same_role_of_another_person_keeps_its_own(cast):
    hints.dismiss(cast, actor(cast, HUNG), [one.key for one in HINTS[Role.HEAD]])

    assert hints.to_show(cast, actor(cast, YEN)) == HINTS[Role.HEAD]


def test_a_new_role_has_hints_of_its_own(cast):
    hints.dismiss(cast, actor(cast, LAN), [one.key for one in STAFF])
    cast.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = $1 WHERE account_id = $2",
            [",office,staff,", LAN.account_id],
        )
    )

    assert hints.to_show(cast, actor(cast, LAN)) == HINTS[Role.OFFICE]


def test_what_is_no_hint_of_the_person_is_not_stored(cast):
    hints.dismiss(cast, actor(cast, LAN), ["office.desk", "x" * 10_000])

    assert stored(cast) == []


def test_they_come_back_for_the_person_alone(cast):
    lan, mai = actor(cast, LAN), actor(cast, MAI)
    for who, role in ((lan, Role.STAFF), (mai, Role.OFFICE)):
        hints.dismiss(cast, who, [one.key for one in HINTS[role]])

    hints.bring_back(cast, lan)

    assert hints.to_show(cast, lan) == STAFF
    assert hints.to_show(cast, mai) == ()


def test_whoever_has_no_role_may_do_nothing(cast):
    nobody = replace(actor(cast, LAN), roles=frozenset())

    for act in (
        lambda: hints.to_show(cast, nobody),
        lambda: hints.dismiss(cast, nobody, ["staff.keys"]),
        lambda: hints.bring_back(cast, nobody),
    ):
        with pytest.raises(Denied):
            act()
    assert stored(cast) == []
