"""The live summary: right figures, counted once, and nothing shown that may not be seen."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from lib.domain.access import Action, Actor, Role, can
from lib.domain.campaigns import Campaign
from lib.domain.forms.fields import Field, Kind
from lib.domain.progress import Progress
from lib.domain.summary import IndicatorTotal, Slice, TrendDay
from lib.domain.workflow import Verification, WorkStatus
from lib.errors import Denied
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.reports import summary as service
from lib.services.reports.summary import Asked
from lib.store.engine.db import Database
from tests.cast import CAST, LAN, MAI, SON, THU, actor, make_cast
from tests.factories import (
    Made,
    a_campaign,
    a_form,
    a_task,
    many_units,
    put_item,
)

MORNING = datetime(2021, 5, 23, 1, tzinfo=UTC)
TODAY = date(2021, 5, 23)
LEADER = Actor(
    account_id=UUID(int=1), username="ai", full_name="Nông Văn Sơn", unit_id=UUID(int=2),
    unit_name="Lãnh đạo Sở", roles=frozenset({Role.LEADER}), must_change=False,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today():
    with clock.at(MORNING):
        yield


def of(db: Database, made: Made, actor: Actor = LEADER) -> Campaign:
    return next(
        one for one in campaigns.campaigns(db, actor) if one.campaign_id == made.campaign_id
    )


class Counting:
    """A database that counts how often it is read."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.reads = 0
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def read(self, work):
        with self._lock:
            self.reads += 1
        return self._db.read(work)


def test_the_figures_of_a_small_campaign(db):
    made = a_campaign(
        db, units=2, tasks=[a_task("II.1.1"), a_task("II.2.1", offset_days=-1), a_task("II.2.2")]
    )
    (first, second), (one, two, _) = made.unit_ids, made.task_ids
    put_item(db, first, one, first_complete_on=TODAY, verification=Verification.VERIFIED)
    put_item(db, second, one, status=WorkStatus.NIL, first_complete_on=TODAY - timedelta(2))
    put_item(
        db, first, two, first_complete_on=TODAY, due_on=TODAY - timedelta(1),
        verification=Verification.SENT,
    )  # fmt: skip
    campaign = of(db, made)

    found = service.summary(db, LEADER, campaign)

    assert found.total == Progress(
        assigned=6, complete=3, nil=1, on_time=2, late=1, overdue=1, sent=1, verified=1
    )
    assert found.groups == (
        ("II.1", Progress(assigned=2, complete=2, nil=1, on_time=2, verified=1)),
        ("II.2", Progress(assigned=4, complete=1, late=1, overdue=1, sent=1)),
    )
    assert [
        (line.unit.code, line.progress.complete, line.recent[-3:]) for line in found.units.lines
    ] == [("DV0002", 1, (1, 1, 1)), ("DV0001", 2, (0, 0, 2))]
    assert [(unit.code, late) for unit, late in found.most_late] == [("DV0002", 1)]
    assert [(item.unit.code, item.task_id) for item in found.overdue.items] == [("DV0002", two)]
    assert (found.overdue.count, found.due_soon.count) == (1, 2)
    assert found.trend == (
        TrendDay(TODAY - timedelta(2), complete=1, due=0),
        TrendDay(TODAY - timedelta(1), complete=1, due=2),
        TrendDay(TODAY, complete=3, due=6),
    )
    assert (found.revision, found.day, found.made_at) == (campaign.revision, TODAY, MORNING)


def test_a_campaign_without_units_has_empty_figures(db):
    made = a_campaign(db, units=0)

    found = service.summary(db, LEADER, of(db, made))

    assert (found.total, found.groups, found.units.lines, found.trend) == (Progress(), (), (), ())


def test_figures_are_counted_once_for_a_revision_and_a_day(db):
    made = a_campaign(db, units=2)
    counting = Counting(db)
    campaign = of(db, made)
    service.summary(counting, LEADER, campaign)
    counting.reads = 0

    same = service.summary(counting, LEADER, campaign)
    assert counting.reads == 0

    put_item(db, made.unit_ids[0], made.task_ids[0], first_complete_on=TODAY)
    newer = service.summary(counting, LEADER, of(db, made))
    assert (counting.reads, newer.revision) == (1, same.revision + 1)
    assert (same.total.complete, newer.total.complete) == (0, 1)

    with clock.at(MORNING + timedelta(days=1)):
        tomorrow = service.summary(counting, LEADER, of(db, made))
    assert (counting.reads, tomorrow.day) == (2, TODAY + timedelta(days=1))


def test_many_viewers_at_once_share_one_count(db):
    made = a_campaign(db, units=3)
    counting = Counting(db)
    campaign = of(db, made)
    campaigns.plan(counting, campaign)
    counting.reads = 0
    together = threading.Barrier(8)

    def look(_: int) -> object:
        together.wait()
        with clock.at(MORNING):
            return service.summary(counting, LEADER, campaign)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(look, range(8)))

    assert counting.reads == 1
    assert all(one is found[0] for one in found)


def test_two_databases_never_share_figures(db):
    made = a_campaign(db, units=1)
    first = service.summary(db, LEADER, of(db, made))

    second = service.summary(Counting(db), LEADER, of(db, made))

    assert second == first
    assert second is not first


@pytest.mark.parametrize(("units", "shown", "is_all"), [(30, 30, True), (31, 20, False)])
def test_above_thirty_units_the_lowest_twenty_are_shown(db, units, shown, is_all):
    made = a_campaign(db, units=units, tasks=[a_task("II.1.1"), a_task("II.2.1")])
    put_item(db, made.unit_ids[0], made.task_ids[0], first_complete_on=TODAY)

    found = service.summary(db, LEADER, of(db, made))

    assert (len(found.units.lines), found.units.count, found.units.is_all) == (shown, units, is_all)
    assert found.total == Progress(assigned=2 * units, complete=1, on_time=1)
    assert ("DV0001" in {line.unit.code for line in found.units.lines}) == is_all
    assert len(found.due_soon.items) == 20


def test_units_that_do_not_report_do_not_count(db):
    make_cast(db)
    made = a_campaign(db, units=26)

    found = service.summary(db, LEADER, of(db, made))

    assert (found.units.count, found.units.is_all) == (30, True)


def test_units_are_found_without_accents_and_page_by_page(db):
    made = a_campaign(db, units=45, tasks=[a_task()])
    put_item(db, made.unit_ids[0], made.task_ids[0], first_complete_on=TODAY)
    campaign = of(db, made)

    last = service.units(db, LEADER, campaign, page=3)
    found = service.units(db, LEADER, campaign, search="  Đông SỐ 11 ")
    none = service.units(db, LEADER, campaign, search="không có")

    assert (len(last.lines), last.count, last.pages) == (5, 45, 3)
    assert last.lines[-1].unit.code == "DV0001"
    assert [line.unit.name for line in found.lines] == ["Phòng Đông số 11"]
    assert (none.lines, none.count, none.pages) == ((), 0, 1)
    assert service.units(db, LEADER, campaign, page=9) == service.units(db, LEADER, campaign)


def test_views_are_counted_once_for_a_revision(db):
    made = a_campaign(db, units=2)
    counting = Counting(db)
    campaign = of(db, made)
    service.units(counting, LEADER, campaign)
    service.rows(counting, LEADER, campaign, Asked(Slice.ASSIGNED))
    before = counting.reads

    service.units(counting, LEADER, campaign)
    service.rows(counting, LEADER, campaign, Asked(Slice.ASSIGNED))
    assert counting.reads == before

    put_item(db, made.unit_ids[0], made.task_ids[0])
    service.rows(counting, LEADER, of(db, made), Asked(Slice.ASSIGNED))
    assert counting.reads == before + 1


def test_rows_show_figures_only_of_units_the_actor_may_look_into(db):
    make_cast(db)
    made = a_campaign(db, units=1, tasks=[a_task()])
    own = actor(db, LAN).unit_id
    for unit_id in (own, made.unit_ids[0]):
        put_item(
            db, unit_id, made.task_ids[0], first_complete_on=TODAY, answers='{"so_hoi_nghi": 3}'
        )
    campaign = of(db, made)

    def figures(person) -> dict[bool, str]:
        page = service.rows(db, actor(db, person), campaign, Asked(Slice.COMPLETE))
        return {row.item.unit.unit_id == own: row.figure for row in page.rows}

    assert figures(LAN) == {True: "3", False: ""}
    assert figures(SON) == {True: "3", False: "3"}
    assert figures(THU) == {True: "", False: ""}


def test_rows_are_paged_and_counted(db):
    made = a_campaign(db, units=25, tasks=[a_task()])
    campaign = of(db, made)

    second = service.rows(db, LEADER, campaign, Asked(Slice.INCOMPLETE), page=2)

    assert (len(second.rows), second.count, second.pages) == (5, 25, 2)
    assert len(service.rows(db, LEADER, campaign, Asked(Slice.INCOMPLETE), page=9).rows) == 20


def test_rows_of_a_code_are_those_of_that_unit_alone(db):
    made = a_campaign(db, units=12, tasks=[a_task()])
    campaign = of(db, made)

    def found(unit: str) -> list[str]:
        page = service.rows(db, LEADER, campaign, Asked(Slice.ASSIGNED, unit=unit))
        return sorted(row.item.unit.code for row in page.rows)

    assert found(" dv0001 ") == ["DV0001"]
    assert found("dv000") == [f"DV000{number}" for number in range(1, 10)]
    assert found("Đông số 1") == ["DV0001", "DV0010", "DV0011", "DV0012"]


def test_changes_name_people_only_to_those_who_may_look_into_the_report(db):
    make_cast(db)
    made = a_campaign(db, units=0, tasks=[a_task()])
    own = actor(db, LAN).unit_id
    db.write(
        lambda tx: tx.run(
            """
            INSERT INTO item_history (
                unit_id, task_id, version, campaign_id, revision, step, work_status,
                verification, answers, form_version, due_on, done_by, done_at, done_on
            )
            VALUES ($1, $2, 2, $3, 2, 'save', 'done', 'not_sent', '{}', 1, $4, $5, $6, $4)
            """,
            [own, made.task_ids[0], made.campaign_id, TODAY, LAN.account_id, MORNING],
        )
    )
    found = service.summary(db, LEADER, of(db, made))

    named = {
        person.username: service.changes(actor(db, person), found)[0].done_by
        for person in (LAN, SON, MAI, THU)
    }

    assert named == {
        "lan": LAN.full_name, "son": LAN.full_name, "mai": LAN.full_name, "thu": None
    }  # fmt: skip


def test_indicators_are_sums_over_sums(db):
    form = a_form(
        "ty-le",
        Field("nguoi", "Người dự", Kind.PERCENT, unit="người", numerator="Dự", denominator="Tổng"),
        Field("so_tien", "Số tiền", Kind.DECIMAL, unit="triệu đồng"),
    )
    made = a_campaign(db, units=2, tasks=[a_task(form=form)])
    bodies = (
        '{"nguoi_num": 9, "nguoi_den": 10, "so_tien": "1.5"}',
        '{"nguoi_num": 1, "nguoi_den": 90}',
    )
    for unit_id, body in zip(made.unit_ids, bodies, strict=True):
        put_item(db, unit_id, made.task_ids[0], answers=body)

    found = service.indicators(db, LEADER, of(db, made))

    task_id = made.task_ids[0]
    assert found == (
        IndicatorTotal(task_id, "Người dự", "người", Decimal(10), Decimal(100), 2),
        IndicatorTotal(task_id, "Số tiền", "triệu đồng", Decimal("1.5"), None, 1),
    )


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_who_may_see_the_summary(db, person):
    make_cast(db)
    made = a_campaign(db, units=1)
    who = actor(db, person)
    campaign = of(db, made)

    calls = (
        lambda: service.summary(db, who, campaign),
        lambda: service.units(db, who, campaign),
        lambda: service.rows(db, who, campaign, Asked(Slice.ASSIGNED)),
        lambda: service.indicators(db, who, campaign),
    )

    assert can(who, Action.SUMMARY_VIEW)
    assert all(call() is not None for call in calls)


def test_nobody_sees_it_before_the_first_password_is_changed(db):
    made = a_campaign(db, units=1)
    campaign = of(db, made)
    new = Actor(
        account_id=UUID(int=1), username="ai", full_name="Mới", unit_id=UUID(int=2),
        unit_name="Phòng", roles=frozenset({Role.STAFF}), must_change=True,
    )  # fmt: skip

    for call in (
        lambda: service.summary(db, new, campaign),
        lambda: service.units(db, new, campaign),
        lambda: service.rows(db, new, campaign, Asked(Slice.ASSIGNED)),
        lambda: service.indicators(db, new, campaign),
    ):
        with pytest.raises(Denied) as refusal:
            call()
        assert refusal.value.reason == "must_change"


def test_the_counter_moves_with_each_write(db):
    made = a_campaign(db, units=1)
    before = campaigns.revision(db, made.campaign_id)

    put_item(db, made.unit_ids[0], made.task_ids[0])

    assert (before, campaigns.revision(db, made.campaign_id)) == (1, 2)
    assert campaigns.revision(db, UUID(int=9)) is None


def test_the_number_of_statements_does_not_grow_with_the_units(db):
    made = a_campaign(db, units=1)

    def statements() -> int:
        counting = CountingStatements(db)
        service.summary(counting, LEADER, of(db, made))
        return counting.statements

    one = statements()
    many_units(db, 29, campaign_id=made.campaign_id)

    assert statements() == one


class CountingStatements(Counting):
    """Counts the statements of the reads."""

    statements = 0

    def read(self, work):
        def counted(tx):
            return work(_CountingReader(tx, self))

        return self._db.read(counted)


class _CountingReader:
    def __init__(self, tx, owner) -> None:
        self._tx, self._owner = tx, owner

    def rows(self, sql, params=()):
        self._owner.statements += 1
        return self._tx.rows(sql, params)

    def row(self, sql, params=()):
        self._owner.statements += 1
        return self._tx.row(sql, params)
