"""Nominations, what came of them, and evaluations, as they were."""

from __future__ import annotations

from typing import Final

from lib.store.past.view import cut, latest

_MARKS: Final = """
    SELECT
        nomination_id,
        max(version) FILTER (WHERE step = 'save') AS saved,
        max(version) FILTER (WHERE step = 'send') AS sent
    FROM nomination_history
    GROUP BY nomination_id
"""
# Being put on a list is no version of the nomination: the decision's history tells it.
_LISTED: Final = """
    SELECT nomination_id, decision_id
    FROM (
        SELECT
            nomination_id,
            decision_id,
            row_number() OVER (PARTITION BY nomination_id ORDER BY revision DESC) AS place
        FROM (
            SELECT
                CAST({body.nominations} AS VARCHAR) AS nomination_id,
                decision_id,
                revision
            FROM decision_latest AS decided
        ) AS named
    ) AS every
    WHERE place = 1
"""
_NOMINATIONS: Final = """
    SELECT
        was.nomination_id, was.campaign_id, was.unit_id, now.subject, was.state, was.form_key,
        was.form_version, was.answers, was.name, was.name_key, was.search_key, was.sort_key,
        was.award_code, was.category, was.opinion, was.passed_over, was.return_reason,
        was.due_on, was.meeting_id, listed.decision_id, now.drafted_by, now.drafted_at,
        sent.done_by AS sent_by, sent.done_at AS sent_at,
        saved.done_by AS saved_by, saved.done_at AS saved_at,
        was.done_by AS updated_by, was.done_at AS updated_at, was.revision, was.version,
        was.person_id
    FROM nomination_latest AS was
    JOIN nominations AS now ON now.nomination_id = was.nomination_id
    JOIN nomination_marks AS marks ON marks.nomination_id = was.nomination_id
    LEFT JOIN nomination_history AS saved
        ON saved.nomination_id = was.nomination_id AND saved.version = marks.saved
    LEFT JOIN nomination_history AS sent
        ON sent.nomination_id = was.nomination_id AND sent.version = marks.sent
    LEFT JOIN decision_listed AS listed
        ON trim(listed.nomination_id, '"') = CAST(was.nomination_id AS VARCHAR)
"""
_DECISIONS: Final = """
    SELECT
        was.decision_id, was.campaign_id, now.level, now.award_code,
        was.body ->> 'title' AS title,
        was.body ->> 'state' AS state,
        was.body -> 'signature' ->> 'number' AS number,
        CAST(was.body -> 'signature' ->> 'signed_on' AS DATE) AS signed_on,
        was.body -> 'signature' ->> 'signer' AS signer,
        was.body -> 'signature' ->> 'signer_position' AS signer_position,
        was.body ->> 'rescind_reason' AS rescind_reason,
        released.done_by AS released_by, released.done_at AS released_at,
        now.created_by, now.created_at, was.done_by AS updated_by, was.done_at AS updated_at,
        was.revision, was.version
    FROM decision_latest AS was
    JOIN decisions AS now ON now.decision_id = was.decision_id
    LEFT JOIN decision_history AS released
        ON released.decision_id = was.decision_id AND released.step = 'release'
"""
_MEETINGS: Final = """
    SELECT
        was.meeting_id, was.campaign_id,
        was.body -> 'data' ->> 'title' AS title,
        was.body ->> 'state' AS state,
        CAST(was.body -> 'data' ->> 'held_on' AS DATE) AS held_on,
        was.body -> 'data' ->> 'began_at' AS began_at,
        was.body -> 'data' ->> 'ended_at' AS ended_at,
        was.body -> 'data' ->> 'place' AS place,
        was.body -> 'data' ->> 'ballot' AS ballot,
        was.body -> 'data' ->> 'quorum' AS quorum,
        was.body -> 'data' ->> 'pass_percent' AS pass_percent,
        was.body -> 'data' ->> 'pass_base' AS pass_base,
        was.body -> 'data' ->> 'legal_basis' AS legal_basis,
        was.body -> 'data' ->> 'discussion' AS discussion,
        was.body -> 'data' ->> 'conclusion' AS conclusion,
        closed.done_by AS closed_by, closed.done_at AS closed_at,
        now.created_by, now.created_at, was.done_by AS updated_by, was.done_at AS updated_at,
        was.revision, was.version
    FROM council_latest AS was
    JOIN council_meetings AS now ON now.meeting_id = was.meeting_id
    LEFT JOIN council_history AS closed
        ON closed.meeting_id = was.meeting_id AND closed.step = 'close'
"""
_MEMBERS: Final = """
    SELECT
        meeting_id,
        row_number() OVER (PARTITION BY meeting_id) AS member_no,
        member ->> 'full_name' AS full_name,
        member ->> 'position' AS position,
        member ->> 'role' AS council_role,
        CAST(member ->> 'account_id' AS UUID) AS account_id,
        CAST(member ->> 'is_present' AS BOOLEAN) AS is_present,
        member ->> 'written_opinion' AS written_opinion
    FROM (
        SELECT meeting_id, {body.members} AS member
        FROM council_latest AS was
    ) AS every
"""
_VOTES: Final = """
    SELECT
        every.meeting_id,
        CAST(vote ->> 'nomination_id' AS UUID) AS nomination_id,
        CAST(vote ->> 'sort_order' AS INTEGER) AS sort_order,
        TRUE AS is_active,
        CAST(vote -> 'counts' ->> 'issued' AS INTEGER) AS issued,
        CAST(vote -> 'counts' ->> 'returned' AS INTEGER) AS returned,
        CAST(vote -> 'counts' ->> 'valid' AS INTEGER) AS valid,
        CAST(vote -> 'counts' ->> 'votes_for' AS INTEGER) AS votes_for,
        CAST(vote -> 'counts' ->> 'votes_against' AS INTEGER) AS votes_against,
        CAST(vote -> 'counts' ->> 'votes_none' AS INTEGER) AS votes_none,
        vote ->> 'conclusion' AS conclusion,
        now.entered_by,
        CAST(vote ->> 'entered_at' AS TIMESTAMPTZ) AS entered_at,
        now.version,
        CAST(NULLIF(CAST(vote -> 'recusals' AS VARCHAR), '[]') AS JSON) AS recusals
    FROM (
        SELECT meeting_id, {body.votes} AS vote
        FROM council_latest AS was
    ) AS every
    JOIN council_votes AS now
        ON now.meeting_id = every.meeting_id
        AND CAST(now.nomination_id AS VARCHAR) = vote ->> 'nomination_id'
"""
_EVALUATIONS: Final = """
    SELECT
        was.campaign_id, was.unit_id, was.state,
        was.body -> 'own' ->> 'label' AS own_label,
        was.body -> 'own' ->> 'reason' AS own_reason,
        CAST(was.body -> 'own' ->> 'account_id' AS UUID) AS own_by,
        CAST(was.body -> 'own' ->> 'given_at' AS TIMESTAMPTZ) AS own_at,
        CAST(was.body ->> 'sent_by' AS UUID) AS sent_by,
        CAST(was.body ->> 'sent_at' AS TIMESTAMPTZ) AS sent_at,
        was.body -> 'proposal' ->> 'label' AS proposed_label,
        was.body -> 'proposal' ->> 'reason' AS proposed_reason,
        CAST(was.body -> 'proposal' ->> 'account_id' AS UUID) AS proposed_by,
        CAST(was.body -> 'proposal' ->> 'given_at' AS TIMESTAMPTZ) AS proposed_at,
        COALESCE(CAST(was.body ->> 'is_proposed_at_home' AS BOOLEAN), FALSE) AS proposed_at_home,
        was.body ->> 'hint' AS hint,
        was.body -> 'conclusion' ->> 'label' AS concluded_label,
        was.body -> 'conclusion' ->> 'reason' AS concluded_reason,
        CAST(was.body -> 'conclusion' ->> 'account_id' AS UUID) AS concluded_by,
        CAST(was.body -> 'conclusion' ->> 'given_at' AS TIMESTAMPTZ) AS concluded_at,
        was.body ->> 'answer' AS answer,
        answered.done_by AS answered_by,
        CAST(was.body ->> 'answered_at' AS TIMESTAMPTZ) AS answered_at,
        was.body ->> 'return_reason' AS return_reason,
        CAST(was.body ->> 'due_on' AS DATE) AS due_on,
        was.done_by AS updated_by, was.done_at AS updated_at, was.revision, was.version,
        was.body -> 'own' -> 'points' AS own_points,
        was.body -> 'proposal' -> 'points' AS proposed_points,
        was.body -> 'conclusion' -> 'points' AS concluded_points,
        was.body -> 'figures' AS tie_figures,
        was.body -> 'own' -> 'answers' AS own_answers,
        CAST(was.body -> 'own' ->> 'form' AS INTEGER) AS own_form
    FROM evaluation_latest AS was
    LEFT JOIN (
        SELECT DISTINCT ON (unit_id) unit_id, done_by
        FROM evaluation_history
        WHERE step IN ('save_answer', 'answer')
        ORDER BY unit_id, version DESC
    ) AS answered ON answered.unit_id = was.unit_id
"""
VIEWS: Final[dict[str, str]] = {
    "nomination_history": cut("nomination_history"),
    "nomination_latest": latest("nomination_history", "nomination_id"),
    "nomination_marks": _MARKS,
    "decision_history": cut("decision_history"),
    "decision_latest": latest("decision_history", "decision_id"),
    "decision_listed": _LISTED,
    "nominations": _NOMINATIONS,
    "decisions": _DECISIONS,
    "council_history": cut("council_history"),
    "council_latest": latest("council_history", "meeting_id"),
    "council_meetings": _MEETINGS,
    "council_members": _MEMBERS,
    "council_votes": _VOTES,
    "evaluation_history": cut("evaluation_history"),
    "evaluation_latest": latest("evaluation_history", "unit_id"),
    "evaluations": _EVALUATIONS,
    "evaluation_rules": cut("evaluation_rules"),
}
