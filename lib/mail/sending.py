"""Handing letters to a mail server, so that of each it is known whether it was taken.

The whole text goes over first; then the caller notes that it hands the letter over; only then goes
the dot that ends the text and makes the letter the server's (decision 0066).
"""

from __future__ import annotations

import re
import selectors
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from types import TracebackType
from typing import Final, Self

from lib.domain.reminders.letters import Fault, Outcome, Result
from lib.mail import connecting
from lib.mail.connecting import Unreachable, told
from lib.mail.settings import MailSettings

_LINE_ENDS: Final = re.compile(rb"\r\n|\r|\n")
_DOTS: Final = re.compile(rb"(?m)^\.")
_OWN: Final = frozenset({530, 534, 535, 538})
"""What a server says of how we signed in: the letter is not to blame."""
_IDLE_S: Final = 30
"""A line that lay idle for longer is begun anew: servers close theirs without a word."""

_ANSWER_S: Final = 90
"""So long at least the answer to the dot is awaited: filters look at the whole letter then."""
_FAREWELL_S: Final = 10
"""So long it is awaited by who is to stop: a letter in doubt is better than a process killed."""
_LOOK_S: Final = 0.5


class _Answered(Exception):
    """The server said no at one of the steps."""

    def __init__(self, fault: Fault, code: int, words: bytes) -> None:
        super().__init__(fault)
        self.fault, self.code, self.words = fault, code, words

    @property
    def outcome(self) -> Outcome:
        is_final = 500 <= self.code < 600 and self.code not in _OWN
        return Outcome(Result.REFUSED if is_final else Result.LATER, self.fault, told(self.words))


class Post:
    """A line to the mail server for one letter after the other; opened by the first one.

    Args:
        sleep: waits for so many seconds; letters keep their distance by it.
        is_stopping: whether whoever sends is to come to an end.
    """

    def __init__(
        self,
        settings: MailSettings,
        *,
        sleep: Callable[[float], object] = time.sleep,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._is_stopping = is_stopping
        self._server: smtplib.SMTP | None = None
        self._used_at = 0.0
        self._began_at: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, message: EmailMessage, before_last: Callable[[], None]) -> Outcome:
        """Hand one letter over.

        Args:
            message: with one sender and one recipient.
            before_last: called when the whole text is over and before the dot; what it raises ends
                the attempt, and the server has no letter then.
        """
        text = _stuffed(message)
        self._keep_distance()
        try:
            server = self._ready(message)
        except Unreachable as error:
            return error.outcome
        except _Answered as error:
            return self._refused(error)
        except (OSError, smtplib.SMTPException):
            return self._cut(Result.LATER)
        try:
            server.send(text)
        except (OSError, smtplib.SMTPException):
            return self._cut(Result.LATER)
        try:
            before_last()
        except BaseException:
            # Without its dot the text is no letter; a word of farewell would be text as well.
            self._drop()
            raise
        return self._end(server)

    def close(self) -> None:
        """Take leave of the server; the next letter begins anew."""
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
        self._drop()

    def _end(self, server: smtplib.SMTP) -> Outcome:
        """Send the dot, and what the server says to it."""
        try:
            server.send(b".\r\n")
            self._await_answer(server)
            code, words = server.getreply()
            self._wait_up_to(self._settings.timeout_s)
        except (OSError, smtplib.SMTPException):
            return self._cut(Result.DOUBTFUL)
        self._used_at = time.monotonic()
        if 200 <= code < 300:
            return Outcome(Result.ACCEPTED)
        if 400 <= code < 600:
            return self._refused(_Answered(Fault.TEXT, code, words))
        self._drop()
        return Outcome(Result.DOUBTFUL, Fault.TEXT, told(words))

    def _ready(self, message: EmailMessage) -> smtplib.SMTP:
        """The server, waiting for the text; a line that has died meanwhile is begun anew once."""
        if self._server is not None and time.monotonic() - self._used_at > _IDLE_S:
            self.close()
        if self._server is not None:
            try:
                return self._offered(self._server, message)
            except (OSError, smtplib.SMTPException):
                self._drop()
            except _Answered as error:
                if error.code != 421:
                    raise
                self._drop()
        self._server = connecting.connected(self._settings)
        return self._offered(self._server, message)

    def _offered(self, server: smtplib.SMTP, message: EmailMessage) -> smtplib.SMTP:
        """Name sender and recipient, and ask for the text."""
        [sender], [to] = message["From"].addresses, message["To"].addresses
        for fault, good, command in (
            (Fault.SENDER, (250,), f"MAIL FROM:<{sender.addr_spec}>"),
            (Fault.RECIPIENT, (250, 251), f"RCPT TO:<{to.addr_spec}>"),
            (Fault.TEXT, (354,), "DATA"),
        ):
            code, words = server.docmd(command)
            if code not in good:
                raise _Answered(fault, code, words)
        return server

    def _refused(self, error: _Answered) -> Outcome:
        """The line serves on for the next letter, if the server forgets this one."""
        self._used_at = time.monotonic()
        try:
            is_kept = (
                self._server is not None and error.code != 421 and self._server.rset()[0] == 250
            )
        except (OSError, smtplib.SMTPException):
            is_kept = False
        if not is_kept:
            self._drop()
        return error.outcome

    def _cut(self, result: Result) -> Outcome:
        self._drop()
        return Outcome(result, Fault.BROKEN)

    def _await_answer(self, server: smtplib.SMTP) -> None:
        """Wait until the other side says something, or has closed.

        Raises:
            TimeoutError: it kept still for too long.
        """
        if server.sock is None:
            return
        until = time.monotonic() + max(_ANSWER_S, self._settings.timeout_s)
        with selectors.DefaultSelector() as lines:
            lines.register(server.sock, selectors.EVENT_READ)
            while not lines.select(_LOOK_S):
                now = time.monotonic()
                if self._is_stopping():
                    until = min(until, now + _FAREWELL_S)
                if now >= until:
                    raise TimeoutError
        self._wait_up_to(max(1, until - time.monotonic()))

    def _wait_up_to(self, seconds: float) -> None:
        """How long the other side may keep still from now on."""
        if self._server is not None and self._server.sock is not None:
            self._server.sock.settimeout(seconds)

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None

    def _keep_distance(self) -> None:
        now, distance = time.monotonic(), 60 / self._settings.per_minute
        if self._began_at is not None and now < self._began_at + distance:
            self._sleep(self._began_at + distance - now)
        self._began_at = time.monotonic()


def send(message: EmailMessage, settings: MailSettings, before_last: Callable[[], None]) -> Outcome:
    """Hand a single letter over, on a line of its own."""
    with Post(settings) as post:
        return post.send(message, before_last)


def _stuffed(message: EmailMessage) -> bytes:
    """The text as it goes over the line, without the dot that ends it."""
    text = message.as_bytes(policy=SMTP)
    whole = _LINE_ENDS.sub(b"\r\n", text)
    if not whole.endswith(b"\r\n"):
        whole += b"\r\n"
    return _DOTS.sub(b"..", whole)
