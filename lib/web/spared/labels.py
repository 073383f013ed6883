"""Whether a choice's label begins with an emoji is found out once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import structlog
from streamlit import string_util

_FINDER: Final = "extract_leading_emoji"
_MOST: Final = 2048
_log = structlog.get_logger(__name__)


def keep() -> None:
    """Let Streamlit look for the emoji that a label may begin with once per label.

    Python hashes the whole pattern of 5,000 emojis each time it is asked for (50 µs), and a choice
    asks for each of its labels in every run. The answer depends on the label alone.
    """
    find = getattr(string_util, _FINDER, None)
    if find is None:
        _log.warning("labels_not_kept")
    elif not hasattr(find, "cache_info"):
        setattr(string_util, _FINDER, lru_cache(_MOST)(find))
