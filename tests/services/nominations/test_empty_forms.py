"""Unsaved forms are known to who began them, and only the newest."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lib.services.nominations.empty_forms import EmptyForms
from tests.cast import HUNG, LAN
from tests.services.nominations.nomination_scene import Scene, make_scene


@pytest.fixture
def scene(duck_stage) -> Scene:
    return duck_stage.set(make_scene)


def test_a_form_is_known_to_who_began_it(scene: Scene) -> None:
    forms, key = EmptyForms(most=9), uuid4()

    forms.remember(scene.who(LAN), key)

    assert forms.is_begun(scene.who(LAN), key)
    assert not forms.is_begun(scene.who(HUNG), key)
    assert not forms.is_begun(scene.who(LAN), uuid4())


def test_only_the_newest_are_kept(scene: Scene) -> None:
    forms, keys = EmptyForms(most=2), [uuid4() for _ in range(3)]
    lan = scene.who(LAN)
    for key in (*keys[:2], keys[0], keys[2]):
        forms.remember(lan, key)

    assert [forms.is_begun(lan, key) for key in keys] == [True, False, True]
