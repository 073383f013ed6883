"""A play on the database: each act is undone once it is done, and all of them at the end."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from lib.errors import AppError, Denied, NotFound, Refused
from lib.store.engine.db import Database, Reader, Writer
from tests.services.rights.rulebook import DENIED, OWN_WORK, REFUSED

T = TypeVar("T")
Probe = Callable[[Reader, Any], str]
"""The state of what was acted on after the act, which returned the second argument."""
_OWN = frozenset({"own_work", "own_nomination", "own_unit", "own_exemplar"})


class _PlayIsOver(Exception):
    """Nothing went wrong: it only ends the transaction."""


class Rehearsal:
    """PostgreSQL within one transaction that is never committed.

    Attributes:
        state: of what the last act was about, before it was undone.
    """

    def __init__(self, database: Database, tx: Writer) -> None:
        self.tx = tx
        self.probe: Probe = lambda _tx, _result: ""
        self.state = ""
        self._database = database

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def read(self, work: Callable[[Reader], T]) -> T:
        return work(self.tx)

    def kept(self, _key: Hashable, _of: Sequence[Hashable], work: Callable[[Reader], T]) -> T:
        return work(self.tx)

    def write(self, work: Callable[[Writer], T]) -> T:
        self.tx.run("SAVEPOINT act")
        try:
            result = work(self.tx)
            self.state = self.probe(self.tx, result)
            return result
        finally:
            self.tx.run("ROLLBACK TO SAVEPOINT act")


def play(database: Database, scenes: Callable[[Rehearsal], None]) -> None:
    """Play them, and leave the database as it was."""

    def work(tx: Writer) -> None:
        scenes(Rehearsal(database, tx))
        raise _PlayIsOver

    try:
        database.write(work)
    except _PlayIsOver:
        return
    raise AssertionError("what is only rehearsed was written")


def outcome(rehearsed: Rehearsal, probe: Probe, act: Callable[[Any], object]) -> str:
    """How the act would end: DENIED, OWN_WORK, REFUSED, or the state that it leads to."""
    rehearsed.probe = probe
    try:
        act(rehearsed)
    except (Denied, NotFound):
        return DENIED
    except Refused as refused:
        return OWN_WORK if refused.reason in _OWN else REFUSED
    except AppError as refused:
        raise AssertionError(f"neither done nor refused by a rule: {refused}") from refused
    return rehearsed.state
