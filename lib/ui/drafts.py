"""What a person is told of the draft that is kept while they type."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

from lib.domain.vietnamese import format_time


def tell_kept(now: MutableMapping[str, Any], kept_at: datetime | None, *, had_draft: bool) -> None:
    """Note it in the open form's state.

    Args:
        kept_at: None when what was typed is stored already; the note of an act stays then.
        had_draft: whether there was one before, which is gone now.
    """
    if kept_at is not None:
        now.update(notice=f"Đã giữ bản nháp {format_time(kept_at)}", error=None)
    elif had_draft:
        now.update(notice=None, error=None)
