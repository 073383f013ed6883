"""Documents go out, are corrected and withdrawn; units acknowledge what they had before them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.documents import State
from lib.errors import BadUpload, Conflict, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.documents import acknowledgements, document_edits, document_files, documents
from lib.services.documents.documents import form_of
from lib.services.files import stored_files
from tests.cast import BINH, HUNG, LAN, MAI, SON, VAN, YEN
from tests.files import EXE, pdf
from tests.services.documents.document_scene import FORM, NOW, Scene, make_scene
from tests.support.stages import Stage
from tests.support.trace import events

TABLES = (
    "documents", "document_history", "document_workings", "document_versions",
    "document_addressees", "acknowledgements", "acknowledgement_history", "document_readings",
)  # fmt: skip


@pytest.fixture
def scene(stage: Stage, own_data) -> Scene:
    return stage.set(make_scene)


def stored(db):
    return db.read(
        lambda tx: {
            **{name: sorted(tx.rows(f"SELECT * FROM {name}"), key=repr) for name in TABLES},
            "log": tx.rows("SELECT count(*) FROM audit_events"),
        }
    )


def test_a_document_goes_out_and_two_of_three_units_acknowledge(scene):
    key = scene.published()

    scene.acknowledge(key, LAN)
    scene.acknowledge(key, YEN, so_nguoi="7")

    assert scene.standing(key) == {
        "Văn phòng": None, "Thanh tra": None, "QL xây dựng": 1, "QH kiến trúc": 1,
    }  # fmt: skip
    line = scene.lines(MAI)[0]
    assert (line.count.units, line.count.acknowledged, line.count.told) == (4, 2, 19)
    assert line.missing == 2
    assert [one.waits for one in scene.lines(LAN)] == [False]
    # Mai is of the Office, which is a unit too and has not acknowledged.
    assert line.waits
    assert [detail for *_, detail in events(scene.db, "document")][-2:] == [
        {
            "number": "45/KH-SXD", "unit": unit, "edition": 1, "people": people, "version": 1,
            "sha256": scene.opened(key).versions[0].fingerprint,
        }
        for unit, people in (("Phòng Quản lý xây dựng", 12), ("Phòng Quy hoạch - Kiến trúc", 7))
    ]  # fmt: skip


def test_an_acknowledgement_names_person_version_checksum_and_time(scene):
    key = scene.save()
    scene.attach(key, pdf(words="Kế hoạch"))
    scene.publish(key)

    scene.acknowledge(key, LAN)

    said = scene.lines(LAN)[0].said
    assert said.fingerprint == hashlib.sha256(pdf(words="Kế hoạch")).hexdigest()
    assert (said.number, said.given_by_name, said.given_at) == (1, LAN.full_name, NOW)
    assert (said.told_count, said.told_on) == (12, date(2021, 3, 19))


def test_a_unit_corrects_what_it_has_said_and_both_words_stay(scene):
    key = scene.published()
    scene.acknowledge(key, LAN)

    assert scene.acknowledge(key, HUNG, seen=1, so_nguoi="15") == 2

    with clock.at(NOW):
        said = acknowledgements.history(scene.db, scene.who(LAN), scene.campaign, key)
    assert [(one.version, one.told_count, one.given_by_name) for one in said] == [
        (2, 15, HUNG.full_name), (1, 12, LAN.full_name),
    ]  # fmt: skip
    assert scene.lines(MAI)[0].count.told == 15


def test_two_of_a_unit_at_once_are_told_of_each_other(scene):
    key = scene.published()
    scene.acknowledge(key, LAN)
    before = stored(scene.db)

    with pytest.raises(Conflict):
        scene.acknowledge(key, HUNG, seen=0)

    assert stored(scene.db) == before


def test_five_clicks_are_one(scene):
    key, acts = scene.save(), [new_act() for _ in range(3)]
    target = scene.target(key).seen_version
    for _ in range(5):
        scene.publish(key, seen=target, act=acts[0])
        assert scene.acknowledge(key, LAN, act=acts[1]) == 1

    assert scene.opened(key).line.document.current == 1
    assert len(scene.opened(key).versions) == 1
    with clock.at(NOW):
        said = acknowledgements.history(scene.db, scene.who(LAN), scene.campaign, key)
    assert len(said) == 1


def test_a_correction_asks_again_and_keeps_the_old_version(scene):
    key = scene.published()
    scene.acknowledge(key, LAN)

    scene.corrected(key, trich_yeu="Kế hoạch tuyên truyền bầu cử (sửa)")

    assert [one.waits for one in scene.lines(LAN)] == [True]
    assert scene.standing(key)["QL xây dựng"] is None
    numbers = [(one.number, one.content.abstract) for one in scene.opened(key, LAN).versions]
    assert numbers == [
        (2, "Kế hoạch tuyên truyền bầu cử (sửa)"), (1, "Kế hoạch tuyên truyền bầu cử"),
    ]  # fmt: skip
    scene.acknowledge(key, LAN, number=2)
    assert scene.standing(key)["QL xây dựng"] == 2


def test_a_correction_that_does_not_ask_leaves_what_was_said(scene):
    key = scene.published()
    scene.acknowledge(key, LAN)

    scene.corrected(key, xac_nhan_lai=False)

    assert [one.waits for one in scene.lines(LAN)] == [False]
    assert scene.standing(key) == {
        "Văn phòng": None, "Thanh tra": None, "QL xây dựng": 1, "QH kiến trúc": None,
    }  # fmt: skip
    # A unit that had not is still asked, and says it of the version in force.
    scene.acknowledge(key, BINH, number=2)
    assert scene.standing(key)["QH kiến trúc"] == 2


def test_a_unit_acknowledges_the_version_it_saw_while_the_next_goes_out(scene):
    key = scene.published()
    seen = scene.opened(key, LAN).line.document.current
    scene.corrected(key)

    scene.acknowledge(key, LAN, number=seen)

    assert scene.standing(key)["QL xây dựng"] is None
    assert [one.waits for one in scene.lines(LAN)] == [True]
    with clock.at(NOW):
        said = acknowledgements.history(scene.db, scene.who(LAN), scene.campaign, key)
    assert [one.number for one in said] == [1]
    assert said[0].fingerprint == scene.opened(key).versions[1].fingerprint


@pytest.mark.parametrize("number", [0, -1, 2, 10**6])
def test_a_version_that_never_was_cannot_be_acknowledged(scene, number):
    key = scene.published()
    before = stored(scene.db)

    with pytest.raises(NotFound):
        scene.acknowledge(key, LAN, number=number)

    assert stored(scene.db) == before


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"so_nguoi": ""}, "required"),
        ({"so_nguoi": "-1"}, "too_small"),
        ({"so_nguoi": "nhiều"}, "not_whole"),
        ({"ngay": "21/3/2021"}, "date_too_late"),
        ({"ngay": None}, "required"),
    ],
)
def test_an_acknowledgement_is_parsed_anew(scene, wrong, reason):
    key = scene.published()
    before = stored(scene.db)

    with pytest.raises(Problems) as refused:
        scene.acknowledge(key, LAN, **wrong)

    assert [one.reason for one in refused.value.problems] == [reason]
    assert stored(scene.db) == before


def test_a_document_is_for_those_it_goes_to(scene):
    qlxd = str(scene.who(LAN).unit_id)
    scene.published(so_ky_hieu="1/CV", gui_toi="theo_loai", loai_don_vi=["thanh_tra"])
    key = scene.published(so_ky_hieu="2/CV", gui_toi="chon", don_vi=[qlxd])

    assert scene.numbers(LAN) == scene.numbers(HUNG) == ["2/CV"]
    assert scene.numbers(BINH) == []
    assert scene.numbers(SON) == ["2/CV", "1/CV"]
    assert scene.standing(key) == {"QL xây dựng": None}
    with pytest.raises(NotFound):
        scene.opened(key, BINH)
    with pytest.raises(NotFound):
        scene.acknowledge(key, BINH)


def test_what_is_prepared_is_read_by_the_office_alone(scene):
    key = scene.published()
    scene.save(VAN, key, xac_nhan_lai=True, noi_dung_sua="Sửa", trich_yeu="Bản mật đang soạn")

    assert scene.opened(key, MAI).line.entry.working is not None
    for person in (LAN, SON):
        opened = scene.opened(key, person)
        assert opened.line.entry.working is None
        assert opened.form is None
        assert scene.numbers(person, "mật đang soạn") == []
    assert scene.numbers(MAI, "mật đang soạn") == ["45/KH-SXD"]


def test_a_draft_is_complete_before_it_goes_out(scene):
    key = scene.save(so_ky_hieu="", cap=None)
    before = stored(scene.db)

    with pytest.raises(Problems) as refused:
        scene.publish(key)

    assert [one.facts["key"] for one in refused.value.problems] == ["so_ky_hieu", "cap"]
    assert stored(scene.db) == before


def test_there_is_something_to_read(scene):
    key = scene.save(lien_ket="")
    with pytest.raises(Refused, match="document_empty"):
        scene.publish(key)

    scene.attach(key)
    scene.publish(key)

    assert scene.opened(key).line.document.state == State.PUBLISHED


def test_a_file_is_taken_back_before_it_goes_out(scene):
    key = scene.save()
    scene.attach(key)
    with clock.at(NOW):
        document_edits.detach(
            scene.db, scene.who(MAI), scene.campaign, act_id=new_act(), target=scene.target(key)
        )

    assert scene.opened(key).line.entry.working.content.file is None


def test_somebody_must_be_addressed(scene):
    key = scene.save(gui_toi="theo_loai", loai_don_vi=["don_vi_truc_thuoc"])

    with pytest.raises(Refused, match="no_such_units"):
        scene.publish(key)


def test_a_stale_version_is_a_conflict(scene):
    key = scene.save()
    scene.save(MAI, key, so_ky_hieu="46/KH-SXD")
    before = stored(scene.db)

    for act in (
        lambda: scene.save(VAN, key, seen=1),
        lambda: scene.publish(key, seen=1),
    ):
        with pytest.raises(Conflict):
            act()

    assert stored(scene.db) == before


def test_a_withdrawn_document_tells_why_and_asks_nobody(scene):
    key = scene.published()
    scene.acknowledge(key, LAN)

    scene.withdraw(key, reason="Ban hành nhầm số")

    document = scene.opened(key, BINH).line.document
    assert (document.state, document.reason) == (State.WITHDRAWN, "Ban hành nhầm số")
    assert [one.waits for one in scene.lines(BINH)] == [False]
    with pytest.raises(Refused, match="document_state"):
        scene.acknowledge(key, BINH)
    with pytest.raises(Refused, match="document_state"):
        scene.save(VAN, key, xac_nhan_lai=True, noi_dung_sua="Sửa")


def test_withdrawing_needs_a_reason(scene):
    key = scene.published()

    with pytest.raises(Refused, match="reason_needed"):
        scene.withdraw(key, reason="  ")


def test_a_draft_is_dropped_and_seen_no_more(scene):
    key = scene.save()
    scene.drop(key)

    assert scene.numbers(VAN) == []


def test_a_dropped_correction_leaves_what_is_in_force(scene):
    key = scene.published()
    scene.save(VAN, key, xac_nhan_lai=True, noi_dung_sua="Sửa", trich_yeu="Khác")
    scene.drop(key)

    entry = scene.opened(key).line.entry
    assert entry.working is None
    assert entry.content.abstract == FORM["trich_yeu"]
    with pytest.raises(Refused, match="document_unprepared"):
        scene.publish(key)


def test_nothing_goes_out_in_a_closed_campaign(scene):
    key, draft = scene.published(), scene.save(so_ky_hieu="9/CV")
    scene.put_state(CampaignState.CLOSED)
    before = stored(scene.db)

    for act in (
        lambda: scene.acknowledge(key, LAN),
        lambda: scene.publish(draft),
        lambda: scene.save(VAN, draft),
        lambda: scene.withdraw(key),
        lambda: scene.drop(draft),
    ):
        with pytest.raises(Refused, match="closed_campaign"):
            act()

    assert stored(scene.db) == before


def test_what_is_prepared_early_goes_out_once_the_campaign_runs(scene):
    scene.put_state(CampaignState.PREPARING)
    key = scene.save()
    with pytest.raises(Refused, match="not_running"):
        scene.publish(key)

    scene.put_state(CampaignState.RUNNING)
    scene.publish(key)

    assert scene.numbers(LAN) == ["45/KH-SXD"]


def test_a_head_publishes_to_the_people_of_the_unit(scene):
    key = scene.published_own(HUNG)

    assert scene.numbers(LAN) == ["Phân công người dự hội nghị"]
    assert [scene.numbers(one) for one in (BINH, YEN, MAI, SON)] == [[]] * 4
    assert scene.lines(LAN)[0].waits
    scene.read(key, LAN)
    scene.read(key, LAN)
    assert not scene.lines(LAN)[0].waits
    with clock.at(NOW):
        read = acknowledgements.readings(scene.db, scene.who(HUNG), scene.campaign, key)
    assert {one.full_name: one.read_at for one in read} == {
        LAN.full_name: NOW, HUNG.full_name: None,
    }  # fmt: skip


def test_a_new_version_of_an_own_document_is_read_again_when_it_asks(scene):
    key = scene.published_own(HUNG)
    scene.read(key, LAN)

    scene.save(HUNG, key, is_own=True, xac_nhan_lai=True, noi_dung_sua="Đổi người")
    scene.publish(key, HUNG, is_own=True)

    assert scene.lines(LAN)[0].waits


def test_a_document_is_of_one_campaign(scene):
    key = scene.published()
    other = replace(scene.campaign, campaign_id=new_act())

    with clock.at(NOW), pytest.raises(NotFound):
        documents.opened(scene.db, scene.who(VAN), other, key)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (EXE, "ke-hoach.pdf", "wrong_content"),
        (b"", "ke-hoach.pdf", "empty"),
        (pdf(b"4 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n"), "a.pdf", "active"),
        (pdf(), "../../etc/passwd.pdf", "bad_name"),
    ],
)
def test_a_hostile_file_changes_nothing(scene, content, name, reason):
    key = scene.save()
    before = stored(scene.db)

    with pytest.raises(BadUpload, match=reason):
        scene.attach(key, content, name=name)

    assert stored(scene.db) == before
    assert not any(one.is_file() for one in stored_files.blobs(scene.db).root.rglob("*"))


def test_the_file_is_for_those_who_may_know_of_the_document(scene):
    key = scene.save(gui_toi="chon", don_vi=[str(scene.who(LAN).unit_id)])
    scene.attach(key)
    with clock.at(NOW):
        assert document_files.open_file(scene.db, scene.who(MAI), key, document_files.WORKING)
        for person in (LAN, SON, BINH):
            with pytest.raises(NotFound):
                document_files.open_file(scene.db, scene.who(person), key, document_files.WORKING)
    scene.publish(key)
    with clock.at(NOW):
        for person in (LAN, HUNG, MAI, SON):
            file = document_files.open_file(scene.db, scene.who(person), key, 1)
            assert file.path.read_bytes() == pdf()
        for person in (BINH, YEN):
            with pytest.raises(NotFound):
                document_files.open_file(scene.db, scene.who(person), key, 1)
        with pytest.raises(NotFound):
            document_files.open_file(scene.db, scene.who(MAI), key, 2)


def test_the_form_offers_units_that_are_open(scene):
    document = scene.opened(scene.save()).line.document
    with clock.at(NOW):
        form = form_of(scene.db, document)

    (field,) = [one for one in form.fields if one.key == "don_vi"]
    assert [one.label for one in field.choices] == [
        "Văn phòng Sở", "Thanh tra Sở", "Phòng Quản lý xây dựng", "Phòng Quy hoạch - Kiến trúc",
    ]  # fmt: skip
