"""Reports as the rules read them: those of a unit in one text, since a province has 100,000."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from lib.domain.exports import FIELD, RECORD


class ReportLine(NamedTuple):
    """As much of an `ItemLine` as the rules look at, every value as text."""

    task_id: str
    status: str
    verification: str
    answers: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PackedReports:
    """The reports of one unit, in one text; RECORD and FIELD part them."""

    unit_id: UUID
    text: str

    @property
    def count(self) -> int:
        return self.text.count(RECORD) + 1

    def lines(self) -> Iterator[ReportLine]:
        for record in self.text.split(RECORD):
            yield ReportLine(*record.split(FIELD))
