"""How letters leave, as somebody has set it up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Security(StrEnum):
    """How the line to the mail server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Everything that composing and sending need.

    Attributes:
        user: "" where the server asks for none.
        sender: the address that letters come from, and sender_name what stands before it.
        base: the tool's own address, without a slash at its end; links begin with it.
        trusted: certificates of the server's authority, beside those that the system trusts.
        per_minute: so many letters at most.
    """

    host: str
    port: int
    security: Security
    sender: str
    sender_name: str
    base: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_s: float = 20
    per_minute: int = 60
    trusted: Path | None = None

    @property
    def domain(self) -> str:
        """What the sender's address has behind its @: who says hello, and names letters."""
        return self.sender.rpartition("@")[2]
