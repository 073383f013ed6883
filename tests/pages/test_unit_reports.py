"""The unit's own report on the unit's checklist and on the Office's page "Tổng kết"."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.domain.jobs import Kind
from lib.domain.workflow import Step
from lib.exports import pdf
from lib.services.jobs import jobs
from lib.services.papers.unit_reports import PAGE_ROWS
from tests.cast import HUNG, LAN, MAI, SON, YEN
from tests.factories import many_units
from tests.pages.conftest import button
from tests.services.papers.report_scene import REPORT, ReportScene, make_scene
from tests.small_campaign import HELD

CLOSING, CHECKLIST = "office/closing", "unit/checklist"


@pytest.fixture
def scene(house, own_data: Path) -> ReportScene:
    made: ReportScene = house.set(make_scene)
    return made


@pytest.fixture(autouse=True)
def _with_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "program", lambda: "soffice")


def opened(app, person, code: str = REPORT):
    at = app(person, CHECKLIST)
    at.query_params["item"] = code
    return at.run()


def asked(scene: ReportScene, person) -> list[tuple[Kind, object]]:
    return [(one.job.kind, one.job.unit_id) for one in jobs.mine(scene.db, scene.who(person))]


def said(at) -> str:
    return "\n".join(one.value for kind in ("markdown", "caption") for one in at.get(kind))


@pytest.mark.parametrize("person", [LAN, HUNG], ids=lambda one: one.username)
def test_a_unit_has_its_own_report_made(app, scene: ReportScene, person) -> None:
    at = opened(app, person)
    assert "Số liệu tạm tính đến" in said(at)

    button(at, "Lập DOCX").click().run()
    button(at, "Lập PDF").click().run()

    own = scene.who(LAN).unit_id
    assert sorted(asked(scene, person)) == [(Kind.UNIT_REPORT, own), (Kind.UNIT_REPORT_PDF, own)]


def test_after_sending_the_figures_are_told_as_fixed(app, scene: ReportScene) -> None:
    scene.report(LAN)
    scene.take(HUNG, Step.SEND)

    assert "Số liệu chốt ngày 25 tháng 5 năm 2021" in said(opened(app, LAN))


def test_another_task_is_no_report(app, scene: ReportScene) -> None:
    at = opened(app, LAN, HELD)

    assert not [one for one in at.button if one.label in ("Lập DOCX", "Lập PDF")]


def test_without_libreoffice_the_button_says_why(
    app, scene: ReportScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "program", lambda: None)

    at = opened(app, LAN)

    assert button(at, "Lập PDF").disabled
    assert not button(at, "Lập DOCX").disabled
    assert "Máy chủ chưa cài LibreOffice" in said(at)


def test_the_office_sees_where_each_report_stands(app, scene: ReportScene) -> None:
    scene.report(LAN)
    scene.take(HUNG, Step.SEND)

    at = app(MAI, CLOSING)

    lines = [one.value for one in at.markdown if "badge" in one.value]
    assert len([one for one in lines if "Chưa báo cáo" in one]) == 3
    [sent] = [one for one in lines if "Chờ tiếp nhận" in one or "gửi 25/05/2021" in one]
    assert "QL xây dựng" in sent


def test_what_is_recalled_is_not_reported(app, scene: ReportScene) -> None:
    scene.report(LAN)
    scene.take(HUNG, Step.SEND)
    scene.take(HUNG, Step.RECALL)

    lines = [one.value for one in app(MAI, CLOSING).markdown if "badge" in one.value]

    assert len([one for one in lines if "Chưa báo cáo" in one and "gửi" not in one]) == 4


def names(at) -> list[str]:
    """The units that the list shows."""
    return [one.value.split(" :")[0] for one in at.markdown if "Chưa báo cáo" in one.value]


def test_a_long_list_has_pages(app, scene: ReportScene) -> None:
    many_units(scene.db, 30, campaign_id=scene.campaign.campaign_id)
    at = app(MAI, CLOSING)
    first = names(at)
    assert len(first) == PAGE_ROWS
    assert len(at.selectbox(key="unit_reports_unit").options) == PAGE_ROWS
    assert "Nhắc 34 đơn vị chưa báo cáo" in [one.label for one in at.button]

    at.session_state["trang_bao_cao"] = 2
    at.run()
    assert len(names(at)) == 34 - PAGE_ROWS
    assert not {*first} & {*names(at)}

    at.session_state["trang_bao_cao"] = 99
    at.run()
    assert names(at) == first


def test_a_unit_is_sought_and_its_report_made(app, scene: ReportScene) -> None:
    many_units(scene.db, 60, campaign_id=scene.campaign.campaign_id)
    at = app(MAI, CLOSING)
    at.session_state["trang_bao_cao"] = 3
    at.run()

    at.text_input(key="tim_bao_cao").set_value("quy hoach").run()
    assert len(names(at)) == 1
    assert "Nhắc 64 đơn vị chưa báo cáo" in [one.label for one in at.button]
    button(at, "Lập DOCX").click().run()
    assert asked(scene, MAI) == [(Kind.UNIT_REPORT, scene.who(YEN).unit_id)]

    at.text_input(key="tim_bao_cao").set_value("không ai").run()
    assert "Không có đơn vị nào có tên như vậy." in [one.value for one in at.info]
    assert [one.label for one in at.button if one.label.startswith("Lập")] == [
        "Lập cho mọi đơn vị (ZIP)"
    ]
    at.text_input(key="tim_bao_cao").set_value("").run()
    assert len(names(at)) == PAGE_ROWS


def test_a_short_list_has_no_box_to_seek_in(app, scene: ReportScene) -> None:
    assert "tim_bao_cao" not in [one.key for one in app(MAI, CLOSING).text_input]


def test_a_chosen_unit_that_the_next_page_does_not_show_is_chosen_no_more(
    app, scene: ReportScene
) -> None:
    many_units(scene.db, 30, campaign_id=scene.campaign.campaign_id)
    at = app(MAI, CLOSING)
    at.selectbox(key="unit_reports_unit").set_value(str(scene.who(LAN).unit_id)).run()

    at.session_state["trang_bao_cao"] = 2
    at.run()
    shown = at.selectbox(key="unit_reports_unit").value
    button(at, "Lập DOCX").click().run()

    assert shown != str(scene.who(LAN).unit_id)
    assert [str(unit_id) for _, unit_id in asked(scene, MAI)] == [shown]


def test_the_office_has_one_report_or_all_made(app, scene: ReportScene) -> None:
    at = app(MAI, CLOSING)
    at.selectbox(key="unit_reports_unit").set_value(str(scene.who(LAN).unit_id)).run()

    button(at, "Lập DOCX").click().run()
    at.toggle(key="unit_reports_with_pdf").set_value(True).run()
    button(at, "Lập cho mọi đơn vị (ZIP)").click().run()

    [whole, one] = jobs.mine(scene.db, scene.who(MAI))
    assert (one.job.kind, one.job.unit_id) == (Kind.UNIT_REPORT, scene.who(LAN).unit_id)
    assert (whole.job.kind, whole.job.total) == (Kind.UNIT_REPORTS, 8)


def test_a_leader_reads_the_list_and_has_nothing_made(app, scene: ReportScene) -> None:
    at = app(SON, CLOSING)

    assert any("Báo cáo của các đơn vị" in one.value for one in at.header)
    assert not [one for one in at.button if one.label.startswith("Lập")]
