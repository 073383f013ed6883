"""Templates of the Office: taken, or refused in words that tell what to mend."""

from __future__ import annotations

import io

import pytest

from lib.domain.files import FileKind
from lib.domain.papers.papers import Paper
from lib.errors import BadTemplate, BadUpload
from lib.exports.docx.writing import package
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import paragraph
from lib.services.files.file_checks import Upload
from lib.services.files.inspection.bounds import Bounds
from lib.services.papers import paper_templates
from lib.text import sentence
from tests import files
from tests.exports import papers_made
from tests.exports.test_checking import with_part

LETTER = Paper.OFFICE_SUBMISSION


def check(content: bytes, **more: Bounds) -> None:
    upload = Upload("mau.docx", io.BytesIO(content))
    paper_templates.check_template(LETTER, upload, **more)


def refusal(content: bytes, **more: Bounds) -> str:
    with pytest.raises((BadTemplate, BadUpload)) as caught:
        check(content, **more)
    return sentence(caught.value)


def said(text: str) -> bytes:
    return package.docx("", [Section(paragraph("Body", text))])


def test_our_own_template_is_taken_as_it_is() -> None:
    content = papers_made.template(LETTER)

    file = paper_templates.check_template(LETTER, Upload("Tờ trình.docx", io.BytesIO(content)))

    assert (file.name, file.kind, file.content) == ("Tờ trình.docx", FileKind.DOCX, content)


def test_unknown_fields_are_told_by_their_names() -> None:
    assert refusal(said("{{ agency.headr }} {{ nguoi_ky }}")) == (
        "mau.docx: văn bản này không có trường agency.headr, nguoi_ky. Vui lòng kiểm tra lại tên "
        "trường trong mẫu."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ ''.__class__.__mro__ }}", "mẫu có lệnh không được phép (__class__"),
        ("{% for a in range(999999999) %}x{% endfor %}", "mẫu có lệnh không được phép (call"),
        ("{{ agency.name", "viết chưa đúng"),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "không kiểm tra được tệp"),
    ],
    ids=["escape", "endless list", "open mark", "nested without end"],
)
def test_what_is_no_field_is_refused_with_its_reason(text: str, told: str) -> None:
    assert told in refusal(said(text))


def test_macros_are_refused() -> None:
    assert "có macro" in refusal(
        with_part(papers_made.template(LETTER), "word/vbaProject.bin", b"x")
    )


def test_what_is_no_docx_is_refused() -> None:
    assert "phải là tệp DOCX" in refusal(files.pdf())


def test_a_damaged_file_is_refused() -> None:
    assert "bị hỏng" in refusal(papers_made.template(LETTER)[:-500])


@pytest.mark.parametrize(
    ("name", "told", "means"),
    [
        ("word/_rels/settings.xml.rels", files.relation("attachedTemplate"), "đính kèm"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a.xml"),
    ],
    ids=["template elsewhere", "words that unfold"],
)
def test_a_template_that_brings_in_what_lies_outside_is_refused(
    name: str, told: bytes, means: str
) -> None:
    found = refusal(with_part(papers_made.template(LETTER), name, told))

    assert "dẫn tới nội dung nằm ngoài tệp" in found
    assert means in found


def test_a_check_that_does_not_end_is_a_refusal() -> None:
    told = refusal(papers_made.template(LETTER), bounds=Bounds(wall_s=0))

    assert "không kiểm tra được tệp" in told
