"""The live summary on paper: all its figures, every unit, and the list that was open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.summary import Row, RowPage, Slice, Summary, UnitLine
from lib.domain.vietnamese import format_date, format_number, format_share
from lib.services.campaigns.campaigns import Plan
from lib.services.operation.runtime import Database
from lib.services.reports import past, summary
from lib.services.reports.summary import Asked
from lib.text import summary as words
from lib.text.words import instant as instant_words
from lib.web.sheets import pages
from lib.web.sheets.sheet import NUMBER, Column, Section, Sheet

TITLE: Final = "Tổng hợp tiến độ"


def sheet(db: Database, actor: Actor, campaign: Campaign, asked: Asked | None) -> Sheet:
    """The summary as it is now.

    Args:
        asked: the list that stands open on the page; without one what is overdue is printed.
    """
    shown = summary.summary(db, actor, campaign)
    plan = past.plan(db, campaign)
    said = "".join(piece for piece, _ in words.sentence(shown))
    as_of = [f"Số liệu lúc {instant_words(shown.at.instant)}."] if shown.at else []
    return Sheet(
        TITLE,
        campaign.title,
        (
            Section("", lines=[*as_of, said]),
            Section("Số liệu chung", columns=_figures(shown)),
            Section("Tiến độ từng đơn vị, thấp nhất trước", _rest(shown), _units(shown)),
            Section("Tỷ lệ hoàn thành theo nhóm nội dung (%)", _group_names(plan), _cells(shown)),
            _list(db, actor, campaign, plan, asked or Asked(Slice.OVERDUE)),
        ),
        shown.revision,
        is_wide=True,
    )


def _figures(shown: Summary) -> list[Column]:
    total = shown.total
    told = {
        "Phải báo cáo": format_number(total.assigned),
        "Hoàn thành": f"{format_number(total.complete)} ({format_share(total.completion)})",
        "Quá hạn": format_number(total.overdue),
        "Đến hạn trong 7 ngày": format_number(shown.due_soon.count),
        "Đúng hạn": f"{format_number(total.on_time)} ({format_share(total.on_time_share)})",
        "Trễ hạn": format_number(total.late),
        "Không phát sinh": format_number(total.nil),
        "Chờ Văn phòng": format_number(total.sent),
        "Bị trả lại": format_number(total.returned),
        "Đã xác nhận": f"{format_number(total.verified)} ({format_share(total.verified_share)})",
        "Khuyến khích đã làm": f"{format_number(total.optional_complete)}/"
        f"{format_number(total.optional)}",
    }
    return [Column(label, [value], NUMBER) for label, value in told.items()]


def _units(shown: Summary) -> list[Column]:
    lines = shown.units.lines
    of = [line.progress for line in lines]
    counts = {
        "Phải báo cáo": [one.assigned for one in of],
        "Hoàn thành": [one.complete for one in of],
        "Không phát sinh": [one.nil for one in of],
        "Đúng hạn": [one.on_time for one in of],
        "Trễ hạn": [one.late for one in of],
        "Quá hạn": [one.overdue for one in of],
        "Bị trả lại": [one.returned for one in of],
        "Chờ VP": [one.sent for one in of],
        "Đã xác nhận": [one.verified for one in of],
    }
    return [
        _places(lines),
        Column("Đơn vị", [line.unit.name for line in lines]),
        Column("Tỷ lệ", [format_share(one.completion) for one in of], NUMBER),
        *(
            Column(label, [format_number(count) for count in column], NUMBER)
            for label, column in counts.items()
        ),
    ]


def _rest(shown: Summary) -> list[str]:
    """What is said where not every unit is printed."""
    if shown.units.is_all:
        return []
    count = format_number(shown.units.count)
    return [f"{len(shown.units.lines)} đơn vị thấp nhất trong {count} đơn vị; tải CSV để có đủ."]


def _group_names(plan: Plan) -> list[str]:
    return [" · ".join(f"{group.code} {group.short_title}" for group in plan.groups)]


def _cells(shown: Summary) -> list[Column]:
    lines = shown.units.lines
    shares = [{code: one.percent for code, one in line.groups if one.assigned} for line in lines]
    return [
        Column("Đơn vị", [line.unit.name for line in lines]),
        *(
            Column(code, [str(share.get(code, "")) for share in shares], NUMBER)
            for code, _ in shown.groups
        ),
    ]


def _list(db: Database, actor: Actor, campaign: Campaign, plan: Plan, asked: Asked) -> Section:
    def read(page: int) -> RowPage:
        return summary.rows(db, actor, campaign, asked, page=page, length=pages.AT_ONCE)

    rows = [row for page in pages.every(read) for row in page.rows]
    items = [row.item for row in rows]
    tasks = [plan.tasks_by_id.get(item.task_id) for item in items]
    return Section(
        f"{text.SLICES[asked.slice]}: {format_number(len(rows))} nhiệm vụ",
        columns=[
            _places(rows),
            Column("Đơn vị", [item.unit.short_name for item in items]),
            Column("Mã", [task.code if task else "" for task in tasks]),
            Column("Nhiệm vụ", [task.short_title if task else "" for task in tasks]),
            Column("Hạn", [format_date(item.due_on) for item in items]),
            Column("Trạng thái", [text.WORK_STATUSES[item.status] for item in items]),
            Column("Văn phòng", [text.VERIFICATIONS[item.verification] for item in items]),
            Column("Số liệu", [row.figure for row in rows]),
        ]
        if rows
        else (),
    )


def _places(rows: Sequence[UnitLine] | Sequence[Row]) -> Column:
    return Column("STT", [str(place) for place in range(1, len(rows) + 1)], NUMBER)
