"""What the rule asks of units, read at once for several of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lib.domain.evaluation_rules import UnitFigures
from lib.store import evaluations as store
from lib.store import reports, unit_reports
from lib.store.engine.db import Reader


def figures(
    tx: Reader, campaign_id: UUID, today: date, unit_ids: Sequence[UUID]
) -> dict[UUID, UnitFigures]:
    """Of those of the units that have something to report."""
    returned = store.times_returned(tx, campaign_id, unit_ids)
    missing = unit_reports.missing(tx, campaign_id, unit_ids)
    return {
        unit_id: UnitFigures(progress, returned.get(unit_id, 0), lacks_report=unit_id in missing)
        for unit_id, progress in reports.of_units(tx, campaign_id, today, unit_ids)
    }
