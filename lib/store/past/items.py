"""Items, and the campaign itself, as they were."""

from __future__ import annotations

from typing import Final

from lib.store.past.view import cut

_CAMPAIGNS: Final = """
    SELECT
        now.campaign_id, now.code, now.title, now.short_title, now.theme,
        COALESCE(
            (SELECT state FROM campaign_steps ORDER BY step_no DESC LIMIT 1), now.state
        ) AS state,
        now.anchor, now.dates_moved, now.preface, now.errata, now.details, now.source_sha256,
        now.created_at, {revision} AS revision, now.revised_at, now.version,
        COALESCE(told.number, 0) AS audit_number, COALESCE(told.hash, '') AS audit_hash
    FROM campaigns AS now
    LEFT JOIN (
        SELECT number, hash
        FROM audit_events
        WHERE campaign_id = {campaign} AND happened_at <= {instant} AND number < COALESCE(
            (
                SELECT min(number)
                FROM audit_events
                WHERE campaign_id = {campaign} AND revision > {revision}
            ),
            number + 1
        )
        ORDER BY number DESC
        LIMIT 1
    ) AS told ON TRUE
    WHERE now.campaign_id = {campaign}
"""
# What the plan asks for no more was asked for then, if its items ceased to count later.
_TASKS: Final = """
    SELECT
        task_id, campaign_id, code, group_code, title, short_title, guidance, evidence_hint,
        privacy_note, milestone_key, offset_days, due_on, due_source, applies_to, is_mandatory,
        nil_allowed, form_key, form_version, sort_order,
        is_retired AND NOT EXISTS (
            SELECT 1
            FROM item_switches
            WHERE item_switches.task_id = now.task_id
                AND item_switches.revision > {revision}
                AND NOT item_switches.is_active
        ) AS is_retired,
        version, is_suggested, is_unit_report
    FROM tasks AS now
    WHERE campaign_id = {campaign}
"""
_MARKS: Final = """
    SELECT
        unit_id,
        task_id,
        max(version) AS version,
        max(version) FILTER (WHERE step = 'save') AS saved,
        max(version) FILTER (WHERE step = 'send') AS sent,
        max(version) FILTER (WHERE step = 'return') AS returned,
        max(version) FILTER (WHERE step = 'receive') AS received,
        max(version) FILTER (WHERE step <> 'begin') AS updated
    FROM item_history
    GROUP BY unit_id, task_id
"""
_ITEMS: Final = """
    SELECT
        was.unit_id, was.task_id, was.campaign_id,
        COALESCE(NOT switched.is_active, now.is_active) AS is_active,
        was.work_status, was.verification, was.answers, was.form_version, was.due_on,
        was.first_complete_on,
        saved.note AS lower_reason,
        CASE WHEN marks.returned > COALESCE(marks.received, 0) THEN returned.note END
            AS return_reason,
        saved.done_by AS saved_by, saved.done_at AS saved_at,
        sent.done_by AS sent_by, sent.done_at AS sent_at,
        updated.done_by AS updated_by, was.done_at AS updated_at,
        was.revision, was.version, talk.waits_unit, talk.waits_office
    FROM item_marks AS marks
    JOIN items AS now
        ON now.unit_id = marks.unit_id AND now.task_id = marks.task_id
    JOIN item_history AS was
        ON was.unit_id = marks.unit_id AND was.task_id = marks.task_id
        AND was.version = marks.version
    LEFT JOIN item_history AS saved
        ON saved.unit_id = marks.unit_id AND saved.task_id = marks.task_id
        AND saved.version = marks.saved
    LEFT JOIN item_history AS sent
        ON sent.unit_id = marks.unit_id AND sent.task_id = marks.task_id
        AND sent.version = marks.sent
    LEFT JOIN item_history AS returned
        ON returned.unit_id = marks.unit_id AND returned.task_id = marks.task_id
        AND returned.version = marks.returned
    LEFT JOIN item_history AS updated
        ON updated.unit_id = marks.unit_id AND updated.task_id = marks.task_id
        AND updated.version = marks.updated
    LEFT JOIN (
        SELECT DISTINCT ON (unit_id, task_id) unit_id, task_id, is_active
        FROM item_switches
        WHERE campaign_id = {campaign} AND revision > {revision}
        ORDER BY unit_id, task_id, revision
    ) AS switched
        ON switched.unit_id = marks.unit_id AND switched.task_id = marks.task_id
    LEFT JOIN item_talk AS talk
        ON talk.unit_id = marks.unit_id AND talk.task_id = marks.task_id
"""
# Each thread waits for the side that did not write its last word, until that side has seen it.
_TALK: Final = """
    SELECT
        unit_id,
        task_id,
        bool_or(step = 'say' AND side = 'office') AS waits_unit,
        bool_or(step = 'say' AND side = 'unit') AS waits_office
    FROM (
        SELECT *, row_number() OVER (PARTITION BY thread_id ORDER BY revision DESC) AS place
        FROM item_comments
    ) AS every
    WHERE place = 1
    GROUP BY unit_id, task_id
"""
VIEWS: Final[dict[str, str]] = {
    "campaign_steps": cut("campaign_steps"),
    "item_history": cut("item_history"),
    "unit_reports": cut("unit_reports"),
    "quality_reviews": cut("quality_reviews"),
    "item_comments": cut("item_comments"),
    "campaigns": _CAMPAIGNS,
    "tasks": _TASKS,
    "item_marks": _MARKS,
    "item_talk": _TALK,
    "items": _ITEMS,
}
