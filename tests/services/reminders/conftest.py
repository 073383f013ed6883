"""Fixtures of reminders."""

from __future__ import annotations

import pytest

from tests.services.reminders import reminder_scene
from tests.services.reminders.reminder_scene import Scene


@pytest.fixture
def scene(stage) -> Scene:
    return stage.set(reminder_scene.make_scene)
