"""Letters that urge units: who may have them made, what they tell, and at which cost."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from docx import Document

from lib.domain.access import Role
from lib.domain.jobs import Kind
from lib.domain.papers import urging
from lib.domain.papers.papers import Paper
from lib.domain.papers.urging import Urged, Why
from lib.domain.workflow import Step, WorkStatus
from lib.errors import Denied, Refused
from lib.services import clock
from lib.services.jobs import jobs
from lib.services.papers import urging_letters
from tests.cast import CAST, HUNG, LAN, MAI
from tests.exports import docx_checker
from tests.factories import many_units
from tests.services.documents import document_scene
from tests.services.jobs.waiting import ended, runner
from tests.services.papers.report_scene import NOW, REPORT, ReportScene, make_scene
from tests.small_campaign import HELD, NIL, SHARE


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    made: ReportScene = stage.set(make_scene)
    return made


def ask(scene, person=MAI, of=LAN):
    with clock.at(NOW):
        return urging_letters.ask(
            scene.db, scene.who(person), scene.campaign, unit_id=scene.who(of).unit_id
        )


def ask_all(scene, person=MAI):
    with clock.at(NOW):
        return urging_letters.ask_all(scene.db, scene.who(person), scene.campaign)


def made(scene, job):
    with runner(scene.db):
        ended(scene, job)
    return jobs.take(scene.db, scene.who(MAI), job.job_id).path.read_bytes()


def plain(text):
    """As typed: papers bind words with blanks and hyphens that do not break."""
    return " ".join(text.replace("\u2011", "-").split())


def rows(content):
    (table,) = [one for one in Document(io.BytesIO(content)).tables if len(one.columns) == 4]
    return [[plain(cell.text) for cell in row.cells] for row in table.rows[1:]]


def test_those_of_the_office_may_have_them_made(scene):
    for person in CAST:
        if Role.OFFICE in person.roles:
            assert ask(scene, person).kind == Kind.URGING_LETTER
            assert ask_all(scene, person).kind == Kind.URGING_LETTERS
        else:
            for refused in (ask, ask_all):
                with pytest.raises(Denied):
                    refused(scene, person)
            with pytest.raises(Denied):
                urging_letters.board(scene.db, scene.who(person), scene.campaign)


def test_a_letter_tells_what_presses_and_in_the_form_of_the_decree(scene):
    papers = document_scene.Scene(scene.db, scene.campaign, scene.actors)
    acknowledged = papers.published(so_ky_hieu="44/KH-SXD")
    papers.acknowledge(acknowledged, LAN)
    papers.published(han="")
    scene.report(LAN, HELD, so_hoi_nghi="3")
    scene.report(LAN, NIL, status=WorkStatus.NIL)
    scene.take(HUNG, Step.SEND, NIL)
    scene.take(MAI, Step.RETURN, NIL)
    scene.report(LAN)

    content = made(scene, ask(scene))

    assert docx_checker.problems(content, Paper.URGING_LETTER) == []
    assert rows(content) == [
        ["1", f"{SHARE} · Việc {SHARE}", "03/04/2021", "Quá hạn 52 ngày"],
        ["2", f"{NIL} · Việc {NIL}", "27/05/2021", "Bị trả lại, còn 2 ngày"],
        ["3", "Xác nhận văn bản 45/KH-SXD", "-", "Chưa xác nhận"],
        ["4", f"{REPORT} · Báo cáo của đơn vị", "28/05/2021", "Chưa gửi, còn 3 ngày"],
    ]
    said = " ".join(plain(one.text) for one in Document(io.BytesIO(content)).paragraphs)
    assert "Kính gửi: Phòng Quản lý xây dựng" in said
    assert (
        "Đến ngày 25 tháng 5 năm 2021, Phòng Quản lý xây dựng còn 01 nhiệm vụ quá hạn, 01 báo cáo "
        "bị trả lại chờ bổ sung, 01 văn bản chưa xác nhận, báo cáo kết quả của đơn vị chưa gửi"
    ) in said


def test_a_report_that_is_with_the_office_is_not_asked_for(scene):
    scene.sent()

    assert REPORT not in " ".join(row[1] for row in rows(made(scene, ask(scene))))


def test_letters_to_all_units_are_in_one_zip_and_none_goes_to_the_office(scene):
    content = made(scene, ask_all(scene))

    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert pack.namelist() == [
            "Cong-van-don-doc_TTR.docx", "Cong-van-don-doc_QLXD.docx", "Cong-van-don-doc_QHKT.docx",
        ]  # fmt: skip
        assert rows(pack.read("Cong-van-don-doc_QLXD.docx")) == rows(made(scene, ask(scene)))
    with clock.at(NOW):
        board = urging_letters.board(scene.db, scene.who(MAI), scene.campaign)
    assert [(one.unit.code, one.count) for one in board] == [("TTR", 4), ("QLXD", 4), ("QHKT", 4)]


def test_there_is_no_letter_about_nothing(scene):
    with pytest.raises(Refused, match="nothing_to_urge"):
        ask(scene, of=MAI)
    before_all = datetime(2021, 3, 2, tzinfo=UTC)
    with clock.at(before_all), pytest.raises(Refused, match="nothing_to_urge"):
        urging_letters.ask_all(scene.db, scene.who(MAI), scene.campaign)


def test_a_file_is_of_the_revision_that_it_names(scene):
    job = ask(scene)
    scene.report(LAN, HELD, so_hoi_nghi="3")

    content = made(scene, job)

    assert f"_r{job.revision}.docx" in job.file_name
    assert rows(content)[0][1] == f"{HELD} · Việc {HELD}"


def test_more_units_take_no_more_statements(scene, monkeypatch):
    counted = []
    reader = type(scene.db.read(lambda tx: tx))
    asked = reader.rows
    monkeypatch.setattr(
        reader, "rows", lambda tx, *told, **more: counted.append(1) or asked(tx, *told, **more)
    )

    def statements(new_units):
        many_units(scene.db, new_units, campaign_id=scene.campaign.campaign_id)
        counted.clear()
        with clock.at(NOW):
            return len(urging_letters.board(scene.db, scene.who(MAI), scene.campaign)), len(counted)

    statements(1)
    few, at_few = statements(1)
    many, at_many = statements(200)

    assert many == few + 200
    assert 0 < at_few == at_many


@pytest.mark.parametrize(
    ("due_on", "standing"),
    [
        (date(2021, 5, 24), "Quá hạn 1 ngày"), (date(2021, 5, 25), "Hết hạn hôm nay"),
        (date(2021, 5, 26), "Còn 1 ngày"), (date(2018, 1, 1), "Quá hạn 1.240 ngày"),
    ],
)  # fmt: skip
def test_days_are_counted_from_today(due_on, standing):
    letter = urging.told([Urged(Why.OVERDUE, "Việc", due_on)], plan="", today=date(2021, 5, 25))

    assert [one.standing for one in letter.rows] == [standing]


def test_what_is_one_and_what_is_many():
    found = [Urged(Why.OVERDUE, "Việc", date(2021, 5, 24))] * 12 + [Urged(Why.DOCUMENT, "Văn bản")]

    letter = urging.told(found, plan="", today=date(2021, 5, 25))

    assert letter.counts == "12 nhiệm vụ quá hạn, 01 văn bản chưa xác nhận"
