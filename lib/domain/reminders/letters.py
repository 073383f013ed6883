"""What became of a letter that was handed to a mail server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Result(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The server will take this letter at no time."""
    LATER = "later"
    """The letter was certainly not taken; another time it may be."""
    DOUBTFUL = "doubtful"
    """The line broke between the last word of the letter and the server's answer to it."""


class Fault(StrEnum):
    """Where it went wrong."""

    NO_HOST = "no_host"
    NO_ANSWER = "no_answer"
    UNTRUSTED = "untrusted"
    NO_TLS = "no_tls"
    GREETING = "greeting"
    NO_LOGIN = "no_login"
    LOGIN = "login"
    SENDER = "sender"
    ADDRESS = "address"
    """No address at all: the letter was never offered."""
    RECIPIENT = "recipient"
    TEXT = "text"
    BROKEN = "broken"


_OF_LINE: Final = frozenset(
    {
        Fault.NO_HOST, Fault.NO_ANSWER, Fault.UNTRUSTED, Fault.NO_TLS, Fault.GREETING,
        Fault.NO_LOGIN, Fault.LOGIN,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it.

    Attributes:
        fault: None for a letter that was taken.
        told: the server's own words, one printable line; "" where it said nothing.
    """

    result: Result
    fault: Fault | None = None
    told: str = ""

    @property
    def is_of_line(self) -> bool:
        """Whether no letter could be offered, this one as little as any other."""
        return self.fault in _OF_LINE
