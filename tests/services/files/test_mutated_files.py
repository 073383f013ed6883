"""Real files with bytes changed, moved and left out: each is taken or refused, and none breaks in.

`make check-all` tries 10,000 of them; whatever Hypothesis finds it tells with the fewest changes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from lib.config import ROOT
from lib.domain.files import IMAGES, CheckedFile, FileKind, Limits
from lib.errors import BadUpload
from lib.services.files.file_checks import Upload, checked
from tests import files

Change = tuple[str, int, bytes]

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "insert", "cut", "repeat", "flip"]),
        st.integers(0, 1 << 16),
        st.one_of(
            st.binary(min_size=1, max_size=8),
            st.sampled_from(
                [
                    b"/ObjStm", b"endobj", b"stream\n", b"endstream", b"<<", b"<" * 40, b"[" * 600,
                    b"/JS", b"startxref\n9\n%%EOF", b"trailer<<", b"99999999 0 R", b"#53",
                    b"<!DOCTYPE a>", b"&#124;", b"</", b"<a>" * 300, b"PK\x03\x04", b"\xff\xd9",
                    b"\xff\xff\xff\xff", b"IEND", b"\x00\x00\x00\x00",
                ]
            ),
        ),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def mutated(content: bytes, changes: list[Change]) -> bytes:
    told = bytearray(content)
    for what, place, piece in changes:
        at = place * len(told) >> 16
        if what == "put":
            told[at : at + len(piece)] = piece
        elif what == "insert":
            told[at:at] = piece
        elif what == "cut":
            del told[at : at + 16 * len(piece)]
        elif what == "repeat":
            told[at:at] = told[at : at + 64 * len(piece)]
        elif told:
            told[min(at, len(told) - 1)] ^= piece[0] or 1
    return bytes(told)


def a_pdf(**options: object) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        for number in range(3):
            pdf.add_blank_page()
            page = pdf.pages[number].obj
            page.Contents = pdf.make_stream(b"BT /F1 12 Tf (Bien ban) Tj ET")
            link = Dictionary(S=Name.URI, URI="https://example.org")
            page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=link)])
        pdf.save(made, **options)
    return made.getvalue()


def whole(content: bytes) -> Callable[[list[Change]], bytes]:
    return lambda changes: mutated(content, changes)


def in_part(content: bytes, name: str) -> Callable[[list[Change]], bytes]:
    """The change in a part of a package: behind its checksum, where it is read."""

    def change(changes: list[Change]) -> bytes:
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as before,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
        ):
            for one in before.namelist():
                told = before.read(one)
                after.writestr(one, mutated(told, changes) if one == name else told)
        return made.getvalue()

    return change


DOCX = (ROOT / "data" / "templates" / "decision.docx").read_bytes()
PACKED = pikepdf.ObjectStreamMode.generate
SOURCES = {
    "docx": (FileKind.DOCX, whole(DOCX)),
    "docx text": (FileKind.DOCX, in_part(DOCX, "word/document.xml")),
    "docx types": (FileKind.DOCX, in_part(DOCX, "[Content_Types].xml")),
    "docx links": (FileKind.DOCX, in_part(DOCX, "word/_rels/document.xml.rels")),
    "xlsx": (FileKind.XLSX, whole(files.workbook())),
    "xlsx sheet": (
        FileKind.XLSX, in_part(files.workbook('"a|b"&amp;A1'), "xl/worksheets/sheet1.xml"),
    ),
    "pdf": (FileKind.PDF, whole(a_pdf())),
    "pdf packed": (FileKind.PDF, whole(a_pdf(object_stream_mode=PACKED, linearize=True))),
    "png": (FileKind.PNG, whole(files.photo("PNG"))),
    "jpg": (FileKind.JPG, whole(files.photo("JPEG"))),
}  # fmt: skip


def outcome(name: str, content: bytes) -> CheckedFile | str:
    try:
        return checked(Upload(name, io.BytesIO(content)), Limits())
    except BadUpload as refusal:
        return refusal.reason


@pytest.mark.parametrize("source", SOURCES)
def test_a_file_is_taken_or_refused_whatever_was_done_to_it(source, request):
    kind, change = SOURCES[source]
    cases = request.config.getoption("--mutations") // len(SOURCES)

    @settings(max_examples=cases, database=None)
    @given(CHANGES)
    def is_taken_or_refused(changes: list[Change]) -> None:
        content = change(changes)
        found = outcome(f"a.{kind.value}", content)
        # Small files take little: one that is not checked has found a fault in the checks.
        assert found != "unchecked"
        if isinstance(found, CheckedFile):
            assert found.kind == kind
            assert kind in IMAGES or found.content == content

    assert checked(Upload("a", io.BytesIO(change([]))), Limits()).kind == kind
    is_taken_or_refused()
