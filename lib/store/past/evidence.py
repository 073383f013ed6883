"""Evidence as it was: what backed what, under which title, in which revision of its file."""

from __future__ import annotations

from typing import Final

from lib.store.past.view import cut

_TOLD: Final = """
    SELECT *
    FROM (
        SELECT
            evidence_id, title, effective_on, revision_no, done_by, done_at, revision,
            row_number() OVER (PARTITION BY evidence_id ORDER BY revision DESC, entry_id DESC)
                AS place
        FROM evidence_history
        WHERE act IN ('add', 'revise', 'rename')
    ) AS every
    WHERE place = 1
"""
_HELD: Final = """
    SELECT *
    FROM (
        SELECT
            evidence_id, task_id, nomination_id, act, done_by, done_at,
            row_number() OVER (
                PARTITION BY evidence_id, task_id, nomination_id
                ORDER BY revision DESC, entry_id DESC
            ) AS place
        FROM evidence_history
        WHERE act IN ('add', 'reuse', 'remove', 'restore')
    ) AS every
    WHERE place = 1
"""
_TIED: Final = """
    SELECT *
    FROM (
        SELECT
            evidence_id, task_id, question,
            row_number() OVER (
                PARTITION BY evidence_id, task_id ORDER BY revision DESC, entry_id DESC
            ) AS place
        FROM evidence_history
        WHERE question IS NOT NULL AND task_id IS NOT NULL
    ) AS every
    WHERE place = 1
"""
_EVIDENCE: Final = """
    SELECT
        now.evidence_id, now.campaign_id, now.unit_id, told.title, told.effective_on,
        now.created_by, now.created_at, told.done_by AS updated_by, told.done_at AS updated_at,
        told.revision, now.version
    FROM evidence AS now
    JOIN evidence_told AS told ON told.evidence_id = now.evidence_id
"""
_REVISIONS: Final = """
    SELECT now.*
    FROM evidence_revisions AS now
    JOIN evidence_told AS told
        ON told.evidence_id = now.evidence_id AND now.revision_no <= told.revision_no
"""
_USES: Final = """
    SELECT
        now.use_id, now.evidence_id, now.unit_id, now.task_id, now.nomination_id,
        held.act <> 'remove' AS is_active,
        now.added_by, now.added_at,
        CASE WHEN held.act = 'remove' THEN held.done_by END AS removed_by,
        CASE WHEN held.act = 'remove' THEN held.done_at END AS removed_at,
        now.part,
        NULLIF(tied.question, '') AS question
    FROM evidence_uses AS now
    JOIN evidence_held AS held
        ON held.evidence_id = now.evidence_id
        AND held.task_id IS NOT DISTINCT FROM now.task_id
        AND held.nomination_id IS NOT DISTINCT FROM now.nomination_id
    LEFT JOIN evidence_tied AS tied
        ON tied.evidence_id = now.evidence_id AND tied.task_id = now.task_id
"""
VIEWS: Final[dict[str, str]] = {
    "evidence_history": cut("evidence_history"),
    "evidence_told": _TOLD,
    "evidence_held": _HELD,
    "evidence_tied": _TIED,
    "evidence": _EVIDENCE,
    "evidence_revisions": _REVISIONS,
    "evidence_uses": _USES,
}
