"""Versions of rows that many changes of one act touch, checked and moved by one statement."""

from __future__ import annotations

from uuid import UUID

from lib.errors import Conflict
from lib.store.engine.db import Writer


class VersionMoves:
    """The version that was seen of each row, and what it becomes."""

    def __init__(self) -> None:
        self._moved: dict[UUID, tuple[int, int]] = {}

    def add(self, key: UUID, seen_version: int) -> None:
        """One more change of the row, over the version that was seen.

        Raises:
            Conflict: what was gathered so far gives it another version.
        """
        first, now = self._moved.get(key, (seen_version, seen_version))
        if now != seen_version:
            raise Conflict("changed")
        self._moved[key] = (first, now + 1)

    def run(self, tx: Writer, sql: str) -> None:
        """Move them all, and begin anew.

        Args:
            sql: an update that takes keys, versions seen and versions then as three lists.
        Raises:
            Conflict: a row has another version than was seen.
        """
        if not self._moved:
            return
        touched = tx.run(
            sql,
            [
                [str(key) for key in self._moved],
                [seen for seen, _ in self._moved.values()],
                [version for _, version in self._moved.values()],
            ],
        )
        if touched != len(self._moved):
            raise Conflict("changed")
        self._moved.clear()
