"""Numbers that are somebody's own: how they are read, and what of them is shown."""

from __future__ import annotations

from typing import Final

from lib.domain.forms import typed
from lib.domain.forms.fields import Value
from lib.errors import Invalid

LIMIT: Final = 40
LEAST: Final = 6
"""Letters and digits that such a number has at least: half of them stay hidden."""
_SHOWN: Final = 3
_DOT: Final = "•"


def read(given: object, label: str) -> str:
    """The number as it was typed, "" for a blank.

    Raises:
        Invalid: as `typed.line`; `masked` for what is not the whole number, `too_few_signs`.
    """
    line = typed.line(given, label, LIMIT)
    if is_mask(line):
        raise Invalid("masked", field=label)
    if line and len(_signs(line)) < LEAST:
        raise Invalid("too_few_signs", field=label, limit=LEAST)
    return line


def is_mask(given: object) -> bool:
    """Whether it is no number but what is shown of one."""
    return isinstance(given, str) and _DOT in given


def masked(value: Value) -> str:
    """ "•••••• 789", whatever the length; what is masked already stays."""
    return f"{_DOT * 6} {_signs(str(value))[-_SHOWN:]}"


def _signs(value: str) -> str:
    return "".join(one for one in value if one.isalnum())
