"""The notice of results on the page "Báo cáo", beside a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.domain.jobs import Kind
from lib.services.jobs import jobs
from tests.cast import MAI, SON
from tests.pages.conftest import button
from tests.services.closing.report_scene import ReportScene, make

PAGE = "office/report"
LABEL = "Lập thông báo kết quả"


@pytest.fixture
def scene(house, own_data: Path) -> ReportScene:
    made: ReportScene = house.set(make)
    return made


def captions(at) -> str:
    return "\n".join(one.value for one in at.caption)


@pytest.mark.parametrize("person", [MAI, SON], ids=lambda one: one.username)
def test_the_office_and_leaders_have_it_made(app, scene: ReportScene, person) -> None:
    report_id = scene.begin()
    at = app(person, PAGE).run()
    assert "còn 4 đơn vị chưa có kết luận của lãnh đạo" in captions(at)

    button(at, LABEL).click().run()

    (one,) = jobs.mine(scene.db, scene.who(person))
    assert one.job.kind == Kind.RESULT_NOTICE
    assert one.job.parameters["report"] == str(report_id)


def test_without_a_report_there_is_no_notice(app, scene: ReportScene) -> None:
    at = app(MAI, PAGE).run()

    assert LABEL not in [one.label for one in at.button]
