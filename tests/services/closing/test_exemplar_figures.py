"""Exemplars in a report: those of the honour board with consent, bound like every figure."""

from __future__ import annotations

import io
from dataclasses import fields, replace

import pytest

from lib.domain.agency import Agency
from lib.domain.exemplars import ExemplarStep
from lib.domain.exports import ExemplarLine, Snapshot
from lib.domain.nominations import Subject
from lib.domain.past import Cut
from lib.domain.reports import exemplar_figures
from lib.domain.reports.outline import ReportKind
from lib.exports import orders
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.closing import composing, parts, reports
from lib.services.closing.parts import WORDS
from lib.store import setup
from tests.cast import BINH, LAN, MAI, VAN
from tests.services.awards.award_scene import STORY, exemplar, honour, tell, write
from tests.services.nominations.nomination_scene import NOW, make_scene

AGREED = replace(STORY, consent="Đồng ý, bản ký ngày 18/3/2021", consent_on="18/03/2021")
PART = "dien_hinh_da_dang"
NAME = "Lê Thanh Bình"


def with_agency(db):
    db.write(lambda tx: setup.insert_agency(tx, Agency("Sở X", "UBND tỉnh Y"), now=NOW))
    return make_scene(db)


@pytest.fixture
def scene(stage, own_data):
    return stage.set(with_agency)


def told(scene):
    with clock.at(NOW):
        return composing.now(scene.db, again(scene), ReportKind.CLOSING).told


def again(scene):
    return campaigns.find(scene.db, scene.campaign.code)


def published(scene, person=BINH, form=AGREED):
    sent = honour(scene, person, ExemplarStep.SEND, write(scene, person, form=form))
    return honour(scene, VAN, ExemplarStep.PUBLISH, sent)


def begun(scene):
    with clock.at(NOW):
        return reports.begin(
            scene.db, scene.who(MAI), again(scene), act_id=new_act(), kind=ReportKind.CLOSING
        )


def line(scene, report_id):
    with clock.at(NOW):
        made = reports.opened(scene.db, scene.who(MAI), again(scene), report_id)
    return made, made.document.line(PART)


def test_only_what_is_published_is_named(scene):
    report_id = begun(scene)
    honour(scene, LAN, ExemplarStep.SEND, write(scene, LAN, form=replace(AGREED, name="Chưa Đăng")))
    assert line(scene, report_id)[1] is None

    published(scene)

    made, shown = line(scene, report_id)
    assert f"01 (một) cá nhân điển hình; cá nhân: {NAME} (" in shown.words.text
    assert "Chưa Đăng" not in shown.words.text
    figures = reports.figures(scene.db, scene.who(MAI), made, shown.words.names())
    assert [[row.value for row in one.figure.rows] for one in figures] == [[NAME], [NAME]]
    assert [one.title for one in figures] == [
        "tập thể và cá nhân · điển hình đã đăng và đồng ý nêu tên",
        "cá nhân, tên · điển hình đã đăng và đồng ý nêu tên",
    ]


def test_who_takes_the_consent_back_is_named_no_more(scene):
    shown = published(scene)
    assert told(scene).value("dien_hinh").number == 1

    tell(scene, exemplar(scene, shown.exemplar_id), replace(AGREED, consent="", consent_on=""))

    assert told(scene).value("dien_hinh").number == 0


def test_what_is_taken_off_the_board_leaves_the_report(scene):
    shown = published(scene)
    honour(scene, VAN, ExemplarStep.WITHDRAW, shown, note="Theo đề nghị")

    assert told(scene).value("dien_hinh.ten").text == ""


def test_of_the_past_it_names_who_was_published_by_then_and_still_is(scene):
    first = published(scene)
    by_then = again(scene)
    second = published(scene, LAN, replace(AGREED, name="Nông Thị Mới"))

    def names_then():
        cut = replace(by_then, at=Cut(by_then.revision, NOW))
        with clock.at(NOW):
            told = composing.now(scene.db, cut, ReportKind.CLOSING).told
        return [row.value for row in told.figure("dien_hinh").rows]

    assert {row.value for row in told(scene).figure("dien_hinh").rows} == {NAME, second.name}
    assert names_then() == [NAME]
    honour(scene, VAN, ExemplarStep.WITHDRAW, exemplar(scene, first.exemplar_id), note="Rút")
    assert names_then() == []


def test_changed_by_hand_the_names_stay_until_they_are_taken_anew(scene):
    report_id = begun(scene)
    published(scene)
    _, shown = line(scene, report_id)
    with clock.at(NOW):
        parts.save(
            scene.db, scene.who(MAI), again(scene), act_id=new_act(), report_id=report_id,
            part_key=PART, seen_version=0, raw={WORDS: f"{shown.words.text} Rất đáng quý."},
        )  # fmt: skip
    published(scene, LAN, replace(AGREED, name="Nông Thị Mới"))

    _, moved = line(scene, report_id)
    assert "Nông Thị Mới" not in moved.words.text
    assert any("Nông Thị Mới" in one.new for one in moved.moves)
    with clock.at(NOW):
        parts.take_figures(
            scene.db, scene.who(MAI), again(scene), act_id=new_act(), report_id=report_id,
            part_key=PART, seen_version=1,
        )  # fmt: skip
    _, taken = line(scene, report_id)
    assert "Nông Thị Mới" in taken.words.text
    assert taken.words.text.endswith("Rất đáng quý.")


def test_many_are_counted_and_the_first_are_named(scene):
    snapshot = told(scene).figures.facts.snapshot
    unit = snapshot.units[0]
    many = replace(
        snapshot,
        exemplars=(
            *(ExemplarLine(unit.unit_id, Subject.INDIVIDUAL, f"Người {n}") for n in range(35)),
            ExemplarLine(unit.unit_id, Subject.COLLECTIVE, "Tổ Một"),
        ),
    )

    def text(name):
        return exemplar_figures.figure(many, name).value.text

    assert text("dien_hinh") == "36"
    assert text("dien_hinh.ca_hai") == "01 (một) tập thể và 35 (ba mươi lăm) cá nhân"
    assert text("dien_hinh.tap_the.ten") == f"Tổ Một ({unit.name})"
    assert text("dien_hinh.ca_nhan.ten").endswith(" và 5 trường hợp khác")
    assert text("dien_hinh.ten").startswith(f"Tổ Một ({unit.name}), Người 0 ({unit.name}), ")


@pytest.mark.parametrize(
    "name", ["dien_hinh.khac", "dien_hinh.ten.ca_nhan", "dien_hinh.ca_hai.ten", "dien_hinh."]
)
def test_a_name_of_no_figure_is_none(scene, name):
    with pytest.raises(KeyError):
        told(scene).value(name)


@pytest.mark.parametrize("first", ["exemplars", "has_points"])
def test_a_snapshot_kept_before_there_were_exemplars_is_read_with_none(scene, monkeypatch, first):
    snapshot = told(scene).figures.facts.snapshot
    known = [one.name for one in fields(Snapshot)].index(first)
    out = io.BytesIO()
    with monkeypatch.context() as patch:
        whole = Snapshot.__getstate__
        patch.setattr(Snapshot, "__getstate__", lambda self: whole(self)[:known])
        orders.write(out, replace(snapshot, exemplars=()), None)
    out.seek(0)

    kept, _ = orders.read(out)

    assert kept.exemplars == ()
    assert kept.documents == kept.acknowledgements == kept.findings == ()
    later = {one: getattr(snapshot, one) for one in ("documents", "acknowledgements", "findings")}
    assert replace(kept, items=tuple(kept.items), exemplars=snapshot.exemplars, **later) == snapshot
