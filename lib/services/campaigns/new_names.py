"""What a person calls a campaign that is to be made; every refusal names its field."""

from __future__ import annotations

from datetime import date
from typing import Final

from lib.domain.campaigns import CODE, CODE_LIMIT
from lib.domain.forms import typed
from lib.errors import Invalid
from lib.store import campaigns as store
from lib.store.engine.db import Reader
from lib.text.campaigns import NEW_FIELDS

FIRST_DAY: Final = date(2000, 1, 1)
"""From which day on files may name days."""


def code(raw: object) -> str:
    """The campaign's code, in capitals.

    Raises:
        Invalid: `required`, `too_long`, `not_campaign_code`.
    """
    told = line(raw, "code", CODE_LIMIT).upper()
    if not CODE.fullmatch(told):
        raise Invalid("not_campaign_code", field=NEW_FIELDS["code"])
    return told


def line(raw: object, field: str, limit: int) -> str:
    """One line of words.

    Raises:
        Invalid: `required`, or what is wrong with the words.
    """
    label = NEW_FIELDS[field]
    told = typed.line("" if raw is None else raw, label, limit)
    if not told:
        raise Invalid("required", field=label)
    return told


def day(raw: object) -> date:
    """The day that all others are counted from.

    Raises:
        Invalid: `required`, `date_too_early`, `date_too_late`.
    """
    label = NEW_FIELDS["anchor_on"]
    told = typed.day(raw, label, FIRST_DAY) if isinstance(raw, date) else None
    if told is None:
        raise Invalid("required", field=label)
    return told


def require_free(tx: Reader, code: str) -> None:
    """Refuse a code that a campaign has already.

    Raises:
        Invalid: `name_taken`.
    """
    if store.campaign_by_code(tx, code) is not None:
        raise Invalid("name_taken", field=NEW_FIELDS["code"])
