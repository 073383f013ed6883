"""The table jobs: files that people asked for, and how far they are."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from lib.domain.jobs import Failure, Job, Kind, State
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json

_JOBS = """
    SELECT
        jobs.job_id, jobs.account_id, jobs.kind, jobs.campaign_id, campaigns.code, jobs.unit_id,
        jobs.parameters, jobs.revision, jobs.state, jobs.steps_total, jobs.file_name, jobs.asked_at,
        jobs.tries, jobs.steps_done, jobs.size_bytes, jobs.sha256, jobs.failure, jobs.error_no,
        jobs.begun_at, jobs.ended_at, jobs.expires_at
    FROM jobs
    JOIN campaigns ON campaigns.campaign_id = jobs.campaign_id
"""
_NEXT = """
    WHERE jobs.state IN ('waiting', 'running')
    ORDER BY
        CASE jobs.state WHEN 'running' THEN 0 ELSE 1 END,
        (
            SELECT max(served.begun_at)
            FROM jobs AS served
            WHERE served.account_id = jobs.account_id
        ) NULLS FIRST,
        jobs.asked_at, jobs.job_id
    LIMIT 1
"""


def insert(tx: Writer, new: Job) -> None:
    """Store a job that waits.

    Raises:
        Duplicate: one of its key is there.
    """
    tx.run(
        """
        INSERT INTO jobs (
            job_id, account_id, kind, campaign_id, unit_id, parameters, revision, state,
            steps_total, file_name, asked_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        [
            new.job_id, new.account_id, new.kind.value, new.campaign_id, new.unit_id,
            to_json(new.parameters), new.revision, new.state.value, new.total, new.file_name,
            new.asked_at,
        ],
    )  # fmt: skip


def job(tx: Reader, job_id: UUID) -> Job | None:
    row = tx.row(_JOBS + "WHERE jobs.job_id = $1", [job_id])
    return None if row is None else _job(row)


def of_account(tx: Reader, account_id: UUID) -> list[Job]:
    """What the account has asked for, the newest first."""
    rows = tx.rows(
        _JOBS
        + """
        WHERE jobs.account_id = $1
        ORDER BY jobs.asked_at DESC, jobs.job_id DESC
        """,
        [account_id],
    )
    return [_job(row) for row in rows]


def next_one(tx: Reader) -> Job | None:
    """What was left in the middle, then what waits longest of who was served longest ago."""
    row = tx.row(_JOBS + _NEXT)
    return None if row is None else _job(row)


def begin(tx: Writer, seen: Job, *, now: datetime) -> bool:
    """Note that it is begun once more; False if it is not as it was seen, as when cancelled."""
    touched = tx.run(
        """
        UPDATE jobs
        SET state = 'running', tries = tries + 1, steps_done = 0, begun_at = $1
        WHERE job_id = $2
            AND state = $3
            AND tries = $4
        """,
        [now, seen.job_id, seen.state.value, seen.tries],
    )
    return touched == 1


def progress(tx: Writer, running: Job, done: int) -> bool:
    """Note how far it is; False if it does not run any more."""
    touched = tx.run(
        """
        UPDATE jobs
        SET steps_done = $1
        WHERE job_id = $2
            AND state = 'running'
            AND tries = $3
        """,
        [done, running.job_id, running.tries],
    )
    return touched == 1


def finish(tx: Writer, made: Job) -> bool:
    """Note its file; False if it does not run any more."""
    touched = tx.run(
        """
        UPDATE jobs
        SET state = 'done', steps_done = steps_total, size_bytes = $1, sha256 = $2, ended_at = $3,
            expires_at = $4
        WHERE job_id = $5
            AND state = 'running'
            AND tries = $6
        """,
        [made.size_bytes, made.sha256, made.ended_at, made.expires_at, made.job_id, made.tries],
    )
    return touched == 1


def fail(tx: Writer, failed: Job) -> bool:
    """Note why there will be no file; False if it is over already."""
    touched = tx.run(
        """
        UPDATE jobs
        SET state = 'failed', failure = $1, error_no = $2, ended_at = $3
        WHERE job_id = $4
            AND state IN ('waiting', 'running')
            AND tries = $5
        """,
        [
            failed.failure, failed.error_no, failed.ended_at, failed.job_id, failed.tries,
        ],
    )  # fmt: skip
    return touched == 1


def cancel(tx: Writer, job_id: UUID, *, now: datetime) -> bool:
    """End what is under way; False if it is over already."""
    touched = tx.run(
        """
        UPDATE jobs
        SET state = 'cancelled', ended_at = $1
        WHERE job_id = $2
            AND state IN ('waiting', 'running')
        """,
        [now, job_id],
    )
    return touched == 1


def lapse(tx: Writer, *, now: datetime) -> int:
    """Note which files have waited too long; how many."""
    return tx.run(
        """
        UPDATE jobs
        SET state = 'lapsed'
        WHERE state = 'done'
            AND expires_at <= $1
        """,
        [now],
    )


def forget(tx: Writer, *, until: datetime) -> int:
    """Remove what was over before then; how many."""
    return tx.run(
        """
        DELETE FROM jobs
        WHERE state IN ('failed', 'cancelled', 'lapsed')
            AND ended_at < $1
        """,
        [until],
    )


def with_files(tx: Reader) -> set[UUID]:
    """The jobs that need what lies in the data folder."""
    rows = tx.rows("SELECT job_id FROM jobs WHERE state IN ('waiting', 'running', 'done')")
    return {job_id for (job_id,) in rows}


def _job(row: Row) -> Job:
    (
        job_id, account_id, kind, campaign_id, campaign_code, unit_id, parameters, revision, state,
        total, file_name, asked_at, tries, done, size_bytes, sha256, failure, error_no, begun_at,
        ended_at, expires_at,
    ) = row  # fmt: skip
    return Job(
        job_id, account_id, Kind(kind), campaign_id, campaign_code, unit_id,
        json.loads(parameters), revision, State(state), total, file_name, asked_at, tries, done,
        size_bytes, sha256, None if failure is None else Failure(failure), error_no, begun_at,
        ended_at, expires_at,
    )  # fmt: skip
