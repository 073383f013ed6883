"""Plain rows for the rules: some units, one task, and what a test changes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from lib.domain.campaigns import DueSource, Task
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.forms import Form
from lib.domain.quality.rows import Data, ReportRow, UnitRow, by_place, figures_of
from lib.domain.units import REPORTING_TYPES
from lib.domain.workflow import WorkStatus

TODAY = date(2021, 5, 1)
_NAMES = UUID("0a63c2f4-6a59-4c77-9f0e-3f0a3a5b8c11")
TASK_ID = uuid5(_NAMES, "task")
TURNOUT = Field("luot_nguoi", "Số lượt người", Kind.WHOLE, unit="lượt", running=True)
SHARE = Field(
    "ty_le", "Tỷ lệ phổ biến", Kind.PERCENT, numerator="Đã phổ biến", denominator="Tổng số người"
)
NOTE = Field("ghi_chu", "Ghi chú", Kind.LONG_TEXT)
LINK = Field("duong_dan", "Đường dẫn", Kind.LINK)


def unit(number: int) -> UUID:
    return uuid5(_NAMES, f"unit {number}")


def a_task(*fields: Field, evidence_hint: str = "Biên bản") -> Task:
    return Task(
        task_id=TASK_ID,
        campaign_id=uuid5(_NAMES, "campaign"),
        code="II.1.1",
        group_code="II.1",
        title="Quán triệt",
        short_title="Quán triệt",
        guidance="",
        evidence_hint=evidence_hint,
        privacy_note="",
        due_on=TODAY,
        due_source=DueSource.SUGGESTED,
        applies_to=REPORTING_TYPES,
        is_mandatory=True,
        nil_allowed=True,
        form=Form("mau", 1, fields or (TURNOUT, SHARE, NOTE, LINK)),
        sort_order=1,
    )


def a_report(number: int, status: WorkStatus = WorkStatus.DONE, files: int = 1, **answers: object):
    """A done report of a unit with a file behind it."""
    return ReportRow(unit(number), TASK_ID, status, answers, files)  # type: ignore[arg-type]


def rows(
    *reports: ReportRow,
    task: Task | None = None,
    heads: Mapping[int, int | None] | None = None,
    **changes: object,
) -> Data:
    """The reports with their units, each of ten people unless `heads` says otherwise."""
    asked = task or a_task()
    known = {
        unit(number): UnitRow(
            f"Phòng {number}", (heads or {}).get(number, 10), date(2021, 3, 1), TODAY, 1
        )
        for number in range(20)
    }
    made = Data(
        today=TODAY,
        is_running=True,
        units=known,
        tasks={asked.task_id: asked},
        reports=by_place(reports),
        figures=figures_of(reports, {asked.task_id: asked}),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
