"""A record that somebody asked for and may not see, or that is not there: said alike, and logged.

Whoever has a link learns whom to ask, and nothing of what it leads to.
"""

from __future__ import annotations

from typing import Final

import structlog

from lib.domain.access import Actor
from lib.errors import AppError, NotFound
from lib.services.operation.runtime import Database
from lib.services.people import office
from lib.text import OF_UNITS, ask_office, sentence

_LIMIT: Final = 200
_log = structlog.get_logger(__name__)


def told(db: Database, actor: Actor, refusal: AppError, record: object) -> str:
    """What the person reads; the log keeps who asked, by key, and for what.

    Args:
        record: its key or address, as it was asked for.
    """
    _log.warning(
        "not shown", user=str(actor.account_id), record=str(record)[:_LIMIT], reason=refusal.reason
    )
    words = sentence(refusal)
    if isinstance(refusal, NotFound) and refusal.reason in OF_UNITS:
        names = office.people_to_ask(db, actor)
        return words if names is None else f"{words} {ask_office(names)}"
    return words
