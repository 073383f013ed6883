from __future__ import annotations

import pytest

from lib.services.opinions import box
from tests.services.opinions.opinion_scene import Scene, make_scene
from tests.support.stages import Stage


@pytest.fixture
def scene(own_data, stage: Stage):
    """The scene with a box of the test's own."""
    made: Scene = stage.set(make_scene)
    yield made
    box.close(made.db)
