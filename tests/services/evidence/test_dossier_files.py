"""Files of nominations: whose they are, when they are locked, and that each act is done once."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from lib.domain.dossier import Part
from lib.domain.evidence import EvidenceAct
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.errors import BadUpload, Conflict, Denied, Invalid, NotFound, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.evidence import evidence, evidence_files
from lib.services.evidence.evidence import Upload
from lib.services.evidence.evidence_holders import OfNomination
from lib.services.nominations import nomination_edits, nominations
from lib.store import checks
from lib.store import nominations as nominations_store
from tests import files
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, THU, VAN, YEN
from tests.services.evidence.dossier_scene import Scene, nominated  # noqa: F401 a fixture
from tests.small_campaign import HELD

UNIT_STATES = {State.DRAFT, State.RETURNED}
# From the receipt until it is published, written a second time.
OFFICE_STATES = {
    State.RECEIVED, State.CHECKED, State.TABLED, State.VOTED, State.AWARDED, State.PROPOSED,
    State.PROVINCE_AWARDED,
}  # fmt: skip


def may(person, state: State) -> Part | None:
    """The part that the person brings to Lan's nomination in the state."""
    if state in UNIT_STATES and person in (LAN, HUNG):
        return Part.UNIT_MINUTES
    if state in OFFICE_STATES and person in (MAI, VAN):
        return Part.COUNCIL_MINUTES
    return None


def test_the_unit_s_files_and_the_office_s_own_stand_side_by_side(scene: Scene) -> None:
    minutes = scene.brought("Biên bản họp.pdf", part=Part.UNIT_MINUTES)
    scene.put(State.RECEIVED)
    council = scene.brought("Biên bản Hội đồng.pdf", person=MAI, part=Part.COUNCIL_MINUTES)

    listed = scene.dossier()
    assert [(one.title, one.part) for one in listed.files] == [
        ("Biên bản họp", Part.UNIT_MINUTES), ("Biên bản Hội đồng", Part.COUNCIL_MINUTES),
    ]  # fmt: skip
    assert minutes.unit_id == scene.who(LAN).unit_id
    assert council.unit_id == scene.who(MAI).unit_id
    assert scene.opens(LAN, council) == files.pdf(words="Biên bản Hội đồng.pdf")
    opened = nominations.opened(scene.db, scene.who(MAI), scene.campaign, scene.made.nomination_id)
    assert Part.UNIT_MINUTES in opened.unit_meter.present
    assert Part.COUNCIL_MINUTES in opened.office_meter.present
    assert not any(scene.db.read(checks.counts).values())


def test_who_brings_and_changes_what_in_every_state(scene: Scene) -> None:
    own = {Part.UNIT_MINUTES: scene.brought("đơn vị.pdf", part=Part.UNIT_MINUTES)}
    scene.put(State.RECEIVED)
    own[Part.COUNCIL_MINUTES] = scene.brought("Hội đồng.pdf", person=MAI, part=Part.COUNCIL_MINUTES)

    for state in State:
        scene.put(state)
        for person in CAST:
            part = may(person, state)
            for named, found in own.items():
                here = (state, person.username, named)
                before = scene.left()
                if part == named:
                    scene.turn("remove", found, person=person)
                    scene.turn("restore", found, person=person)
                    assert scene.left()[2] == before[2] + 2, here
                    continue
                for verb in ("remove", "restore"):
                    with pytest.raises((Denied, NotFound, Refused)):
                        scene.turn(verb, found, person=person)
                with pytest.raises((Denied, NotFound, Refused, Invalid)):
                    scene.bring(("mới.pdf", files.pdf(words="m")), person=person, part=named)
                assert scene.left() == before, here


@pytest.mark.parametrize("state", [State.DRAFT, State.SENT, State.TABLED, State.PUBLISHED])
def test_whoever_may_not_change_a_file_leaves_it_as_it_is(scene: Scene, state: State) -> None:
    scene.add(("việc.pdf", files.pdf(words="việc")))
    item, theirs = scene.listed().files[0], scene.brought()
    scene.put(state)
    before = scene.left()

    for person in CAST:
        if may(person, state) == Part.UNIT_MINUTES:
            continue
        for act in (
            lambda who=person: scene.turn(
                "change_part", theirs, person=who, seen_part=None, part="report"
            ),
            lambda who=person: scene.turn("reuse", item, person=who),
            lambda who=person: scene.rename(theirs, "Tên mới", person=who),
            lambda who=person: scene.revise(theirs, "ký", person=who),
        ):
            with pytest.raises((Denied, NotFound, Refused)):
                act()

    assert scene.left() == before


def test_a_draft_decision_is_not_known_to_the_unit_before_its_release(scene: Scene) -> None:
    """Not by the list, the history, a link, a zip of the dossier or of the unit."""
    scene.brought("Biên bản.pdf", part=Part.UNIT_MINUTES)
    scene.put(State.VOTED)
    draft = scene.brought("Dự thảo.pdf", person=MAI, part=Part.DRAFT_DECISION)
    held = OfNomination(scene.campaign, scene.made.nomination_id)

    def titles(person) -> list[str]:
        return [one.title for one in scene.dossier(person).files]

    def told(person) -> set[str]:
        return {one.title for one in evidence.history_of(scene.db, scene.who(person), held)}

    def zipped(person, **asked) -> int:
        return evidence_files.zip_of(scene.db, scene.who(person), scene.campaign, **asked).files

    of_dossier = {"nomination_id": scene.made.nomination_id}
    of_unit = {"unit_code": LAN.unit}
    for state in set(State) - {State.PUBLISHED, State.RESCINDED}:
        scene.put(state)
        assert titles(LAN) == ["Biên bản"], state
        with pytest.raises(NotFound):
            scene.opens(LAN, draft)
    assert told(LAN) == {"Biên bản"}
    assert zipped(LAN, **of_dossier) == zipped(LAN, **of_unit) == 1
    for person in (MAI, SON):
        assert titles(person) == ["Biên bản", "Dự thảo"]
        assert told(person) == {"Biên bản", "Dự thảo"}
        assert zipped(person, **of_dossier) == zipped(person, **of_unit) == 2
    assert scene.opens(SON, draft)

    scene.put(State.PUBLISHED)

    assert titles(LAN) == ["Biên bản", "Dự thảo"]
    assert zipped(LAN, **of_dossier) == 2
    assert scene.opens(LAN, draft)


def test_only_who_may_see_a_nomination_opens_its_files(scene: Scene) -> None:
    found = scene.brought()

    for person in CAST:
        if person in (LAN, HUNG, MAI, VAN, SON):
            assert scene.dossier(person).files == (found,)
            assert scene.opens(person, found) == files.pdf(words="Biên bản.pdf")
        else:
            with pytest.raises(NotFound):
                scene.dossier(person)
            with pytest.raises(NotFound):
                scene.opens(person, found)
            with pytest.raises(NotFound):
                evidence.history_of(scene.db, scene.who(person), scene.held())


def test_a_council_member_opens_what_is_put_before_them_and_only_while_it_is(scene: Scene) -> None:
    found, gone = scene.brought(), scene.brought("Bản cũ.pdf")
    scene.turn("remove", gone)
    scene.convene(THU)

    assert scene.dossier(THU).files == (found,)
    assert scene.dossier(THU).removed == ()
    assert scene.opens(THU, found)
    with pytest.raises(NotFound):
        scene.opens(THU, gone)
    with pytest.raises(Denied):
        scene.bring(("n.pdf", files.pdf()), person=THU)
    scene.db.write(lambda tx: tx.run("DELETE FROM council_members"))
    with pytest.raises(NotFound):
        scene.opens(THU, found)
    with pytest.raises(NotFound):
        scene.dossier(THU)


def test_taken_off_the_meeting_s_list_its_files_are_closed_again(scene: Scene) -> None:
    found = scene.brought()
    scene.convene(THU)

    scene.db.write(lambda tx: tx.run("UPDATE nominations SET meeting_id = NULL"))

    with pytest.raises(NotFound):
        scene.opens(THU, found)


def test_a_file_of_the_office_is_no_business_of_its_unit_s_others(scene: Scene) -> None:
    scene.put(State.RECEIVED)
    found = scene.brought("Hội đồng.pdf", person=MAI, part=Part.COUNCIL_MINUTES)

    with pytest.raises(NotFound):
        scene.opens(QUANG, found)
    assert evidence.of_unit(scene.db, scene.who(VAN), scene.campaign, scene.who(VAN).unit_id) == [
        found
    ]


def test_a_file_of_an_item_backs_a_nomination_without_a_second_upload(scene: Scene) -> None:
    scene.add(("việc.pdf", files.pdf(words="việc")))
    item = scene.listed().files[0]

    scene.turn("reuse", item, part="report")

    (found,) = scene.dossier().files
    assert (found.evidence_id, found.part) == (item.evidence_id, Part.REPORT)
    assert len(scene.blobs()) == 1
    scene.convene(THU)
    assert scene.opens(THU, found) == files.pdf(words="việc")
    with pytest.raises(BadUpload, match="same_file"):
        scene.turn("reuse", item)
    scene.turn("remove", found)
    scene.turn("reuse", item)
    assert [one.part for one in scene.dossier().files] == [None]


def test_a_file_of_a_nomination_backs_an_item_too(scene: Scene) -> None:
    found = scene.brought()

    scene.use("reuse", found)

    assert [one.evidence_id for one in scene.listed().files] == [found.evidence_id]
    scene.put(State.SENT)
    before = scene.left()
    for act in (lambda: scene.rename(found, "Tên"), lambda: scene.revise(found, "ký")):
        with pytest.raises(Refused, match="nomination_locked"):
            act()
    assert scene.left()[:5] == before[:5]
    scene.put(State.RETURNED)
    scene.lock(HELD)
    with pytest.raises(Refused, match="locked"):
        scene.rename(found, "Tên")


def test_another_unit_s_file_is_attached_to_nothing(scene: Scene) -> None:
    found = scene.brought()
    theirs = scene.nominating.save(BINH)
    scene.add(("q.pdf", files.pdf(words="q")), person=BINH)
    foreign = scene.listed(BINH).files[0]
    before = scene.left()

    for act in (
        lambda: scene.turn("reuse", found, person=BINH, made=theirs),
        lambda: scene.use("reuse", found, person=BINH, of=BINH),
        lambda: scene.turn("reuse", foreign),
        lambda: scene.turn("remove", foreign),
        lambda: scene.bring(("n.pdf", files.pdf()), person=BINH),
        lambda: scene.bring(("n.pdf", files.pdf()), person=YEN),
    ):
        with pytest.raises(NotFound):
            act()

    assert scene.left() == before


def test_one_file_of_the_office_serves_every_nomination_of_a_meeting(scene: Scene) -> None:
    second = scene.nominating.save(BINH)
    for made in (scene.made, second):
        scene.put(State.TABLED, made)
    found = scene.brought("Hội đồng.pdf", person=MAI, part=Part.COUNCIL_MINUTES)

    scene.turn("reuse", found, person=VAN, made=second, part="council_minutes")

    assert [one.part for one in scene.dossier(BINH, second).files] == [Part.COUNCIL_MINUTES]
    assert len(scene.blobs()) == 1


def test_of_a_nomination_of_its_own_unit_the_office_adds_its_own_parts_alone(scene: Scene) -> None:
    made = scene.nominating.save(MAI)
    scene.bring(("đơn vị.pdf", files.pdf(words="v")), person=MAI, made=made)
    scene.put(State.RECEIVED, made)
    (own,) = scene.dossier(MAI, made).files

    with pytest.raises(Invalid, match="required"):
        scene.bring(("n.pdf", files.pdf(words="n")), person=VAN, made=made)
    with pytest.raises(Denied):
        scene.turn("remove", own, person=VAN, made=made)
    scene.bring(("n.pdf", files.pdf(words="n")), person=VAN, made=made, part="draft_decision")

    assert [one.part for one in scene.dossier(SON, made).files] == [None, Part.DRAFT_DECISION]


@pytest.mark.parametrize("part", ["proposal", "council_minutes", "x", 7])
def test_the_unit_names_no_other_part_than_its_own(scene: Scene, part: object) -> None:
    found = scene.brought()
    before = scene.left()

    for act in (
        lambda: scene.bring(("n.pdf", files.pdf()), part=part),
        lambda: scene.turn("change_part", found, seen_part=None, part=part),
    ):
        with pytest.raises(Invalid, match="not_choice"):
            act()

    assert scene.left() == before


def test_a_part_is_changed_over_the_one_that_was_seen(scene: Scene) -> None:
    found, act = scene.brought(), new_act()

    for _ in range(2):
        scene.turn("change_part", found, seen_part=None, part="unit_minutes", act=act)
    with pytest.raises(Conflict):
        scene.turn("change_part", found, person=HUNG, seen_part=None, part="report")

    assert [one.part for one in scene.dossier().files] == [Part.UNIT_MINUTES]
    told = evidence.history_of(scene.db, scene.who(LAN), scene.held())
    assert [one.act for one in told] == [EvidenceAct.RENAME, EvidenceAct.ADD]


@pytest.mark.parametrize("verb", ["add", "remove", "restore", "reuse"])
def test_five_clicks_do_it_once(scene: Scene, verb: str) -> None:
    act = new_act()
    if verb == "reuse":
        scene.add(("a.pdf", files.pdf()))
        found = scene.listed().files[0]
    elif verb != "add":
        found = scene.brought()
    if verb == "restore":
        scene.turn("remove", found)
    before = scene.left()

    def click(_: int) -> None:
        if verb == "add":
            scene.bring(("a.pdf", files.pdf()), act=act)
        else:
            scene.turn(verb, found, act=act)

    scene.who(LAN)
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(click, range(5)))

    assert scene.left()[2:5] == (before[2] + 1, before[3] + 1, before[4] + 1)
    assert len(scene.dossier().files) == (0 if verb == "remove" else 1)


def test_after_30_days_it_stays_removed(scene: Scene) -> None:
    found = scene.brought()
    scene.turn("remove", found)

    with clock.at(clock.now() + timedelta(days=31)):
        assert scene.dossier().removed == ()
        with pytest.raises(Refused, match="undo_over"):
            scene.turn("restore", found)

    assert scene.dossier().removed[0].evidence_id == found.evidence_id


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", files.EXE, "wrong_content"),
        ("a.pdf", b"", "empty"),
        ("../a.pdf", files.pdf(), "bad_name"),
        ("a\u202e.pdf", files.pdf(), "bad_name"),
        ("a.docx", files.docx({"word/x.bin": b"0" * (200 << 20)}), "bomb"),
    ],
    ids=["exe", "empty", "path", "direction", "bomb"],
)
def test_hostile_files_leave_nothing(scene: Scene, name, content, reason) -> None:
    before = scene.left()

    added = scene.bring((name, content), part="report")

    assert [one.reason for one in added.refused] == [reason]
    assert scene.left() == before


def test_what_nobody_has_saved_takes_no_files(scene: Scene) -> None:
    key = nomination_edits.new_nomination_id()
    before = scene.left()

    with pytest.raises(NotFound):
        evidence.add_to(
            scene.db, scene.who(LAN), scene.campaign, OfNomination(scene.campaign, key),
            act_id=new_act(), uploads=[Upload("a.pdf", io.BytesIO(files.pdf()))],
        )  # fmt: skip

    assert scene.left() == before


def test_a_closed_campaign_is_late_for_the_unit_and_not_for_the_office(scene: Scene) -> None:
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET state = 'closed'"))

    with pytest.raises(Refused, match="closed_campaign"):
        scene.bring(("a.pdf", files.pdf()))
    scene.put(State.VOTED)
    scene.bring(("a.pdf", files.pdf()), person=MAI, part="council_minutes")

    assert len(scene.dossier(MAI).files) == 1


def test_who_brings_the_unit_s_files_is_an_author_and_who_brings_the_office_s_is_none(
    scene: Scene,
) -> None:
    key = scene.made.nomination_id
    scene.brought(person=HUNG)
    assert scene.db.read(lambda tx: nominations_store.authors(tx, [key])) == {
        key: {LAN.account_id, HUNG.account_id}
    }
    scene.nominating.step(HUNG, Step.SEND, scene.made)
    scene.nominating.step(VAN, Step.RECEIVE, scene.nominating.stored(scene.made.nomination_id))
    scene.brought("Hội đồng.pdf", person=MAI, part=Part.COUNCIL_MINUTES)

    authors = {
        one
        for one in CAST
        if scene.db.read(lambda tx, one=one: nominations_store.authored(tx, one.account_id, [key]))
    }
    assert authors == {LAN, HUNG}


def zipped(scene: Scene, person, **what) -> tuple[str, dict[str, bytes]]:
    made = evidence_files.zip_of(scene.db, scene.who(person), scene.campaign, **what)
    with zipfile.ZipFile(io.BytesIO(b"".join(made.pieces))) as package:
        return made.name, {name: package.read(name) for name in package.namelist()}


def test_zips_have_a_folder_for_each_nominee(scene: Scene) -> None:
    scene.add(("v.pdf", files.pdf(words="v")))
    scene.bring(("b.pdf", files.pdf()))
    namesake = scene.nominating.save(LAN)
    scene.bring(("b.pdf", files.pdf()), made=namesake)
    division = scene.nominating.save(BINH, subject=Subject.COLLECTIVE)
    scene.bring(("q.pdf", files.pdf()), person=BINH, made=division)

    name, one = zipped(scene, HUNG, nomination_id=scene.made.nomination_id)
    _, unit = zipped(scene, SON, unit_code="QLXD")
    _, everything = zipped(scene, MAI)

    folder = "QLXD/Đề nghị khen thưởng/Hoàng Văn Đức"
    assert one == {f"{folder}/b.pdf": files.pdf()}
    assert name.startswith("TDKT_nho_minh-chung_QLXD_de-nghi_hoang-van-duc_")
    assert name.isascii()
    assert unit.keys() == {
        f"QLXD/{HELD} Việc {HELD}/v.pdf", f"{folder}/b.pdf", f"{folder} (2)/b.pdf",
    }  # fmt: skip
    assert everything.keys() == unit.keys() | {
        "QHKT/Đề nghị khen thưởng/Phòng Quản lý xây dựng/q.pdf"
    }


def test_who_takes_the_zip_of_a_nomination(scene: Scene) -> None:
    scene.brought()
    scene.convene(THU)

    for person in CAST:
        if person in (LAN, HUNG, MAI, VAN, SON, THU):
            assert zipped(scene, person, nomination_id=scene.made.nomination_id)
        else:
            with pytest.raises(NotFound):
                zipped(scene, person, nomination_id=scene.made.nomination_id)
