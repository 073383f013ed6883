"""The paper that says which units have acknowledged a document, and which have not."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from lib.domain.access import Role
from lib.domain.agency import Agency
from lib.domain.jobs import Kind
from lib.domain.papers.papers import Paper
from lib.errors import Denied, NotFound
from lib.services import clock
from lib.services.acts import new_act
from lib.services.jobs import jobs
from lib.services.papers import acknowledgement_lists
from lib.store import setup
from tests.cast import CAST, HUNG, LAN, MAI, VAN, YEN
from tests.exports import docx_checker
from tests.services.documents.document_scene import NOW, Scene, make_scene
from tests.services.jobs.waiting import ended, runner


def with_agency(db) -> Scene:
    agency = Agency("Sở Xây dựng tỉnh Cao Bằng", "UBND tỉnh Cao Bằng")
    db.write(lambda tx: setup.insert_agency(tx, agency, now=NOW))
    return make_scene(db)


@pytest.fixture
def scene(stage, own_data) -> Scene:
    return stage.set(with_agency)


def ask(scene, document_id, person=MAI, **changes):
    campaign = replace(scene.campaign, **changes)
    with clock.at(NOW):
        return acknowledgement_lists.ask(scene.db, scene.who(person), campaign, document_id)


def test_who_may_have_it_made(scene):
    key = scene.published()
    for person in CAST:
        if person.roles & {Role.OFFICE, Role.LEADER}:
            assert ask(scene, key, person).kind == Kind.ACKNOWLEDGEMENT_LIST
        else:
            with pytest.raises(Denied):
                ask(scene, key, person)


def test_it_says_who_has_and_who_has_not_in_the_form_of_the_decree(scene):
    key = scene.published()
    scene.acknowledge(key, LAN)
    scene.corrected(key, xac_nhan_lai=False)
    scene.acknowledge(key, YEN, number=2, so_nguoi="1.200")

    job = ask(scene, key)
    with runner(scene.db):
        ended(scene, job)
    content = jobs.take(scene.db, scene.who(MAI), job.job_id).path.read_bytes()

    assert docx_checker.problems(content, Paper.ACKNOWLEDGEMENT_LIST) == []
    paper = Document(io.BytesIO(content))
    said = " ".join(plain(one.text) for one in paper.paragraphs)
    assert "Đơn vị xác nhận văn bản số 45/KH-SXD" in said
    assert (
        "Văn bản số 45/KH-SXD ngày 15/03/2021 của Sở Xây dựng: Kế hoạch tuyên truyền bầu cử; bản "
        "2, đăng lúc 20/03/2021 10:00; hạn phổ biến 30/03/2021."
    ) in said
    assert (
        "Đến 20/03/2021 10:00, 2/4 đơn vị nhận văn bản đã xác nhận, đã phổ biến cho 1.212 người."
    ) in said
    (table,) = [one for one in paper.tables if len(one.columns) == 6]
    rows = [[plain(cell.text) for cell in row.cells] for row in table.rows[1:]]
    assert rows == [
        ["1", "Văn phòng Sở", "-", "-", "-", "Chưa xác nhận"],
        ["2", "Thanh tra Sở", "-", "-", "-", "Chưa xác nhận"],
        ["3", "Phòng Quản lý xây dựng", "1", "12", "19/03/2021",
         f"{LAN.full_name}, 20/03/2021 10:00"],
        ["4", "Phòng Quy hoạch - Kiến trúc", "2", "1.200", "19/03/2021",
         f"{YEN.full_name}, 20/03/2021 10:00"],
    ]  # fmt: skip


def test_there_is_none_of_what_is_not_out(scene):
    own, draft = scene.published_own(HUNG), scene.save(VAN)

    for key in (own, draft, new_act()):
        with pytest.raises(NotFound):
            ask(scene, key)
    with pytest.raises(NotFound):
        ask(scene, scene.published(), campaign_id=new_act())


def plain(text: str) -> str:
    """As typed: papers bind words with blanks and hyphens that do not break."""
    return " ".join(text.replace("\u2011", "-").split())
