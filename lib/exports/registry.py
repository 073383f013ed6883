"""Every export there is."""

from __future__ import annotations

from collections.abc import Mapping

from lib.exports import (
    awards,
    comments,
    decisions,
    documents,
    evaluations,
    evidence,
    indicators,
    items,
    nominations,
    opinions,
    progress,
    quality,
)
from lib.exports.export import AnyExport

EXPORTS: Mapping[str, AnyExport] = {
    export.key: export
    for export in (
        items.ITEMS,
        progress.UNITS,
        progress.GROUPS,
        evaluations.EVALUATIONS,
        indicators.INDICATORS,
        nominations.COLLECTIVES,
        nominations.INDIVIDUALS,
        decisions.DECISIONS,
        awards.AWARDS,
        evidence.EVIDENCE,
        documents.DOCUMENTS,
        documents.ACKNOWLEDGEMENTS,
        opinions.OPINIONS,
        opinions.NOTICES,
        quality.QUALITY,
        comments.COMMENTS,
    )
}
