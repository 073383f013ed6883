"""The workbook at the server's terminal: written at once, with what a server need not know."""

from __future__ import annotations

from pathlib import Path

from lib.domain.jobs import Kind
from lib.exports.workbook import book
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.reports import exports, past, workbooks
from lib.store.engine.db import Database


def write_for_operator(
    db: Database, *, campaign_code: str | None, out: Path, as_of: str = ""
) -> int:
    """Write the workbook for whoever may use the server's terminal; how many items it tells of.

    Args:
        as_of: as of `past.asked`.
    """
    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    campaign = past.asked(db, campaigns.find(db, campaign_code), as_of)
    taken = exports.snapshot(db, campaign)
    rows = sum(packed.count for packed in taken.items)
    intent.note(
        "export.xlsx",
        {"what": Kind.WORKBOOK.value, "rows": rows, **past.told(campaign)},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, taken.revision),
    )
    book.write(out, taken, workbooks.origin(db, campaign, intent.doer.full_name, intent.now))
    return rows
