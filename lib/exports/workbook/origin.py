"""What a workbook is called, and what its cover says beside the snapshot's own marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.domain.exports import Snapshot
from lib.exports import csv


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose campaign it is, and who made the workbook when."""

    agency: str
    campaign: str
    made_by: str
    made_at: datetime


def file_name(snapshot: Snapshot, now: datetime) -> str:
    """As in TDKT_TD-BC-2021_workbook_20261122-1403_r1234.xlsx: ASCII, no spaces."""
    return csv.named(snapshot, "workbook", snapshot.as_of or now, "xlsx")
