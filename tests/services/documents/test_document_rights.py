"""Who may do what with documents: every act by the whole cast, and by each single role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.access import Role
from lib.errors import AppError, Denied, NotFound
from lib.services import clock
from lib.services.acts import new_act
from lib.services.documents import (
    acknowledgements,
    document_edits,
    document_files,
    documents,
    drafts,
)
from lib.services.documents.drafts import Kind, Place
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, THU, VAN, YEN
from tests.services.documents.document_scene import NOW, Scene, make_scene
from tests.services.rights.rehearsal import play
from tests.support.stages import Stage

OFFICE = {MAI, VAN}
HEADS = {HUNG, YEN, VAN}
MEMBERS = {LAN, HUNG, BINH, YEN, MAI, VAN}
READERS = MEMBERS | {SON}


@pytest.fixture
def scene(pg_stage: Stage, own_data) -> Scene:
    return pg_stage.set(make_scene)


def tried(scene: Scene, act) -> set[str]:
    """The names of those who could do it, each time on the same data."""
    could = set()

    def scenes(rehearsed) -> None:
        played = Scene(rehearsed, scene.campaign, scene.actors)
        for person in CAST:
            try:
                act(played, person)
            except (Denied, NotFound):
                continue
            could.add(person.username)

    play(scene.db, scenes)
    return could


def names(people) -> set[str]:
    return {one.username for one in people}


def test_every_act_on_a_document_of_the_office(scene):
    out, draft = scene.published(), scene.save(so_ky_hieu="8/CV")

    acts = {
        "save": (lambda it, who: it.save(who, draft), OFFICE),
        "begin": (lambda it, who: it.save(who), OFFICE),
        "attach": (lambda it, who: it.attach(draft, person=who), OFFICE),
        "publish": (lambda it, who: it.publish(draft, who), OFFICE),
        "drop": (lambda it, who: it.drop(draft, who), OFFICE),
        "withdraw": (lambda it, who: it.withdraw(out, who), OFFICE),
        "acknowledge": (lambda it, who: it.acknowledge(out, who), MEMBERS),
        "open": (lambda it, who: it.opened(out, who), READERS),
        "open a draft": (lambda it, who: it.opened(draft, who), OFFICE),
        "who has": (lambda it, who: it.standing(out, who), OFFICE | {SON}),
        "read as one's own": (lambda it, who: it.read(out, who), set()),
    }
    for name, (act, allowed) in acts.items():
        assert tried(scene, act) == names(allowed), name


def test_every_act_on_a_document_of_a_unit(scene):
    out, draft = scene.published_own(HUNG), scene.save(HUNG, is_own=True)

    def readings(it, who):
        return acknowledgements.readings(it.db, it.who(who), it.campaign, out)

    acts = {
        "save": (lambda it, who: it.save(who, draft, is_own=True), {HUNG}),
        "begin": (lambda it, who: it.save(who, is_own=True), HEADS),
        "attach": (lambda it, who: it.attach(draft, person=who, is_own=True), {HUNG}),
        "publish": (lambda it, who: it.publish(draft, who, is_own=True), {HUNG}),
        "drop": (lambda it, who: it.drop(draft, who, is_own=True), {HUNG}),
        "withdraw": (lambda it, who: it.withdraw(out, who, is_own=True), {HUNG}),
        "read": (lambda it, who: it.read(out, who), {LAN, HUNG}),
        "open": (lambda it, who: it.opened(out, who), {LAN, HUNG}),
        "open a draft": (lambda it, who: it.opened(draft, who), {HUNG}),
        "who has read": (readings, {HUNG}),
        "acknowledge as a unit": (lambda it, who: it.acknowledge(out, who), set()),
        # As if it were the Office's: what is a unit's own stays so.
        "publish as the Office": (lambda it, who: it.publish(draft, who), set()),
        "save as the Office": (lambda it, who: it.save(who, draft), set()),
    }
    for name, (act, allowed) in acts.items():
        assert tried(scene, act) == names(allowed), name


def test_an_office_document_is_not_taken_over_as_a_units_own(scene):
    draft, out = scene.save(), scene.published(so_ky_hieu="7/CV")

    for act in (
        lambda it, who: it.save(who, draft, is_own=True),
        lambda it, who: it.publish(draft, who, is_own=True),
        lambda it, who: it.withdraw(out, who, is_own=True),
    ):
        assert tried(scene, act) == set()


def test_reading_the_list_asks_for_its_right(scene):
    scene.published()

    def listing(it, who):
        with clock.at(NOW):
            return documents.board(it.db, it.who(who), it.campaign)

    assert tried(scene, listing) == names(READERS)
    for person in (THU, QUANG):
        with pytest.raises(Denied):
            scene.lines(person)


@pytest.mark.parametrize("role", Role)
def test_a_single_role_is_enough_or_not(scene, role):
    """Of a unit that is addressed, with one role and no other."""
    out = scene.published()
    actor = replace(scene.who(LAN), roles=frozenset({role}))
    alone = Scene(scene.db, scene.campaign, {LAN.username: actor})

    def may(act) -> bool:
        try:
            act()
        except (Denied, NotFound):
            return False
        except AppError as refusal:
            raise AssertionError(refusal) from refusal
        return True

    assert may(lambda: alone.opened(out, LAN)) == (
        role in {Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER}
    )
    assert may(lambda: alone.acknowledge(out, LAN)) == (role in {Role.STAFF, Role.HEAD})
    assert may(lambda: alone.save(LAN)) == (role == Role.OFFICE)
    assert may(lambda: alone.save(LAN, is_own=True)) == (role == Role.HEAD)
    assert may(lambda: alone.standing(out, LAN)) == (role in {Role.OFFICE, Role.LEADER})


def test_a_file_asks_for_the_right_to_its_document(scene):
    key = scene.save()
    scene.attach(key)
    scene.publish(key)

    def opening(it, who):
        with clock.at(NOW):
            return document_files.open_file(it.db, it.who(who), key, 1)

    assert tried(scene, opening) == names(READERS)


def test_a_draft_is_its_writers_alone(scene):
    key = scene.save()

    def keep(person, kind):
        place = Place(kind, key)
        with clock.at(NOW):
            form = documents.form_of(scene.db, scene.opened(key).line.document)
            return drafts.keep(
                scene.db, scene.who(person), scene.campaign, place, form, {}, seen_version=1,
                raw={"trich_yeu": "Đang gõ"},
            )  # fmt: skip

    assert keep(MAI, Kind.DOCUMENT) is not None
    assert scene.opened(key, MAI).draft is not None
    assert scene.opened(key, VAN).draft is None
    for person, kind in ((LAN, Kind.DOCUMENT), (LAN, Kind.OWN_DOCUMENT), (SON, Kind.DOCUMENT)):
        with pytest.raises(Denied):
            keep(person, kind)
    with pytest.raises(Denied):
        drafts.drop(scene.db, scene.who(QUANG), scene.campaign, Place(Kind.ACKNOWLEDGEMENT, key))


def test_a_save_forgets_the_draft(scene):
    key = scene.save()
    with clock.at(NOW):
        form = documents.form_of(scene.db, scene.opened(key).line.document)
        drafts.keep(
            scene.db, scene.who(VAN), scene.campaign, Place(Kind.DOCUMENT, key), form, {},
            seen_version=1, raw={"trich_yeu": "Đang gõ"},
        )  # fmt: skip

    scene.save(VAN, key)

    assert scene.opened(key).draft is None


def test_nobody_detaches_what_is_not_theirs_to_publish(scene):
    key = scene.save()
    scene.attach(key)

    def detach(it, who):
        with clock.at(NOW):
            document_edits.detach(
                it.db, it.who(who), it.campaign, act_id=new_act(), target=it.target(key)
            )

    assert tried(scene, detach) == names(OFFICE)
