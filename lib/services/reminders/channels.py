"""How a digest reaches its person beside the page in the tool: as a letter, where there are any."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, Protocol

from lib.domain.reminders.digests import Digest
from lib.domain.reminders.letters import Fault, Outcome, Result
from lib.errors import Invalid
from lib.mail import composing
from lib.mail.sending import Post
from lib.mail.settings import MailSettings
from lib.services import clock
from lib.services.mail import mail


class Channel(Protocol):
    """What carries digests, one after the other."""

    def send(self, digest: Digest, before_last: Callable[[], None]) -> Outcome:
        """What became of it.

        Args:
            before_last: called once all is over and before the word that makes it the other side's.
                What it raises ends the attempt: it must not be taken then.
        """

    def close(self) -> None:
        """Take leave of the other side."""


class Letters:
    """By the mail server of this installation.

    Args:
        stopping: set once whoever sends is to come to an end.
    """

    def __init__(self, server: MailSettings, stopping: threading.Event) -> None:
        self._server: Final = server
        self._post: Final = Post(
            server,
            sleep=stopping.wait,
            is_stopping=stopping.is_set,
        )

    def send(self, digest: Digest, before_last: Callable[[], None]) -> Outcome:
        try:
            letter = composing.compose(digest, self._server, at=clock.now())
        except Invalid:
            return Outcome(Result.REFUSED, Fault.ADDRESS)
        return self._post.send(letter, before_last)

    def close(self) -> None:
        self._post.close()


def letters(stopping: threading.Event) -> Channel | None:
    """What letters are sent by now; None where digests are found in the tool alone.

    Args:
        stopping: set once whoever sends is to come to an end.
    """
    server = mail.in_force()
    return Letters(server, stopping) if server else None


def has_letters() -> bool:
    """Whether a letter follows what is released to somebody who has an address."""
    return mail.in_force() is not None
