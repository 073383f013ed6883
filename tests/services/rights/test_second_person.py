"""Who confirms what leads to awards: every set of roles, and never proposer or receiver."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from lib.domain.access import Role
from lib.errors import Denied, Refused
from lib.services.acts import new_act
from lib.services.people import confirmations, people, people_passwords
from lib.store import accounts
from lib.store.engine.db import Database
from tests import cast
from tests.cast import BINH, LAN, QUANG, SON, THU
from tests.services.rights.rehearsal import Rehearsal, play
from tests.services.rights.rulebook import BOOK
from tests.services.rights.who import PAIRS, SINGLE
from tests.support.stages import Stage

DENIED, BARRED, DONE = "denied", "barred", "done"
# Who has which tie to what waits; Bình has none.
TIES = {"none": BINH, "proposer": QUANG, "receiver": None}


@dataclass
class Scene:
    """What waits: a role proposed for Lan, and a new password for Son.

    Attributes:
        waiting: the receiver's user name -> the proposal.
    """

    db: Database
    waiting: dict[str, UUID]


def make_scene(db: Database) -> Scene:
    cast.make_cast(db)
    admin = cast.actor(db, QUANG)
    lan, son = (
        db.read(lambda tx, one=one: accounts.by_username(tx, one.username)) for one in (LAN, SON)
    )
    people.change_person(
        db, admin, act_id=new_act(), account_id=lan.account_id, seen_version=lan.version,
        full_name=lan.full_name, unit_id=lan.unit_id, roles=[*lan.roles, Role.LEADER], email="",
    )  # fmt: skip
    people_passwords.reset_password(
        db, admin, act_id=new_act(), account_id=son.account_id, seen_version=son.version
    )
    found = {
        one.proposal.account_id: one.proposal.confirmation_id
        for one in confirmations.waiting(db, admin)
    }
    return Scene(db, {"lan": found[lan.account_id], "son": found[son.account_id]})


@pytest.fixture
def scene(pg_stage: Stage) -> Scene:
    return pg_stage.set(make_scene)


def ended(rehearsed: Rehearsal, verb, actor, key: UUID) -> str:
    try:
        verb(rehearsed, actor, act_id=new_act(), confirmation_id=key)
    except Denied:
        return DENIED
    except Refused as refused:
        return BARRED if refused.reason == "second_person" else refused.reason
    return DONE


@pytest.mark.parametrize("receiver", [LAN, SON], ids=["a role", "a password"])
@pytest.mark.parametrize("tie", TIES)
def test_only_a_second_person_confirms_whatever_their_roles(scene, receiver, tie):
    person = TIES[tie] or receiver
    own = cast.actor(scene.db, person)
    key = scene.waiting[receiver.username]
    differing = []

    def scenes(rehearsed: Rehearsal) -> None:
        for roles in itertools.chain(SINGLE, PAIRS):
            actor = replace(own, roles=roles)
            may = BOOK.gives(roles, "confirmation.decide", None)
            told = (DENIED, DENIED) if not may else (DONE if tie == "none" else BARRED, DONE)
            # Whoever proposed it withdraws it, and whoever would receive it may decline.
            found = tuple(
                ended(rehearsed, verb, actor, key)
                for verb in (confirmations.confirm, confirmations.turn_down)
            )
            if found != told:
                differing.append((sorted(roles), found, told))

    play(scene.db, scenes)

    assert differing == []


def test_the_cast_of_those_who_may(scene):
    told = {SON: DONE, QUANG: BARRED, THU: DENIED, LAN: DENIED}
    actors = {person: cast.actor(scene.db, person) for person in told}
    found = {}

    def scenes(rehearsed: Rehearsal) -> None:
        for person, actor in actors.items():
            found[person] = ended(rehearsed, confirmations.confirm, actor, scene.waiting["lan"])

    play(scene.db, scenes)

    assert found == told
