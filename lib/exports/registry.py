"""Every export there is."""

from __future__ import annotations

from collections.abc import Mapping

from lib.exports import awards, decisions, evidence, indicators, items, nominations, progress
from lib.exports.export import AnyExport

EXPORTS: Mapping[str, AnyExport] = {
    export.key: export
    for export in (
        items.ITEMS,
        progress.UNITS,
        progress.GROUPS,
        indicators.INDICATORS,
        nominations.COLLECTIVES,
        nominations.INDIVIDUALS,
        decisions.DECISIONS,
        awards.AWARDS,
        evidence.EVIDENCE,
    )
}
