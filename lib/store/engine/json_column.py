"""How what has no columns of its own is written into one of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping


def to_json(value: Mapping[str, object]) -> str:
    """The value as text, with Vietnamese letters as they are; ids and days become their words."""
    return json.dumps(dict(value), ensure_ascii=False, default=str)
