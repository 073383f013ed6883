"""Files that people ask for: limits, cancelling, who may take what, and what the log tells."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from lib import text
from lib.domain import access
from lib.domain.access import Action, Role
from lib.domain.jobs import KEPT_FOR, PER_PERSON, REMEMBERED_FOR, RULES, Failure, Kind, State
from lib.errors import Denied, NotFound, Refused, Unavailable
from lib.exports import making
from lib.services import clock
from lib.services.acts import new_act
from lib.services.audit import chains
from lib.services.jobs import job_files, jobs, lapsing
from lib.store import jobs as store
from lib.store.engine.ids import new_id
from tests.cast import BINH, HUNG, LAN, MAI, QUANG, THU
from tests.services.jobs import waiting
from tests.services.jobs.waiting import ask, ended, left, mine, runner
from tests.services.nominations.nomination_scene import Scene


def take(scene: Scene, job_id: UUID, person=LAN, actor=None):
    return jobs.take(scene.db, actor or scene.who(person), job_id)


def events(scene: Scene) -> list[tuple[str, str, int]]:
    """What is told of files in the log: what was done, by whom, at which revision."""
    return scene.db.read(
        lambda tx: tx.rows(
            """
            SELECT event, actor_name, revision
            FROM audit_events
            WHERE event LIKE 'export.%'
            ORDER BY number
            """,
            [],
        )
    )


@pytest.fixture
def finished(scene: Scene):
    """A file of Lan's that waits."""
    with runner(scene.db):
        return ended(scene, ask(scene))


def test_a_file_waits_for_who_asked(scene: Scene, folder: Path) -> None:
    asked = ask(scene)
    assert (asked.state, asked.total) == (State.WAITING, 2)

    with runner(scene.db):
        job = ended(scene, asked)

    [own] = mine(scene)
    assert (own.job, own.is_there, own.is_allowed) == (job, True, True)
    assert (job.state, job.done, job.total, job.tries) == (State.DONE, 2, 2, 1)
    file = take(scene, job.job_id)
    content = file.path.read_bytes()
    assert (file.name, file.media_type) == ("TDKT_nho_r7.zip", "application/zip")
    assert (len(content), hashlib.sha256(content).hexdigest()) == (job.size_bytes, job.sha256)
    with zipfile.ZipFile(file.path) as pack:
        assert pack.namelist() == ["01_Bien-ban-binh-xet.docx", "02_Danh-sach-don-vi.docx"]
    assert left(folder) == [f"{job.job_id}.file", f"{job.job_id}.told"]


def test_a_file_outlives_the_server(scene: Scene, finished) -> None:
    with runner(scene.db):
        assert take(scene, finished.job_id).path.is_file()


def test_only_the_server_reads_what_lies_there(scene: Scene, folder: Path) -> None:
    waits = ask(scene)
    modes = {
        one.suffix: stat.S_IMODE(one.stat().st_mode) for one in folder.rglob(f"{waits.job_id}.*")
    }
    with runner(scene.db):
        ended(scene, waits)

    assert modes == {".order": 0o600, ".told": 0o600}
    made = job_files.of(scene.db).made(waits.job_id)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_asking_cancelling_and_taking_are_on_record(scene: Scene, finished) -> None:
    other = ask(scene, number=2)
    jobs.cancel(scene.db, scene.who(LAN), other.job_id, act_id=new_act())

    for _ in range(2):
        take(scene, finished.job_id)

    assert events(scene) == [
        (event, LAN.full_name, 7)
        for event in ("export.ask", "export.ask", "export.cancel", "export.take", "export.take")
    ]


def test_one_person_has_so_many_under_way(scene: Scene, folder: Path) -> None:
    asked = [ask(scene, number=number) for number in range(PER_PERSON)]
    before = left(folder)

    with pytest.raises(Refused, match="too_many_jobs"):
        ask(scene, number=PER_PERSON)

    assert [one.job for one in mine(scene)] == asked[::-1]
    assert left(folder) == before
    assert len(events(scene)) == PER_PERSON
    ask(scene, person=BINH)
    jobs.cancel(scene.db, scene.who(LAN), asked[0].job_id, act_id=new_act())
    ask(scene, number=PER_PERSON)


def test_the_same_is_made_once(scene: Scene, folder: Path) -> None:
    first = ask(scene)
    before = left(folder)

    for _ in range(5):
        assert ask(scene) == first

    assert [one.job for one in mine(scene)] == [first]
    assert left(folder) == before
    assert len(events(scene)) == 1


def test_five_clicks_with_one_key_ask_once(scene: Scene, finished) -> None:
    act, lan = new_act(), scene.who(LAN)
    asked = waiting.wanted(scene, unit_id=lan.unit_id, number="5")

    made = {jobs.ask(scene.db, lan, asked, act_id=act).job_id for _ in range(5)}

    assert len(made) == 1
    assert len(mine(scene)) == 2


def test_what_waits_is_cancelled_at_once(scene: Scene, folder: Path) -> None:
    job = ask(scene)

    jobs.cancel(scene.db, scene.who(LAN), job.job_id, act_id=new_act())

    assert waiting.now(scene, job).state == State.CANCELLED
    assert left(folder) == []
    with pytest.raises(NotFound, match="file"):
        take(scene, job.job_id)


def test_what_is_over_is_not_cancelled(scene: Scene, finished) -> None:
    jobs.cancel(scene.db, scene.who(LAN), finished.job_id, act_id=new_act())

    assert waiting.now(scene, finished) == finished
    assert take(scene, finished.job_id).path.is_file()
    assert "export.cancel" not in {event for event, _, _ in events(scene)}


@pytest.mark.parametrize("person", [HUNG, BINH, MAI], ids=lambda one: one.username)
def test_nobody_else_finds_it(scene: Scene, finished, person) -> None:
    actor, waits = scene.who(person), ask(scene, number=2)

    for attempt in (
        lambda: take(scene, finished.job_id, person),
        lambda: jobs.told(scene.db, actor, finished.job_id),
        lambda: jobs.cancel(scene.db, actor, waits.job_id, act_id=new_act()),
        lambda: take(scene, new_id(), person),
    ):
        with pytest.raises(NotFound, match="file"):
            attempt()

    assert mine(scene, person) == []
    assert waiting.now(scene, waits).state == State.WAITING


@pytest.mark.parametrize("person", [THU, QUANG], ids=lambda one: one.username)
def test_who_has_no_right_to_a_kind_asks_for_none_and_finds_nobody_elses(
    scene: Scene, finished, person
) -> None:
    for attempt, refusal in (
        (lambda: take(scene, finished.job_id, person), NotFound),
        (
            lambda: jobs.cancel(scene.db, scene.who(person), finished.job_id, act_id=new_act()),
            NotFound,
        ),
        (lambda: ask(scene, person=person), Denied),
    ):
        with pytest.raises(refusal):
            attempt()
    assert list(mine(scene, person)) == []


def test_the_right_is_asked_for_again_when_the_file_is_taken(scene: Scene, finished) -> None:
    lan = scene.who(LAN)
    moved = replace(lan, unit_id=scene.who(BINH).unit_id)
    without = replace(lan, roles=frozenset({Role.OFFICE}))

    for actor in (moved, without):
        with pytest.raises(Denied):
            take(scene, finished.job_id, actor=actor)
        with pytest.raises(Denied):
            jobs.told(scene.db, actor, finished.job_id)
        [own] = jobs.mine(scene.db, actor)
        assert (own.is_there, own.is_allowed) == (True, False)

    assert "export.take" not in {event for event, _, _ in events(scene)}


def test_a_right_lost_meanwhile_begins_nothing(scene: Scene, folder: Path) -> None:
    without = replace(scene.who(LAN), roles=frozenset({Role.OFFICE}))

    with pytest.raises(Denied):
        jobs.ask(scene.db, without, waiting.wanted(scene), act_id=new_act())

    assert left(folder) == []


def test_every_role_that_may_ask_for_a_file_has_the_list() -> None:
    askers = {role for rule in RULES.values() for role in access.POLICY[rule.right]}

    assert askers == set(access.POLICY[Action.FILES_OWN])


def test_every_kind_has_its_rule_its_maker_and_its_name() -> None:
    assert set(Kind) == set(RULES) == set(making.MAKERS) == set(text.JOB_KINDS)
    assert set(State) == set(text.JOB_STATES)
    assert set(Failure) == set(text.JOB_FAILURES)


def test_the_log_stays_whole(scene: Scene, finished) -> None:
    """Files are told of at the revision that they were read at, which others have passed."""
    scene.save(LAN)
    take(scene, finished.job_id)

    assert [one.broken for one in chains.verify(scene.db) if one.broken] == []


def later(scene: Scene, job, wait: timedelta) -> datetime:
    assert job.ended_at is not None
    return job.ended_at + wait


def test_a_file_lapses_and_goes_at_night(scene: Scene, folder: Path, finished, aged) -> None:
    aged(folder)
    with clock.at(later(scene, finished, KEPT_FOR - timedelta(minutes=1))):
        assert lapsing.clean(scene.db).lapsed == 0
        assert take(scene, finished.job_id).path.is_file()
    with clock.at(later(scene, finished, KEPT_FOR)):
        # Nobody takes it before the night has come either.
        with pytest.raises(NotFound, match="file"):
            take(scene, finished.job_id)
        done = lapsing.clean(scene.db)

    assert (done.lapsed, done.forgotten, done.removed) == (1, 0, 2)
    assert waiting.now(scene, finished).state == State.LAPSED
    assert left(folder) == []
    with clock.at(later(scene, finished, REMEMBERED_FOR + timedelta(days=1))):
        assert lapsing.clean(scene.db).forgotten == 1
    assert mine(scene) == []


def test_what_waits_or_is_new_stays_at_night(scene: Scene, folder: Path, aged) -> None:
    job = ask(scene)
    aged(folder)
    asking = job_files.of(scene.db).order(new_id())
    asking.write_bytes(b"{}")
    before = left(folder)

    assert lapsing.clean(scene.db).removed == 0

    assert left(folder) == before
    aged(folder)
    assert lapsing.clean(scene.db).removed == 1
    assert left(folder) == [f"{job.job_id}.order", f"{job.job_id}.told"]


def test_packs_of_an_older_version_go(scene: Scene, own_data: Path) -> None:
    old = own_data / "cache" / "papers" / str(LAN.account_id)
    old.mkdir(parents=True)
    (old / "TDKT_nho_giay-khen_20210614-1403_r12.zip").write_bytes(b"PK")

    lapsing.clean(scene.db)

    assert not old.exists()


def test_a_file_that_the_disk_lost_is_not_there(scene: Scene, finished) -> None:
    job_files.of(scene.db).remove(finished.job_id)

    [own] = mine(scene)
    assert not own.is_there
    with pytest.raises(NotFound, match="file"):
        take(scene, finished.job_id)
    assert jobs.told(scene.db, scene.who(LAN), finished.job_id) == b""


def test_nothing_is_asked_for_on_a_full_disk(scene: Scene, folder: Path, monkeypatch) -> None:
    full = job_files.JobFiles(folder / "thidua", least_free_bytes=1 << 62)
    monkeypatch.setattr(job_files, "of", lambda _db: full)

    with pytest.raises(Unavailable, match="disk_full"):
        ask(scene)

    assert (left(folder), mine(scene)) == ([], [])


@pytest.fixture
def aged() -> Callable[[Path], None]:
    """Makes files old enough that nobody can be in the middle of asking for them."""
    import os

    def age(folder: Path) -> None:
        for one in folder.rglob("*"):
            if one.is_file():
                os.utime(one, (0, 0))

    return age


def test_nothing_of_jobs_is_kept_that_no_state_needs(scene: Scene, finished) -> None:
    waits = ask(scene, number=2)

    assert scene.db.read(store.with_files) == {finished.job_id, waits.job_id}
