"""Closing reports: steps × the cast, words by hand over moving figures, what is held fast."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest

from lib.domain.access import Role
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.readiness import Reason
from lib.domain.reports.report import TRANSITIONS, State, Step
from lib.domain.workflow import Step as ItemStep
from lib.domain.workflow import WorkStatus
from lib.errors import AppError, Conflict, Denied, Invalid, NotFound, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.closing import composing, freezing, parts, reading, reports
from lib.services.closing.parts import BASE, WORDS
from lib.services.quality import acceptances, looking
from lib.store import closing_parts, closing_reports, revisions
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN, YEN
from tests.exports.scene import EVERYTHING
from tests.factories import put_item
from tests.services.closing.report_scene import NOW, ReportScene, make
from tests.small_campaign import HELD, SHARE, task

SENTENCE = f"nhom.{HELD}"
DAY = date(2021, 5, 21)


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    return stage.set(make)


def state(scene, report_id):
    return scene.db.read(lambda tx: closing_reports.report(tx, report_id)).state


def put_state(scene, report_id, wanted):
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE closing_reports SET state = $2, figures_on = $3 WHERE report_id = $1",
            [report_id, wanted.value, NOW.date()],
        )
    )


def take(scene, person, step, report_id, *, act=None, **more):
    seen = scene.version(report_id)
    given = {"act_id": act or new_act(), "report_id": report_id, "seen_version": seen} | more
    who, campaign = scene.who(person), scene.again()
    with clock.at(NOW):
        if step == Step.READY:
            reports.hold(scene.db, who, campaign, **given)
        elif step == Step.RESUME:
            reports.resume(scene.db, who, campaign, **({"note": "Sửa số"} | given))
        else:
            told = {
                "number": "125/BC-SXD", "signed_on": DAY, "signer": "Đoàn Quốc Chính",
                "signer_position": "GIÁM ĐỐC",
            }  # fmt: skip
            reports.sign(scene.db, who, campaign, **(told | given))


@pytest.mark.parametrize("now", list(State))
def test_every_step_from_every_state_by_everybody(scene, now):
    report_id = scene.begin()
    scene.fill(report_id)
    for person, step in itertools.product(CAST, (Step.READY, Step.RESUME, Step.SIGN)):
        put_state(scene, report_id, State.DRAFT)
        scene.db.write(
            lambda tx: tx.run("UPDATE closing_reports SET frozen = NULL, frozen_sha256 = NULL")
        )
        if now != State.DRAFT:
            scene.hold(report_id)
            put_state(scene, report_id, now)
        try:
            take(scene, person, step, report_id)
            got = "ok"
        except AppError as refusal:
            got = refusal.reason
        wanted = "ok" if (now, step) in TRANSITIONS else "report_state"
        if Role.OFFICE not in person.roles:
            wanted = "role"
        assert got == wanted, (person.username, step)
        assert state(scene, report_id) == (TRANSITIONS[now, step].target if got == "ok" else now)


def test_who_may_read_and_who_may_write(scene):
    report_id = scene.begin()
    for person in CAST:
        may_read = bool(person.roles & {Role.OFFICE, Role.LEADER})
        for may, work in (
            (may_read, lambda who: reports.opened(scene.db, who, scene.again(), report_id)),
            (may_read, lambda who: reports.listed(scene.db, who, scene.campaign)),
            (
                Role.OFFICE in person.roles,
                lambda who: parts.save(
                    scene.db, who, scene.again(), act_id=new_act(), report_id=report_id,
                    part_key="thuan_loi", seen_version=99, raw={WORDS: "x"},
                ),
            ),
        ):  # fmt: skip
            try:
                work(scene.who(person))
            except Denied:
                assert not may, person.username
            except Conflict:
                assert may, person.username
            else:
                assert may, person.username


def test_a_report_of_another_campaign_is_not_found(scene):
    report_id = scene.begin()
    other = replace(scene.campaign, campaign_id=new_act())
    with pytest.raises(NotFound):
        reports.opened(scene.db, scene.who(MAI), other, report_id)


def test_there_is_one_closing_report_and_one_interim_draft(scene):
    scene.begin()
    scene.begin(ReportKind.INTERIM)
    for kind in ReportKind:
        with pytest.raises(Refused) as caught:
            scene.begin(kind)
        assert caught.value.reason == "report_begun"


def verify(scene, who, code):
    """The unit's report sent, received and verified on the last day."""
    day = date(2021, 5, 19)
    scene.base.step(day, HUNG if who == LAN else YEN, who, code, ItemStep.SEND)
    scene.base.step(day, MAI, who, code, ItemStep.RECEIVE)
    scene.base.step(day, VAN, who, code, ItemStep.VERIFY)


def test_a_paragraph_by_hand_keeps_its_words_and_takes_figures_when_asked(scene):
    report_id = scene.begin()
    line = scene.opened(report_id).document.line(SENTENCE)
    assert "12 hội nghị" in line.words.text
    mine = f"Đáng chú ý: {line.words.text} Đây là kết quả tốt."
    scene.write(report_id, SENTENCE, mine)

    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")
    verify(scene, BINH, HELD)
    moved = scene.opened(report_id)

    line = moved.document.line(SENTENCE)
    assert line.words.text == mine
    assert ("12", "42") in [(one.old, one.new) for one in line.moves]
    assert "42 hội nghị" in line.original.text
    assert Reason.MOVED in {one.reason for one in moved.findings}
    with clock.at(NOW):
        parts.take_figures(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(), report_id=report_id,
            part_key=SENTENCE, seen_version=1,
        )  # fmt: skip
    line = scene.opened(report_id).document.line(SENTENCE)
    assert line.words.text.startswith("Đáng chú ý: ")
    assert line.words.text.endswith("Đây là kết quả tốt.")
    assert "42 hội nghị" in line.words.text
    assert line.moves == ()

    with clock.at(NOW):
        parts.give_back(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(), report_id=report_id,
            part_key=SENTENCE, seen_version=2,
        )  # fmt: skip
    line = scene.opened(report_id).document.line(SENTENCE)
    assert (line.is_by_hand, line.version) == (False, 3)
    told = parts.versions(scene.db, scene.who(MAI), scene.campaign, report_id, SENTENCE)
    assert [one.written.words.text for one in told][-1] == mine


def test_figures_are_bound_to_what_typing_began_from(scene):
    """The data move while somebody types: the old figure must not become plain text."""
    report_id = scene.begin()
    seen = scene.opened(report_id).document.line(SENTENCE)
    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")
    verify(scene, BINH, HELD)
    with clock.at(NOW):
        parts.save(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(), report_id=report_id,
            part_key=SENTENCE, seen_version=0,
            raw={WORDS: f"Cụ thể: {seen.words.text}", BASE: parts.base(seen.words)},
        )  # fmt: skip
    line = scene.opened(report_id).document.line(SENTENCE)
    assert ("12", "42") in [(one.old, one.new) for one in line.moves]


@pytest.mark.parametrize("base", ["", "[]", "{", '["x", [["a", 1, 2]]]', "null", '["x"]'])
def test_a_base_that_is_none_of_ours_binds_to_what_stands_there(scene, base):
    report_id = scene.begin()
    text = scene.opened(report_id).document.line(SENTENCE).words.text
    with clock.at(NOW):
        parts.save(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(), report_id=report_id,
            part_key=SENTENCE, seen_version=0, raw={WORDS: f"Nay: {text}", BASE: base},
        )  # fmt: skip
    assert scene.opened(report_id).document.line(SENTENCE).words.names()


def test_one_changed_item_moves_exactly_the_figures_bound_to_it(scene):
    report_id = scene.begin()
    before = scene.opened(report_id)
    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")
    verify(scene, BINH, HELD)
    after = scene.opened(report_id)
    changed = {
        line.key
        for line in after.document.lines
        if (old := before.document.line(line.key)) is None or old.words.text != line.words.text
        if line.key and not line.key.endswith(".h") and line.kind.value in ("sentence", "typed")
    }
    assert changed == {SENTENCE, "nhom.II.1.chua", "trach_nhiem"}


def test_two_people_on_one_part_conflict_and_on_two_parts_do_not(scene):
    report_id = scene.begin()
    scene.write(report_id, "thuan_loi", "Một")
    scene.write(report_id, "kho_khan", "Hai", person=VAN)
    with pytest.raises(Conflict):
        scene.write(report_id, "thuan_loi", "Khác", person=VAN)
    assert scene.opened(report_id).document.line("thuan_loi").words.text == "Một"


def test_a_second_click_saves_once(scene):
    report_id, act = scene.begin(), new_act()
    for _ in range(2):
        saved = scene.write(report_id, "thuan_loi", "Một", act=act)
    assert saved.version == 1
    assert len(scene.db.read(lambda tx: closing_parts.versions(tx, report_id, "thuan_loi"))) == 1


def test_a_draft_is_its_writers_alone_and_goes_with_the_save(scene):
    report_id = scene.begin()
    kept = {"report_id": report_id, "part_key": "thuan_loi", "seen_version": 0}
    parts.keep_draft(scene.db, scene.who(MAI), scene.again(), **kept, raw={WORDS: "Dở dang"})
    made = scene.opened(report_id)
    line = made.document.line("thuan_loi")
    assert parts.opened(scene.db, scene.who(MAI), made, line).draft.answers[WORDS] == "Dở dang"
    assert parts.opened(scene.db, scene.who(VAN), made, line).draft is None
    scene.write(report_id, "thuan_loi", "Xong")
    made = scene.opened(report_id)
    assert parts.opened(scene.db, scene.who(MAI), made, line).draft is None


@pytest.mark.parametrize("key", ["", "khac", "dac_diem", "nhom.II.1.h", "x" * 500, "'; DROP"])
def test_a_part_that_there_is_not_cannot_be_written(scene, key):
    report_id = scene.begin()
    with pytest.raises(NotFound):
        scene.write(report_id, key, "Chữ")


def test_text_of_any_kind_is_kept_as_typed(scene):
    report_id = scene.begin()
    told = "=1+1 <b>đậm</b> {giao} [[x]] \u0110ặng 🎉 e\u0301\nDòng hai"
    scene.write(report_id, "thuan_loi", told)
    kept = scene.opened(report_id).document.line("thuan_loi").words
    assert (kept.text, kept.spans) == (told.replace("e\u0301", "é"), ())
    with pytest.raises(AppError):
        scene.write(report_id, "kho_khan", "Có \x07 lạ")
    with pytest.raises(AppError):
        scene.write(report_id, "kho_khan", "dài" * 5000)


def test_what_is_not_ready_is_not_held_and_says_why(scene):
    report_id = scene.begin()
    reasons = {one.reason for one in scene.opened(report_id).findings if one.holds_back}
    assert {Reason.EMPTY, Reason.BLANK} <= reasons
    with pytest.raises(Refused) as caught:
        scene.hold(report_id)
    assert caught.value.reason == "report_held_back"
    scene.fill(report_id)
    scene.hold(report_id)
    assert state(scene, report_id) == State.READY


def test_severe_findings_nobody_has_seen_hold_a_report_back(scene):
    """A share above its whole, stored before its form said how much a share may be."""
    units = {one.unit_id: one.code for one in scene.opened(scene.begin()).reading.snapshot.units}
    unit_id = next(key for key, code in units.items() if code == BINH.unit)
    report_id = reports.listed(scene.db, scene.who(MAI), scene.again())[0].report_id
    scene.fill(report_id)
    task_id = task(scene.db, SHARE).task_id
    put_item(scene.db, unit_id, task_id, answers='{"ty_le_num": 13, "ty_le_den": 12}')

    with pytest.raises(Refused) as caught:
        scene.hold(report_id)

    told = {one.reason: one for one in scene.opened(report_id).findings}
    assert caught.value.reason == "report_held_back"
    assert (told[Reason.SEVERE].holds_back, told[Reason.SEVERE].detail) == (True, "1")
    assert not told[Reason.SUSPECT].holds_back
    with clock.at(NOW):
        found = looking.now(scene.db, scene.again()).findings[0]
        acceptances.accept(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(),
            targets=[acceptances.Target(found.fingerprint, 0)], reason="Đã hỏi đơn vị",
        )  # fmt: skip
    assert Reason.SEVERE not in {one.reason for one in scene.opened(report_id).findings}
    scene.hold(report_id)
    assert state(scene, report_id) == State.READY


def test_what_was_held_fast_does_not_move_and_can_be_counted_again(scene):
    report_id = scene.begin()
    scene.fill(report_id)
    before = scene.opened(report_id)
    scene.hold(report_id)
    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")
    verify(scene, BINH, HELD)

    after = scene.opened(report_id)

    assert [one.words for one in after.document.lines] == [
        one.words for one in before.document.lines
    ]
    (figure,) = reports.figures(scene.db, scene.who(MAI), after, [f"{HELD}.so_hoi_nghi"])
    assert figure.figure.value.text == "12"
    assert [row.value for row in figure.figure.rows] == ["12"]
    stored = scene.db.read(lambda tx: closing_reports.frozen(tx, report_id))
    assert freezing.sha256(stored) == after.report.frozen_sha256
    assert freezing.frozen(freezing.thawed(stored).paper, after.document) == stored
    with pytest.raises(Refused):
        scene.write(report_id, "thuan_loi", "Muộn", seen=1)


def test_words_saved_while_somebody_holds_it_are_not_lost(scene, monkeypatch):
    report_id = scene.begin()
    scene.fill(report_id)
    packed = freezing.packed

    def slow(snapshot):
        scene.write(report_id, "thuan_loi", "Thêm vào phút chót", seen=1, person=VAN)
        return packed(snapshot)

    monkeypatch.setattr(freezing, "packed", slow)
    with pytest.raises(Conflict):
        scene.hold(report_id)
    assert state(scene, report_id) == State.DRAFT


def test_a_signed_report_bears_its_number_and_day_for_ever(scene):
    report_id = scene.begin()
    scene.fill(report_id)
    scene.hold(report_id)
    for wrong in (
        {"number": " "}, {"number": "x" * 200}, {"signed_on": None}, {"signer": ""},
        {"signed_on": date(2021, 5, 1)}, {"signer_position": "\x00"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            take(scene, MAI, Step.SIGN, report_id, **wrong)
    take(scene, MAI, Step.SIGN, report_id)
    made = scene.opened(report_id, SON)
    stored = scene.db.read(lambda tx: closing_reports.frozen(tx, report_id))
    paper = freezing.signed(freezing.thawed(stored).paper, made.report)
    assert paper.closing.symbol == "125/BC-SXD"
    assert paper.closing.date == "ngày 21 tháng 5 năm 2021"
    assert paper.director.name == "Đoàn Quốc Chính"
    for step in (Step.READY, Step.RESUME, Step.SIGN):
        with pytest.raises(Refused):
            take(scene, MAI, step, report_id)


def test_only_verified_reports_are_counted(scene):
    report_id = scene.begin()
    made = scene.opened(report_id)
    line = made.document.line(f"nhom.{EVERYTHING}")
    assert "chưa có báo cáo được xác nhận" in line.words.text
    (figure,) = reports.figures(scene.db, scene.who(MAI), made, [f"{EVERYTHING}.so_hoi_nghi"])
    assert figure.figure.value.text == "-"


@pytest.mark.parametrize(("large", "reads"), [(0, 1), (20_000, 2)])
def test_a_large_campaign_is_read_once_a_minute_whoever_saves(scene, monkeypatch, large, reads):
    report_id, seen = scene.begin(), []

    def read(*asked):
        seen.append(asked)
        return reading.read(*asked)

    monkeypatch.setattr(composing, "_LARGE", large)
    monkeypatch.setattr(composing, "_ITEMS", {})
    monkeypatch.setattr(composing, "reading", Mock(wraps=reading, read=read))
    composing._read.cache_clear()

    for _ in range(2):
        scene.opened(report_id)
        scene.opened(report_id)
        scene.db.write(lambda tx: revisions.move(tx, scene.campaign.campaign_id, NOW))

    assert len(seen) == reads
