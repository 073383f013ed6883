"""The mail server of this installation, as its settings name it."""

from __future__ import annotations

import structlog

from lib import mail_config
from lib.config import Settings, settings
from lib.domain.reminders.letters import Outcome
from lib.errors import Refused
from lib.mail import composing, sending
from lib.mail.settings import MailSettings
from lib.services import clock

_log = structlog.get_logger(__name__)


def in_force() -> MailSettings | None:
    """How letters leave; None where none do."""
    told = settings()
    if not told.mail_host:
        return None
    return MailSettings(
        host=told.mail_host, port=told.mail_port, security=told.mail_security,
        sender=told.mail_from, sender_name=told.mail_from_name, base=told.base_url,
        user=told.mail_user, password=_password(told), timeout_s=told.mail_timeout_s,
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


def _password(told: Settings) -> str:
    """As it stands in its file now, which may be another than at the start.

    Without a readable one the server refuses the sign-in, and that is told like any other refusal.
    """
    if told.mail_password_file is None:
        return told.mail_password.get_secret_value() if told.mail_password else ""
    try:
        return mail_config.password(told.mail_password_file)
    except mail_config.WrongSetting as wrong:
        _log.warning("no password for the mail server", why=str(wrong))
        return ""


def _nothing() -> None:
    """Nobody keeps a record of a trial."""
