"""Campaigns with their plan, tasks and forms, and the items that follow from them."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lib.domain.campaigns import (
    Campaign,
    CampaignHead,
    CampaignSeed,
    CampaignState,
    ContentGroup,
    DueSource,
    Milestone,
    PlanText,
    Task,
)
from lib.domain.forms.forms import Form, form_from_data, form_to_data
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.units import UnitType
from lib.store.engine.db import Reader, Writer
from lib.store.engine.ids import new_id
from lib.store.engine.json_column import to_json

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


def source_sha256(tx: Reader, code: str) -> str | None:
    """The checksum of the file that the campaign was loaded from."""
    row = tx.row("SELECT source_sha256 FROM campaigns WHERE code = $1", [code])
    return None if row is None else str(row[0])


def insert_campaign(
    tx: Writer,
    seed: CampaignSeed,
    *,
    state: CampaignState,
    dates_moved: bool,
    sha256: str,
    now: datetime,
) -> UUID:
    """The id of the campaign, stored with everything but its items."""
    campaign_id = new_id()
    tx.run(
        """
        INSERT INTO campaigns (
            campaign_id, code, title, short_title, theme, state, anchor, dates_moved, preface,
            errata, details, source_sha256, created_at, revised_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        [
            campaign_id, seed.code, seed.title, seed.short_title, seed.theme, state.value,
            seed.anchor, dates_moved, _texts(seed.preface), _texts(seed.errata),
            to_json(seed.details), sha256, now, now,
        ],
    )  # fmt: skip
    for order, milestone in enumerate(seed.milestones):
        _insert_milestone(tx, campaign_id, milestone, order)
    for order, group in enumerate(seed.groups):
        tx.run(
            """
            INSERT INTO content_groups (
                campaign_id, code, title, short_title, plan_text, erratum, sort_order
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                campaign_id, group.code, group.title, group.short_title, group.plan_text,
                group.erratum, order,
            ],
        )  # fmt: skip
    _insert_tasks(tx, campaign_id, seed, now)
    return campaign_id


def milestones(tx: Reader, campaign_id: UUID) -> list[Milestone]:
    rows = tx.rows(
        """
        SELECT milestone_key, name, due_on, offset_days, basis, is_suggested
        FROM milestones
        WHERE campaign_id = $1
        ORDER BY due_on, sort_order
        """,
        [campaign_id],
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


def tasks(tx: Reader, campaign_id: UUID) -> list[Task]:
    """The campaign's tasks in the plan's order, each with the form now in force."""
    rows = tx.rows(
        """
        SELECT tasks.task_id, tasks.campaign_id, tasks.code, tasks.group_code, tasks.title,
            tasks.short_title, tasks.guidance, tasks.evidence_hint, tasks.privacy_note,
            tasks.due_on, tasks.due_source, tasks.applies_to, tasks.is_mandatory,
            tasks.nil_allowed, tasks.sort_order, form_versions.body
        FROM tasks
        JOIN form_versions
            ON form_versions.form_key = tasks.form_key
            AND form_versions.form_version = tasks.form_version
        WHERE tasks.campaign_id = $1 AND NOT tasks.is_retired
        ORDER BY tasks.sort_order
        """,
        [campaign_id],
    )
    return [_task(row) for row in rows]


def _insert_milestone(tx: Writer, campaign_id: UUID, milestone: Milestone, order: int) -> None:
    tx.run(
        """
        INSERT INTO milestones (
            campaign_id, milestone_key, name, due_on, offset_days, basis, is_suggested, sort_order
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        [
            campaign_id, milestone.key, milestone.name, milestone.due_on, milestone.offset_days,
            milestone.basis, milestone.is_suggested, order,
        ],
    )  # fmt: skip


def _insert_tasks(tx: Writer, campaign_id: UUID, seed: CampaignSeed, now: datetime) -> None:
    for order, task in enumerate(seed.tasks):
        task_id = new_id()
        tx.run(
            """
            INSERT INTO form_versions (form_key, form_version, body, published_at)
            VALUES ($1, $2, $3, $4)
            """,
            [
                task.form.key, task.form.version,
                to_json(form_to_data(task.form)), now,
            ],
        )  # fmt: skip
        tx.run(
            """
            INSERT INTO tasks (
                task_id, campaign_id, code, group_code, title, short_title, guidance,
                evidence_hint, privacy_note, milestone_key, offset_days, due_on, due_source,
                applies_to, is_mandatory, nil_allowed, form_key, form_version, sort_order
            )
            VALUES (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19
            )
            """,
            [
                task_id, campaign_id, task.code, task.group_code, task.title, task.short_title,
                task.guidance, task.evidence_hint, task.privacy_note, task.milestone_key,
                task.offset_days, seed.due_on(task), task.due_source.value,
                f",{','.join(sorted(task.applies_to))},", task.is_mandatory, task.nil_allowed,
                task.form.key, task.form.version, order,
            ],
        )  # fmt: skip
        _insert_indicators(tx, task_id, task.form)


def _insert_indicators(tx: Writer, task_id: UUID, form: Form) -> None:
    numeric = [
        (field, part) for field in form.fields if spec_of(field).is_numeric for part in parts(field)
    ]
    for order, (field, part) in enumerate(numeric):
        tx.run(
            """
            INSERT INTO indicators (
                task_id, part_key, field_key, label, unit_label, kind, sort_order
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [task_id, part.key, field.key, part.label, part.unit, field.kind.value, order],
        )


def _texts(texts: Sequence[PlanText]) -> str:
    return json.dumps(
        [{"code": t.code, "text": t.text, "erratum": t.erratum} for t in texts],
        ensure_ascii=False,
    )


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
    )
