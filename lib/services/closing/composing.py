"""A report as it is now: out of data and what is written, or as it was held fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.reports import document, readiness
from lib.domain.reports.document import Document
from lib.domain.reports.outline import Hint, ReportKind
from lib.domain.reports.readiness import Finding
from lib.domain.reports.report import Report, State
from lib.domain.reports.told import Told
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns.campaigns import Handle
from lib.services.closing import freezing, outlines, reading
from lib.services.closing.reading import Reading
from lib.store import closing_parts, closing_reports
from lib.store.closing_parts import StoredPart
from lib.store.engine.db import Database, Reader

# What is read is kept for the next run of the page; that of a whole province would fill the memory.
_KEPT_ITEMS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Composed:
    """A report with all that is to be told of it.

    Attributes:
        reading: what a draft is made of; None of what is held fast.
        findings: what holds a draft back, and what only warns.
        parts: what is written, by the key of the part.
    """

    report: Report
    document: Document
    reading: Reading | None
    findings: tuple[Finding, ...]
    parts: Mapping[str, StoredPart]

    @property
    def is_ready(self) -> bool:
        return not any(one.holds_back for one in self.findings)

    def hints(self, wanted: tuple[Hint, ...]) -> Mapping[Hint, tuple[str, ...]]:
        """What is told beside a typed part."""
        return reading.hints(self.reading, wanted) if self.reading else {}


def of_report(tx: Reader, campaign: Campaign, report_id: UUID) -> Report:
    """The campaign's report.

    Raises:
        NotFound: there is none.
    """
    found = closing_reports.report(tx, report_id)
    if found is None or found.campaign_id != campaign.campaign_id:
        raise NotFound("report")
    return found


def composed(db: Database, campaign: Campaign, report_id: UUID) -> Composed:
    """The report as it is now.

    Raises:
        NotFound: there is none.
    """
    report, frozen, parts = db.read(
        lambda tx: (
            of_report(tx, campaign, report_id),
            closing_reports.frozen(tx, report_id),
            closing_parts.parts(tx, report_id),
        )
    )
    if report.state != State.DRAFT:
        return Composed(report, freezing.thawed(frozen).document, None, (), parts)
    return draft(db, campaign, report, parts)


def draft(
    db: Database, campaign: Campaign, report: Report, parts: Mapping[str, StoredPart]
) -> Composed:
    """A draft, of the data as they are now."""
    outline = outlines.read(db.read(lambda tx: outlines.source(tx, campaign))[1])
    read = now(db, campaign, report.kind)
    made = document.composed(outline, read.told, {key: one.written for key, one in parts.items()})
    return Composed(report, made, read, readiness.findings(made, read.told), parts)


def told(db: Database, made: Composed) -> Told:
    """The figures of the report: those of now, or those that were held fast."""
    if made.reading is not None:
        return made.reading.told
    return freezing.kept_figures(db, made.report)


def now(db: Database, campaign: Campaign, kind: ReportKind) -> Reading:
    """The campaign as it is now, read once for each of its revisions."""
    source = db.read(lambda tx: outlines.source(tx, campaign))[1]
    day = clock.today().isoformat()
    read = _read(Handle(db), campaign, kind, source, day)
    if sum(packed.count for packed in read.snapshot.items) > _KEPT_ITEMS:
        _read.cache_clear()
    return read


@lru_cache(maxsize=2)
def _read(handle: Handle, campaign: Campaign, kind: ReportKind, source: str, _day: str) -> Reading:
    return reading.read(handle.db, campaign, kind, outlines.read(source))
