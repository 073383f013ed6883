"""What the rule asks of units, read at once for all of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lib.domain.evaluation_rules import UnitFigures
from lib.store import evaluations as store
from lib.store import reports, unit_reports
from lib.store.engine.db import Reader


def figures(tx: Reader, campaign_id: UUID, today: date) -> dict[UUID, UnitFigures]:
    """Of every unit that has something to report."""
    returned = store.times_returned(tx, campaign_id)
    missing = unit_reports.missing(tx, campaign_id)
    return {
        unit_id: UnitFigures(progress, returned.get(unit_id, 0), lacks_report=unit_id in missing)
        for unit_id, progress in reports.by_unit(tx, campaign_id, today)
    }
