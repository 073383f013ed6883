"""The letter that urges a unit. Source: Decree 30/2020, Appendix III, form 1.5 (công văn)."""

from __future__ import annotations

from lib.exports.docx.writing.lists import Column, data_table, rows_of
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    head,
    paragraph,
    recipients,
    signature,
    signed,
)

_THINGS = (
    Column("STT", 12, "{{ row.number }}", "TableCentre"),
    Column("Nhiệm vụ, văn bản", 83, "{{ row.title }}"),
    Column("Hạn", 25, "{{ row.due }}", "TableCentre"),
    Column("Tình hình", 45, "{{ row.standing }}"),
)


def urging_letter() -> list[Section]:
    """One letter of the agency to one unit, signed by the Office by order."""
    return [
        Section(
            head(
                "{{ agency.governing_body_header }}",
                "{{ agency.header }}",
                number="{{ agency.abbreviation }}-{{ office.abbreviation }}",
                abstract="V/v đôn đốc thực hiện {{ campaign.movement }}",
            )
            + paragraph("Addressee", "Kính gửi: {{ unit.name }}")
            + paragraph(
                "Body",
                "Thực hiện {{ urging.plan }}, {{ agency.name }} theo dõi tiến độ thực hiện nhiệm "
                "vụ của các đơn vị. Đến {{ urging.as_of }}, {{ unit.name }} còn "
                "{{ urging.counts }}, cụ thể:",
            )
            + data_table(_THINGS, *rows_of("row in urging.rows", _THINGS))
            + paragraph("Gap")
            + paragraph(
                "Body",
                "{{ agency.name }} đề nghị {{ unit.name }} khẩn trương thực hiện, cập nhật và gửi "
                "báo cáo theo quy định; nội dung quá hạn thì nêu rõ nguyên nhân. Có vướng mắc, đề "
                "nghị phản ánh về {{ office.name }} để được hướng dẫn./.",
            )
            + signature(
                recipients(
                    "- Như trên;",
                    "- Lãnh đạo {{ agency.name }} (b/c);",
                    "- Lưu: VT, {{ office.abbreviation }}.",
                ),
                signed(
                    "TL. GIÁM ĐỐC",
                    "{{ office.signer.position }}",
                    name="{{ office.signer.name }}",
                ),
            )
        )
    ]
