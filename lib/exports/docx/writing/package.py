"""A whole DOCX file out of the pieces of its sections."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docx import Document
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section as PackageSection

from lib.exports.docx.writing import styles
from lib.exports.docx.writing.pieces import paragraph, when
from lib.exports.docx.writing.tables import MM

_LONG_MM: Final = 297
_SHORT_MM: Final = 210
_NEVER: Final = datetime(2021, 1, 1)  # noqa: DTZ001 a document property without a zone
_FIELD: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

# A paragraph ends a section, and Word wants one behind a table: so low that neither makes a page.
_LOW: Final = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_TINY: Final = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
_ENDING: Final = f"<w:p><w:pPr>{_LOW}{_TINY}{{page}}</w:pPr></w:p>"
_AFTER_TABLE: Final = f"<w:p><w:pPr>{_LOW}{_TINY}</w:pPr></w:p>"


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one orientation, numbered from 1.

    Attributes:
        only_if: what the last one is left out without; the one before has its orientation.
    """

    content: str
    is_landscape: bool = False
    only_if: str = ""


def docx(title: str, sections: Sequence[Section], *, origin: str = "{{ ready.origin }}") -> bytes:
    """The bytes of the file; its parts are the same for the same pieces.

    Args:
        origin: what the foot of the first page tells.
    """
    package = Document()
    _set_up(package, title)
    body = package.element.body
    references = _head_and_foot(package.sections[0], origin)
    for old in list(body):
        body.remove(old)
    _add(body, _joined(sections))
    pages = body.xpath(".//w:sectPr")
    for place, reference in enumerate(references):
        if sections[-1].only_if:
            # Where it is left out, its page is that of the section before.
            pages[-1].insert(place, copy.deepcopy(reference))
        pages[0].insert(place, reference)
    written = io.BytesIO()
    package.save(written)
    return dateless(written.getvalue())


def _joined(sections: Sequence[Section]) -> str:
    """One behind the other; the last one's page ends the body, those before are in paragraphs."""
    told = ""
    for place, section in enumerate(sections):
        ending = _ENDING.format(page=_page(sections[place - 1])) if place else ""
        pieces = (ending, section.content)
        told += when(section.only_if, *pieces) if section.only_if else "".join(pieces)
    last = sections[-1]
    after = _AFTER_TABLE if last.only_if or last.content.endswith("</w:tbl>") else ""
    return told + after + _page(last)


def dateless(package: bytes) -> bytes:
    """The same file whenever it was made, so that only what has changed shows as changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, before.read(name))
    return written.getvalue()


def _set_up(package: Package, title: str) -> None:
    package.part._styles_part._element = parse_xml(styles.xml())
    settings = package.settings.element
    settings.append(
        parse_xml(
            f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        )
    )
    properties = package.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.last_modified_by, properties.keywords = "", ""
    properties.created = properties.modified = _NEVER
    relations = package.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[key]


def _head_and_foot(section: PackageSection, origin: str) -> list[BaseOxmlElement]:
    """Page numbers in the head but on the first page, where the foot tells the draft's origin.

    Returns:
        the references to them; sections that have none show those of the section before.
    """
    section.different_first_page_header_footer = True
    number = paragraph("PageNumber").replace("</w:p>", f"{_FIELD}</w:p>")
    for part, content in (
        (section.header, number),
        (section.first_page_header, paragraph("PageNumber")),
        (section.footer, paragraph("Origin")),
        (section.first_page_footer, paragraph("Origin", origin)),
    ):
        for old in list(part._element):
            part._element.remove(old)
        _add(part._element, content)
    return list(section._sectPr.xpath("./w:headerReference|./w:footerReference"))


def _add(to: BaseOxmlElement, content: str) -> None:
    for piece in parse_xml(f"<w:body {nsdecls('w', 'r')}>{content}</w:body>"):
        to.append(piece)


def _page(section: Section) -> str:
    """A4 with the margins of the decree; every section counts its pages from 1."""
    wide, high = (_LONG_MM, _SHORT_MM) if section.is_landscape else (_SHORT_MM, _LONG_MM)
    turned = ' w:orient="landscape"' if section.is_landscape else ""
    top, left, right, header = (round(mm * MM) for mm in (20, 30, 15, 10))
    return (
        f'<w:sectPr><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{round(wide * MM)}" w:h="{round(high * MM)}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{top}" w:left="{left}"'
        f' w:header="{header}" w:footer="{header}" w:gutter="0"/><w:pgNumType w:start="1"/>'
        "<w:titlePg/></w:sectPr>"
    )
