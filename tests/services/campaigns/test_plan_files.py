"""Plans out of files by the inspecting processes: every format, and every attack is a refusal."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from lib import text
from lib.domain.files import Limits
from lib.domain.plan_text.corrections import Corrected, Correction
from lib.domain.plan_text.nouns import Doubt, Place
from lib.domain.plan_text.parse import parse
from lib.errors import AppError, BadPlan, BadUpload
from lib.exports import old_word, pdf
from lib.services.campaigns import plan_files
from lib.services.files.inspection.bounds import Bounds
from lib.text.plans import BAD_PLANS, DOUBTS, LEFT_OUT
from tests import files
from tests.domain.plan_text import layouts
from tests.services.files.plans import making
from tests.services.files.plans.making import p

LAYOUT = layouts.FOLDER / "17-nhieu-dong.txt"
LINES = layouts.lines_of(LAYOUT)
DOCX = making.docx("".join(p(line) for line in LINES))
with_office = pytest.mark.skipif(pdf.program() is None, reason="needs LibreOffice")


def reason(name, content, **options):
    with pytest.raises(AppError) as refusal:
        plan_files.read(name, content, **options)
    assert text.sentence(refusal.value).startswith(name[:20])
    return refusal.value.reason


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("kh.txt", LAYOUT.read_bytes(), "txt"),
        ("kh.MD", LAYOUT.read_bytes(), "txt"),
        ("kh.docx", DOCX, "docx"),
        ("kh.docx.txt", DOCX, "docx"),
    ],
)
def test_a_plan_comes_out_of_every_format_as_out_of_its_lines(name, content, kind):
    found = plan_files.read(name, content)

    assert (found.kind, found.warnings, dict(found.left_out)) == (kind, (), {})
    assert found.lines == tuple(LINES)
    assert found.plan == parse(LINES)


def test_a_pdf_is_read_by_where_its_lines_stand():
    rows = [line[:88] for line in LINES[:30]]
    content = making.pdf([[(40, 800 - 20 * n, row) for n, row in enumerate(rows)]])

    found = plan_files.read("kh.pdf", content)

    assert (found.kind, found.plan.head.number) == ("pdf", "131/KH-SXD")
    assert [group.code for group in found.plan.groups] == ["I", "II", "III"]


@with_office
def test_an_old_word_file_is_converted_and_says_so(tmp_path):
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(tmp_path / "kh.docx"))
    content = _as_doc(tmp_path)

    found = plan_files.read("kh.doc", content)

    assert content.startswith(old_word.OLE)
    assert (found.kind, found.warnings) == ("doc", ("old_word",))
    assert [group.title for group in found.plan.groups] == [
        group.title for group in parse(LINES).groups
    ]


def _as_doc(folder):
    subprocess.run(
        [
            pdf.program(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "kh.docx"),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "kh.doc").read_bytes()


def test_without_libreoffice_an_old_word_file_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(pdf, "program", lambda: None)

    assert reason("kh.doc", old_word.OLE + b"\0" * 600) == "no_office"


@with_office
def test_an_old_word_file_that_nobody_can_read_is_refused():
    assert reason("kh.doc", old_word.OLE + b"\0" * 6000) in {"unconverted", "no_text"}


def test_corrections_reach_the_parser():
    found = plan_files.read(
        "kh.txt", LAYOUT.read_bytes(), corrected=[Corrected(2, Correction.SPLIT)]
    )

    assert [one.doubt for one in found.plan.questions] == [Doubt.UNUSED_CORRECTION]


def doctype(entity):
    return with_document(
        f'<?xml version="1.0"?><!DOCTYPE d [{entity}]><w:document xmlns:w="{making.W}"><w:body>'
        "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    )


def with_document(document):
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(making.docx(p("x")))) as whole,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            package.writestr(name, document if name == "word/document.xml" else content)
    return made.getvalue()


def deep(levels):
    return making.docx(
        "<w:sdt><w:sdtContent>" * levels + p("x") + "</w:sdtContent></w:sdt>" * levels
    )


def locked(content):
    """The flag of a locked part, in each place that names the part."""
    made = bytearray(content)
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(head)
        while place >= 0:
            made[place + at] |= 1
            place = made.find(head, place + 4)
    return bytes(made)


def bomb():
    return making.docx(p("x"), more={"word/a.xml": b"<a>" + b" " * (110 << 20) + b"</a>"})


ATTACKS = {
    "bomb": (bomb, "bomb"),
    "entity of a file": (lambda: doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'), "outside"),
    "entities in entities": (
        lambda: doctype('<!ENTITY b "xxxxxxxxxx"><!ENTITY a "&b;&b;&b;&b;&b;&b;">'), "outside",
    ),
    "deep": (lambda: deep(5_000), "damaged"),
    "locked": (lambda: locked(DOCX), "protected"),
    "locked by Word": (
        lambda: old_word.OLE + "EncryptedPackage".encode("utf-16-le"), "protected",
    ),
    "old macros": (lambda: old_word.OLE + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
    "macros": (lambda: making.docx(p("x"), more={"word/vbaProject.bin": b"x"}), "macros"),
    "workbook": (files.xlsx, "not_plan"),
    "other zip": (files.plain_zip, "wrong_content"),
    "cut": (lambda: DOCX[: len(DOCX) // 2], "damaged"),
    "nothing": (bytes, "empty"),
    "spaces": (lambda: b" \n \t\n", "no_text"),
    "picture": (lambda: files.image("PNG"), "not_text"),
    "program": (lambda: files.EXE, "not_text"),
    "lines": (lambda: b"\n" * 10_000_000, "too_many_lines"),
    "one line": (lambda: b"x" * 15_000_000, "too_much_text"),
    "scan": (lambda: making.pdf([[], []]), "scan"),
    "script": (
        lambda: files.pdf(b"4 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n"), "active",
    ),
    "locked PDF": (
        lambda: files.pdf(b"4 0 obj\n<< /Encrypt << >> >>\nendobj\n"), "protected",
    ),
    "two kinds": (lambda: b"\n%PDF-1.7 x", "polyglot"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_and_broken_files_are_refused_by_their_reason(attack):
    make, told = ATTACKS[attack]

    assert reason("kh.docx", make()) == told


@pytest.mark.parametrize("name", ["kh.exe", "kh", "kh.docm", "kh.xlsx"])
def test_other_endings_are_not_taken(name):
    assert reason(name, LAYOUT.read_bytes()) == "not_plan"


def test_a_name_that_leads_elsewhere_is_refused():
    with pytest.raises(BadUpload) as refusal:
        plan_files.read("../kh.txt", LAYOUT.read_bytes())

    assert refusal.value.reason == "bad_name"


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(plan_files.pool, "pool", lambda: pytest.fail("it was read"))
    content = b"x" * 2000

    assert reason("kh.txt", content, limits=replace(Limits(), file_bytes=1999)) == "too_large"


def test_a_reader_that_takes_too_much_ends_alone(monkeypatch):
    monkeypatch.setattr(plan_files, "BOUNDS", Bounds(cpu_s=20, wall_s=30.0, memory_bytes=90 << 20))

    assert reason("kh.txt", (b"x " * 9_000 + b"\n") * 100) == "unchecked"
    monkeypatch.undo()
    assert plan_files.read("kh.txt", LAYOUT.read_bytes()).plan.kind == "KẾ HOẠCH"


def test_every_refusal_question_and_place_has_its_words():
    assert set(BAD_PLANS) == BadPlan.REASONS
    assert set(DOUBTS) == set(Doubt)
    assert set(text.PLACES) == set(Place)
    assert text.left_out_line(dict.fromkeys(LEFT_OUT, 2)).count(": 2") == len(LEFT_OUT)
    assert text.left_out_line({}) == ""
