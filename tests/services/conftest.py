"""Fixtures for services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lib.config import settings
from lib.store.engine.db import Database
from tests.cast import with_cast
from tests.support.stages import Stage


@pytest.fixture
def cast(stage: Stage) -> Database:
    """A database with the units and accounts of the cast."""
    return stage.set(with_cast)


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords() -> Iterator[None]:
    """Hash with as few rounds as bcrypt allows; the rules are the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDKT_BCRYPT_ROUNDS", "4")
        settings.cache_clear()
        yield
    settings.cache_clear()
