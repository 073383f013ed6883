"""Whoever reaches the rows can change them; the chain tells where, and a kept head the rest."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from lib.domain.audit_chain import Fault, erased, key_of, link
from lib.errors import BadFile, Denied, Invalid
from lib.services import acts, clock
from lib.services.acts import Queue
from lib.services.audit import chains, retention
from lib.services.operation import audit_check, backup, health
from lib.store import audit, audit_log
from lib.store.audit_log import Wanted
from lib.store.engine.db import Database, Writer
from tests import cast
from tests.cast import LAN, QUANG, SON, VAN
from tests.exports import scene
from tests.exports.scene import Scene
from tests.support.stages import Stage


@pytest.fixture
def played(stage: Stage, own_data: Path) -> Scene:
    return stage.set(scene.play)


def campaign_id(db: Database) -> UUID:
    return db.read(lambda tx: tx.rows("SELECT campaign_id FROM campaigns"))[0][0]


def broken(db: Database, **kept: object) -> list[tuple[str, int, Fault]]:
    return [
        (one.key, one.broken.number, one.broken.fault)
        for one in chains.verify(db, **kept)  # type: ignore[arg-type]
        if one.broken
    ]


def run(db: Database, sql: str, *params: object) -> None:
    db.write(lambda tx: tx.run(sql, params))


def test_what_people_do_is_one_whole_chain_per_campaign_and_one_of_the_installation(
    played: Scene,
) -> None:
    db = played.db
    acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE).carry_out(
        lambda act: act.tell("unit.reopen", UUID(int=1)), again=acts.nothing
    )

    found = chains.verify(db)

    told = db.read(lambda tx: tx.rows("SELECT campaign_id, count(*) FROM audit_events GROUP BY 1"))
    assert broken(db) == []
    assert {one.key: one.head.number for one in found} == {key_of(key): n for key, n in told}
    assert found[0].key == "installation"
    assert min(one.head.number for one in found) > 0
    assert found[1].told == f"{found[1].title}: {found[1].head.number} sự kiện, nguyên vẹn"


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = 'Ai đó'",
        "subject = 'khác'",
        "detail = '{}'",
        "about = ''",
        "happened_at = happened_at + INTERVAL '1 second'",
        "account_id = NULL",
        "revision = 0",
        "who = ''",
        "hash = 'x'",
    ],
)
def test_a_changed_row_is_named(played: Scene, change: str) -> None:
    key = campaign_id(played.db)
    run(played.db, f"UPDATE audit_events SET {change} WHERE number = 3 AND campaign_id = $1", key)

    assert broken(played.db) == [(str(key), 3, Fault.CHANGED)]


def test_a_removed_row_is_named(played: Scene) -> None:
    key = campaign_id(played.db)
    run(played.db, "DELETE FROM audit_events WHERE number = 3 AND campaign_id = $1", key)

    assert broken(played.db) == [(str(key), 3, Fault.MISSING)]


def test_a_removed_tail_is_named(played: Scene) -> None:
    key = campaign_id(played.db)
    run(played.db, "DELETE FROM audit_events WHERE number >= 5 AND campaign_id = $1", key)

    assert broken(played.db) == [(str(key), 5, Fault.CUT)]


def cut_with_head(db: Database, key: UUID) -> None:
    def work(tx: Writer) -> None:
        tx.run("DELETE FROM audit_events WHERE number >= 5 AND campaign_id = $1", [key])
        audit.keep_head(tx, key, audit.links(tx, key, 3, 4)[0].head)

    db.write(work)


def test_a_tail_removed_with_its_head_is_named_by_a_paper_a_file_and_a_backup(
    played: Scene,
) -> None:
    db, key = played.db, campaign_id(played.db)
    text = chains.heads_file(db, cast.actor(db, SON))
    [code] = [one.title for one in chains.verify(db) if one.key == str(key)]
    on_paper = f"{code}:{chains.heads(db)[str(key)].shown}"
    backup.make_for_operator(db, act_id=acts.new_act())
    cut_with_head(db, key)

    assert broken(db) == []
    for kept in (
        chains.parse_heads(text, "moc.txt"),
        chains.parse_head(on_paper, db),
        audit_check.noted(db),
    ):
        assert broken(db, kept=kept) == [(str(key), 5, Fault.CUT)]


def test_swapped_rows_are_named(played: Scene) -> None:
    key = campaign_id(played.db)

    def swap(tx: Writer) -> None:
        for before, after in ((3, -4), (4, 3), (-4, 4)):
            tx.run(
                "UPDATE audit_events SET number = $2 WHERE number = $1 AND campaign_id = $3",
                [before, after, key],
            )

    played.db.write(swap)

    assert broken(played.db) == [(str(key), 3, Fault.CHANGED)]


def test_a_chain_made_anew_is_named_by_a_kept_head(played: Scene) -> None:
    db, key = played.db, campaign_id(played.db)
    kept = chains.parse_heads(chains.heads_file(db, cast.actor(db, QUANG)), "moc.txt")

    def forge(tx: Writer) -> None:
        links = audit.links(tx, key, 0, 1000)
        tx.run("DELETE FROM audit_events WHERE campaign_id = $1", [key])
        end = audit.Head()
        for one in links[:3] + links[4:]:
            made = link(end, one.event, None)
            audit.record(tx, [made])
            end = made.head
        audit.keep_head(tx, key, end)

    db.write(forge)

    assert broken(db) == []
    [(chain, number, fault)] = broken(db, kept=kept)
    assert (chain, fault) == (str(key), Fault.CUT)
    assert number == kept[str(key)].popitem()[0]


def test_a_head_put_back_is_no_end_of_the_reading(played: Scene) -> None:
    db, key = played.db, campaign_id(played.db)
    db.write(lambda tx: audit.keep_head(tx, key, audit.links(tx, key, 3, 4)[0].head))

    [(chain, _, fault)] = broken(db)

    assert (chain, fault) == (str(key), Fault.CHANGED)


def test_what_is_erased_leaves_the_stored_chain_whole(played: Scene) -> None:
    db, key = played.db, campaign_id(played.db)

    def erase(tx: Writer) -> None:
        bare = [erased(one, who=True, where=True) for one in audit.links(tx, key, 0, 1000)]
        audit.put_erased(tx, bare)

    db.write(erase)

    names = db.read(lambda tx: tx.rows("SELECT DISTINCT actor_name FROM audit_events"))
    assert ("",) in names
    assert broken(db) == []


def test_the_nightly_reading_tells_the_health_page(played: Scene) -> None:
    db, key = played.db, campaign_id(played.db)
    good = audit_check.run(db, threading.Event())
    run(db, "DELETE FROM audit_events WHERE number = 3 AND campaign_id = $1", key)
    bad = audit_check.run(db, threading.Event())

    assert (good and good.is_good, bad and bad.is_good) == (True, False)
    assert audit_check.last(db) == bad
    assert [one for one in health.alarms(db) if "thiếu sự kiện số 3" in one]


def test_a_server_that_stops_does_not_wait_for_the_reading(played: Scene) -> None:
    stopping = threading.Event()
    stopping.set()

    assert audit_check.run(played.db, stopping) is None
    assert audit_check.last(played.db) is None


def test_a_small_file_is_for_those_who_see_a_log(played: Scene) -> None:
    for person in (SON, VAN, QUANG):
        assert str(campaign_id(played.db)) in chains.heads_file(
            played.db, cast.actor(played.db, person)
        )
    with pytest.raises(Denied):
        chains.heads_file(played.db, cast.actor(played.db, LAN))


@pytest.mark.parametrize(
    "content", ["", "xin chào", "tdkt-heads-1\ninstallation 3", "tdkt-heads-1\na b c"]
)
def test_a_file_that_is_none_is_refused_with_its_line(content: str) -> None:
    with pytest.raises(BadFile):
        chains.parse_heads(content, "moc.txt")


@pytest.mark.parametrize(
    "told",
    ["", "x", "KHONG-CO:3-0123456789abcdef", "installation:3-0f", "installation:a-0123456789"],
)
def test_a_head_that_is_none_is_refused(played: Scene, told: str) -> None:
    with pytest.raises(Invalid):
        chains.parse_head(told, played.db)


def test_where_people_sat_is_forgotten_when_it_is_old(played: Scene) -> None:
    db = played.db
    then = clock.now() - timedelta(days=400)
    for at, address in ((then, "10.0.0.8"), (clock.now(), "10.0.0.9")):
        with clock.at(at):
            intent = acts.intend_as(
                db, acts.STRANGER, act_id=acts.new_act(), queue=Queue.NONE, address=address
            )
            detail = {"browser": "Firefox", "failures": 1}
            intent.carry_out(
                lambda act, told=detail: act.tell("account.sign_in_failed", "x", told),
                again=acts.nothing,
            )

    audit_check.run(db, threading.Event())
    again = retention.forget_places(db, threading.Event())

    rows = db.read(
        lambda tx: tx.rows(
            """
            SELECT address, CAST(detail AS VARCHAR) LIKE '%Firefox%'
            FROM audit_events
            WHERE event = 'account.sign_in_failed'
            ORDER BY happened_at
            """
        )
    )
    assert (rows, again) == ([(None, False), ("10.0.0.9", True)], 0)
    assert broken(db) == []
    [told] = db.read(lambda tx: audit_log.page(tx, Wanted(None, kind="audit"), limit=9, offset=0))
    assert (told.event.event, told.event.detail["events"]) == ("audit.erase", 1)


def test_nothing_is_forgotten_of_a_log_that_somebody_has_changed(played: Scene) -> None:
    db, key = played.db, campaign_id(played.db)
    run(
        db,
        "UPDATE audit_events SET address = '10.0.0.8', happened_at = $2 WHERE campaign_id = $1",
        key,
        clock.now() - timedelta(days=999),
    )

    audit_check.run(db, threading.Event())

    assert db.read(
        lambda tx: tx.rows("SELECT count(*) FROM audit_events WHERE event = 'audit.erase'")
    ) == [(0,)]


def test_a_chain_of_which_nothing_is_left_is_named_by_a_kept_head(played: Scene) -> None:
    gone = str(UUID(int=7))

    assert broken(played.db, kept={gone: {3: "0f3a"}}) == [(gone, 1, Fault.CUT)]


def test_events_of_a_campaign_that_is_gone_are_named(played: Scene) -> None:
    db, key, other = played.db, campaign_id(played.db), UUID(int=7)
    move = "UPDATE audit_events SET campaign_id = $2 WHERE campaign_id = $1"
    run(db, move, key, other)

    assert {one for one, _, _ in broken(db)} == {str(key), str(other)}
