"""The outline on the page "Báo cáo": kept while it is typed, settled when two people change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.config import ROOT
from lib.services.acts import new_act
from lib.services.closing import outline_edits
from lib.services.closing.outline_edits import SOURCE
from lib.ui.closing.outline_record import compared
from tests.cast import MAI, VAN
from tests.pages.conftest import button
from tests.services.closing.report_scene import ReportScene, make

PAGE = "office/report"
GENERAL = (ROOT / "data" / "reports" / "tong-ket.yaml").read_text(encoding="utf-8")
MINE = GENERAL.replace("Từ Kế hoạch,", "Căn cứ Kế hoạch,", 1)
THEIRS = GENERAL.replace("Từ Kế hoạch,", "Theo Kế hoạch,", 1)


@pytest.fixture
def scene(house, own_data: Path) -> ReportScene:
    made: ReportScene = house.set(make)
    made.begin()
    return made


@pytest.fixture
def editor(app):
    def opened(person=MAI):
        at = app(person, PAGE).run()
        return at.toggle[0].set_value(True).run()

    return opened


def box(at):
    return at.text_area[0]


def stored(scene, person=MAI):
    return outline_edits.opened(scene.db, scene.who(person), scene.again())


def save(scene, source, person=VAN, seen=0):
    outline_edits.save(
        scene.db, scene.who(person), scene.again(), act_id=new_act(), seen_version=seen,
        source=source,
    )  # fmt: skip


def test_what_is_typed_survives_the_page(editor, scene):
    at = editor()
    assert box(at).value == GENERAL
    box(at).set_value("x: [").run()
    assert any("Đã giữ bản nháp" in one.value for one in at.caption)

    again = editor()

    assert box(again).value == "x: ["
    assert stored(scene).version == 0
    assert box(editor(VAN)).value == GENERAL


def test_a_draft_is_dropped_for_what_is_in_force(editor, scene):
    at = editor()
    box(at).set_value("x: [").run()

    button(at, "Bỏ bản nháp").click().run()

    assert box(at).value == GENERAL
    assert stored(scene).draft is None


def test_what_cannot_be_used_is_refused_and_stays(editor, scene):
    at = editor()
    box(at).set_value("x: [").run()

    button(at, "Lưu").click().run()

    assert any("bo-cuc.yaml" in one.value for one in at.error)
    assert box(at).value == "x: ["
    assert (stored(scene).version, stored(scene).draft.answers) == (0, {SOURCE: "x: ["})


def test_an_emptied_box_stays_empty_and_is_not_saved(editor, scene):
    at = editor()
    box(at).set_value("").run()

    button(at, "Lưu").click().run()

    assert at.error
    assert box(editor()).value == ""
    assert stored(scene).version == 0


def test_it_is_saved_and_is_no_draft_any_more(editor, scene):
    at = editor()
    box(at).set_value(MINE).run()

    button(at, "Lưu").click().run()

    found = stored(scene)
    assert (found.version, found.source, found.draft) == (1, MINE, None)
    assert any("Đã lưu" in one.value for one in at.caption)
    assert any("bản 1" in one.value for one in at.caption)
    button(at, "Lưu").click().run()
    assert stored(scene).version == 1


@pytest.mark.parametrize(("choice", "wanted"), [("mine", MINE), ("theirs", THEIRS)])
def test_when_somebody_saved_first_one_is_chosen_and_nothing_is_lost(editor, scene, choice, wanted):
    at = editor()
    box(at).set_value(MINE).run()
    save(scene, THEIRS)

    button(at, "Lưu").click().run()

    assert stored(scene).source == THEIRS
    assert stored(scene).draft.answers == {SOURCE: MINE}
    [radio] = [one for one in at.radio if "YAML" in one.label]
    shown = [one.value for one in at.markdown]
    assert any(one.startswith(":green[+ Căn cứ Kế hoạch,") for one in shown)
    assert any(one.startswith(":red[− Theo Kế hoạch,") for one in shown)
    radio.set_value(choice).run()
    button(at, "Lưu lựa chọn").click().run()
    assert (stored(scene).source, stored(scene).draft) == (wanted, None)


def test_a_draft_older_than_what_was_saved_is_told_of_when_it_is_opened(editor, scene):
    box(editor()).set_value(MINE).run()
    save(scene, THEIRS)

    at = editor()

    assert any(VAN.full_name in (one.value + str(one.proto.title)) for one in at.warning)
    assert box(at).value == MINE


@pytest.mark.parametrize(
    ("stored_text", "mine", "told"),
    [
        ("a\nb", "a\nb", []),
        ("", "", []),
        ("", "x", ["+x"]),
        ("a\n-- x\nb", "a\n++ y\nb", ["--- x", "+++ y"]),
        ("a\nb\nc", "a\nc", ["-b"]),
    ],
)
def test_lines_that_differ(stored_text, mine, told):
    assert compared(stored_text, mine) == told
