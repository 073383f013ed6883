"""The mail server of this installation, as its settings name it."""

from __future__ import annotations

from lib import mail_config
from lib.config import settings
from lib.domain.reminders.letters import Outcome
from lib.errors import Refused
from lib.mail import composing, sending
from lib.mail.settings import MailSettings
from lib.services import clock


def in_force() -> MailSettings | None:
    """How letters leave; None where none do."""
    told = settings()
    if not told.mail_host:
        return None
    secret = told.mail_password.get_secret_value() if told.mail_password else ""
    if told.mail_password_file:
        secret = mail_config.password(told.mail_password_file)
    return MailSettings(
        host=told.mail_host, port=told.mail_port, security=told.mail_security,
        sender=told.mail_from, sender_name=told.mail_from_name, base=told.base_url,
        user=told.mail_user, password=secret, timeout_s=told.mail_timeout_s,
        per_minute=told.mail_per_minute, trusted=told.mail_trusted,
    )  # fmt: skip


def required() -> MailSettings:
    """How letters leave.

    Raises:
        Refused: `no_mail_server`.
    """
    found = in_force()
    if found is None:
        raise Refused("no_mail_server")
    return found


def try_out(address: str) -> Outcome:
    """Send one letter that says nothing but that it has arrived; for the server's terminal.

    Raises:
        Refused: `no_mail_server`.
        Invalid: that is no address.
    """
    server = required()
    letter = composing.compose_trial(address, server, at=clock.now())
    return sending.send(letter, server, _nothing)


def _nothing() -> None:
    """Nobody keeps a record of a trial."""
