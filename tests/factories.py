"""Plain functions that make a campaign, its units and items, dull unless told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from lib.domain.campaigns import (
    CampaignSeed,
    CampaignState,
    ContentGroup,
    DueSource,
    Milestone,
    TaskSeed,
)
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.forms import Form
from lib.domain.units import REPORTING_TYPES
from lib.domain.workflow import Verification, WorkStatus
from lib.services import clock
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.store import items, revisions
from lib.store.engine.db import Database, Writer
from tests.support.acting import act_as_nobody

BEGAN_ON = date(2021, 1, 1)
NOW = datetime(2021, 4, 1, 2, tzinfo=UTC)
ELECTION_DAY = date(2021, 5, 23)


@dataclass(frozen=True, slots=True)
class Made:
    """The campaign, the units made with it (not others), and its tasks, in their order."""

    campaign_id: UUID
    unit_ids: tuple[UUID, ...]
    task_ids: tuple[UUID, ...]


def a_form(key: str = "bieu-mau", *fields: Field) -> Form:
    """A form that asks for one number, unless given other fields."""
    return Form(key, 1, fields or (Field("so_hoi_nghi", "Số hội nghị", Kind.WHOLE, running=True),))


def a_task(code: str = "II.1.1", **changes: object) -> TaskSeed:
    """A mandatory task of the group that its code names, due on election day."""
    task = TaskSeed(
        code=code,
        group_code=code.rpartition(".")[0],
        title=f"Nhiệm vụ {code}",
        short_title=f"Nhiệm vụ {code}",
        guidance="",
        evidence_hint="",
        privacy_note="",
        milestone_key="ngay_bau_cu",
        offset_days=0,
        due_source=DueSource.SUGGESTED,
        applies_to=REPORTING_TYPES,
        is_mandatory=True,
        nil_allowed=True,
        form=a_form(f"bieu-mau-{code}"),
    )
    return replace(task, **changes)  # type: ignore[arg-type]


TASKS = (
    a_task("II.1.1"),
    a_task("II.1.2", nil_allowed=False),
    a_task("II.2.1", offset_days=-10),
    a_task("II.2.2", is_mandatory=False),
)


def a_campaign(
    db: Database, *, units: int = 3, tasks: Sequence[TaskSeed] = TASKS, code: str = "thu-nghiem"
) -> Made:
    """A running campaign whose items nobody has begun, with so many new units."""

    def work(act: Act) -> Made:
        tx = act.tx
        _insert_units(tx, units)
        loaded = campaigns.load_campaign(
            act, a_seed(code, tasks), state=CampaignState.RUNNING, anchor_on=ELECTION_DAY,
            dates_moved=False,
        )  # fmt: skip
        found = tx.row("SELECT campaign_id FROM campaigns WHERE code = $1", [loaded.code])
        assert found is not None
        unit_rows = tx.rows("SELECT unit_id FROM units WHERE code LIKE 'DV%' ORDER BY sort_order")
        task_rows = tx.rows(
            "SELECT task_id FROM tasks WHERE campaign_id = $1 ORDER BY sort_order", [found[0]]
        )
        return Made(
            found[0], tuple(row[0] for row in unit_rows), tuple(row[0] for row in task_rows)
        )

    with clock.at(NOW):
        return act_as_nobody(db, work)


def a_seed(code: str, tasks: Sequence[TaskSeed] = TASKS) -> CampaignSeed:
    """A campaign file's content with the groups that the tasks name."""
    groups = dict.fromkeys(task.group_code for task in tasks)
    return CampaignSeed(
        code=code,
        title="Phong trào thi đua thử nghiệm",
        short_title="Thử nghiệm",
        theme="Thi đua",
        anchor="ngay_bau_cu",
        preface=(),
        errata=(),
        milestones=(Milestone("ngay_bau_cu", "Ngày bầu cử", ELECTION_DAY, 0),),
        groups=tuple(ContentGroup(one, f"Nhóm {one}", f"Nhóm {one}", "") for one in groups),
        tasks=tuple(tasks),
        details={},
    )


def many_units(db: Database, count: int, *, campaign_id: UUID | None = None) -> None:
    """So many new units, inserted by the database itself, and their items."""

    def work(tx: Writer) -> None:
        _insert_units(tx, count)
        if campaign_id is not None:
            revision = revisions.move(tx, campaign_id, NOW)
            items.insert_missing_items(tx, campaign_id, revision, NOW)

    db.write(work)


def put_item(
    db: Database,
    unit_id: UUID,
    task_id: UUID,
    *,
    status: WorkStatus = WorkStatus.DONE,
    verification: Verification = Verification.NOT_SENT,
    due_on: date = ELECTION_DAY,
    first_complete_on: date | None = None,
    is_active: bool = True,
    answers: str = "{}",
) -> None:
    """Set an item to a state, whether or not the services would allow it; the revision moves."""

    def work(tx: Writer) -> None:
        row = tx.row(
            "SELECT campaign_id FROM items WHERE unit_id = $1 AND task_id = $2", [unit_id, task_id]
        )
        assert row is not None
        revision = revisions.move(tx, row[0], NOW)
        tx.change(
            """
            UPDATE items
            SET work_status = $1, verification = $2, due_on = $3, first_complete_on = $4,
                is_active = $5, answers = $6, revision = $7, version = version + 1
            WHERE unit_id = $8 AND task_id = $9
            """,
            [
                status.value, verification.value, due_on, first_complete_on, is_active, answers,
                revision, unit_id, task_id,
            ],
        )  # fmt: skip

    db.write(work)


def _insert_units(tx: Writer, count: int) -> None:
    """Units DV0001, DV0002 … after those already there."""
    row = tx.row("SELECT count(*) FROM units WHERE code LIKE 'DV%'")
    known = row[0] if row else 0
    tx.run(
        """
        INSERT INTO units (unit_id, code, unit_type, sort_order)
        SELECT gen_random_uuid(), 'DV' || lpad(CAST(n AS VARCHAR), 4, '0'), 'phong', n
        FROM generate_series(CAST($1 AS INTEGER), CAST($2 AS INTEGER)) AS numbers (n)
        """,
        [known + 1, known + count],
    )
    tx.run(
        """
        INSERT INTO unit_names (unit_id, valid_from, name, short_name, search_key)
        SELECT unit_id, CAST($1 AS DATE), 'Phòng Đông số ' || sort_order, 'Phòng ' || sort_order,
            'phong dong so ' || sort_order
        FROM units
        WHERE code LIKE 'DV%' AND sort_order > $2
        """,
        [BEGAN_ON, known],
    )
