"""The workbook: every export of one revision in one XLSX file."""

from __future__ import annotations

from pathlib import Path

from lib.domain.campaigns import Campaign
from lib.exports.workbook import book
from lib.exports.workbook.book import Origin
from lib.services import acts
from lib.services.acts import CampaignRevision, Intent, Queue
from lib.services.campaigns import campaigns
from lib.services.reports import exports
from lib.store import setup as setup_store
from lib.store.engine.db import Database


def write_for_operator(db: Database, *, campaign_code: str | None, out: Path) -> int:
    """Write the workbook for whoever may use the server's terminal; how many items it tells of."""
    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    return _write(intent, campaigns.find(db, campaign_code), out)


def _write(intent: Intent, campaign: Campaign, out: Path) -> int:
    db = intent.db
    taken = exports.snapshot(db, campaign)
    agency = db.read(setup_store.agency)
    rows = sum(packed.count for packed in taken.items)
    intent.note(
        "export.xlsx",
        {"what": "workbook", "rows": rows},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, taken.revision),
    )
    origin = Origin(
        agency.name if agency else "", campaign.title, intent.doer.full_name, intent.now
    )
    book.write(out, taken, origin)
    return rows
