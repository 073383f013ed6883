"""Files that hold plans, made by hand where a library would not write what we must read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.files import DOCX_MAIN

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    more: dict[str, bytes] | None = None,
) -> bytes:
    """A document of that body; numbering and styles are the insides of their parts."""
    parts = {"word/document.xml": _xml("document", f"<w:body>{body}</w:body>")}
    if numbering:
        parts["word/numbering.xml"] = _xml("numbering", numbering)
    if styles:
        parts["word/styles.xml"] = _xml("styles", styles)
    parts["[Content_Types].xml"] = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Override PartName="/word/document.xml" '
        f'ContentType="{DOCX_MAIN}"/></Types>'
    ).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts | (more or {})).items():
            package.writestr(name, content)
    return made.getvalue()


def p(
    text: str, *, level: int | None = None, number: int = 1, style: str = "", more: str = ""
) -> str:
    """A paragraph, in a list where it has a level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """Cells hold paragraphs."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{made}</w:tbl>"


def abstract(key: int, levels: Sequence[tuple[str, str]], *, more: str = "") -> str:
    """A list: per level the format and the text of its numbers."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{made}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def _xml(name: str, inside: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<w:{name} {NAMESPACES}>{inside}</w:{name}>".encode()


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """Pages of A4 with pieces of text, each with the place of its left end in points.

    The font has a code for each letter that is used, and says which letter that is.
    """
    letters = sorted({letter for pieces in pages for *_, text in pieces for letter in text})
    codes = {letter: code for code, letter in enumerate(letters, start=33)}
    made = io.BytesIO()
    with pikepdf.Pdf.new() as out:
        font = out.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=33,
                LastChar=33 + len(codes), Widths=Array([500] * (len(codes) + 1)),
                ToUnicode=Stream(out, _unicodes(codes)),
            )
        )  # fmt: skip
        for pieces in pages:
            page = out.add_blank_page(page_size=(595, 842))
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            drawn = (
                f"BT /F1 12 Tf {left} {bottom} Td <{bytes(codes[one] for one in text).hex()}> Tj ET"
                for left, bottom, text in pieces
            )
            page.Contents = Stream(out, "\n".join(drawn).encode())
        out.save(made)
    return made.getvalue()


def _unicodes(codes: Mapping[str, int]) -> bytes:
    told = "\n".join(f"<{code:02x}> <{ord(letter):04x}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{told}\nendbfchar\nendcmap end end"
    ).encode()
