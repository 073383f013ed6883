"""Which units have acknowledged a document. Source: Decree 30/2020, Appendix III, form 1.4."""

from __future__ import annotations

from lib.exports.docx.writing.lists import Column, data_table, rows_of
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    head,
    paragraph,
    recipients,
    signature,
    signer,
    subject,
)

_UNITS = (
    Column("STT", 12, "{{ row.number }}", "TableCentre"),
    Column("Đơn vị", 56, "{{ row.unit }}"),
    Column("Bản", 13, "{{ row.edition }}", "TableCentre"),
    Column("Số người", 18, "{{ row.told }}", "TableNumber"),
    Column("Ngày phổ biến", 24, "{{ row.told_on }}", "TableCentre"),
    Column("Xác nhận", 42, "{{ row.standing }}"),
)


def acknowledgement_list() -> list[Section]:
    """One table of all units, signed by the Office."""
    return [
        Section(
            head("{{ agency.header }}", "{{ office.header }}", has_place=True)
            + subject("DANH SÁCH", "{{ acknowledged.subject }}")
            + paragraph("Body", "{{ acknowledged.about }}")
            + paragraph("Body", "{{ acknowledged.result }}")
            + data_table(_UNITS, *rows_of("row in acknowledged.rows", _UNITS))
            + paragraph("Gap")
            + paragraph(
                "Body",
                "Danh sách lập theo xác nhận của các đơn vị trong {{ campaign.movement }}./.",
            )
            + signature(
                recipients(
                    "- Lãnh đạo {{ agency.name }} (b/c);", "- Lưu: {{ office.abbreviation }}."
                ),
                signer("office.signer"),
            )
        )
    ]
