"""Nominations, their history, and who has had a hand in them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lib.domain.dossier import UNIT_FILE_STATES
from lib.domain.forms.fields import Value
from lib.domain.nomination_workflow import State
from lib.domain.nominations import Nomination, Subject
from lib.store.engine.db import Reader, Row

_NOMINATIONS = """
    SELECT nominations.nomination_id, nominations.campaign_id, nominations.unit_id,
        nominations.subject, nominations.state, nominations.form_key, nominations.form_version,
        nominations.answers, nominations.opinion, nominations.passed_over,
        nominations.return_reason, nominations.due_on, nominations.meeting_id,
        nominations.decision_id, nominations.drafted_by, drafters.full_name, nominations.sent_by,
        nominations.sent_at, nominations.saved_by, savers.full_name, nominations.saved_at,
        nominations.version, nominations.person_id, COALESCE(persons.full_name, ''),
        persons.account_id
    FROM nominations
    LEFT JOIN persons ON persons.person_id = nominations.person_id
    LEFT JOIN accounts AS drafters ON drafters.account_id = nominations.drafted_by
    LEFT JOIN accounts AS savers ON savers.account_id = nominations.saved_by
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which nominations of a campaign a list shows; None asks for all.

    Attributes:
        words: of a search key; they must occur in the name's in this order.
        sent_only: of what was withdrawn only what had been sent before.
        limit, offset: the page.
    """

    campaign_id: UUID
    unit_id: UUID | None = None
    states: Collection[State] | None = None
    subject: Subject | None = None
    award_code: str | None = None
    words: Sequence[str] = ()
    sent_only: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class NominationEntry:
    """One version of a nomination: what was done, by whom, and what it then said."""

    version: int
    step: str
    state: State
    answers: Mapping[str, Value]
    note: str | None
    due_on: date | None
    done_by_name: str | None
    done_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the search for doubles compares."""

    nomination_id: UUID
    unit_id: UUID
    subject: Subject
    state: State
    name: str
    category: str
    award_code: str
    achievement: str
    person_id: UUID | None
    nominee_account: UUID | None


def nomination(tx: Reader, nomination_id: UUID) -> Nomination | None:
    row = tx.row(_NOMINATIONS + "WHERE nominations.nomination_id = $1", [nomination_id])
    return None if row is None else _nomination(row)


def nominations(tx: Reader, wanted: Wanted) -> list[Nomination]:
    """One page: what was returned first, then by unit, collectives before persons, by name."""
    rows = tx.rows(
        _NOMINATIONS
        + "JOIN units ON units.unit_id = nominations.unit_id "
        + _WHERE
        + """
        ORDER BY CASE WHEN nominations.state = 'returned' THEN 0 ELSE 1 END, units.sort_order,
            nominations.subject, nominations.sort_key COLLATE vi, nominations.nomination_id
        LIMIT $9 OFFSET $10
        """,
        [*_params(wanted), wanted.limit, wanted.offset],
    )
    return [_nomination(row) for row in rows]


def count(tx: Reader, wanted: Wanted) -> int:
    """How many there are on all pages."""
    row = tx.row(_COUNT + _WHERE, _params(wanted))
    return int(row[0]) if row else 0


def count_by_state(tx: Reader, wanted: Wanted) -> dict[State, int]:
    """How many of the campaign or of the unit there are in each state."""
    whole = replace(wanted, states=None, subject=None, award_code=None, words=())
    rows = tx.rows(_STATES + _WHERE + "GROUP BY state", _params(whole))
    return {State(row[0]): int(row[1]) for row in rows}


def by_ids(tx: Reader, nomination_ids: Sequence[UUID]) -> list[Nomination]:
    """Those that exist, in the order of lists."""
    rows = tx.rows(
        _NOMINATIONS
        + """
        WHERE nominations.nomination_id = ANY($1)
        ORDER BY nominations.subject, nominations.sort_key COLLATE vi, nominations.nomination_id
        """,
        [list(nomination_ids)],
    )
    return [_nomination(row) for row in rows]


def known(
    tx: Reader, campaign_id: UUID, states: Collection[State], unit_id: UUID | None = None
) -> list[Known]:
    """What the campaign's units, or one of them, have nominated, for the search of doubles."""
    rows = tx.rows(
        """
        SELECT nominations.nomination_id, nominations.unit_id, nominations.subject,
            nominations.state, nominations.name, nominations.category, nominations.award_code,
            COALESCE(nominations.answers ->> 'thanh_tich', ''), nominations.person_id,
            persons.account_id
        FROM nominations
        LEFT JOIN persons ON persons.person_id = nominations.person_id
        WHERE nominations.campaign_id = $1
            AND nominations.state = ANY($2)
            AND nominations.unit_id = COALESCE($3, nominations.unit_id)
        ORDER BY nominations.nomination_id
        """,
        [campaign_id, sorted(state.value for state in states), unit_id],
    )
    return [Known(row[0], row[1], Subject(row[2]), State(row[3]), *row[4:]) for row in rows]


def authored(tx: Reader, account_id: UUID, nomination_ids: Sequence[UUID]) -> set[UUID]:
    """Those of these that the account drafted, saved or sent, or whose unit's files it worked on.

    The Office's own files come when the unit's are locked; they make nobody an author.
    """
    return {row[0] for row in _authors(tx, nomination_ids, account_id)}


def authors(tx: Reader, nomination_ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """The accounts that did the same, by nomination."""
    found: dict[UUID, set[UUID]] = {}
    for nomination_id, account_id in _authors(tx, nomination_ids, None):
        found.setdefault(nomination_id, set()).add(account_id)
    return found


def _authors(tx: Reader, nomination_ids: Sequence[UUID], account_id: UUID | None) -> list[Row]:
    return tx.rows(
        """
        SELECT nomination_id, done_by
        FROM nomination_history
        WHERE nomination_id = ANY($1)
            AND (CAST($2 AS UUID) IS NULL OR done_by = $2)
            AND step IN ('save', 'send')
        UNION
        SELECT files.nomination_id, files.done_by
        FROM evidence_history AS files
        JOIN nomination_history AS versions ON versions.nomination_id = files.nomination_id
        WHERE files.nomination_id = ANY($1)
            AND (CAST($2 AS UUID) IS NULL OR files.done_by = $2)
            AND files.act <> 'restore'
            AND versions.state = ANY($3)
            AND versions.version = (
                SELECT max(version)
                FROM nomination_history AS before
                WHERE before.nomination_id = files.nomination_id
                    AND before.revision <= files.revision
            )
        """,
        [
            list(nomination_ids), account_id,
            sorted(state.value for state in UNIT_FILE_STATES),
        ],
    )  # fmt: skip


def is_before_member(tx: Reader, nomination_id: UUID, account_id: UUID) -> bool:
    """Whether the nomination is put before a meeting on whose list the account stands."""
    row = tx.row(
        """
        SELECT 1
        FROM nominations
        JOIN council_members ON council_members.meeting_id = nominations.meeting_id
        WHERE nominations.nomination_id = $1 AND council_members.account_id = $2
        """,
        [nomination_id, account_id],
    )
    return row is not None


def dossier_parts(tx: Reader, nomination_id: UUID) -> list[str]:
    """The parts that files have been added as, each once."""
    rows = tx.rows(
        """
        SELECT DISTINCT part
        FROM evidence_uses
        WHERE nomination_id = $1 AND is_active AND part IS NOT NULL
        ORDER BY part
        """,
        [nomination_id],
    )
    return [row[0] for row in rows]


def history(tx: Reader, nomination_id: UUID) -> list[NominationEntry]:
    """Every version of the nomination, the newest first."""
    rows = tx.rows(
        """
        SELECT history.version, history.step, history.state, history.answers, history.note,
            history.due_on, accounts.full_name, history.done_at, history.revision
        FROM nomination_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.nomination_id = $1
        ORDER BY history.version DESC
        """,
        [nomination_id],
    )
    return [
        NominationEntry(row[0], row[1], State(row[2]), json.loads(row[3]), *row[4:]) for row in rows
    ]


_COUNT = "SELECT count(*) FROM nominations"
_STATES = "SELECT state, count(*) FROM nominations"
_WHERE = """
    WHERE nominations.campaign_id = $1
        AND (CAST($2 AS UUID) IS NULL OR nominations.unit_id = $2)
        AND (CAST($3 AS BOOLEAN) OR nominations.state = ANY($4))
        AND (CAST($5 AS VARCHAR) IS NULL OR nominations.subject = $5)
        AND (CAST($6 AS VARCHAR) IS NULL OR nominations.award_code = $6)
        AND nominations.search_key LIKE $7
        AND (NOT CAST($8 AS BOOLEAN) OR nominations.state <> 'withdrawn' OR sent_at IS NOT NULL)
"""


def _params(wanted: Wanted) -> list[object]:
    states = [state.value for state in wanted.states or ()]
    subject = wanted.subject.value if wanted.subject else None
    return [
        wanted.campaign_id, wanted.unit_id, wanted.states is None, states, subject,
        wanted.award_code, "".join(f"%{word}" for word in wanted.words) + "%",
        wanted.sent_only,
    ]  # fmt: skip


def _nomination(row: Row) -> Nomination:
    return Nomination(
        nomination_id=row[0],
        campaign_id=row[1],
        unit_id=row[2],
        subject=Subject(row[3]),
        state=State(row[4]),
        form_key=row[5],
        form_version=row[6],
        answers=json.loads(row[7]),
        opinion=row[8],
        passed_over=row[9],
        return_reason=row[10],
        due_on=row[11],
        meeting_id=row[12],
        decision_id=row[13],
        drafted_by=row[14],
        drafted_by_name=row[15],
        sent_by=row[16],
        sent_at=row[17],
        saved_by=row[18],
        saved_by_name=row[19],
        saved_at=row[20],
        version=row[21],
        person_id=row[22],
        listed_name=row[23],
        nominee_account=row[24],
    )
