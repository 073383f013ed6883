"""The theme goes out with every run; it is worked out once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import structlog
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_WORKER = "_populate_theme_msg"
_log = structlog.get_logger(__name__)


def keep() -> None:
    """Let Streamlit read the theme's options once per section, not at the start of every run.

    Its function goes through all options six times a run and makes their names anew, a tenth of
    what a save costs (decision 0017). The theme does not change while a server runs. Where the
    function is no more, nothing is done: a page then costs what it did.
    """
    work_out = getattr(app_session, _WORKER, None)
    if work_out is None:
        _log.warning("theme_not_kept")
    elif not hasattr(work_out, "kept"):
        setattr(app_session, _WORKER, _keeping(work_out))


def _keeping(work_out: Callable[..., None]) -> Callable[..., None]:
    kept: dict[str, CustomThemeConfig] = {}
    lock = threading.Lock()

    def populate(msg: Any, section: str = "theme") -> None:
        with lock:
            if section not in kept:
                kept[section] = CustomThemeConfig()
                work_out(kept[section], section)
            found = kept[section]
        # Merging nothing would say that the section is there.
        if found.ByteSize():
            msg.MergeFrom(found)

    populate.kept = kept  # type: ignore[attr-defined]
    return populate
