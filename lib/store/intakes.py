"""Plans on their way to a campaign."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from lib.domain.plan_intake import Choice, HeadField, Intake, State
from lib.domain.plan_text.corrections import Corrected, Correction
from lib.domain.units import UnitType
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json

_INTAKES: Final = """
    SELECT intakes.intake_id, intakes.file_name, intakes.file_kind, intakes.state, intakes.text,
        intakes.corrected, intakes.head, intakes.chosen, intakes.campaign_code,
        accounts.full_name, intakes.begun_at, intakes.version
    FROM plan_intakes AS intakes
    LEFT JOIN accounts ON accounts.account_id = intakes.begun_by
"""


@dataclass(frozen=True, slots=True)
class IntakeHeading:
    """An intake as a list names it."""

    intake_id: UUID
    file_name: str
    begun_by_name: str
    updated_at: datetime


def intake(tx: Reader, intake_id: UUID) -> Intake | None:
    row = tx.row(_INTAKES + "WHERE intakes.intake_id = $1", [intake_id])
    return None if row is None else _intake(row)


def headings(tx: Reader) -> list[IntakeHeading]:
    """Those that wait for somebody to go on, the last changed first."""
    rows = tx.rows(
        """
        SELECT intakes.intake_id, intakes.file_name, COALESCE(accounts.full_name, ''),
            intakes.updated_at
        FROM plan_intakes AS intakes
        LEFT JOIN accounts ON accounts.account_id = intakes.begun_by
        WHERE intakes.state = 'open'
        ORDER BY intakes.updated_at DESC, intakes.intake_id
        """
    )
    return [IntakeHeading(*row) for row in rows]


def insert(tx: Writer, one: Intake, account_id: UUID, now: datetime) -> None:
    """An intake at version 1.

    Raises:
        Duplicate: it was begun before.
    """
    told = {"lines": list(one.lines), "warnings": list(one.warnings)}
    tx.run(
        """
        INSERT INTO plan_intakes (
            intake_id, file_name, file_kind, state, text, corrected, head, chosen, begun_by,
            begun_at, updated_by, updated_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10)
        """,
        [
            one.intake_id, one.file_name, one.file_kind, one.state.value, to_json(told),
            *_said(one), account_id, now,
        ],
    )  # fmt: skip


def change(tx: Writer, one: Intake, account_id: UUID, now: datetime) -> None:
    """Store it over the version that it was read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE plan_intakes
        SET state = $1, corrected = $2, head = $3, chosen = $4, campaign_code = $5,
            updated_by = $6, updated_at = $7, version = version + 1
        WHERE intake_id = $8 AND version = $9
        """,
        [
            one.state.value, *_said(one), one.campaign_code, account_id, now, one.intake_id,
            one.version,
        ],
    )  # fmt: skip


def _said(one: Intake) -> list[str]:
    return [
        to_json({str(said.line): said.correction.value for said in one.corrected}),
        to_json({name.value: value for name, value in one.head.items()}),
        to_json({str(line): _told(choice) for line, choice in one.chosen.items()}),
    ]


def _told(choice: Choice) -> dict[str, object]:
    told = {name: getattr(choice, name) for name in Choice.__slots__}
    return {name: value for name, value in told.items() if value is not None}


def _intake(row: Row) -> Intake:
    told = json.loads(row[4])
    return Intake(
        intake_id=row[0],
        file_name=row[1],
        file_kind=row[2],
        state=State(row[3]),
        lines=tuple(told["lines"]),
        warnings=tuple(told["warnings"]),
        corrected=tuple(
            Corrected(int(line), Correction(said)) for line, said in json.loads(row[5]).items()
        ),
        head={HeadField(name): value for name, value in json.loads(row[6]).items()},
        chosen={int(line): _choice(said) for line, said in json.loads(row[7]).items()},
        campaign_code=row[8],
        begun_by_name=row[9] or "",
        begun_at=row[10],
        version=row[11],
    )


def _choice(said: Mapping[str, Any]) -> Choice:
    units, due_on = said.get("units"), said.get("due_on")
    return Choice(
        said.get("is_taken"),
        said.get("short_title"),
        None if units is None else tuple(map(UnitType, units)),
        said.get("form"),
        date.fromisoformat(due_on) if due_on else None,
    )
