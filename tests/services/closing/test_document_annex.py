"""Documents in the closing report: its figures, its fourth annex, and the CSV file agree."""

from __future__ import annotations

import csv
import io

import pytest
from docx import Document as open_docx

from lib.domain.agency import Agency
from lib.domain.exports import Options
from lib.domain.papers.papers import Paper
from lib.domain.reports.outline import ReportKind
from lib.exports.docx.making import pack_maker
from lib.exports.docx.making.orders import Order
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.closing import composing, freezing, reports
from lib.services.papers import paper_templates
from lib.services.reports import exports
from lib.store import setup
from tests.cast import MAI, YEN
from tests.exports import document_scene
from tests.exports.docx_checker import problems
from tests.exports.scene import NOW
from tests.services.documents.document_scene import make_scene

SENTENCE = "van_ban_da_dang"


def with_agency(db) -> None:
    db.write(lambda tx: setup.insert_agency(tx, Agency("Sở X", "UBND tỉnh Y"), now=NOW))


def with_documents(db):
    with_agency(db)
    return document_scene.play(db)


@pytest.fixture
def played(stage, own_data):
    return stage.set(with_documents)


def composed(scene):
    with clock.at(NOW):
        campaign = campaigns.find(scene.db, scene.campaign.code)
        return composing.now(scene.db, campaign, ReportKind.CLOSING)


def begun(scene):
    with clock.at(NOW):
        campaign = campaigns.find(scene.db, scene.campaign.code)
        report_id = reports.begin(
            scene.db, scene.who(MAI), campaign, act_id=new_act(), kind=ReportKind.CLOSING
        )
        campaign = campaigns.find(scene.db, scene.campaign.code)
        made = composing.composed(scene.db, campaign, report_id)
        assert made.reading is not None
        return made.document, freezing.paper(made.reading, made.document, is_draft=True)


def rows_of(db, key):
    with clock.at(NOW):
        made = exports.make_for_operator(db, key=key, campaign_code=None, options=Options())
        return list(csv.DictReader(io.StringIO(b"".join(made.pieces).decode("utf-8-sig"))))


def test_figures_are_those_of_the_csv_files(played):
    told = composed(played).told
    out = [one for one in rows_of(played.db, "documents") if one["Tình trạng văn bản"] == "Đã đăng"]
    said = rows_of(played.db, "acknowledgements")

    assert told.value("van_ban").number == len(out) == 3
    assert told.value("van_ban.luot").number == sum(
        int(one["Số người được phổ biến"] or 0) for one in said
    )
    full = [one for one in out if one["Số đơn vị nhận"] == one["Số đơn vị đã xác nhận"]]
    assert told.value("van_ban.du").number == len(full) == 0
    rows = told.figure("van_ban.luot").rows
    assert [(one.unit_code, one.task_code, one.value) for one in rows] == [
        ("QLXD", "45/KH-SXD", "13")
    ]
    for name in ("van_ban.khac", "van_ban.du.luot"):
        with pytest.raises(KeyError):
            told.figure(name)


def test_the_annex_lists_them_by_level_and_day(played):
    _, paper = begun(played)

    told = [
        (one.number, one.symbol, one.issued_on, one.issuer, one.acknowledged)
        for one in paper.closing.documents
    ]
    assert told == [
        ("1", "0123", "02/03/2021", "Ủy ban nhân dân tỉnh", "1/2"),
        ("2", "45/KH-SXD", "15/03/2021", "Sở Xây dựng", "1/4"),
        ("3", "10/CV", "18/03/2021", "Sở Xây dựng", "0/2"),
    ]
    assert paper.closing.documents[1].abstract == "-Kế hoạch (sửa)"
    assert {one.published_on for one in paper.closing.documents} == {"20/03/2021"}
    assert {one.address for one in paper.closing.documents} == {"https://vanban.example.gov.vn/45"}


def test_part_two_points_to_the_annex(played):
    document, _ = begun(played)

    assert document.line(SENTENCE).words.text == (
        "Văn phòng đã đăng 03 văn bản để các phòng, đơn vị phổ biến, với 13 lượt người được phổ "
        "biến (Phụ lục IV)."
    )


def test_without_documents_there_is_neither(db, own_data):
    with_agency(db)
    document, paper = begun(make_scene(db))

    assert document.line(SENTENCE) is None
    assert paper.closing.documents == ()


def test_what_every_unit_has_acknowledged_is_counted(played):
    key = next(
        one.document.document_id for one in played.lines(MAI) if one.entry.content.number == "10/CV"
    )
    played.acknowledge(key, MAI)
    assert composed(played).told.value("van_ban.du").number == 0
    only = played.published(gui_toi="chon", don_vi=[str(played.who(YEN).unit_id)])
    played.acknowledge(only, YEN)

    assert composed(played).told.value("van_ban.du").number == 1


def test_the_paper_holds_the_annex_in_the_form_of_the_decree(played, tmp_path):
    _, data = begun(played)
    templates = {one: str(path) for one, path in paper_templates.in_force(played.db).items()}
    target = tmp_path / "bao-cao.docx"
    for _ in pack_maker.make_one(Order(data, templates), Paper.CLOSING_REPORT, target):
        pass

    paper = open_docx(str(target))
    (table,) = [one for one in paper.tables if len(one.columns) == 8]
    plain = [
        [" ".join(cell.text.replace("\u2011", "-").split()) for cell in row.cells]
        for row in table.rows
    ]
    assert plain[0] == [
        "STT", "Số, ký hiệu", "Ngày", "Cơ quan ban hành", "Trích yếu", "Ngày đăng",
        "Đơn vị xác nhận", "Đường dẫn",
    ]  # fmt: skip
    assert plain[2] == [
        "2", "45/KH-SXD", "15/03/2021", "Sở Xây dựng", "-Kế hoạch (sửa)", "20/03/2021", "1/4",
        "https://vanban.example.gov.vn/45",
    ]  # fmt: skip
    found = [one for one in problems(target.read_bytes(), Paper.CLOSING_REPORT) if "annex" in one]
    assert found == []
