"""Writing a campaign's plan, tasks and forms, when its file is loaded, also over what is there."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from lib.domain.campaigns import (
    CampaignSeed,
    CampaignState,
    ContentGroup,
    Milestone,
    PlanText,
    TaskSeed,
)
from lib.domain.file_comments import FileComment
from lib.domain.forms.forms import Form, form_from_data, form_to_data
from lib.domain.forms.kinds import parts, spec_of
from lib.store import form_versions
from lib.store.engine.db import Reader, Writer
from lib.store.engine.ids import new_id
from lib.store.engine.json_column import to_json


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
    if seed.comments:
        put_comments(tx, campaign_id, seed.comments)
    put_milestones(tx, campaign_id, seed.milestones)
    put_groups(tx, campaign_id, seed.groups)
    for order, task in enumerate(seed.tasks):
        form = publish(tx, task.form, now)
        insert_task(tx, campaign_id, replace(task, form=form), seed.due_on(task), order)
    return campaign_id


def update_campaign(tx: Writer, campaign_id: UUID, seed: CampaignSeed, sha256: str) -> None:
    """What the head of the plan says now; a new version, so that everybody reads it anew."""
    tx.change(
        """
        UPDATE campaigns
        SET title = $2, short_title = $3, theme = $4, anchor = $5, preface = $6, errata = $7,
            details = $8, source_sha256 = $9, version = version + 1
        WHERE campaign_id = $1
        """,
        [
            campaign_id, seed.title, seed.short_title, seed.theme, seed.anchor,
            _texts(seed.preface), _texts(seed.errata), to_json(seed.details), sha256,
        ],
    )  # fmt: skip


def put_comments(tx: Writer, campaign_id: UUID, comments: Sequence[FileComment]) -> None:
    """What a file says for its readers alone, in the place of what the file before said."""
    told = [[one.place, one.above, one.beside] for one in comments]
    tx.run(
        """
        INSERT INTO campaign_comments (campaign_id, comments)
        VALUES ($1, $2)
        ON CONFLICT (campaign_id) DO UPDATE
        SET comments = excluded.comments
        """,
        [campaign_id, json.dumps(told, ensure_ascii=False)],
    )


def put_milestones(tx: Writer, campaign_id: UUID, milestones: Sequence[Milestone]) -> None:
    """The milestones as they are now, those of before changed or added to."""
    for order, one in enumerate(milestones):
        tx.run(
            """
            INSERT INTO milestones (
                campaign_id, milestone_key, name, due_on, offset_days, basis, is_suggested,
                sort_order
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (campaign_id, milestone_key) DO UPDATE
            SET name = excluded.name, due_on = excluded.due_on,
                offset_days = excluded.offset_days, basis = excluded.basis,
                is_suggested = excluded.is_suggested, sort_order = excluded.sort_order
            """,
            [
                campaign_id, one.key, one.name, one.due_on, one.offset_days, one.basis,
                one.is_suggested, order,
            ],
        )  # fmt: skip


def drop_milestones(tx: Writer, campaign_id: UUID, keys: Collection[str]) -> None:
    for key in keys:
        tx.run(
            "DELETE FROM milestones WHERE campaign_id = $1 AND milestone_key = $2",
            [campaign_id, key],
        )


def put_groups(tx: Writer, campaign_id: UUID, groups: Sequence[ContentGroup]) -> None:
    """The content groups as they are now, those of before changed or added to."""
    for order, group in enumerate(groups):
        tx.run(
            """
            INSERT INTO content_groups (
                campaign_id, code, title, short_title, plan_text, erratum, sort_order
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (campaign_id, code) DO UPDATE
            SET title = excluded.title, short_title = excluded.short_title,
                plan_text = excluded.plan_text, erratum = excluded.erratum,
                sort_order = excluded.sort_order
            """,
            [
                campaign_id, group.code, group.title, group.short_title, group.plan_text,
                group.erratum, order,
            ],
        )  # fmt: skip


def drop_groups(tx: Writer, campaign_id: UUID, codes: Collection[str]) -> None:
    for code in codes:
        tx.run(
            "DELETE FROM content_groups WHERE campaign_id = $1 AND code = $2", [campaign_id, code]
        )


def publish(tx: Writer, form: Form, now: datetime) -> Form:
    """The form under the first version of its key that is free."""
    body = form_versions.newest_form(tx, form.key)
    newest = form_from_data(json.loads(body)).version if body is not None else 0
    made = replace(form, version=newest + 1)
    form_versions.publish_form(
        tx, key=made.key, version=made.version, body=to_json(form_to_data(made)), now=now
    )
    return made


def insert_task(tx: Writer, campaign_id: UUID, task: TaskSeed, due_on: date, order: int) -> None:
    """A task with its published form."""
    task_id = new_id()
    tx.run(
        """
        INSERT INTO tasks (
            group_code, title, short_title, guidance, evidence_hint, privacy_note, milestone_key,
            offset_days, due_on, due_source, applies_to, is_mandatory, nil_allowed, is_suggested,
            form_key, form_version, sort_order, is_unit_report, task_id, campaign_id, code
        )
        VALUES (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            $20, $21
        )
        """,
        [*_columns(task, due_on, order), task_id, campaign_id, task.code],
    )
    put_indicators(tx, task_id, task.form)


def update_task(tx: Writer, task_id: UUID, task: TaskSeed, due_on: date, order: int) -> None:
    """What the plan says of the task now; its items stay."""
    tx.change(
        """
        UPDATE tasks
        SET group_code = $1, title = $2, short_title = $3, guidance = $4, evidence_hint = $5,
            privacy_note = $6, milestone_key = $7, offset_days = $8, due_on = $9,
            due_source = $10, applies_to = $11, is_mandatory = $12, nil_allowed = $13,
            is_suggested = $14, form_key = $15, form_version = $16, sort_order = $17,
            is_unit_report = $18, is_retired = FALSE, version = version + 1
        WHERE task_id = $19
        """,
        [*_columns(task, due_on, order), task_id],
    )
    put_indicators(tx, task_id, task.form)


def place_task(tx: Writer, task_id: UUID, order: int, *, is_retired: bool) -> None:
    """Where a task stands that the plan names no more, and whether anybody is still asked."""
    tx.change(
        """
        UPDATE tasks
        SET sort_order = $2, is_retired = $3, version = version + 1
        WHERE task_id = $1
        """,
        [task_id, order, is_retired],
    )


def has_reports(tx: Reader, task_id: UUID) -> bool:
    """Whether anybody has written or attached anything for the task."""
    row = tx.row(
        """
        SELECT
            EXISTS (SELECT 1 FROM item_history WHERE task_id = $1 AND step <> 'begin')
            OR EXISTS (SELECT 1 FROM drafts WHERE task_id = $1)
            OR EXISTS (SELECT 1 FROM evidence_uses WHERE task_id = $1)
        """,
        [task_id],
    )
    return row is not None and bool(row[0])


def put_indicators(tx: Writer, task_id: UUID, form: Form) -> None:
    """The numbers that SQL adds up; those of fields no longer asked stay with theirs."""
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
            ON CONFLICT (task_id, part_key) DO UPDATE
            SET field_key = excluded.field_key, label = excluded.label,
                unit_label = excluded.unit_label, kind = excluded.kind,
                sort_order = excluded.sort_order
            """,
            [task_id, part.key, field.key, part.label, part.unit, field.kind.value, order],
        )


def _columns(task: TaskSeed, due_on: date, order: int) -> list[object]:
    """The values that both statements on tasks begin with."""
    return [
        task.group_code, task.title, task.short_title, task.guidance, task.evidence_hint,
        task.privacy_note, task.milestone_key, task.offset_days, due_on, task.due_source.value,
        f",{','.join(sorted(task.applies_to))},", task.is_mandatory, task.nil_allowed,
        task.is_suggested, task.form.key, task.form.version, order, task.is_unit_report,
    ]  # fmt: skip


def _texts(texts: Sequence[PlanText]) -> str:
    return json.dumps(
        [{"code": t.code, "text": t.text, "erratum": t.erratum} for t in texts],
        ensure_ascii=False,
    )
