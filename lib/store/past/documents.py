"""Documents as they were: which version was in force, and which units had acknowledged it."""

from __future__ import annotations

from typing import Final

from lib.store.past.view import cut, latest

_DOCUMENTS: Final = """
    SELECT
        now.document_id, now.campaign_id, now.unit_id, now.is_own, was.state, was.current_no,
        was.asked_no, was.reason, now.created_by, now.created_at, was.done_by AS updated_by,
        was.done_at AS updated_at, was.revision, was.version
    FROM document_latest AS was
    JOIN documents AS now ON now.document_id = was.document_id
"""
_ACKNOWLEDGEMENTS: Final = """
    SELECT
        was.document_id, was.version_no, was.unit_id, was.campaign_id, was.fingerprint,
        was.answers, was.told_count, was.done_by AS given_by, was.done_at AS given_at,
        was.revision, was.version
    FROM acknowledgement_latest AS was
"""
VIEWS: Final[dict[str, str]] = {
    "document_history": cut("document_history"),
    "document_latest": latest("document_history", "document_id"),
    "documents": _DOCUMENTS,
    "document_versions": cut("document_versions"),
    "document_addressees": cut("document_addressees"),
    "document_readings": cut("document_readings"),
    "acknowledgement_history": cut("acknowledgement_history"),
    "acknowledgement_latest": latest("acknowledgement_history", "document_id, version_no, unit_id"),
    "acknowledgements": _ACKNOWLEDGEMENTS,
}
