"""Why a template is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    UNKNOWN_FIELD = "unknown_field"
    CODE = "code"
    SYNTAX = "syntax"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a template is not taken, and the field or the piece of it that is meant."""

    reason: Reason
    name: str
