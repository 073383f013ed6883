"""Files that act, or bring in what lies outside: refused, however they hide it."""

from __future__ import annotations

import io
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from lib.config import ROOT
from lib.domain.files import FileKind, Limits
from lib.errors import BadUpload
from lib.services.files.contents import images
from lib.services.files.file_checks import Upload, checked
from tests import files
from tests.services.files.test_file_checks import check, reason


def written(change, **options: object) -> bytes:
    """A PDF of one page after a change, its objects packed as writers of today do it."""
    made = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        options.setdefault("object_stream_mode", pikepdf.ObjectStreamMode.generate)
        pdf.save(made, **options)
    return made.getvalue()


def at_opening(**act: object):
    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(**act))

    return change


def in_root(name: str, make):
    def change(pdf: Pdf) -> None:
        pdf.Root[name] = make(pdf)

    return change


SCRIPT = {"S": Name.JavaScript, "JS": "app.alert(1)"}
FILLED = Dictionary(Fields=Array(), XFA="x")


def attached(pdf: Pdf):
    held = Stream(pdf, b"x")
    return Dictionary(F="a.exe", EF=Dictionary(F=held))


@pytest.mark.parametrize(
    "change",
    [
        at_opening(**SCRIPT),
        at_opening(S=Name.URI, URI="http://example.org"),
        at_opening(S=Name.GoTo, D="a", Next=Dictionary(S=Name.URI, URI="http://a")),
        at_opening(S=Name.SubmitForm, F="http://example.org"),
        at_opening(S=Name.ImportData, F="a"),
        at_opening(S=Name.GoToR, F="//server/a.pdf"),
        at_opening(S=Name.Launch, F="cmd.exe"),
        in_root("/AcroForm", lambda pdf: FILLED),
        in_root("/Names", lambda pdf: Dictionary(EmbeddedFiles=Dictionary(Names=Array()))),
        in_root("/AF", attached),
        in_root("/AA", lambda pdf: Dictionary(WC=Dictionary(S=Name.Named, N=Name.Print))),
        in_root("/AA", lambda pdf: pdf.make_indirect(Dictionary(O=Dictionary(S=Name.Named)))),
    ],
    ids=[
        "script", "address", "address next", "submit", "import", "other file", "launch", "xfa",
        "named files", "file", "by itself", "by itself elsewhere",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["generate", "disable"])
def test_pdfs_that_act(change, mode):
    content = written(change, object_stream_mode=getattr(pikepdf.ObjectStreamMode, mode))

    assert reason("a.pdf", content) == "active"


PACKED = b"4 0 << /S /JavaScript /JS (x) >>"


def stream(head: bytes, packed: bytes) -> bytes:
    return b"5 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        head, len(packed), packed,
    )  # fmt: skip


@pytest.mark.parametrize(
    "inside",
    [
        files.object_stream(PACKED).replace(b"/ObjStm", b"/Obj#53tm"),
        files.object_stream(PACKED).replace(b"/FlateDecode", b"/Flate#44ecode"),
        files.object_stream(PACKED.replace(b"/JavaScript", b"/Java#53cript")),
        stream(
            b"/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]",
            zlib.compress(PACKED).hex().encode() + b">",
        ),
        stream(b"/Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode", PACKED.hex().encode()),
        stream(b"/Type /ObjStm /N 1 /First 4", PACKED),
    ],
    ids=["name", "filter", "act", "two filters", "hex", "bare"],
)
def test_scripts_under_escapes_and_filters(inside):
    assert reason("a.pdf", files.pdf(inside)) == "active"


def test_a_script_of_an_earlier_version_is_found():
    """Readers that make the table anew may come upon it."""
    first = written(at_opening(**SCRIPT), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    number = first[: first.index(b"/JavaScript")].rsplit(b" 0 obj", 1)[0].rsplit(b"\n", 1)[1]
    hidden = first.replace(b"/JavaScript", b"/Java#53cript").replace(b"%%EOF", b"%%end")
    later = b"\n%s 0 obj\n<< /S /GoTo >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 9 >>\n%%%%EOF\n"

    assert reason("a.pdf", hidden + later % number) == "active"


def test_an_object_that_the_table_leaves_out_is_found():
    whole = written(lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    hidden = whole.replace(b"startxref", b"9 0 obj\n<< /XFA (x) >>\nendobj\nstartxref")

    assert check("a.pdf", whole).kind == FileKind.PDF
    assert reason("a.pdf", hidden) == "active"


@pytest.mark.parametrize(
    "inside",
    [b"/ObjStm stream\n" * 3000, b"5 0 obj\n<< /Type /ObjStm >>\nstream\n" * 3000],
    ids=["words", "objects"],
)
def test_packed_objects_that_nobody_can_read_are_damage(inside):
    assert reason("a.pdf", files.pdf(inside)) == "damaged"


@pytest.mark.parametrize("password", ["", "bi-mat"])
def test_locked_pdfs(password):
    lock = pikepdf.Encryption(owner="chu", user=password)

    assert reason("a.pdf", written(lambda pdf: None, encryption=lock)) == "protected"


def harmless(pdf: Pdf) -> None:
    """What offices' PDFs have, beside names that only look alike."""
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.AA))
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Font=Dictionary(AA=font, EF=font))
    link = Dictionary(S=Name.URI, URI="https://example.org/XFA")
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=link)])
    pdf.Root.OpenAction = Array([page, Name.Fit])
    pdf.docinfo["/Title"] = "Ve lenh (/JS ) va /XFA (\\)"


def test_pdfs_that_only_show_something_are_taken():
    assert check("a.pdf", written(harmless)).kind == FileKind.PDF
    assert check("a.pdf", written(harmless, linearize=True)).kind == FileKind.PDF
    turned = written(at_opening(S=Name.GoTo, D="a"))
    assert check("a.pdf", turned).kind == FileKind.PDF


def test_a_pdf_of_many_pages_is_taken():
    def change(pdf: Pdf) -> None:
        for _ in range(6000):
            pdf.pages.append(pdf.pages[0])

    for mode in (pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable):
        assert check("a.pdf", written(change, object_stream_mode=mode)).kind == FileKind.PDF


@pytest.mark.parametrize("count", [6000, 24_000, 80_000])
def test_types_without_an_end_are_damage(count):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("[Content_Types].xml", b"<Override " * count)

    assert reason("a.docx", made.getvalue()) == "damaged"


def utf16(told: bytes) -> bytes:
    return told.decode().encode("utf-16")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (files.relation("attachedTemplate"), "outside"),
        (files.relation("attachedTemplate", mode="EXTERNAL"), "outside"),
        (files.relation("attachedTemplate", mode="Internal"), "outside"),
        (files.relation("attachedTemplate", r"\\server\a.dotm"), "outside"),
        (files.relation("attachedTemplate", "file:///C:/mau/evil.dotm"), "outside"),
        (files.relation("attachedTemplate", "file://server/Normal.dotm"), "outside"),
        (files.relation("attachedTemplate", "file:///%5C%5Cserver/Normal.dotm"), "outside"),
        (files.relation("attachedTemplate", strict=True), "outside"),
        (utf16(files.relation("attachedTemplate")), "outside"),
        (files.relation("image"), "outside"),
        (files.relation("image", "//server/a.png"), "outside"),
        (files.relation("image", "file:////server/a.png"), "outside"),
        (files.relation("oleObject", "file:///C:/a.xlsx"), "nested"),
        (files.relation("subDocument", "b.docx"), "outside"),
        (files.relation("evil/hyperlink"), "outside"),
        (files.relation("aFChunk", "/word/a.htm", "Internal"), "nested"),
        (files.relation("control", "activeX1.xml", "Internal"), "macros"),
        (b"<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>", "outside"),
        (b"<Relationships>" + b" " * (5 << 20) + b"</Relationships>", "bomb"),
        (b"<Relationships>", "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_documents_that_bring_in_what_lies_outside(told, expected):
    assert reason("a.docx", files.docx({"word/_rels/settings.xml.rels": told})) == expected
    assert reason("a.docx", files.docx({"word/_rels/settings.xml.RELS": told})) == expected


@pytest.mark.parametrize(
    "told",
    [
        files.relation("hyperlink", "https://example.org"),
        files.relation("hyperlink", "https://example.org", strict=True),
        files.relation("image", "file:///C:/Users/Lan/thu%20moi_files/image001.png"),
        files.relation("image", "thu_files/image001.png"),
        files.relation("attachedTemplate", "file:///C:\\Users\\Lan\\Templates\\Normal.dotm"),
        files.relation("attachedTemplate", "Normal.dotm"),
        files.relation("image", "media/image1.png", "Internal"),
    ],
)
def test_links_that_ask_no_other_machine_are_taken(told):
    content = files.docx({"word/_rels/document.xml.rels": told})

    assert check("a.docx", content).kind == FileKind.DOCX


def run(*texts: str) -> str:
    return "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in texts)


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def a_field(*texts: str) -> str:
    return mark("begin") + run(*texts) + mark("separate") + mark("end")


@pytest.mark.parametrize(
    "inside",
    [
        a_field(' DDEAUTO c:\\windows\\cmd.exe "/k calc" '),
        a_field("D", "DE", "AUTO c:\\\\a b"),
        a_field("DD&#69;AUTO c:\\\\a b"),
        a_field("  dde excel a"),
        a_field("LINK Excel.Sheet.8 \\\\\\\\server\\\\a.xls"),
        '<w:fldSimple w:instr="DDEAUTO c:\\\\a b"/>',
        mark("begin") + run(" DDEAUTO a b"),
        run("DDEAUTO a b"),
        mark("begin") + a_field("QUOTE 68 68 69") + run(" a b") + mark("end"),
        mark("begin") + run(" D") + a_field("QUOTE 68 69") + run(" a b") + mark("end"),
        mark("begin") + run(" IF ") + a_field("DDE a b") + mark("end"),
    ],
    ids=[
        "whole", "split", "escaped", "small", "link", "simple", "open", "bare", "made of numbers",
        "made in part", "within",
    ],
)  # fmt: skip
def test_fields_that_start_a_program(inside):
    part = files.words(inside)

    assert reason("a.docx", files.docx({"word/header1.xml": part})) == "active_document"
    assert reason("a.docx", files.docx({"word/header1.xml": utf16(part)})) == "active_document"
    assert reason("a.docx", files.docx({"word/without-ending": part})) == "active_document"


def test_fields_of_every_day_are_taken():
    page = a_field(" PAGEREF _Toc1 \\h ")
    contents = mark("begin") + run(' TOC \\o "1-3" ') + mark("separate") + page + mark("end")
    inside = contents + a_field(" PAGE ") + a_field(' HYPERLINK "https://a" ') + a_field("")

    assert check("a.docx", files.docx({"word/a.xml": files.words(inside)})).kind == FileKind.DOCX


@pytest.mark.parametrize(
    "formula",
    ["cmd|'/c calc'!A0", "'cmd'|'/c calc'!A0", "A1+cmd&#124;'/c calc'!A0", "1+MSEXCEL|'x'!a"],
)
def test_formulas_that_start_a_program(formula):
    assert reason("a.xlsx", files.workbook(formula)) == "active_document"


@pytest.mark.parametrize("formula", ["SUM(A1:A2)", '"a|b"&amp;A1', "'A|B'!A1", "''"])
def test_formulas_of_every_day_are_taken(formula):
    assert check("a.xlsx", files.workbook(formula)).kind == FileKind.XLSX


def of_type(media_type: str) -> bytes:
    """A workbook whose list of types has one more."""
    types = (
        f'<Types><Override PartName="/xl/workbook.xml" ContentType="{files.XLSX_MAIN}"/>'
        f'<Default Extension="xml" ContentType="application/vnd.{media_type}"/></Types>'
    )
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(files.workbook())) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for one in before.namelist():
            after.writestr(one, types if one.startswith("[") else before.read(one))
    return made.getvalue()


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("openxmlformats-officedocument.spreadsheetml.externalLink+xml", "outside"),
        ("openxmlformats-officedocument.spreadsheetml.connections+xml", "outside"),
        ("ms-office.webextension+xml", "outside"),
        ("ms-excel.macrosheet+xml", "macros"),
        ("ms-office.vbaProject", "macros"),
    ],
)
def test_workbooks_with_links_and_macros_by_their_types(media_type, expected):
    assert reason("a.xlsx", of_type(media_type)) == expected


def test_the_figures_of_a_chart_are_looked_into():
    def with_figures(figures: bytes) -> bytes:
        return files.docx({"word/embeddings/Sheet1.xlsx": figures})

    assert check("a.docx", with_figures(files.workbook())).kind == FileKind.DOCX
    assert reason("a.docx", with_figures(files.workbook("cmd|'a'!A0"))) == "active_document"
    macros = files.workbook(parts={"xl/vbaProject.bin": b"x"})
    assert reason("a.docx", with_figures(macros)) == "macros"
    within = files.workbook(parts={"xl/embeddings/b.xlsx": files.workbook()})
    assert reason("a.docx", with_figures(within)) == "nested"
    assert reason("a.docx", with_figures(files.docx())) == "nested"


def test_two_parts_that_differ_in_capitals_alone_are_damage():
    assert reason("a.docx", files.docx({"Word/Document.XML": b"<other/>"})) == "damaged"


def test_parts_packed_in_ways_that_no_office_uses_are_damage():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as writing:
        writing.writestr("[Content_Types].xml", "<Types/>")

    assert reason("a.docx", made.getvalue()) == "damaged"


@pytest.mark.parametrize("letters", ["utf-7", "iso-8859-1", "cp037"])
def test_a_part_in_letters_that_may_hide_words_is_damage(letters):
    hidden = f'<?xml version="1.0" encoding="{letters}"?><a>a</a>'.encode(letters)

    assert reason("a.docx", files.docx({"word/a.xml": hidden})) == "damaged"


def blank_png(side: int) -> bytes:
    """All black, so that millions of points pack into some kilobytes."""
    packing = zlib.compressobj(9)
    rows = b"".join(packing.compress(bytes(1 + 3 * side)) for _ in range(side)) + packing.flush()

    def chunk(kind: bytes, told: bytes) -> bytes:
        return (
            struct.pack(">I", len(told)) + kind + told + struct.pack(">I", zlib.crc32(kind + told))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def grown_by(path: str) -> int:
    """Kilobytes that this process has grown by when the file is taken."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Path(path).open("rb") as stream:
        assert checked(Upload("a.png", stream), Limits()).kind == FileKind.PNG
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def test_a_picture_of_64_million_points_takes_nothing_from_the_server(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(blank_png(8000))
    script = f"import sys; from {__name__} import grown_by; print(grown_by(sys.argv[1]))"

    told = subprocess.run(
        [sys.executable, "-c", script, path], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout

    assert int(told) < 50_000


def test_a_picture_that_the_memory_does_not_hold_is_too_large(monkeypatch):
    monkeypatch.setattr(images, "_small", lambda *_: (_ for _ in ()).throw(MemoryError))

    with pytest.raises(BadUpload) as caught:
        images.clean(files.image("PNG"), FileKind.PNG, "a.png", Limits())

    assert caught.value.reason == "too_many_pixels"
    assert caught.value.facts == {"file": "a.png", "width": 60, "height": 40}
