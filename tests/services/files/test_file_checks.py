"""What is taken and what is refused, each refusal with its reason: attacks as tests."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from lib import text
from lib.domain.files import FileKind, Limits, format_size
from lib.errors import BadUpload
from lib.services.files.file_checks import Upload, checked
from tests import files

LIMITS = Limits()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def check(name: str, content: bytes, limits: Limits = LIMITS):
    return checked(Upload(name, io.BytesIO(content)), limits)


def reason(name: str, content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(BadUpload) as caught:
        check(name, content, limits)
    assert text.sentence(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Biên bản.pdf", files.pdf(), FileKind.PDF),
        ("Báo cáo.docx", files.docx(), FileKind.DOCX),
        ("Số liệu.xlsx", files.xlsx(), FileKind.XLSX),
        ("Ảnh.jpeg", files.image("JPEG"), FileKind.JPG),
        ("Ảnh.PNG", files.image("PNG"), FileKind.PNG),
        ("Ảnh.webp", files.image("WEBP"), FileKind.WEBP),
        ("Quét", files.pdf(), FileKind.PDF),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_taken(name, content, kind):
    file = check(name, content)

    assert file.kind == kind
    assert file.name == f"{name.rpartition('.')[0] or name}.{kind.value}"


def test_documents_are_kept_byte_by_byte():
    for content in (files.pdf(), files.docx(), files.xlsx()):
        assert check("a.pdf", content).content == content


def test_what_is_inside_names_the_ending():
    assert check("ảnh.png", files.image("JPEG")).name == "ảnh.jpg"
    assert check("ảnh.jpg.exe", files.image("JPEG")).name == "ảnh.jpg.jpg"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.pdf", files.EXE, "wrong_content"),
        ("a.docx", files.EXE, "wrong_content"),
        ("a.jpg", files.plain_zip(), "wrong_content"),
        ("a.pdf", SVG, "wrong_content"),
        ("a.png", b"#!/bin/sh\nrm -rf /", "wrong_content"),
        ("a.pdf", b"xin chao", "wrong_content"),
        ("a.pdf", b"\0\1\2\3" * 20, "wrong_content"),
        ("a.pdf", b"rac" + files.pdf(), "wrong_content"),
        ("a.jpg", b"GIF89a" + b"\0" * 40, "wrong_content"),
        ("a.exe", files.EXE, "not_taken"),
        ("a.zip", files.plain_zip(), "not_taken"),
        ("a.svg", SVG, "not_taken"),
        ("a.pptx", files.package(main="x", part="ppt/presentation.xml"), "not_taken"),
        ("IMG_1.heic", HEIC, "heic"),
        ("IMG_1.jpg", HEIC, "heic"),
        ("a.doc", OLE, "old_office"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected"),
        ("a.pdf", b"", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken(name, content, expected):
    assert reason(name, content) == expected


def test_a_refusal_says_what_was_found():
    with pytest.raises(BadUpload) as caught:
        check("Biên bản.pdf", files.EXE)

    assert text.sentence(caught.value) == (
        "Biên bản.pdf: đuôi .pdf nhưng nội dung là chương trình (.exe). Vui lòng chọn đúng tệp."
    )


class Unread(io.BytesIO):
    """A file of a size that nobody may read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def seek(self, offset, whence=0):
        return self.size if whence == 2 else offset

    def read(self, *_):
        raise AssertionError("read before its size was known")


def test_a_file_too_large_is_refused_before_it_is_read():
    with pytest.raises(BadUpload) as caught:
        checked(Upload("to.pdf", Unread(34 << 20)), LIMITS)

    assert "tệp 34 MB, tối đa 20 MB" in text.sentence(caught.value)


def test_a_sparse_file_of_300_mb_is_refused_by_its_size(tmp_path):
    path = tmp_path / "to.pdf"
    with path.open("wb") as writing:
        writing.truncate(300 << 20)

    with path.open("rb") as stream, pytest.raises(BadUpload) as caught:
        checked(Upload("to.pdf", stream), LIMITS)

    assert caught.value.reason == "too_large"
    assert caught.value.facts["size"] == "300 MB"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf", "..\\..\\a.pdf", "/etc/passwd", "C:\\a.pdf", "a\0.pdf", "a\n.pdf",
        "bao-cao\u202efdp.exe", "\u200fa.pdf", "a\u2066b.pdf",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_or_hide_something(name):
    assert reason(name, files.pdf()) == "bad_name"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
        ("a\u200bb.pdf", "ab.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("  .pdf", "tep.pdf"),
        ("..pdf", "tep.pdf"),
        ("ă" * 300 + ".pdf", "ă" * 116 + ".pdf"),
    ],
)
def test_names_are_cleaned(name, kept):
    assert check(name, files.pdf()).name == kept


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (b"4 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n", "active"),
        (b"4 0 obj\n<< /S /J#61vaScript /JS (x) >>\nendobj\n", "active"),
        (b"4 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n", "active"),
        (b"4 0 obj\n<< /Type /EmbeddedFile >>\nendobj\n", "active"),
        (files.object_stream(b"4 0 << /S /JavaScript /JS (x) >>"), "active"),
        (files.object_stream(b"\0" * (65 << 20)), "bomb"),
        (b"trailer\n<< /Encrypt 4 0 R >>\n", "protected"),
    ],
    ids=["script", "escaped", "launch", "attached", "packed", "bomb", "encrypted"],
)
def test_pdfs_that_do_something(inside, expected):
    assert reason("a.pdf", files.pdf(inside)) == expected


def test_packed_objects_without_actions_are_fine():
    packed = files.object_stream(b"4 0 << /Type /Annot /A << /S /URI /URI (http://a) >> >>")

    assert check("a.pdf", files.pdf(packed)).kind == FileKind.PDF


@pytest.mark.parametrize(
    "content",
    [
        files.pdf() + files.EXE,
        files.pdf() + files.plain_zip(),
        files.pdf() + files.plain_zip() + b"%%EOF",
        files.pdf(files.plain_zip()[:-22]) + files.plain_zip()[-22:] + b"%%EOF",
        files.pdf() + b"<script>alert(1)</script>",
    ],
    ids=["exe behind", "zip behind", "zip hidden", "zip within", "html behind"],
)
def test_pdfs_that_are_something_else_too(content):
    assert reason("a.pdf", content) == "polyglot"


def test_a_pdf_cut_short_is_damaged():
    assert reason("a.pdf", files.pdf()[:-8]) == "damaged"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "behind",
    [files.EXE, files.plain_zip(), files.pdf(), SVG, b"Rar!\x1a\x07", b"\0\0" + files.docx()],
    ids=["exe", "zip", "pdf", "svg", "rar", "docx"],
)
def test_images_that_are_something_else_too(form, behind):
    assert reason("a.jpg", files.image(form) + behind) == "polyglot"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_broken_images_are_damaged(form):
    content = files.image(form, (400, 300))

    for cut in (20, 60, len(content) // 2):
        assert reason("a.jpg", content[:cut]) in {"damaged", "wrong_content"}


def test_a_moving_photo_is_kept_without_its_film():
    content = files.image() + b"\0\0\0\x18ftypmp42" + b"\1" * 500

    assert check("MVIMG.jpg", content).content == check("a.jpg", files.image()).content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_images_lose_what_they_tell_and_stand_upright(form):
    stored = check("a.jpg", files.photo(form)).content

    with Image.open(io.BytesIO(stored)) as image:
        image.load()
        assert image.size == (40, 60)
        assert dict(image.getexif()) == {}
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)
        top = image.convert("RGB").getpixel((20, 3))
        assert top[0] > 200 > 60 > top[2]
    assert b"Lan" not in stored
    assert b"bi mat" not in stored


def test_the_same_photo_gives_the_same_bytes():
    assert check("a.jpg", files.photo()).sha256 == check("b.jpg", files.photo()).sha256


def test_large_images_are_shrunk():
    small = replace(LIMITS, image_px=100)

    stored = check("a.png", files.image("PNG", (400, 200)), small)

    with Image.open(io.BytesIO(stored.content)) as image:
        assert image.size == (100, 50)


def test_pictures_see_through_stay_so():
    made = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(made, "PNG")

    with Image.open(io.BytesIO(check("a.png", made.getvalue()).content)) as image:
        assert image.mode == "RGBA"
        assert image.getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["P", "L", "CMYK", "1", "I;16"])
def test_pictures_of_every_mode_are_read(mode):
    made = io.BytesIO()
    Image.new(mode, (20, 20)).save(made, "JPEG" if mode == "CMYK" else "PNG")

    assert check("a.png", made.getvalue()).content


def test_a_picture_of_too_many_points_is_never_decoded():
    content = bytearray(files.image("PNG"))
    content[16:24] = struct.pack(">II", 50_000, 50_000)
    crc = zlib.crc32(bytes(content[12:29]))
    content[29:33] = struct.pack(">I", crc)

    assert reason("a.png", bytes(content)) == "too_many_pixels"
    few = replace(LIMITS, image_pixels=1000)
    assert reason("a.jpg", files.image(), few) == "too_many_pixels"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (files.docx({"word/vbaProject.bin": b"x"}), "macros"),
        (
            files.package(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
            "macros",
        ),
        (files.docx({"word/activeX/activeX1.xml": b"x"}), "macros"),
        (files.docx({"word/media/a.exe": b"x"}), "nested"),
        (files.docx({"word/media/image1.png": files.EXE}), "nested"),
        (files.docx({"word/embeddings/oleObject1.bin": OLE}), "nested"),
        (files.docx({"word/media/image1.png": files.plain_zip()}), "nested"),
        (files.docx({"../../evil.xml": b"x"}), "damaged"),
        (files.docx({"/etc/passwd": b"x"}), "damaged"),
        (files.docx() + files.EXE, "polyglot"),
        (files.docx()[:-30], "damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
    ],
    ids=[
        "vba", "macro type", "activex", "exe part", "exe as picture", "ole", "zip as picture",
        "path up", "absolute path", "exe behind", "cut", "no directory",
    ],
)  # fmt: skip
def test_packages_that_carry_more_than_they_should(content, expected):
    assert reason("a.docx", content) == expected


def test_a_chart_may_bring_its_figures():
    content = files.docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": files.xlsx()})

    assert check("a.docx", content).kind == FileKind.DOCX


def test_a_package_that_unpacks_to_gigabytes_is_a_bomb():
    content = files.docx({f"word/media/{n}.xml": b"\0" * (60 << 20) for n in range(4)})

    assert len(content) < 1 << 20
    assert reason("a.docx", content) == "bomb"
    assert reason("a.docx", files.docx(), replace(LIMITS, entries=1)) == "bomb"


def test_a_package_that_lies_about_its_sizes_is_damaged():
    content = bytearray(files.docx({"word/a.xml": b"\0" * 100_000}))
    place = content.rfind(b"word/a.xml") - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    content[place + 24 : place + 28] = struct.pack("<I", 10)

    assert reason("a.docx", bytes(content)) == "damaged"


def test_a_package_with_a_name_twice_is_damaged():
    made = io.BytesIO(files.docx())
    with zipfile.ZipFile(made, "a") as writing, pytest.warns(UserWarning, match="Duplicate"):
        writing.writestr("word/document.xml", "other")

    assert reason("a.docx", made.getvalue()) == "damaged"


def test_a_locked_package_is_named_as_such():
    content = bytearray(files.docx())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)

    assert reason("a.docx", bytes(content)) == "protected"


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [(1, "1 KB"), (820 * 1024, "820 KB"), ((1 << 20) * 3 // 2, "1,5 MB"), (34 << 20, "34 MB"),
     ((20 << 20) + 1, "21 MB")],
)  # fmt: skip
def test_sizes_are_told_short(size_bytes, words):
    assert format_size(size_bytes) == words
