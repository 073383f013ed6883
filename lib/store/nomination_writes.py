"""Writing nominations: each write is checked against the version it was read at."""

from __future__ import annotations

from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Nomination, Subject, name_key
from lib.domain.vietnamese import given_name, local_day, search_key
from lib.store.checklist import Author
from lib.store.engine.db import Writer
from lib.store.engine.json_column import to_json


def insert_nomination(tx: Writer, nomination: Nomination, author: Author) -> None:
    """A nomination at version 1.

    Raises:
        Duplicate: the same form was saved before.
    """
    tx.run(
        """
        INSERT INTO nominations (
            nomination_id, campaign_id, unit_id, subject, state, form_key, form_version, answers,
            name, name_key, search_key, sort_key, award_code, category, drafted_by, drafted_at,
            saved_by, saved_at, updated_by, updated_at, revision, person_id
        )
        VALUES (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $16, $15,
            $16, $17, $18
        )
        """,
        [
            nomination.nomination_id, nomination.campaign_id, nomination.unit_id,
            nomination.subject.value, nomination.state.value, nomination.form_key,
            nomination.form_version, to_json(nomination.answers), *_derived(nomination),
            author.account_id, author.done_at, author.revision, nomination.person_id,
        ],
    )  # fmt: skip
    append_history(tx, nomination, Step.SAVE, 1, None, author)


def save_nomination(tx: Writer, nomination: Nomination, author: Author) -> None:
    """Store the answers over the version that the nomination was read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE nominations
        SET state = $1, form_key = $2, form_version = $3, answers = $4, name = $5, name_key = $6,
            search_key = $7, sort_key = $8, award_code = $9, category = $10, saved_by = $11,
            saved_at = $12, updated_by = $11, updated_at = $12, revision = $13, person_id = $14,
            version = version + 1
        WHERE nomination_id = $15 AND version = $16
        """,
        [
            nomination.state.value, nomination.form_key, nomination.form_version,
            to_json(nomination.answers), *_derived(nomination), author.account_id, author.done_at,
            author.revision, nomination.person_id, nomination.nomination_id, nomination.version,
        ],
    )  # fmt: skip
    append_history(tx, nomination, Step.SAVE, nomination.version + 1, None, author)


def step_nomination(
    tx: Writer, nomination: Nomination, *, step: Step, note: str | None, author: Author
) -> None:
    """Store a step of the workflow over the version that the nomination was read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE nominations
        SET state = $1, opinion = $2, passed_over = $3, return_reason = $4, due_on = $5,
            meeting_id = $6, decision_id = $7,
            sent_by = CASE WHEN $8 THEN $9 ELSE sent_by END,
            sent_at = CASE WHEN $8 THEN $10 ELSE sent_at END,
            updated_by = $9, updated_at = $10, revision = $11, version = version + 1
        WHERE nomination_id = $12 AND version = $13
        """,
        [
            nomination.state.value, nomination.opinion, nomination.passed_over,
            nomination.return_reason, nomination.due_on, nomination.meeting_id,
            nomination.decision_id, step == Step.SEND, author.account_id, author.done_at,
            author.revision, nomination.nomination_id, nomination.version,
        ],
    )  # fmt: skip
    append_history(tx, nomination, step, nomination.version + 1, note, author)


def append_history(
    tx: Writer, nomination: Nomination, step: Step, version: int, note: str | None, author: Author
) -> None:
    tx.run(
        """
        INSERT INTO nomination_history (
            nomination_id, version, campaign_id, unit_id, revision, step, state, answers,
            form_key, form_version, note, due_on, meeting_id, decision_id, opinion, passed_over,
            return_reason, person_id, name, name_key, search_key, sort_key, award_code, category,
            done_by, done_at, done_on
        )
        VALUES (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            $20, $21, $22, $23, $24, $25, $26, $27
        )
        """,
        [
            nomination.nomination_id, version, nomination.campaign_id, nomination.unit_id,
            author.revision, step.value, nomination.state.value, to_json(nomination.answers),
            nomination.form_key, nomination.form_version, note, nomination.due_on,
            nomination.meeting_id, nomination.decision_id, nomination.opinion,
            nomination.passed_over, nomination.return_reason, nomination.person_id,
            *_derived(nomination), author.account_id, author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip


def _derived(nomination: Nomination) -> list[str]:
    """Name, the keys it is compared and found by, what it is sorted by, award and category."""
    name = nomination.name
    sorted_by = name
    if nomination.subject == Subject.INDIVIDUAL:
        # People are listed by their given name, which stands last.
        sorted_by = f"{given_name(name)} {name}"
    return [
        name, name_key(nomination.subject, name), search_key(name), sorted_by,
        nomination.award_code, nomination.category,
    ]  # fmt: skip
