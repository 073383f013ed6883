"""“Tệp của tôi”: what a person has asked for, how far it is, and its download."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.access import Action
from lib.domain.jobs import PER_PERSON, Failure, Job, Kind, State
from lib.services import clock
from lib.services.acts import new_act
from lib.services.jobs import job_files, jobs
from lib.store import jobs as store
from lib.ui.frame import nav
from lib.ui.jobs import own_files
from tests.cast import CAST, LAN, MAI
from tests.pages.conftest import button
from tests.services.jobs.waiting import LONG, SHORT, ask, begun, ended, mine, now, once, runner
from tests.services.nominations.nomination_scene import Scene, make_scene

PAGE = "shared/files"


@pytest.fixture
def scene(house, own_data) -> Scene:
    made: Scene = house.set(make_scene)
    return made


def words(at) -> list[str]:
    """What each line says of its state."""
    return [one.value for one in at.markdown if "-badge[" in one.value and "**" in one.value]


def links(at) -> list[str]:
    return [one.proto.url for one in at.get("link_button") if one.proto.url.startswith("/files/")]


def failed(scene: Scene, job: Job, failure: Failure) -> None:
    told = replace(job, failure=failure, error_no="AB23CD", ended_at=clock.now())
    assert scene.db.write(lambda tx: store.fail(tx, told))


def test_an_empty_list_says_what_comes_here(app, scene):
    at = app(LAN, PAGE)

    assert [one.value for one in at.info] == [
        "Chưa có tệp nào. Tệp cần lập lâu, như bộ văn bản khen thưởng, sẽ chờ ở đây để tải."
    ]


def test_a_finished_file_is_offered_with_its_size_and_for_how_long(app, scene):
    with runner(scene.db):
        job = ended(scene, ask(scene))

    at = app(LAN, PAGE)

    [line] = words(at)
    assert ":green-badge[Đã xong]" in line
    assert "giữ đến" in line
    assert links(at) == [f"/files/{job.job_id}"]


def test_what_waits_is_cancelled_by_its_button(app, scene):
    job = ask(scene)
    at = app(LAN, PAGE)
    assert ":gray-badge[Chờ đến lượt]" in words(at)[0]

    button(at, "Hủy").click().run()

    assert now(scene, job).state == State.CANCELLED
    assert ":gray-badge[Đã hủy]" in words(at)[0]
    assert [one.label for one in at.button if one.label == "Hủy"] == []


def test_it_looks_again_only_while_something_is_under_way(app, scene, monkeypatch):
    timers, fragment = [], own_files.st.fragment

    def noted(*draw, key=None, run_every=None):
        if key == "jobs_all":
            timers.append(run_every is not None)
        return fragment(*draw, run_every=run_every, key=key)

    monkeypatch.setattr(own_files.st, "fragment", noted)
    app(LAN, PAGE)
    job = ask(scene)
    app(LAN, PAGE)
    jobs.cancel(scene.db, scene.who(LAN), job.job_id, act_id=new_act())
    app(LAN, PAGE)

    assert timers == [False, True, False]


def test_what_runs_tells_how_far_it_is(app, scene):
    with runner(scene.db):
        job = ask(scene, LONG)
        begun(scene, job)
        at = app(LAN, PAGE)

        [shown] = [one.proto for one in at.get("progress")]
        button(at, "Hủy").click().run()

    assert shown.text.startswith("Đang lập: ")
    assert shown.text.endswith(f"/{job.total}")
    assert now(scene, job).state == State.CANCELLED


def test_after_a_restart_it_says_that_it_begins_anew(app, scene):
    job = ask(scene, LONG)
    with runner(scene.db):
        begun(scene, job)
    with runner(scene.db):
        once(scene, job, lambda told: told.tries == 2)
        at = app(LAN, PAGE)
        jobs.cancel(scene.db, scene.who(LAN), job.job_id, act_id=new_act())

    assert "Đã bị dừng giữa chừng, đang lập lại từ đầu." in [one.value for one in at.caption]


@pytest.mark.parametrize("failure", Failure)
def test_what_failed_says_why(app, scene, failure):
    failed(scene, ask(scene), failure)

    at = app(LAN, PAGE)

    assert ":red-badge[Không lập được]" in words(at)[0]
    told = [one.value for one in at.caption if "Vui lòng" in one.value]
    assert len(told) == 1
    assert ("AB23CD" in told[0]) == (failure in {Failure.BROKEN, Failure.STALLED})


def test_what_has_lapsed_is_not_offered(app, scene):
    with runner(scene.db):
        job = ended(scene, ask(scene))

    scene.db.write(
        lambda tx: tx.run(
            "UPDATE jobs SET expires_at = $1 WHERE job_id = $2", [job.ended_at, job.job_id]
        )
    )

    at = app(LAN, PAGE)

    assert ":gray-badge[Đã hết hạn giữ]" in words(at)[0]
    assert links(at) == []


def test_what_the_disk_lost_is_not_offered(app, scene):
    with runner(scene.db):
        job = ended(scene, ask(scene))
    job_files.of(scene.db).remove(job.job_id)

    assert links(app(LAN, PAGE)) == []


def test_what_is_long_over_is_counted_and_what_waits_is_listed(app, scene):
    with runner(scene.db):
        ended(scene, ask(scene))
    for number in range(1, 24):
        job = ask(scene, number=number)
        jobs.cancel(scene.db, scene.who(LAN), job.job_id, act_id=new_act())

    at = app(LAN, PAGE)

    assert len(words(at)) == 21
    assert len(links(at)) == 1
    told = "Còn 3 yêu cầu cũ hơn đã hủy, không lập được hoặc hết hạn giữ."
    assert told in [one.value for one in at.caption]


def test_a_file_whose_right_is_lost_is_not_offered(app, scene):
    with runner(scene.db):
        ended(scene, ask(scene, SHORT))
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = ',office,' WHERE account_id = $1", [LAN.account_id]
        )
    )

    at = app(LAN, PAGE)

    assert links(at) == []
    assert "Bạn không còn quyền với tệp này." in [one.value for one in at.caption]


def test_one_too_many_is_refused_where_it_was_asked_for(app, scene):
    scene.save(LAN)
    for number in range(PER_PERSON):
        ask(scene, number=number)
    at = app(LAN, "unit/nominations")
    at.session_state["papers_unit"] = True
    at.run()

    button(at, "Lập biên bản, danh sách").click().run()

    assert [one.value for one in at.error] == [
        "Bạn đang có 3 tệp chờ lập. Vui lòng chờ một tệp xong, hoặc hủy bớt tại “Tệp của tôi”."
    ]
    assert len(mine(scene)) == PER_PERSON


def test_a_page_shows_its_own_kinds_alone(app, scene):
    ask(scene, person=MAI)
    ask(scene, person=MAI, kind=Kind.PAPERS)

    assert len(words(app(MAI, "office/papers"))) == 1
    assert len(words(app(MAI, PAGE))) == 2


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_the_menu_has_it_for_who_may_ask_for_a_file(app, scene, person):
    [entry] = [one for one in nav.ENTRIES if one.action == Action.FILES_OWN]

    if nav.may_open(person.roles, entry):
        assert [one.value for one in app(person, PAGE).title] == ["Tệp của tôi"]
    else:
        with pytest.raises(ValueError, match="files"):
            app(person, PAGE)
