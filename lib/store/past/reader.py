"""A reader of one revision of a campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from lib.store.engine.db import Params, Reader, Row
from lib.store.past import awards, documents, evidence, items, opinions
from lib.store.past.view import CAMPAIGN, ELEMENTS, INSTANT, REVISION

VIEWS: Final[dict[str, str]] = {
    **items.VIEWS, **evidence.VIEWS, **awards.VIEWS, **documents.VIEWS,
    **opinions.VIEWS,
}  # fmt: skip
_KINDS: Final = {CAMPAIGN: "UUID", REVISION: "BIGINT", INSTANT: "TIMESTAMPTZ"}
_TABLE: Final = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")
_WITH: Final = re.compile(r"\s*WITH\s")


@dataclass(frozen=True, slots=True)
class PastReader:
    """Reads as `tx` does, but of the campaign's rows what they were at the revision.

    Not cut: units and accounts, whose names go by the day, and what the plan says of its tasks.

    Attributes:
        engine: as of a Database; the elements of a JSON list are one word in each.
        instant: until when the log of that revision is read.
    """

    tx: Reader
    engine: str
    campaign_id: UUID
    revision: int
    instant: datetime

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        statement, marks = _cut(sql, len(params), self.engine)
        values = {CAMPAIGN: self.campaign_id, REVISION: self.revision, INSTANT: self.instant}
        return self.tx.rows(statement, [*params, *(values[mark] for mark in marks)])

    def row(self, sql: str, params: Params = ()) -> Row | None:
        found = self.rows(sql, params)
        return found[0] if found else None


def reader(
    tx: Reader, engine: str, campaign_id: UUID, revision: int, instant: datetime
) -> PastReader:
    """Of one revision, for the rest of the transaction that `tx` reads in."""
    if engine == "postgresql":
        # It knows no sizes of what a history gives, and would look through it once for each row.
        tx.rows("SET LOCAL enable_nestloop = off")
        # A loop that it cannot do without counts as so dear then that it compiles the statement.
        tx.rows("SET LOCAL jit = off")
    return PastReader(tx, engine, campaign_id, revision, instant)


@cache
def _cut(sql: str, params: int, engine: str) -> tuple[str, tuple[str, ...]]:
    """The statement over what its tables were, and what its further parameters are."""
    wanted = list(dict.fromkeys(_needed(sql)))
    if not wanted:
        return sql, ()
    views = ", ".join(f"{name} AS ({VIEWS[name]})" for name in wanted)
    for mark, words in ELEMENTS.items():
        views = views.replace(mark, words[engine])
    marks = tuple(mark for mark in _KINDS if mark in views)
    for place, mark in enumerate(marks, start=params + 1):
        views = views.replace(mark, f"CAST(${place} AS {_KINDS[mark]})")
    head = _WITH.match(sql)
    rest = f", {sql[head.end() :]}" if head else f" {sql}"
    return f"WITH {views}{rest}", marks


def _needed(sql: str, within: str = "") -> Iterator[str]:
    """The views that a statement wants, each after those it is made of."""
    for name in _TABLE.findall(sql):
        # Within itself a name is that of the table.
        if name in VIEWS and name != within:
            yield from _needed(VIEWS[name], within=name)
            yield name
