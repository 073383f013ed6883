"""The scan of a signed report on the page "Báo cáo"."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from lib.services.acts import new_act
from lib.services.closing import scans
from lib.services.files.file_checks import Upload
from tests import files
from tests.cast import MAI, SON
from tests.pages.conftest import button
from tests.services.closing.report_scene import ReportScene, make

PAGE = "office/report"
SAVE = "Lưu bản quét"


@pytest.fixture
def scene(house, own_data: Path) -> ReportScene:
    made: ReportScene = house.set(make)
    return made


def put(scene: ReportScene, report_id, seen: int = 0, words: str = "Một") -> None:
    scans.put(
        scene.db, scene.who(MAI), scene.again(), act_id=new_act(), report_id=report_id,
        seen_number=seen, upload=Upload("ky.pdf", io.BytesIO(files.pdf(words=words))), reason="Rõ",
    )  # fmt: skip


def numbers(scene: ReportScene, report_id) -> list[int]:
    found = scans.listed(scene.db, scene.who(MAI), scene.again(), report_id)
    return [one.number for one in found]


def test_the_office_puts_a_scan_there_and_reads_of_it(app, scene: ReportScene) -> None:
    report_id = scene.signed()
    at = app(MAI, PAGE).run()
    assert button(at, SAVE).disabled
    at.file_uploader[0].set_value(("ký.pdf", files.pdf(), "application/pdf")).run()

    button(at, SAVE).click().run()

    assert numbers(scene, report_id) == [1]
    assert any("ký.pdf, 1 trang" in one.value for one in at.caption)


def test_a_file_that_is_not_taken_is_told_of(app, scene: ReportScene) -> None:
    report_id = scene.signed()
    at = app(MAI, PAGE).run()
    at.file_uploader[0].set_value(("ký.pdf", files.docx(), "application/pdf")).run()

    button(at, SAVE).click().run()

    assert numbers(scene, report_id) == []
    assert any("không phải PDF" in one.value for one in at.error)


def test_another_takes_its_place_only_with_a_reason(app, scene: ReportScene) -> None:
    report_id = scene.signed()
    put(scene, report_id)
    at = app(MAI, PAGE).run()
    at.file_uploader[0].set_value(("hai.pdf", files.pdf(words="Hai"), "application/pdf")).run()
    button(at, SAVE).click().run()
    assert numbers(scene, report_id) == [1]
    [reason] = [one for one in at.text_area if one.label == "Lý do thay *"]
    reason.set_value("Thiếu trang 3").run()

    button(at, SAVE).click().run()

    assert numbers(scene, report_id) == [2, 1]
    assert any("Lý do thay: Thiếu trang 3" in one.value for one in at.caption)


def test_a_leader_reads_and_puts_none(app, scene: ReportScene) -> None:
    report_id = scene.signed()
    put(scene, report_id)

    at = app(SON, PAGE).run()

    assert any("ky.pdf, 1 trang" in one.value for one in at.caption)
    assert at.get("file_uploader") == []


def test_a_draft_tells_of_no_scan(app, scene: ReportScene) -> None:
    scene.begin()

    at = app(MAI, PAGE).run()

    assert not any("bản quét" in one.value for one in at.caption)
