"""Which unsaved forms each person has open, so that a page loaded anew shows them again.

An address alone opens none: whoever made it up, or has it from somebody else, is told the same of a
nomination that is there and of one that is not.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final
from uuid import UUID

from lib.domain.access import Actor


class EmptyForms:
    """The newest keys, by the person who began them; after a restart only drafts are known."""

    def __init__(self, most: int) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._begun: OrderedDict[tuple[UUID, UUID], None] = OrderedDict()

    def remember(self, actor: Actor, nomination_id: UUID) -> None:
        """The person has begun it, or goes on with a draft of theirs."""
        key = actor.account_id, nomination_id
        with self._lock:
            self._begun[key] = None
            self._begun.move_to_end(key)
            if len(self._begun) > self._most:
                self._begun.popitem(last=False)

    def is_begun(self, actor: Actor, nomination_id: UUID) -> bool:
        with self._lock:
            return (actor.account_id, nomination_id) in self._begun


EMPTY_FORMS: Final = EmptyForms(most=4096)
