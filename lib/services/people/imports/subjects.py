"""What a subject of imports has to say: how a row is read, written and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from lib.domain.imports import Row
from lib.store.imports import ImportRow


@dataclass(frozen=True, slots=True)
class Written:
    """What a row did; without `changed` and `is_new` it found everything as it says.

    Attributes:
        was: what it was before; None for what is new.
        version: the record's now.
        waits: a second person has to confirm some of it.
    """

    subject_id: UUID
    version: int
    is_new: bool = False
    changed: tuple[str, ...] = ()
    was: Mapping[str, object] | None = None
    waits: bool = False


class Rows(Protocol):
    """The rows of one subject inside an act."""

    def name(self, row: Row) -> str | None:
        """What the row is about, as it is stored; None for what cannot be read."""

    def is_known(self, name: str) -> bool:
        """Whether there is one already, which has not been taken back."""

    def write(self, row: Row) -> Written:
        """Write what the row says, by what the page's form goes through.

        Raises:
            Problems, Invalid, Refused, NotFound: the row cannot be taken; nothing was written.
        """

    def take_back(self, one: ImportRow) -> int:
        """Put the record back; its version then.

        Raises:
            Refused: `import_used`, it has been changed or used since.
        """

    def finish(self) -> None:
        """What all rows together ask for."""
