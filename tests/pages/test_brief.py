"""The one page for leaders on the page "Báo cáo", beside a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.domain.jobs import Kind
from lib.services.jobs import jobs
from tests.cast import MAI, SON
from tests.pages.conftest import button
from tests.services.closing.report_scene import ReportScene, make

PAGE = "office/report"


@pytest.fixture
def scene(house, own_data: Path) -> ReportScene:
    made: ReportScene = house.set(make)
    return made


@pytest.mark.parametrize("person", [MAI, SON], ids=lambda one: one.username)
@pytest.mark.parametrize(
    ("ending", "kind"), [("DOCX", Kind.LEADER_BRIEF), ("PDF", Kind.LEADER_BRIEF_PDF)]
)
def test_the_office_and_leaders_have_it_made(app, scene: ReportScene, person, ending, kind) -> None:
    report_id = scene.begin()
    at = app(person, PAGE).run()

    button(at, f"Tóm tắt một trang ({ending})").click().run()

    (one,) = jobs.mine(scene.db, scene.who(person))
    assert one.job.kind == kind
    assert one.job.parameters["report"] == str(report_id)
