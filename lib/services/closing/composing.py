"""A report as it is now: out of data and what is written, or as it was held fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.papers.papers import PaperData
from lib.domain.reports import document, readiness
from lib.domain.reports.document import Document
from lib.domain.reports.outline import Hint, ReportKind
from lib.domain.reports.readiness import Finding
from lib.domain.reports.report import Report, State
from lib.domain.reports.told import Told
from lib.domain.vietnamese import local_day
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Handle
from lib.services.closing import freezing, outlines, reading
from lib.services.closing.reading import Reading
from lib.store import closing_parts, closing_reports, items
from lib.store.closing_parts import StoredPart
from lib.store.engine.db import Database, Reader

# What is read is kept for the next run of the page. Of a whole province that takes seconds: there
# it lasts longer than until the next save of anybody, and the page says of which revision it is.
_LARGE: Final = 20_000
_LASTS_S: Final = 60
_ITEMS: Final[dict[UUID, int]] = {}
"""How many items a campaign had when it was last looked at."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A report with all that is to be told of it.

    Attributes:
        reading: what a draft is made of; None of what is held fast.
        findings: what holds a draft back, and what only warns.
        parts: what is written, by the key of the part.
        kept: what the paper of a report that is held fast tells; None of a draft.
    """

    report: Report
    document: Document
    reading: Reading | None
    findings: tuple[Finding, ...]
    parts: Mapping[str, StoredPart]
    kept: PaperData | None = None

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
        held = freezing.thawed(frozen)
        return Composed(report, held.document, None, (), parts, held.paper)
    return draft(db, campaign, report, parts)


def draft(
    db: Database, campaign: Campaign, report: Report, parts: Mapping[str, StoredPart]
) -> Composed:
    """A draft, of the data as they are now."""
    read = now(db, campaign, report.kind)
    made = document.composed(
        read.outline, read.told, {key: one.written for key, one in parts.items()}
    )
    return Composed(report, made, read, readiness.findings(made, read.told), parts)


def told(db: Database, made: Composed) -> Told:
    """The figures of the report: those of now, or those that were held fast."""
    if made.reading is not None:
        return made.reading.told
    return freezing.kept_figures(db, made.report)


def now(db: Database, campaign: Campaign, kind: ReportKind) -> Reading:
    """The campaign as it is now; one of a whole province as it was within the last minute.

    A past one is read each time.
    """
    source = db.read(lambda tx: outlines.source(tx, campaign))[1]
    if campaign.at is not None:
        return reading.read(db, campaign, kind, outlines.read(source))
    handle, moment = Handle(db), clock.now()
    is_large = _items(db, campaign.campaign_id) > _LARGE
    stamp = int(moment.timestamp()) // _LASTS_S if is_large else campaign.revision
    seen = (campaign.code, campaign.version, local_day(moment), stamp)
    return _read(handle, kind, source, seen)


def _items(db: Database, campaign_id: UUID) -> int:
    if campaign_id not in _ITEMS:
        _ITEMS[campaign_id] = db.read(lambda tx: items.count(tx, campaign_id))
    return _ITEMS[campaign_id]


@lru_cache(maxsize=1)
def _read(
    handle: Handle, kind: ReportKind, source: str, seen: tuple[str, int, date, int]
) -> Reading:
    campaign = campaigns.find(handle.db, seen[0])
    read = reading.read(handle.db, campaign, kind, outlines.read(source))
    _ITEMS[campaign.campaign_id] = sum(packed.count for packed in read.snapshot.items)
    return read
