"""An authenticator on a telephone, for accounts with a second factor."""

from __future__ import annotations

from datetime import datetime

import pyotp

from lib.domain.access import Actor
from lib.services import clock
from lib.services.people import second_factor
from lib.store.engine.db import Database
from tests.cast import PASSWORD


class Phone:
    """It has the account's key."""

    def __init__(self, key: str) -> None:
        self._totp = pyotp.TOTP(key.replace(" ", ""))

    def shows(self, at: datetime) -> str:
        return self._totp.at(at)


def set_up(db: Database, who: Actor, at: datetime) -> tuple[Phone, tuple[str, ...]]:
    """The phone and the recovery codes; the code of this instant has been used."""
    with clock.at(at):
        phone = Phone(second_factor.begin(db, who, current=PASSWORD, address=None).key)
        return phone, second_factor.confirm(db, who, phone.shows(at), None)
