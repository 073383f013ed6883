"""What a subject of imports has to say: how a row is read, written and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from lib.domain.imports import Row
from lib.services.acts import Act
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
    """The rows of one subject inside an act, which stores all of them at its end."""

    def is_known(self, name: str) -> bool:
        """Whether there is one already, which has not been taken back."""

    def write(self, row: Row) -> Written:
        """What becomes of the row, by what the page's form goes through.

        Raises:
            Problems, Invalid, Refused, NotFound: the row cannot be taken; nothing of it is stored.
        """

    def take_back(self, one: ImportRow) -> int:
        """Put the record back; its version then.

        Raises:
            Refused: `import_used`, it has been changed or used since.
        """

    def finish(self) -> None:
        """Store what was written, and what all rows together ask for."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows whose cells have been taken into values, before others wait for the act.

    Attributes:
        names: what each row is about, as it is stored; None for what cannot be read.
        begin: the rows inside an act.
    """

    names: tuple[str | None, ...]
    begin: Callable[[Act], Rows]
