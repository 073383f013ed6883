"""A campaign with the cast, over a data folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.nominations.nomination_scene import Scene, make_scene
from tests.support.stages import Stage


@pytest.fixture
def scene(stage: Stage, own_data: Path) -> Scene:
    made: Scene = stage.set(make_scene)
    return made


@pytest.fixture
def folder(own_data: Path) -> Path:
    """Where jobs have their files."""
    return own_data / "jobs"
