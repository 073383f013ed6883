"""Closing and interim reports: their state, and what was held fast of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import Report, State, Step
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Row, Writer

_REPORTS: Final = """
    SELECT
        reports.report_id, reports.campaign_id, reports.kind, reports.state, reports.version,
        reports.begun_at, accounts.full_name, reports.revision, COALESCE(reports.audit_head, ''),
        reports.figures_on, COALESCE(reports.frozen_sha256, ''), COALESCE(reports.number, ''),
        reports.signed_on, COALESCE(reports.signer, ''), COALESCE(reports.signer_position, ''),
        COALESCE(reports.sha256, '')
    FROM closing_reports AS reports
    JOIN accounts ON accounts.account_id = reports.begun_by
"""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is held fast of a report that is ready.

    Attributes:
        data: all that its paper tells, as JSON.
        sha256: of the data, snapshot_sha256: of the file with what they were counted of.
    """

    revision: int
    audit_head: str
    figures_on: date
    data: str
    sha256: str
    snapshot_sha256: str


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One step of a report."""

    step: Step
    state: State
    note: str | None
    done_by_name: str | None
    done_at: datetime


def reports(tx: Reader, campaign_id: UUID) -> list[Report]:
    """The campaign's reports, the newest first."""
    rows = tx.rows(
        _REPORTS + "WHERE reports.campaign_id = $1 ORDER BY reports.begun_at DESC", [campaign_id]
    )
    return [_report(row) for row in rows]


def report(tx: Reader, report_id: UUID) -> Report | None:
    row = tx.row(_REPORTS + "WHERE reports.report_id = $1", [report_id])
    return None if row is None else _report(row)


def is_signed(tx: Reader, campaign_id: UUID) -> bool:
    """Whether the campaign's closing report is signed."""
    row = tx.row(
        """
        SELECT count(*) FROM closing_reports
        WHERE campaign_id = $1 AND kind = 'closing' AND state = 'signed'
        """,
        [campaign_id],
    )
    return bool(row and row[0])


def frozen(tx: Reader, report_id: UUID) -> str:
    """What is held fast of the report, as JSON; "" for a draft."""
    row = tx.row(
        "SELECT COALESCE(frozen, '') FROM closing_reports WHERE report_id = $1",
        [report_id],
    )
    return str(row[0]) if row else ""


def begin(tx: Writer, report_id: UUID, campaign_id: UUID, kind: ReportKind, author: Author) -> None:
    """Add a report that nothing is written of."""
    tx.run(
        """
        INSERT INTO closing_reports (
            report_id, campaign_id, kind, state, version, begun_by, begun_at, begun_on
        )
        VALUES ($1, $2, $3, 'draft', 1, $4, $5, $6)
        """,
        [
            report_id, campaign_id, kind.value, author.account_id, author.done_at,
            local_day(author.done_at),
        ],
    )  # fmt: skip
    _add_step(tx, report_id, Step.BEGIN, State.DRAFT, None, author)


def hold(tx: Writer, report_id: UUID, kept: Frozen, author: Author) -> None:
    """Hold fast what the report tells now: it is ready to be signed."""
    tx.run(
        """
        UPDATE closing_reports
        SET state = 'ready', version = version + 1, revision = $2, audit_head = $3,
            figures_on = $4, frozen = $5, frozen_sha256 = $6, sha256 = $7
        WHERE report_id = $1
        """,
        [
            report_id, kept.revision, kept.audit_head, kept.figures_on, kept.data, kept.sha256,
            kept.snapshot_sha256,
        ],
    )  # fmt: skip
    _add_step(tx, report_id, Step.READY, State.READY, None, author)


def resume(tx: Writer, report_id: UUID, note: str | None, author: Author) -> None:
    """Let the report follow the data again."""
    tx.run(
        """
        UPDATE closing_reports
        SET state = 'draft', version = version + 1, revision = NULL, audit_head = NULL,
            figures_on = NULL, frozen = NULL, frozen_sha256 = NULL, sha256 = NULL
        WHERE report_id = $1
        """,
        [report_id],
    )
    _add_step(tx, report_id, Step.RESUME, State.DRAFT, note, author)


def sign(
    tx: Writer,
    report_id: UUID,
    *,
    number: str,
    signed_on: date,
    signer: str,
    signer_position: str,
    author: Author,
) -> None:
    """Record number, day and signer."""
    tx.run(
        """
        UPDATE closing_reports
        SET state = 'signed', version = version + 1, number = $2, signed_on = $3, signer = $4,
            signer_position = $5
        WHERE report_id = $1
        """,
        [report_id, number, signed_on, signer, signer_position],
    )
    _add_step(tx, report_id, Step.SIGN, State.SIGNED, None, author)


def steps(tx: Reader, report_id: UUID) -> list[ReportEntry]:
    """Every step, the newest first."""
    rows = tx.rows(
        """
        SELECT steps.step, steps.state, steps.note, accounts.full_name, steps.done_at
        FROM closing_report_steps AS steps
        LEFT JOIN accounts ON accounts.account_id = steps.done_by
        WHERE steps.report_id = $1
        ORDER BY steps.step_no DESC
        """,
        [report_id],
    )
    return [ReportEntry(Step(row[0]), State(row[1]), row[2], row[3], row[4]) for row in rows]


def _add_step(
    tx: Writer, report_id: UUID, step: Step, state: State, note: str | None, author: Author
) -> None:
    tx.run(
        """
        INSERT INTO closing_report_steps (
            report_id, step_no, step, state, note, revision, done_by, done_at
        )
        SELECT $1, COALESCE(max(step_no), 0) + 1, $2, $3, $4, $5, $6, $7
        FROM closing_report_steps
        WHERE report_id = $1
        """,
        [
            report_id, step.value, state.value, note, author.revision, author.account_id,
            author.done_at,
        ],
    )  # fmt: skip


def _report(row: Row) -> Report:
    return Report(row[0], row[1], ReportKind(row[2]), State(row[3]), *row[4:])
