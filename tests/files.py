"""Uploads as people and attackers make them."""

from __future__ import annotations

import io
import zipfile
import zlib

from PIL import Image

DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
EXE = b"MZ\x90\x00\x03" + b"\0" * 60 + b"This program cannot be run in DOS mode." + b"\0" * 200


def pdf(inside: bytes = b"", *, words: str = "Biên bản") -> bytes:
    """A small PDF; `inside` stands among its objects."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>\nendobj\n"
        + inside
        + f"% {words}\n".encode()
        + b"trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n"
    )


def object_stream(objects: bytes) -> bytes:
    """Objects packed as PDF writers of today do it."""
    packed = zlib.compress(objects)
    head = b"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
    return head % len(packed) + packed + b"\nendstream\nendobj\n"


def package(
    parts: dict[str, bytes] | None = None, *, main: str = DOCX_MAIN, part: str = "word/document.xml"
) -> bytes:
    """A DOCX or XLSX with further parts."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/{part}" ContentType="{main}"/></Types>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("[Content_Types].xml", types)
        writing.writestr(part, "<document>Báo cáo</document>")
        for name, content in (parts or {}).items():
            writing.writestr(name, content)
    return made.getvalue()


def docx(parts: dict[str, bytes] | None = None) -> bytes:
    return package(parts)


def xlsx() -> bytes:
    return package(main=XLSX_MAIN, part="xl/workbook.xml")


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def workbook(formula: str = "SUM(A1:A2)", parts: dict[str, bytes] | None = None) -> bytes:
    """A sheet with one formula, as Excel lays one out."""
    sheet = (
        f'<worksheet xmlns="{SHEETS}"><sheetData><row r="1"><c r="A1"><v>1</v></c>'
        f"<c r='B1'><f>{formula}</f><v>1</v></c></row></sheetData></worksheet>"
    )
    told = f'<sst xmlns="{SHEETS}"><si><t>Đơn vị | số lượng</t></si></sst>'
    more = {"xl/worksheets/sheet1.xml": sheet.encode(), "xl/sharedStrings.xml": told.encode()}
    return package({**more, **(parts or {})}, main=XLSX_MAIN, part="xl/workbook.xml")


def words(inside: str) -> bytes:
    """The XML of a part of a DOCX, with these runs in a paragraph."""
    return f'<w:hdr xmlns:w="{WORDS}"><w:p>{inside}</w:p></w:hdr>'.encode()


def relation(
    kind: str,
    target: str = "https://example.org/a",
    mode: str = "External",
    *,
    strict: bool = False,
) -> bytes:
    """A list of one relationship."""
    home = "schemas.openxmlformats.org/officeDocument/2006"
    if strict:
        home = "purl.oclc.org/ooxml/officeDocument"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="http://{home}/relationships/{kind}" Target="{target}"'
        f' TargetMode="{mode}"/></Relationships>'
    ).encode()


def plain_zip(content: bytes = b"x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writing:
        writing.writestr("a.txt", content)
    return made.getvalue()


def image(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture, red on its left half and blue on its right."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()


def photo(form: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture that lies on its side and tells where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Máy của Lan"
    exif.get_ifd(0x8825)[2] = (19.0, 48.0, 0.0)
    options: dict[str, object] = {"exif": exif}
    if form == "JPEG":
        options["comment"] = b"bi mat"
    return image(form, size, **options)
