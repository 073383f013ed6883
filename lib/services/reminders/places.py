"""Where each thing that is reminded of is worked on, as an address within the tool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from lib.domain.reminders.composing import Waiting
from lib.domain.reminders.rules import Subject

_TASK: Final = ("checklist", "item")
# A test holds these to the pages' own names of what is open in them.
_PLACES: Final[Mapping[Subject, tuple[str, str]]] = {
    Subject.RETURNED: _TASK,
    Subject.UNIT_REPORT: _TASK,
    Subject.ITEM: _TASK,
    Subject.DOCUMENT: ("documents", "van_ban"),
    Subject.NOMINATION: ("nominations", "nomination"),
    Subject.EVALUATION: ("assessment", ""),
    Subject.OWN_TASK: ("checklist", ""),
    Subject.OWN_DOCUMENT: ("documents", "van_ban"),
}


def path(one: Waiting) -> str:
    """The page with its campaign and what is open in it, as “/checklist?campaign=A&item=II.1”."""
    page, record = _PLACES[one.subject]
    asked = {"campaign": one.campaign} | ({record: one.key} if record else {})
    return f"/{page}?{urlencode(asked)}"
