"""Every right by every role, alone and two by two, and by the cast: the table, then services."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from lib.domain import access
from lib.domain.access import Action, Role, Scope
from lib.errors import Denied
from tests.services.rights.doors import DOORS, OF_A_UNIT, is_open
from tests.services.rights.rehearsal import Rehearsal, play
from tests.services.rights.rulebook import BOOK
from tests.services.rights.scene import Scene, make_scene
from tests.services.rights.who import OFFICE, PAIRS, SINGLE, STRANGER, at, tries, tries_of_cast
from tests.support.stages import Stage

ROOT = Path(__file__).parents[3]
_STEPPED = {rule.right for subject in BOOK.subjects.values() for rule in subject.rules}
_WORDS = {Scope.OWN: "own", Scope.OFFICE_UNIT: "office", Scope.ANY: "any"}


@pytest.fixture
def scene(pg_stage: Stage) -> Scene:
    return pg_stage.set(make_scene)


def test_the_table_of_rights_is_the_one_told() -> None:
    policy = {
        action.value: {role.value: _WORDS[scope] for role, scope in given.items()}
        for action, given in access.POLICY.items()
    }

    assert policy == BOOK.actions
    assert set(BOOK.actions) == {action.value for action in Action}


def test_every_right_is_tried_by_a_step_or_a_service_or_elsewhere() -> None:
    tried = _STEPPED | {action.value for action in DOORS} | set(BOOK.elsewhere)

    assert tried == {action.value for action in Action}
    for named in BOOK.elsewhere.values():
        path, name = named.split("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}, named


def test_the_table_answers_for_every_right_role_and_unit(scene: Scene) -> None:
    everybody = [*tries(scene.units, (*SINGLE, *PAIRS)), *tries_of_cast(scene.units)]

    for action in Action:
        for one in everybody:
            roles = one.actor.roles
            given = access.can(
                one.actor, action, unit_id=scene.units[one.owner],
                is_office_unit=one.owner == OFFICE,
            )  # fmt: skip
            assert given == BOOK.gives(roles, action, one.place), (action, one.name)
            assert access.can(one.actor, action) == BOOK.gives(roles, action, None), one.name


@pytest.mark.parametrize("action", DOORS)
def test_the_service_asks_for_the_right(scene: Scene, action: Action) -> None:
    differing = []

    def scenes(rehearsed: Rehearsal) -> None:
        for one in (*tries(scene.units, SINGLE), *tries_of_cast(scene.units)):
            place = one.place if action in OF_A_UNIT else None
            if is_open(rehearsed, scene, action, one) != BOOK.gives(one.actor.roles, action, place):
                differing.append(one.name)

    play(scene.db, scenes)

    assert differing == []


def test_a_first_password_is_changed_before_anything_else(scene: Scene) -> None:
    new = replace(at(STRANGER, scene.units, OFFICE), roles=frozenset(Role), must_change=True)

    for action in Action:
        if action == Action.ACCOUNT_SELF:
            access.check(new, action)
        else:
            with pytest.raises(Denied, match="must_change"):
                access.check(new, action)
