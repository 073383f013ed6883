"""Exemplars: written by a unit, published by the Office after consent, seen by everybody."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from lib.config import settings
from lib.domain.access import Role
from lib.domain.exemplars import STEPS, ExemplarState, ExemplarStep
from lib.errors import AppError, Conflict, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.awards import exemplars
from lib.services.awards.exemplar_acts import TypedExemplar
from lib.services.evidence import evidence
from lib.services.files.file_checks import Upload
from lib.store import units as units_store
from tests import files
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, THU, VAN, YEN
from tests.services.awards.award_scene import STORY, exemplar, honour, tell, write
from tests.services.nominations.nomination_scene import NOW, make_scene
from tests.small_campaign import HELD
from tests.support.trace import events

S, T = ExemplarState, ExemplarStep
AGREED = replace(STORY, consent="Đồng ý, bản ký ngày 18/3/2021", consent_on="18/03/2021")


@pytest.fixture(autouse=True)
def _data_dir(tmp_path, monkeypatch):
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path / "data"))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


def names(scene, person=THU, unit=""):
    with clock.at(NOW):
        board = exemplars.board(scene.db, scene.who(person), scene.campaign, unit)
    return [one.exemplar.name for one in board.shown]


def photo_of(scene, person, name="anh.jpg"):
    """A picture among the evidence of the person's unit."""
    who = scene.who(person)
    with clock.at(NOW):
        evidence.add(
            scene.db, who, scene.campaign, act_id=new_act(), unit_id=who.unit_id, task_code=HELD,
            uploads=[Upload(name, io.BytesIO(files.photo()))],
        )  # fmt: skip
        found = exemplars.photos(scene.db, who, scene.campaign, who.unit_id)
    return found[0].evidence_id


def test_an_example_goes_from_the_unit_over_the_office_to_everybody(scene):
    sent = honour(scene, BINH, T.SEND, write(scene, BINH, form=AGREED))
    assert names(scene) == []

    shown = honour(scene, VAN, T.PUBLISH, sent)

    assert (shown.state, names(scene), names(scene, QUANG)) == (
        S.PUBLISHED, ["Lê Thanh Bình"], ["Lê Thanh Bình"],
    )  # fmt: skip
    steps = [
        one.step
        for one in exemplars.history(scene.db, scene.who(YEN), scene.campaign, shown.exemplar_id)
    ]
    assert steps == ["publish", "send", "save"]


def test_nothing_is_published_before_somebody_agreed(scene):
    sent = honour(scene, BINH, T.SEND, write(scene, BINH))

    with pytest.raises(Refused) as caught:
        honour(scene, VAN, T.PUBLISH, sent)
    told = tell(scene, sent, AGREED)
    honour(scene, VAN, T.PUBLISH, told)

    assert caught.value.reason == "consent_needed"
    assert (told.consent_on, names(scene)) == (date(2021, 3, 18), ["Lê Thanh Bình"])


def test_a_consent_taken_back_hides_story_and_photo(scene):
    shown = honour(
        scene, VAN, T.PUBLISH, honour(scene, BINH, T.SEND, write(scene, BINH, form=AGREED))
    )

    tell(scene, shown, STORY)

    with clock.at(NOW):
        (one,) = exemplars.board(scene.db, scene.who(THU), scene.campaign).shown
    assert (one.exemplar.name, one.exemplar.story) == ("Lê Thanh Bình", "")


def test_how_somebody_agreed_is_nobody_elses_business(scene):
    honour(scene, VAN, T.PUBLISH, honour(scene, BINH, T.SEND, write(scene, BINH, form=AGREED)))

    with clock.at(NOW):
        (one,) = exemplars.board(scene.db, scene.who(THU), scene.campaign).shown

    assert (one.exemplar.story, one.exemplar.consent) == (AGREED.story, "")


def test_all_that_is_wrong_with_a_form_is_told(scene):
    with pytest.raises(Problems) as caught:
        write(
            scene, BINH,
            form=TypedExemplar("pet", " ", "x" * 501, 3, consent_on="21/03/2021"),
        )  # fmt: skip

    assert [(one.facts["key"], one.reason) for one in caught.value.problems] == [
        ("subject", "not_choice"), ("name", "required"), ("headline", "too_long"),
        ("story", "unreadable"), ("consent_on", "date_too_late"),
    ]  # fmt: skip
    assert events(scene.db, "exemplar") == []


def test_an_empty_story_is_not_sent(scene):
    made = write(scene, BINH, form=replace(STORY, story=""))

    with pytest.raises(Refused) as caught:
        honour(scene, BINH, T.SEND, made)

    assert caught.value.reason == "story_needed"


def test_five_fast_clicks_save_and_send_once(scene):
    key, saving, sending = new_act(), new_act(), new_act()

    for _ in range(5):
        made = write(scene, BINH, exemplar_id=key, act=saving)
    for _ in range(5):
        honour(scene, BINH, T.SEND, made, act=sending)

    assert (exemplar(scene, key).state, exemplar(scene, key).version) == (S.SENT, 2)


def test_stale_versions_are_conflicts(scene):
    made = write(scene, BINH)
    write(scene, YEN, exemplar_id=made.exemplar_id, seen=1)

    with pytest.raises(Conflict):
        write(scene, BINH, exemplar_id=made.exemplar_id, seen=1)
    with pytest.raises(Conflict):
        honour(scene, BINH, T.SEND, made)


def test_nobody_publishes_what_they_wrote_or_what_tells_of_them(scene):
    own = honour(scene, VAN, T.SEND, write(scene, MAI, form=AGREED))
    of_van = replace(AGREED, name="Vân Đỗ Thị")
    about = honour(scene, BINH, T.SEND, write(scene, BINH, form=of_van))

    for person, one in ((MAI, own), (VAN, own), (VAN, about)):
        with pytest.raises(Refused) as caught:
            honour(scene, person, T.PUBLISH, one)
        assert caught.value.reason == "own_exemplar"
    honour(scene, MAI, T.PUBLISH, about)

    assert names(scene) == ["Vân Đỗ Thị"]


def force(scene, one, state):
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE exemplars SET state = $1 WHERE exemplar_id = $2",
            [state.value, one.exemplar_id],
        )
    )
    return exemplar(scene, one.exemplar_id)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_every_step_from_every_state(scene, person):
    made = write(scene, BINH, form=AGREED)
    is_own = person.unit == BINH.unit and not person.roles.isdisjoint({Role.STAFF, Role.HEAD})
    is_office = Role.OFFICE in person.roles
    by_unit = {(S.DRAFT, T.SEND), (S.DRAFT, T.WITHDRAW), (S.SENT, T.WITHDRAW)}
    by_office = {(S.SENT, T.RETURN), (S.SENT, T.PUBLISH), (S.PUBLISHED, T.WITHDRAW)}

    assert by_unit | by_office == {key for key in STEPS if key[1] not in (T.SAVE, T.TELL)}
    for state in S:
        for step in (T.SEND, T.RETURN, T.PUBLISH, T.WITHDRAW):
            before = force(scene, made, state)
            key = (state, step)
            if (key in by_unit and is_own) or (key in by_office and is_office):
                honour(scene, person, step, before, note="Lý do")
                assert exemplar(scene, made.exemplar_id).state == STEPS[key].target, key
            else:
                with pytest.raises(AppError):
                    honour(scene, person, step, before, note="Lý do")
                assert exemplar(scene, made.exemplar_id) == before, key


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_writes_and_who_reads_drafts(scene, person):
    made = write(scene, BINH)
    is_own = person.unit == BINH.unit
    may_write = is_own

    if may_write:
        write(scene, person, exemplar_id=made.exemplar_id, seen=1)
    else:
        with pytest.raises(AppError):
            write(scene, person, exemplar_id=made.exemplar_id, seen=1)
        with pytest.raises(AppError):
            tell(scene, made, AGREED, person=person)
    try:
        found = exemplars.listed(scene.db, scene.who(person), scene.campaign).exemplars
    except AppError:
        found = ()

    assert [one.exemplar_id for one in found] == ([made.exemplar_id] if is_own else [])


def test_the_board_is_filtered_by_unit(scene):
    honour(scene, VAN, T.PUBLISH, honour(scene, BINH, T.SEND, write(scene, BINH, form=AGREED)))
    of_lan = replace(AGREED, name="Nguyễn Thị Lan")
    honour(scene, VAN, T.PUBLISH, honour(scene, LAN, T.SEND, write(scene, LAN, form=of_lan)))

    assert names(scene) == ["Nguyễn Thị Lan", "Lê Thanh Bình"]
    assert (names(scene, unit="QHKT"), names(scene, unit="VP")) == (["Lê Thanh Bình"], [])


def test_everybody_sees_a_published_photo_and_before_that_only_its_own(scene):
    chosen = photo_of(scene, BINH)
    sent = honour(scene, BINH, T.SEND, write(scene, BINH, form=replace(AGREED, photo=chosen)))

    def seers():
        found = set()
        for person in CAST:
            try:
                exemplars.photo(scene.db, scene.who(person), sent.exemplar_id)
            except NotFound:
                continue
            found.add(person)
        return found

    assert seers() == {BINH, YEN, MAI, VAN}
    shown = honour(scene, VAN, T.PUBLISH, sent)
    assert seers() == set(CAST)
    honour(scene, VAN, T.WITHDRAW, shown, note="Theo yêu cầu")
    assert seers() == {BINH, YEN, MAI, VAN}


def test_a_photo_is_a_picture_of_the_own_unit_and_stays_the_one_chosen(scene):
    of_lan, own = photo_of(scene, LAN), photo_of(scene, BINH)

    with pytest.raises(NotFound):
        write(scene, BINH, form=replace(STORY, photo=of_lan))
    made = write(scene, BINH, form=replace(STORY, photo=own))
    with clock.at(NOW):
        evidence.add_revision(
            scene.db, scene.who(BINH), scene.campaign, act_id=new_act(), evidence_id=own,
            seen_version=1, upload=Upload("khac.png", io.BytesIO(files.photo("PNG"))),
        )  # fmt: skip
    again = write(
        scene, BINH, exemplar_id=made.exemplar_id, seen=1,
        form=replace(STORY, photo=own, story="Khác"),
    )  # fmt: skip

    assert (again.photo_evidence_id, again.photo_revision_no) == (own, 1)
    assert exemplars.photo(scene.db, scene.who(YEN), made.exemplar_id).name == "anh.jpg"


def test_another_units_exemplar_is_not_known(scene):
    made = write(scene, BINH)

    for person in (LAN, HUNG, THU):
        with pytest.raises(NotFound):
            exemplars.opened(scene.db, scene.who(person), scene.campaign, made.exemplar_id)
    assert exemplars.opened(scene.db, scene.who(YEN), scene.campaign, made.exemplar_id) == made


def test_units_with_something_to_show_are_offered_as_a_filter(scene):
    honour(scene, VAN, T.PUBLISH, honour(scene, BINH, T.SEND, write(scene, BINH, form=AGREED)))

    with clock.at(NOW):
        board = exemplars.board(scene.db, scene.who(THU), scene.campaign, "VP")

    known = scene.db.read(lambda tx: units_store.id_by_code(tx, "QHKT"))
    assert [unit.unit_id for unit in board.units] == [known]
