"""The guide of one's own roles as a file: what is in it, for everybody, with its pictures."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from lib.config import ROOT, VERSION
from lib.domain.access import POLICY, Role
from lib.domain.jobs import Kind, State
from lib.domain.unit_reports import Ending
from lib.errors import Refused
from lib.exports import pdf
from lib.services.jobs import jobs
from lib.services.papers import guides
from lib.text import guide as words
from lib.ui.frame import guide, nav
from tests.cast import CAST, LAN, MAI, QUANG
from tests.services.jobs.waiting import ended, runner
from tests.services.nominations.nomination_scene import make_scene

PICTURE = re.compile(r"!\[([^\]]*)\]")


@pytest.fixture
def scene(stage, own_data):
    return stage.set(make_scene)


def titles(*roles):
    return [title for title, _ in guides.of_roles(roles)]


def made(scene, person, ending=Ending.DOCX):
    job = guides.ask(scene.db, scene.who(person), scene.campaign, ending=ending)
    with runner(scene.db):
        over = ended(scene, job)
    assert over.state == State.DONE
    return over, jobs.take(scene.db, scene.who(person), job.job_id).path.read_bytes()


def test_the_table_names_sections_that_there_are():
    for begins in words.OF_ROLES:
        assert [one for one in guides.sections() if one.startswith(begins)], begins
    assert [*guides.sections()] == [*guide.sections()]


@pytest.mark.parametrize("entry", nav.ENTRIES, ids=lambda one: one.url_path)
def test_who_may_open_a_page_has_its_section(entry):
    # The plan is everybody's; its section is about reporting on it.
    if entry.url_path in {nav.GUIDE, "plan"}:
        return
    for role in POLICY[entry.action]:
        assert guide.about(entry.url_path) in titles(role), role


def test_each_role_has_its_own_and_not_what_only_others_do():
    assert "Quản trị: người dùng, đơn vị, sao lưu" not in titles(Role.STAFF)
    assert "Thủ trưởng đơn vị: gửi Văn phòng" not in titles(Role.STAFF)
    assert "Thiết lập phong trào" not in titles(Role.HEAD, Role.COUNCIL)
    assert titles(*Role) == [one for one in guides.sections() if not one.startswith("Phiên bản")]
    for role in Role:
        assert titles(role)[0] == "Đăng nhập"
        assert "Phím tắt" in titles(role)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_everybody_has_the_guide_of_their_own_roles_with_its_pictures(scene, person):
    job, content = made(scene, person)

    document = Document(io.BytesIO(content))
    said = [one.text for one in document.paragraphs]
    sections = guides.of_roles(person.roles)
    pictures = [alt for _, text in sections for alt in PICTURE.findall(text)]
    assert said[0] == "HƯỚNG DẪN SỬ DỤNG"
    assert said[1] == f"Phần mềm Thi đua, dành cho {words.named(person.roles)}"
    headings = [one.text for one in document.paragraphs if one.style.style_id == "Section"]
    assert headings == [title for title, _ in sections]
    told = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert told == pictures
    assert VERSION in document.sections[0].first_page_footer.paragraphs[0].text
    assert job.file_name.startswith("Huong-dan_")
    assert job.file_name.endswith(f"_{VERSION}.docx")


def test_nothing_of_the_marks_and_nothing_of_the_words_is_lost(scene):
    _, content = made(scene, MAI)
    document = Document(io.BytesIO(content))

    said = "\n".join(one.text for one in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    assert not re.search(r"\*\*|`|!\[|^#|\{\{ ready", said, re.MULTILINE)
    assert cells[:4] == ["phím", "việc", "Ctrl + S", "lưu nhiệm vụ, đề nghị hoặc câu hỏi đang mở"]
    sections = guides.of_roles(MAI.roles)
    source = " ".join(text for _, text in sections)
    plain = re.sub(r"!\[|\]\([^)]*\)|[*`#|-]", " ", source)
    wanted = [one for one in plain.split() if one.isalpha()]
    there = set(re.findall(r"\w+", f"{said} {' '.join(cells)}"))
    assert [one for one in wanted if one not in there] == []
    assert "Chưa có **" not in said


def test_it_comes_as_pdf_where_the_server_can(scene):
    if pdf.program() is None:
        pytest.skip("no LibreOffice here")
    job, content = made(scene, QUANG, Ending.PDF)

    assert content.startswith(b"%PDF-")
    assert job.kind == Kind.GUIDE_PDF
    assert b"pdfaid" in content or b"/Type/Metadata" in content


def test_without_libreoffice_it_is_refused(scene, monkeypatch):
    monkeypatch.setattr(pdf, "_PLACES", ())

    with pytest.raises(Refused) as refused:
        guides.ask(scene.db, scene.who(LAN), scene.campaign, ending=Ending.PDF)

    assert refused.value.reason == "no_pdf"
    assert jobs.mine(scene.db, scene.who(LAN)) == []


def test_every_picture_of_the_guide_is_there():
    source = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")

    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", source):
        assert (ROOT / "docs" / path).is_file(), path
