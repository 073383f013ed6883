"""Opinions and notices as they were: which had come, and how far the Office was with each."""

from __future__ import annotations

from typing import Final

from lib.store.past.view import cut, latest

_OPINIONS: Final = """
    SELECT
        now.opinion_id, now.campaign_id, now.form_version, now.answers, now.received_on,
        now.account_id, now.unit_id, now.sent_at, now.code_hash,
        COALESCE(was.state, 'received') AS state,
        COALESCE(was.body ->> 'label', '') AS label,
        COALESCE(was.body ->> 'answer', '') AS answer,
        COALESCE(was.body ->> 'public_about', '') AS public_about,
        CAST(was.body ->> 'answered_on' AS DATE) AS answered_on,
        COALESCE(was.body ->> 'forwarded_to', '') AS forwarded_to,
        CAST(was.body ->> 'forwarded_on' AS DATE) AS forwarded_on,
        COALESCE(was.body ->> 'closed_reason', '') AS closed_reason,
        COALESCE(was.revision, now.received_revision) AS revision,
        COALESCE(was.version, 1) AS version,
        now.received_revision
    FROM opinions AS now
    LEFT JOIN opinion_latest AS was ON was.opinion_id = now.opinion_id
    WHERE now.campaign_id = {campaign} AND now.received_revision <= {revision}
"""
_NOTICES: Final = """
    SELECT
        now.notice_id, now.campaign_id, now.number, now.unit_id, now.form_version, now.answers,
        now.sha256, now.file_name, now.size_bytes, now.media_type, was.state,
        COALESCE(sent_on.note, '') AS forwarded_to, was.forwarded_on,
        CASE WHEN was.state = 'closed' THEN was.note ELSE '' END AS closed_reason, now.sent_by,
        now.sent_at, now.received_on, was.revision, was.version
    FROM notice_latest AS was
    JOIN notices AS now ON now.notice_id = was.notice_id
    LEFT JOIN notice_sent_on AS sent_on ON sent_on.notice_id = was.notice_id
"""
VIEWS: Final[dict[str, str]] = {
    "opinion_history": cut("opinion_history"),
    "opinion_latest": latest("opinion_history", "opinion_id"),
    "opinions": _OPINIONS,
    "notice_history": cut("notice_history"),
    "notice_latest": latest("notice_history", "notice_id"),
    "notice_forwards": "SELECT * FROM notice_history WHERE step = 'forward'",
    "notice_sent_on": latest("notice_forwards", "notice_id"),
    "notices": _NOTICES,
}
