"""Outlines: the tracked ones fit their campaigns, a broken one is refused by place and reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lib.config import ROOT
from lib.domain.reports.outline import Outline, ReportKind
from lib.errors import BadFile, Conflict, Denied
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.closing import composing, outline_edits, outlines, reading
from lib.services.closing.outline_edits import SOURCE
from tests import cast, small_campaign
from tests.cast import CAST, MAI, SON, VAN
from tests.services.closing.report_scene import NOW, make
from tests.support.loading import load_content

FOLDER = ROOT / "data" / "reports"
GENERAL = (FOLDER / "tong-ket.yaml").read_text(encoding="utf-8")


def with_campaign(db):
    cast.make_cast(db)
    small_campaign.load(db)
    return db, small_campaign.stored(db)


@pytest.fixture
def small(stage):
    return stage.set(with_campaign)


def told(db, campaign):
    return reading.bare(db, campaign)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_tracked_outlines_fit_the_election_campaign(db, path: Path):
    cast.make_cast(db)
    load_content(
        db, cast.actor(db, MAI), act_id=new_act(), name="bau-cu-2021.yaml",
        content=(ROOT / "data" / "campaigns" / "bau-cu-2021.yaml").read_bytes(),
    )  # fmt: skip
    campaign = campaigns.find(db, "TD-BC-2021")
    found = outlines.check(path.read_text(encoding="utf-8"), told(db, campaign), name=path.name)
    assert isinstance(found, Outline)
    source = db.read(lambda tx: outlines.source(tx, campaign))
    assert source == (0, (FOLDER / "bau-cu-2021.yaml").read_text(encoding="utf-8"))


def test_the_general_outline_fits_a_campaign_that_it_does_not_know(small):
    db, campaign = small
    assert db.read(lambda tx: outlines.source(tx, campaign)) == (0, GENERAL)
    outlines.check(GENERAL, told(db, campaign))


_LAST = "        assessment: Đánh giá của Văn phòng\n"
_FURTHER = f"{_LAST}        further:\n          II.1: [{{sentence: %s, text: '%s'%s}}]\n"
BROKEN = {
    "a figure behind a group": (_LAST, _FURTHER % ("them", "{y_kien.ten}", ""), "y_kien.ten"),
    "a condition behind a group": (_LAST, _FURTHER % ("them", "x", ", when: tin_sa"), "tin_sa"),
    "a key twice, behind a group": (_LAST, _FURTHER % ("thuan_loi", "x", ""), "thuan_loi"),
    "a figure that there is not": ("{xong}/{giao}", "{xong}/{giaoo}", "giaoo"),
    "of a group": ("{.chua|02} nhiệm", "{.chuaa} nhiệm", "chuaa"),
    "braces": ("{xong}/{giao}", "{xong/{giao}", "{ }"),
    "brackets": ("[[, với {nguoi} công", "[[, với {nguoi} công [[", "[[ ]]"),
    "a format": ("{don_vi|02} phòng", "{don_vi|03} phòng", "02"),
    "a condition": ("when: don_vi_im_lang", "when: don_vi_im_lan", "don_vi_im_lan"),
    "an unknown key": ("heading: ĐÁNH GIÁ CHUNG", "headin: ĐÁNH GIÁ CHUNG", "headin"),
    "a hint": ("[groups_below, overdue", "[groups_belo, overdue", "hints"),
    "two parts of one key": ("- typed: kho_khan", "- typed: thuan_loi", "thuan_loi"),
    "no kind of part": ("- typed: kho_khan", "- typedd: kho_khan", "typedd"),
    "another kind of file": ("kind: report_outline", "kind: campaign", "kind"),
    "no YAML": ("subject: Kết quả {phong_trao}", "subject: [Kết quả", ""),
    "a tag": ("subject: Kết quả {phong_trao}", "subject: !!python/object:os.system x", ""),
}


@pytest.mark.parametrize("what", list(BROKEN))
def test_a_broken_outline_is_refused_by_place_and_reason(small, what):
    db, campaign = small
    before, after, named = BROKEN[what]
    assert before in GENERAL
    broken = GENERAL.replace(before, after, 1)
    line = GENERAL[: GENERAL.index(before)].count("\n") + 1

    for check in (outlines.check, outlines.check_typed):
        with pytest.raises(BadFile) as caught:
            check(broken, told(db, campaign))
        assert named in str(caught.value.facts["detail"])
        assert abs(int(str(caught.value.facts["line"])) - line) <= 4, caught.value.facts


def test_every_sentence_of_an_outline_has_a_key_that_stays():
    keys = re.findall(r"- (?:sentence|typed|groups): (\w+)", GENERAL)
    assert len(keys) == len(set(keys)) > 15


def test_the_office_changes_the_outline_and_the_report_follows(stage, own_data):
    scene = stage.set(make)
    report_id = scene.begin()
    changed = GENERAL.replace("Từ Kế hoạch,", "Căn cứ Kế hoạch,", 1)
    for person in CAST:
        if person in (MAI, VAN):
            continue
        with pytest.raises(Denied):
            outline_edits.opened(scene.db, scene.who(person), scene.campaign)
        with pytest.raises(Denied):
            outline_edits.save(
                scene.db, scene.who(person), scene.again(), act_id=new_act(), seen_version=0,
                source=changed,
            )  # fmt: skip
    with clock.at(NOW):
        shown = outline_edits.preview(
            scene.db, scene.who(MAI), scene.again(), kind=ReportKind.CLOSING, source=changed
        )
        assert any("Căn cứ Kế hoạch," in line.words.text for line in shown.lines)
        assert outline_edits.opened(scene.db, scene.who(MAI), scene.campaign).version == 0
        saved = outline_edits.save(
            scene.db,
            scene.who(MAI),
            scene.again(),
            act_id=new_act(),
            seen_version=0,
            source=changed,
        )
    assert saved.version == 1
    texts = [line.words.text for line in scene.opened(report_id, SON).document.lines]
    assert any("Căn cứ Kế hoạch," in one for one in texts)
    with pytest.raises(Conflict):
        outline_edits.save(
            scene.db,
            scene.who(VAN),
            scene.again(),
            act_id=new_act(),
            seen_version=0,
            source=GENERAL,
        )
    with pytest.raises(BadFile):
        outline_edits.save(
            scene.db, scene.who(VAN), scene.again(), act_id=new_act(), seen_version=1, source="x: ["
        )


def test_what_was_written_stays_when_its_part_leaves_the_outline(stage, own_data):
    scene = stage.set(make)
    report_id = scene.begin()
    line = scene.opened(report_id).document.line("giao_viec")
    scene.write(report_id, "giao_viec", f"Năm nay: {line.words.text}")
    scene.write(report_id, "bai_hoc", "Phải làm sớm hơn")
    without = GENERAL.replace("- sentence: giao_viec", "- sentence: giao_viec_moi", 1)
    without = without.replace("- typed: bai_hoc", "- typed: bai_hoc_moi", 1)
    outline_edits.save(
        scene.db, scene.who(MAI), scene.again(), act_id=new_act(), seen_version=0, source=without
    )
    made = scene.opened(report_id)
    assert {one.key: one.is_gone for one in made.document.lines if one.is_gone} == {
        "giao_viec": True, "bai_hoc": True,
    }  # fmt: skip
    with clock.at(NOW):
        assert composing.composed(scene.db, scene.again(), report_id).document == made.document


def keep(scene, source, person=MAI, seen=0):
    with clock.at(NOW):
        return outline_edits.keep_draft(
            scene.db, scene.who(person), scene.again(), seen_version=seen, source=source
        )


def draft(scene, person=MAI):
    return outline_edits.opened(scene.db, scene.who(person), scene.again()).draft


def test_what_is_typed_of_it_is_kept_for_its_writer_alone_also_while_it_is_no_outline(
    stage, own_data
):
    scene = stage.set(make)
    before = scene.again().revision

    assert keep(scene, "  x: [\n\n") == NOW

    assert (draft(scene).answers, draft(scene).seen_version) == ({SOURCE: "  x: [\n\n"}, 0)
    assert draft(scene, VAN) is None
    assert scene.again().revision == before
    for person in CAST:
        if person in (MAI, VAN):
            continue
        with pytest.raises(Denied):
            keep(scene, "x", person)
        with pytest.raises(Denied):
            outline_edits.drop_draft(scene.db, scene.who(person), scene.again())


def test_a_draft_goes_with_the_save_with_the_old_text_and_when_it_is_dropped(stage, own_data):
    scene = stage.set(make)
    changed = GENERAL.replace("Từ Kế hoạch,", "Căn cứ Kế hoạch,", 1)

    keep(scene, changed)
    assert keep(scene, GENERAL) is None
    assert draft(scene) is None

    keep(scene, changed)
    outline_edits.drop_draft(scene.db, scene.who(MAI), scene.again())
    assert draft(scene) is None

    keep(scene, changed)
    keep(scene, changed, VAN)
    act = new_act()
    for _ in range(2):
        saved = outline_edits.save(
            scene.db, scene.who(MAI), scene.again(), act_id=act, seen_version=0, source=changed
        )
    assert saved.version == 1
    assert draft(scene) is None
    assert draft(scene, VAN).seen_version == 0
    found = outline_edits.opened(scene.db, scene.who(VAN), scene.again())
    assert (found.version, found.saved_by_name) == (1, MAI.full_name)


def test_a_refused_save_leaves_the_draft(stage, own_data):
    scene = stage.set(make)
    keep(scene, "x: [")

    with pytest.raises(BadFile):
        outline_edits.save(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(), seen_version=0, source="x: ["
        )

    assert draft(scene).answers == {SOURCE: "x: ["}
