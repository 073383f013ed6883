"""Coverage watches the layers that are tested one by one; it makes the others a half slower."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import engines

WATCHED = ("domain", "exports", "services", "store")
_ROOT = Path(__file__).parents[1]


def follow(item: pytest.Item) -> None:
    """Let coverage, where it is measured at all, rest or watch as the next test wants it."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    if controller is None:
        return
    is_watched = _is_watched(item)
    if is_watched and not controller.started:
        controller.resume()
    elif controller.started and not is_watched:
        controller.pause()


def _is_watched(item: pytest.Item) -> bool:
    layer = item.path.relative_to(_ROOT).parts[0]
    # What services do on DuckDB they do on PostgreSQL as well.
    return layer in WATCHED and not (layer == "services" and engines.is_repeated(item))
