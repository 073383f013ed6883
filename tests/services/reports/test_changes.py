"""What has changed between two instants is what two looks at every item tell."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lib.domain import past as instants
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.changes import ChangedItem, Kind
from lib.domain.past import Cut
from lib.domain.workflow import Verification, WorkStatus
from lib.errors import Denied
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.people import sessions
from lib.services.reports import changes, past
from lib.store import accounts
from lib.store.engine.db import Database, Reader
from tests import cast, small_campaign
from tests.cast import LAN, MAI, VAN
from tests.exports import scene
from tests.services.reports.test_past import demo_looked_at
from tests.support.stages import Stage

Looks = dict[tuple[str, str], tuple[str, str, str, str, int]]


def look(db: Database, campaign: Campaign) -> Looks:
    """Every item that counts: status, verification, due day, answers, version."""

    def read(tx: Reader) -> Looks:
        rows = tx.rows(
            """
            SELECT items.unit_id, items.task_id, items.work_status, items.verification,
                items.due_on, CAST(items.answers AS VARCHAR), items.version
            FROM items
            JOIN tasks ON tasks.task_id = items.task_id
            WHERE items.is_active AND NOT tasks.is_retired
            """
        )
        return {
            (str(row[0]), str(row[1])): (row[2], row[3], str(row[4]), row[5], row[6])
            for row in rows
        }

    return past.read(db, campaign, read)


def returned(db: Database, after: int, until: int) -> set[tuple[str, str]]:
    rows = db.read(
        lambda tx: tx.rows(
            """
            SELECT unit_id, task_id
            FROM item_history
            WHERE step = 'return' AND revision > $1 AND revision <= $2
            """,
            [after, until],
        )
    )
    return {(str(row[0]), str(row[1])) for row in rows}


def expected(before: Looks, after: Looks, back: set[tuple[str, str]]) -> dict[object, set[Kind]]:
    found: dict[object, set[Kind]] = {}
    for key, (status, verification, due, answers, version) in after.items():
        was = before.get(key)
        kinds = set()
        if was is None:
            kinds.add(Kind.ASSIGNED)
        if (was is None or was[0] == "not_started") and status != "not_started":
            kinds.add(Kind.REPORTED)
        if was and was[0] != "not_started" and (was[0], was[3]) != (status, answers):
            kinds.add(Kind.REVISED)
        if key in back:
            kinds.add(Kind.RETURNED)
        if verification == "verified" and (was is None or was[1] != "verified"):
            kinds.add(Kind.VERIFIED)
        if was and was[2] != due and key not in back:
            kinds.add(Kind.MOVED)
        if kinds and (was is None or was[4] != version):
            found[key] = kinds
    return found


def somebody(db: Database) -> Actor:
    """Of the demo's Office."""
    found = db.read(lambda tx: accounts.by_username(tx, "mai"))
    assert found is not None
    actor = sessions.actor(db, sessions.open_session(db, found.account_id, None).session_id)
    assert actor is not None
    return actor


def all_items(db: Database, person: Actor, campaign: Campaign, since: Cut) -> list[ChangedItem]:
    first = changes.items(db, person, campaign, since)
    pages = [
        changes.items(db, person, campaign, since, page=page) for page in range(1, first.pages + 1)
    ]
    found = [item for page in pages for item in page.items]
    assert len(found) == first.count
    return found


def demo_with_cuts(db: Database) -> list[Cut]:
    """The demo; the revisions after every twentieth act on it."""
    return demo_looked_at(db, lambda: Cut(campaigns.find(db).revision, clock.now()))


def test_between_any_two_revisions(stage: Stage, own_data: Path) -> None:
    cuts = stage.set(demo_with_cuts)[::13]
    db = stage.database
    campaign = campaigns.find(db)
    actor = somebody(db)
    seen: Counter[Kind] = Counter()

    for since, until in itertools.combinations(cuts, 2):
        shown = replace(campaign, revision=until.revision, at=until)
        want = expected(
            look(db, replace(campaign, at=since)), look(db, shown),
            returned(db, since.revision, until.revision),
        )  # fmt: skip
        got = all_items(db, actor, shown, since)
        assert {(str(one.unit.unit_id), str(one.task_id)): set(one.kinds) for one in got} == want
        total = changes.changes(db, actor, shown, since)
        assert total.items == len(want)
        assert total.by_kind == tuple(
            sum(kind in kinds for kinds in want.values()) for kind in Kind
        )
        by_unit = changes.by_unit(db, actor, shown, since).units
        assert sum(line.items for line in by_unit) == total.items
        assert len(by_unit) == total.units
        seen.update(kind for kinds in want.values() for kind in kinds)
    assert {Kind.REPORTED, Kind.REVISED, Kind.RETURNED, Kind.VERIFIED} <= set(seen)


@pytest.fixture
def db(stage: Stage, own_data: Path) -> Database:
    return stage.set(scene.play).db


def stood(db: Database, told: str) -> Cut:
    with clock.at(scene.NOW):
        found = past.asked(db, small_campaign.stored(db), told).at
    assert found is not None
    return found


def test_filters_and_pages(db: Database) -> None:
    campaign, since = small_campaign.stored(db), stood(db, "2021-03-02")
    actor = cast.actor(db, VAN)
    with clock.at(scene.NOW):
        every = changes.items(db, actor, campaign, since)
        one = every.items[0]
        of_unit = changes.items(db, actor, campaign, since, unit_code=one.unit.code.lower())
        of_kind = changes.items(db, actor, campaign, since, kind=Kind.RETURNED)
        behind = changes.items(db, actor, campaign, since, page=99)
        nothing = changes.changes(
            db, actor, campaign, Cut(campaign.revision, scene.NOW + timedelta(days=1))
        )

    assert {item.unit for item in of_unit.items} == {one.unit}
    assert 0 < of_unit.count < every.count
    assert of_kind.items
    assert all(Kind.RETURNED in item.kinds for item in of_kind.items)
    assert behind == every
    assert nothing.items == 0


def test_figures_are_for_those_who_may_look_into_the_report(db: Database) -> None:
    campaign, since = small_campaign.stored(db), stood(db, "2021-03-02")
    with clock.at(scene.NOW):
        office = changes.items(db, cast.actor(db, VAN), campaign, since)
        staff = changes.items(db, cast.actor(db, LAN), campaign, since)

    home = cast.actor(db, LAN).unit_id
    assert any(item.after.figure for item in office.items if item.unit.unit_id != home)
    assert not any(item.after.figure for item in staff.items if item.unit.unit_id != home)
    assert [item.kinds for item in staff.items] == [item.kinds for item in office.items]


def test_before_and_after(db: Database) -> None:
    campaign = small_campaign.stored(db)
    begun = stood(db, instants.written(small_campaign.LOADED_AT + timedelta(minutes=1)))
    with clock.at(scene.NOW):
        found = changes.items(db, cast.actor(db, MAI), campaign, begun)

    assert all(item.before for item in found.items)
    reported = [item for item in found.items if Kind.REPORTED in item.kinds]
    assert {item.before.status for item in reported if item.before} == {WorkStatus.NOT_STARTED}
    assert {item.before.verification for item in reported if item.before} == {Verification.NOT_SENT}


def test_who_may_not_see_the_summary_sees_no_changes(db: Database) -> None:
    nobody = replace(cast.actor(db, LAN), roles=frozenset())
    campaign, since = small_campaign.stored(db), stood(db, "2021-03-02")

    for asked in (changes.changes, changes.by_unit, changes.items):
        with pytest.raises(Denied):
            asked(db, nobody, campaign, since)
