"""How reads by a key get on record: each counted, the log told once an hour."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import timedelta

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.exports import Options
from lib.errors import Refused, Unavailable
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.connections import connections, editions, reading
from lib.services.connections.editions import Shelf
from lib.services.reports import past
from lib.store import connections as store
from tests import cast, small_campaign
from tests.cast import MAI, VAN
from tests.exports import scene
from tests.services.connections.keys import made
from tests.support.acting import act_as_nobody
from tests.support.trace import events


@pytest.fixture(autouse=True)
def meter(monkeypatch):
    """A process that has read nothing so far."""
    monkeypatch.setattr(reading, "_meter", reading.Meter())


@pytest.fixture
def db(stage, own_data):
    return stage.set(scene.play).db


@pytest.fixture
def held():
    """Editions that the test holds."""
    return []


@pytest.fixture
def take(db, held):
    """The edition as a request takes it."""

    def taken(shelf, tag=None, key="items"):
        with clock.at(scene.NOW):
            campaign = small_campaign.stored(db)
            one = editions.take(db, campaign, EXPORTS[key], Options(), tag, shelf)
        held.append(one)
        return one

    return taken


@pytest.fixture
def shelves(held):
    """Of two processes."""
    both = Shelf(), Shelf()
    yield both
    for one in both:
        one.clear()
    for one in held:
        one.leave()
    assert not any(one.spool.hold() for one in held)


@pytest.fixture
def shelf(shelves):
    return shelves[0]


def read(db, grant, after=timedelta(), table="items", rows=10):
    with clock.at(scene.NOW + after):
        reading.note(db, grant, table, revision=14, of=25, rows=rows, address="10.0.0.9", at={})


def told(db):
    return [(name, detail) for _, name, detail in events(db, "connection.read")]


def key(db, **more):
    with clock.at(scene.NOW):
        one = made(db, name="Power BI", **more)
        return reading.opened(db, one.secret, None)


def uses(db, grant):
    found = db.read(lambda tx: store.connection(tx, grant.connection.connection_id))
    return {one.table: (one.requests, one.rows) for one in found.tables if one.requests}


def test_who_pages_fills_no_log(db):
    grant = key(db)
    for page in range(136):
        read(db, grant, timedelta(seconds=page))

    assert told(db) == [(MAI.full_name, {"name": "Power BI", "what": "items", "rows": 25})]


def test_who_asks_each_minute_is_told_of_once_an_hour_with_all_that_was_read(db):
    grant = key(db)
    for minute in range(121):
        read(db, grant, timedelta(minutes=minute))

    whole = {"name": "Power BI", "what": "items", "rows": 25}
    # The read that is told of is not among those before it.
    later = {**whole, "requests": 59, "rows_before": 590}
    assert [detail for _, detail in told(db)] == [whole, later, later]
    assert uses(db, grant) == {"items": (121, 1210)}


def test_the_log_tells_of_which_past_was_read(db):
    grant, then = key(db), scene.NOW - timedelta(days=2)
    with clock.at(scene.NOW):
        campaign = past.at(db, reading.campaign_of(db, grant), then)
        reading.note(
            db, grant, "items", revision=3, of=25, rows=10, address=None, at=past.told(campaign)
        )

    [(_, detail)] = told(db)
    assert detail["as_of"] == "2021-05-18T14:03:22+07:00"


def test_a_past_in_other_words_is_another_edition(db):
    campaign, export = small_campaign.stored(db), EXPORTS["items"]
    with clock.at(scene.NOW):
        then = past.at(db, campaign, scene.NOW - timedelta(days=2))
        before = editions.current_tag(db, then, export, Options())
        seed = scene.seed()
        [first, *rest] = seed.tasks
        reworded = replace(seed, tasks=(replace(first, short_title="Tên khác"), *rest))
        small_campaign.load(db, seed=reworded, at=scene.NOW)
        again = past.at(db, small_campaign.stored(db), scene.NOW - timedelta(days=2))

    assert again.revision == then.revision
    assert editions.current_tag(db, again, export, Options()) != before


def test_each_table_and_each_key_is_told_of(db):
    one, other = key(db), key(db)
    for grant in (one, other):
        for table in ("items", "units", "items"):
            read(db, grant, table=table)

    assert [detail["what"] for _, detail in told(db)] == ["items", "units"] * 2


def test_the_event_is_the_campaign_s_at_the_revision_that_was_read(db):
    read(db, grant := key(db))

    rows = db.read(
        lambda tx: tx.rows(
            "SELECT campaign_id, revision, subject, address FROM audit_events"
            " WHERE event = 'connection.read'"
        )
    )
    one = grant.connection
    assert rows == [(one.campaign_id, 14, str(one.connection_id), "10.0.0.9")]


def test_revoking_tells_what_was_read_in_all(db):
    read(db, grant := key(db))
    connections.revoke(
        db, cast.actor(db, VAN), small_campaign.stored(db), grant.connection.connection_id,
        act_id=new_act(),
    )  # fmt: skip

    assert events(db, "connection.revoke") == [
        ("connection.revoke", VAN.full_name, {"name": "Power BI", "requests": 1, "rows": 10})
    ]


def test_what_could_not_be_recorded_is_not_read(db, monkeypatch):
    grant = key(db)

    def full(*_):
        raise Unavailable("disk_full", path="", detail="")

    with monkeypatch.context() as patch:
        patch.setattr(type(db), "write", full)
        for _ in range(2):
            with pytest.raises(Unavailable):
                read(db, grant)
    read(db, grant)
    assert len(told(db)) == 1
    assert uses(db, grant) == {"items": (3, 30)}

    # What the log knows of already is read on.
    with monkeypatch.context() as patch:
        patch.setattr(type(db), "write", full)
        read(db, grant, timedelta(minutes=5))
    read(db, grant, timedelta(minutes=5, seconds=1))
    assert uses(db, grant) == {"items": (5, 50)}


def test_an_edition_is_made_once_for_a_revision(take, shelf):
    first, second = take(shelf), take(shelf)

    assert second is first
    assert take(shelf, key="units") is not first


def test_whoever_pages_reads_on_in_the_edition_begun(db, take, shelf):
    begun = take(shelf)
    before = begun.spool.cells(0, 100)
    db.write(lambda tx: tx.run("UPDATE campaigns SET revision = revision + 1"))

    assert take(shelf, begun.tag) is begun
    assert begun.spool.cells(0, 100) == before
    now = take(shelf)
    assert (now.revision, now.tag != begun.tag) == (begun.revision + 1, True)


def test_the_same_data_gives_the_same_edition_to_another_process(take, shelves):
    begun = take(shelves[0])
    again = take(shelves[1], begun.tag)

    assert again is not begun
    assert again.spool.cells(0, 100) == begun.spool.cells(0, 100)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE campaigns SET revision = revision + 1",
        "UPDATE accounts SET full_name = 'Người khác' WHERE username = 'lan'",
        "UPDATE unit_names SET name = 'Tên khác'",
    ],
)
def test_what_changes_a_cell_changes_the_edition(db, take, shelves, change):
    begun = take(shelves[0])
    db.write(lambda tx: tx.run(change))

    assert take(shelves[0]).tag != begun.tag
    with pytest.raises(Refused, match="newer_edition"):
        take(shelves[1], begun.tag)


def test_a_full_disk_is_told(take, shelf, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(editions, "Spool", full)
        with pytest.raises(Unavailable, match="disk_full"):
            take(shelf)
    # Whoever comes next gets a turn.
    assert take(shelf).spool.rows


def test_another_day_is_another_edition(db, take, shelf):
    begun = take(shelf)
    with clock.at(scene.NOW + timedelta(days=1)):
        campaign = small_campaign.stored(db)
        tag = editions.current_tag(db, campaign, EXPORTS["items"], Options())

    assert tag != begun.tag


def test_who_waited_for_an_edition_takes_the_one_made_meanwhile(db, take, shelf):
    asked = []

    def slow():
        asked.append(1)
        return float(len(asked))

    shelf.seconds = slow
    first = take(shelf)
    began_s = next(iter(shelf._kept.values())).begun_s

    assert shelf.newest(("x",), 0.0) is None
    key = next(iter(shelf._kept))[0]
    again = shelf.newest(key, began_s - 0.5)
    assert again is first
    again.leave()
    assert shelf.newest(key, began_s) is None


def test_little_is_kept_and_nothing_is_closed_under_who_reads(db):
    now = [0.0]
    shelf = Shelf(most=2, seconds=lambda: now[0])
    campaign = small_campaign.stored(db)
    first, *others = [
        editions.take(db, campaign, EXPORTS[key], Options(), None, shelf)
        for key in ("items", "units", "groups")
    ]
    assert first.spool.cells(0, 1)  # it made room, and is still read
    first.leave()
    with pytest.raises(ValueError, match="closed"):
        first.spool.cells(0, 1)
    assert not first.spool.hold()

    for one in others:
        one.leave()
    now[0] = editions.KEPT_S + 1
    shelf.sweep()
    assert not any(one.spool.hold() for one in others)


def test_a_form_that_the_office_changes_is_followed_at_once(db, take, shelf):
    begun = take(shelf)
    seed = scene.seed()
    first, *others = seed.tasks
    asked = tuple(replace(one, label=f"Mới: {one.label}") for one in first.form.fields)
    form = replace(first.form, fields=asked)
    act_as_nobody(
        db,
        lambda act: campaigns.load_campaign(
            act,
            replace(seed, tasks=(replace(first, form=form), *others)),
            state=CampaignState.RUNNING,
            anchor_on=seed.anchor_on,
            dates_moved=False,
        ),
    )

    now = take(shelf)
    assert any(one.label.startswith("Mới: ") for one in now.columns)
    assert not any(one.label.startswith("Mới: ") for one in begun.columns)
    assert take(shelf, begun.tag) is begun
