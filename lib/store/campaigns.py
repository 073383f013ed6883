"""Campaigns with their plan, tasks and forms, as they are read."""

from __future__ import annotations

import functools
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from lib.domain.campaigns import (
    Campaign,
    CampaignHead,
    CampaignState,
    ContentGroup,
    DueSource,
    Milestone,
    PlanText,
    Task,
)
from lib.domain.file_comments import FileComment
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.units import UnitType
from lib.store.engine.db import Reader

_CAMPAIGN = """
    SELECT campaign_id, code, title, short_title, theme, state, revision, anchor,
        preface, errata, dates_moved, version
    FROM campaigns
"""


def campaigns(tx: Reader) -> list[Campaign]:
    """Every campaign, the newest first."""
    return [_campaign(row) for row in tx.rows(_CAMPAIGN + "ORDER BY created_at DESC")]


def heads(tx: Reader) -> list[CampaignHead]:
    """Every campaign, the newest first."""
    # Every page asks for them, and the engine takes as long to sort a few rows as to read them.
    rows = tx.rows("SELECT campaign_id, code, state, revision, version, created_at FROM campaigns")
    rows.sort(key=lambda row: row[5], reverse=True)
    return [CampaignHead(row[0], row[1], CampaignState(row[2]), row[3], row[4]) for row in rows]


def campaign_by_code(tx: Reader, code: str) -> Campaign | None:
    row = tx.row(_CAMPAIGN + "WHERE code = $1", [code])
    return None if row is None else _campaign(row)


def revision(tx: Reader, campaign_id: UUID) -> tuple[int, datetime] | None:
    """The campaign's write counter, and when it last moved."""
    row = tx.row("SELECT revision, revised_at FROM campaigns WHERE campaign_id = $1", [campaign_id])
    return None if row is None else (row[0], row[1])


def details(tx: Reader, campaign_id: UUID) -> dict[str, Any]:
    """What the plan's head and foot say, with award forms and council rules."""
    row = tx.row("SELECT details FROM campaigns WHERE campaign_id = $1", [campaign_id])
    return {} if row is None else dict(json.loads(row[0]))


def comments(tx: Reader, campaign_id: UUID) -> tuple[FileComment, ...]:
    """What the file that the campaign was loaded from said for its readers alone."""
    row = tx.row("SELECT comments FROM campaign_comments WHERE campaign_id = $1", [campaign_id])
    told = json.loads(row[0]) if row else ()
    return tuple(FileComment(tuple(at), tuple(above), beside) for at, above, beside in told)


def source_sha256(tx: Reader, code: str) -> str | None:
    """The checksum of the file that the campaign was loaded from."""
    row = tx.row("SELECT source_sha256 FROM campaigns WHERE code = $1", [code])
    return None if row is None else str(row[0])


def milestones(tx: Reader, campaign_id: UUID, *, as_written: bool = False) -> list[Milestone]:
    """By their days, or as the file has them."""
    rows = tx.rows(
        """
        SELECT milestone_key, name, due_on, offset_days, basis, is_suggested
        FROM milestones
        WHERE campaign_id = $1
        ORDER BY CASE WHEN $2 THEN NULL ELSE due_on END, sort_order
        """,
        [campaign_id, as_written],
    )
    return [Milestone(*row) for row in rows]


def groups(tx: Reader, campaign_id: UUID) -> list[ContentGroup]:
    rows = tx.rows(
        """
        SELECT code, title, short_title, plan_text, erratum
        FROM content_groups
        WHERE campaign_id = $1
        ORDER BY sort_order
        """,
        [campaign_id],
    )
    return [ContentGroup(*row) for row in rows]


def tasks(tx: Reader, campaign_id: UUID, *, retired: bool = False) -> list[Task]:
    """The campaign's tasks in the plan's order, each with the form now in force.

    Args:
        retired: whether those that the plan asks for no more are among them.
    """
    rows = tx.rows(
        """
        SELECT tasks.task_id, tasks.campaign_id, tasks.code, tasks.group_code, tasks.title,
            tasks.short_title, tasks.guidance, tasks.evidence_hint, tasks.privacy_note,
            tasks.due_on, tasks.due_source, tasks.applies_to, tasks.is_mandatory,
            tasks.nil_allowed, tasks.sort_order, form_versions.body, tasks.is_suggested,
            tasks.is_unit_report
        FROM tasks
        JOIN form_versions
            ON form_versions.form_key = tasks.form_key
            AND form_versions.form_version = tasks.form_version
        WHERE tasks.campaign_id = $1 AND ($2 OR NOT tasks.is_retired)
        ORDER BY tasks.sort_order
        """,
        [campaign_id, retired],
    )
    return [_task(row) for row in rows]


def task_dues(tx: Reader, campaign_id: UUID) -> dict[str, tuple[str, int]]:
    """By the task's code, from which milestone its due day is counted, and how many days."""
    rows = tx.rows(
        "SELECT code, milestone_key, offset_days FROM tasks WHERE campaign_id = $1", [campaign_id]
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _plan_texts(body: str) -> tuple[PlanText, ...]:
    return tuple(PlanText(**text) for text in json.loads(body))


def _campaign(row: tuple[Any, ...]) -> Campaign:
    return Campaign(
        campaign_id=row[0],
        code=row[1],
        title=row[2],
        short_title=row[3],
        theme=row[4],
        state=CampaignState(row[5]),
        revision=row[6],
        anchor=row[7],
        preface=_plan_texts(row[8]),
        errata=_plan_texts(row[9]),
        dates_moved=row[10],
        version=row[11],
    )


@functools.lru_cache(maxsize=1024)
def _form(body: str) -> Form:
    return form_from_data(json.loads(body))


def _task(row: tuple[Any, ...]) -> Task:
    return Task(
        task_id=row[0],
        campaign_id=row[1],
        code=row[2],
        group_code=row[3],
        title=row[4],
        short_title=row[5],
        guidance=row[6],
        evidence_hint=row[7],
        privacy_note=row[8],
        due_on=row[9],
        due_source=DueSource(row[10]),
        applies_to=frozenset(UnitType(kind) for kind in row[11].strip(",").split(",")),
        is_mandatory=row[12],
        nil_allowed=row[13],
        sort_order=row[14],
        form=_form(row[15]),
        is_suggested=bool(row[16]),
        is_unit_report=bool(row[17]),
    )
