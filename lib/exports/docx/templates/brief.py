"""The one page for leaders: the Office's short report under its own head.

Source: Decree 30/2020, Appendix III, form 1.4.
"""

from __future__ import annotations

from lib.exports.docx.writing.lists import Column, data_table, looped, rows_if
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    each,
    head,
    paragraph,
    recipients,
    signature,
    signer,
    subject,
)
from lib.exports.docx.writing.tables import Row

_GROUPS = (
    Column("Nhóm nội dung", 78, "{{ row.name }}", "BriefCell"),
    Column("Được giao", 22, "{{ row.assigned }}", "BriefNumber"),
    Column("Hoàn thành", 26, "{{ row.complete }}", "BriefNumber"),
    Column("Quá hạn", 20, "{{ row.overdue }}", "BriefNumber"),
    Column("Tỷ lệ", 19, "{{ row.share }}", "BriefNumber"),
)


def leader_brief() -> list[Section]:
    """One page."""
    cells = Row(tuple(paragraph(one.style, one.value) for one in _GROUPS))
    bold = Row(tuple(paragraph(one.style, f"**{one.value}**") for one in _GROUPS))
    return [
        Section(
            head(
                "{{ agency.header }}", "{{ office.header }}", number="BC-{{ office.abbreviation }}"
            )
            + subject("BÁO CÁO", "{{ brief.subject }}", gap="BriefGap")
            + paragraph("Addressee", "Kính gửi: {{ brief.addressee }}")
            + paragraph("BriefBody", "{{ brief.opening }}")
            + paragraph("BriefPoint", "1. Kết quả")
            + each("line in brief.results", paragraph("BriefBody", "{{ line }}"))
            + data_table(
                _GROUPS,
                *looped(
                    "row in brief.groups",
                    _GROUPS,
                    *rows_if("row.is_total", _GROUPS, bold),
                    *rows_if("not row.is_total", _GROUPS, cells),
                ),
            )
            + paragraph("BriefGap")
            + paragraph("BriefPoint", "2. Việc chậm, còn tồn tại")
            + each("line in brief.late", paragraph("BriefBody", "{{ line }}"))
            + paragraph("BriefPoint", "3. Việc chờ Lãnh đạo quyết định")
            + paragraph("BriefBody", "{{ brief.waiting }}")
            + paragraph("BriefGap")
            + signature(
                recipients("- Như trên;", "- Lưu: {{ office.abbreviation }}."),
                signer("office.signer", lines=3),
                is_apart=True,
            )
        )
    ]
