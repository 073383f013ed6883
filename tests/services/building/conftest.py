"""What tests of the builder begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lib.services import clock
from tests.services.building.building_scene import LATER, make_scene
from tests.services.nominations.nomination_scene import Scene
from tests.support.stages import Stage


@pytest.fixture
def scene(stage: Stage) -> Iterator[Scene]:
    """A small campaign that runs, some weeks after it began."""
    with clock.at(LATER):
        yield stage.set(make_scene)
