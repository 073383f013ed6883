"""The report of a unit at a campaign's end. Source: DOMAIN 3, and the closing report in small."""

from __future__ import annotations

from typing import Final

from lib.exports.docx.package import Section
from lib.exports.docx.pieces import (
    dotted,
    each,
    head,
    paragraph,
    recipients,
    signature,
    signer,
    subject,
    when,
)

_ASSESSED: Final = (
    ("1. Ưu điểm", "merits"),
    ("2. Hạn chế", "limits"),
    ("3. Nguyên nhân", "causes"),
)
_FILE_COPY: Final = "- Lưu: {{ 'VT, ' if unit.has_seal else '' }}{{ unit.abbreviation }}."


def unit_report() -> list[Section]:
    """One or two pages: figures as they were fixed, what was typed, under the unit's own head."""
    return [
        Section(
            head("{{ agency.header }}", "{{ unit.header }}", number="BC-{{ unit.abbreviation }}")
            + subject("BÁO CÁO", "Kết quả {{ campaign.movement }}")
            + paragraph("Addressee", "Kính gửi: {{ report.addressee }}")
            + paragraph(
                "Body",
                "Thực hiện {{ report.plan }}, {{ unit.name }} báo cáo kết quả như sau:",
            )
            + _results()
            + paragraph("Section", "III. ĐÁNH GIÁ")
            + "".join(_typed(f"{title}:", part) for title, part in _ASSESSED)
            + paragraph("Section", "IV. CÔNG TÁC KHEN THƯỞNG")
            + paragraph("Body", "{{ report.awards }}")
            + paragraph("Section", "V. KIẾN NGHỊ, ĐỀ XUẤT")
            + _typed("", "proposals")
            + paragraph(
                "Body",
                "Trên đây là báo cáo kết quả {{ campaign.movement }} của {{ unit.name }}, kính gửi "
                "{{ report.addressee }} xem xét, tổng hợp./.",
            )
            + signature(recipients("- Như trên;", _FILE_COPY), signer("unit.signer"))
        )
    ]


def _results() -> str:
    return (
        paragraph("Section", "I. SỐ LIỆU CHUNG")
        + paragraph("Body", "{{ report.as_of }}")
        + paragraph(
            "Body", "Tổng số công chức, viên chức, người lao động của đơn vị: {{ report.staff }}."
        )
        + paragraph("Body", "{{ report.progress }}")
        + when("report.optional", paragraph("Body", "{{ report.optional }}"))
        + paragraph("Section", "II. KẾT QUẢ THEO TỪNG NỘI DUNG")
        + each(
            "group in report.groups",
            paragraph("Body", "{{ loop.index }}. {{ group.title }}: {{ group.told }}"),
        )
    )


def _typed(title: str, part: str) -> str:
    """Paragraphs as they were typed; a line to fill in where nothing was."""
    return when(
        f"report.{part}",
        paragraph("Body", title) if title else "",
        each(f"line in report.{part}", paragraph("Body", "{{ line }}")),
    ) + when(f"not report.{part}", dotted(f"{title} " if title else ""))
