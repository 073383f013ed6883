"""A line to the mail server: reached, kept from others, signed in."""

from __future__ import annotations

import smtplib
import socket
import ssl
from typing import Final

from lib.domain.reminders.letters import Fault, Outcome, Result
from lib.mail.settings import MailSettings, Security

_TOLD_LIMIT: Final = 200


class Unreachable(Exception):
    """There is no line on which a letter could be offered; no letter was."""

    def __init__(self, fault: Fault, words: bytes = b"") -> None:
        super().__init__(fault)
        self.outcome = Outcome(Result.LATER, fault, told(words))


def told(words: bytes) -> str:
    """What a server said, as one printable line."""
    shown = words.decode("utf-8", "replace")
    line = " ".join("".join(one if one.isprintable() else " " for one in shown).split())
    return line if len(line) <= _TOLD_LIMIT else f"{line[:_TOLD_LIMIT]}…"


def connected(settings: MailSettings) -> smtplib.SMTP:
    """A line that is ready for a letter.

    Raises:
        Unreachable: there is none, and why.
    """
    server = _reached(settings)
    try:
        _greet(server)
        if settings.security == Security.STARTTLS:
            _begin_tls(server, settings)
        if settings.user:
            _sign_in(server, settings)
    except BaseException:
        server.close()
        raise
    return server


def _reached(settings: MailSettings) -> smtplib.SMTP:
    is_tls = settings.security == Security.TLS
    try:
        if is_tls:
            return smtplib.SMTP_SSL(
                settings.host, settings.port, settings.domain,
                timeout=settings.timeout_s, context=_trust(settings),
            )  # fmt: skip
        return smtplib.SMTP(
            settings.host, settings.port, settings.domain, timeout=settings.timeout_s
        )
    except smtplib.SMTPConnectError as error:
        raise Unreachable(Fault.GREETING, _bytes(error.smtp_error)) from None
    except ssl.SSLCertVerificationError:
        raise Unreachable(Fault.UNTRUSTED) from None
    except ssl.SSLError:
        raise Unreachable(Fault.NO_TLS) from None
    except (socket.gaierror, UnicodeError):
        raise Unreachable(Fault.NO_HOST) from None
    except (OSError, smtplib.SMTPException):
        # Who waits for TLS hears nothing of one who does not speak it, and the other way round.
        raise Unreachable(Fault.NO_ANSWER) from None


def _greet(server: smtplib.SMTP) -> None:
    try:
        server.ehlo_or_helo_if_needed()
    except smtplib.SMTPHeloError as error:
        raise Unreachable(Fault.GREETING, _bytes(error.smtp_error)) from None
    except (OSError, smtplib.SMTPException):
        raise Unreachable(Fault.NO_ANSWER) from None


def _begin_tls(server: smtplib.SMTP, settings: MailSettings) -> None:
    try:
        code, words = server.starttls(context=_trust(settings))
    except ssl.SSLCertVerificationError:
        raise Unreachable(Fault.UNTRUSTED) from None
    except smtplib.SMTPNotSupportedError:
        raise Unreachable(Fault.NO_TLS) from None
    except smtplib.SMTPResponseException as error:
        raise Unreachable(Fault.NO_TLS, _bytes(error.smtp_error)) from None
    except (OSError, smtplib.SMTPException):
        raise Unreachable(Fault.NO_TLS) from None
    if code != 220:
        raise Unreachable(Fault.NO_TLS, words)
    _greet(server)


def _sign_in(server: smtplib.SMTP, settings: MailSettings) -> None:
    try:
        server.login(settings.user, settings.password)
    except smtplib.SMTPNotSupportedError:
        raise Unreachable(Fault.NO_LOGIN) from None
    except smtplib.SMTPResponseException as error:
        raise Unreachable(Fault.LOGIN, _bytes(error.smtp_error)) from None
    except smtplib.SMTPServerDisconnected:
        raise Unreachable(Fault.LOGIN) from None
    except smtplib.SMTPException:
        raise Unreachable(Fault.NO_LOGIN) from None
    except OSError:
        raise Unreachable(Fault.NO_ANSWER) from None


def _trust(settings: MailSettings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.trusted is not None:
        context.load_verify_locations(settings.trusted)
    return context


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()
