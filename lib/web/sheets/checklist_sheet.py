"""A unit's checklist on paper."""

from __future__ import annotations

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.vietnamese import format_date
from lib.services.checklist import checklist
from lib.services.operation.runtime import Database
from lib.web.sheets.sheet import Column, Section, Sheet


def sheet(db: Database, actor: Actor, campaign: Campaign) -> Sheet:
    """The tasks of the actor's own unit, with what it has reported."""
    listed = checklist.unit_checklist(db, actor, campaign)
    lines = listed.lines
    return Sheet(
        "Danh mục nhiệm vụ thi đua",
        f"{listed.unit.name} · {campaign.title}",
        (
            Section(
                "",
                columns=[
                    Column("Mã", [one.task.code for one in lines]),
                    Column("Nhiệm vụ", [one.task.title for one in lines]),
                    Column("Hạn", [format_date(one.item.due_on) for one in lines]),
                    Column("Trạng thái", [_status(one, listed) for one in lines]),
                    Column(
                        "Văn phòng", [text.VERIFICATIONS[one.item.verification] for one in lines]
                    ),
                    Column(
                        "Số liệu",
                        [forms.figure(one.task.form, one.item.answers) for one in lines],
                    ),
                ],
            ),
        ),
        campaign.revision,
        is_wide=True,
    )


def _status(line: checklist.Line, listed: checklist.Checklist) -> str:
    status = text.WORK_STATUSES[line.item.status]
    return f"{status}, quá hạn" if line.item.is_overdue(listed.today) else status
