"""The setting TDKT_DATA_DIR for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lib.config import settings


@contextmanager
def data_in(folder: Path) -> Iterator[Path]:
    """Evidence, and what PostgreSQL backs up, go to this folder inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDKT_DATA_DIR", str(folder))
        settings.cache_clear()
        yield folder
    settings.cache_clear()
