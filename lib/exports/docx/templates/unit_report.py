"""The report of a unit at a campaign's end. Source: DOMAIN 3, and the closing report in small."""

from __future__ import annotations

from typing import Final

from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    LAST,
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
# With room below it LibreOffice leaves a heading at the foot of a page.
_CLOSE: Final = '<w:spacing w:before="120" w:after="0"/>'
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
            + paragraph("Section", "III. ĐÁNH GIÁ", extra=_CLOSE)
            + "".join(_typed(f"{title}: ", part) for title, part in _ASSESSED)
            + paragraph("Section", "IV. CÔNG TÁC KHEN THƯỞNG", extra=_CLOSE)
            + paragraph("Body", "{{ report.awards }}")
            + paragraph("Section", "V. KIẾN NGHỊ, ĐỀ XUẤT", extra=_CLOSE)
            + _typed("", "proposals")
            + paragraph(
                "Body",
                "Trên đây là báo cáo của {{ unit.name }}, kính gửi {{ report.addressee }} xem xét, "
                "tổng hợp./.",
                extra=LAST,
            )
            + signature(recipients("- Như trên;", _FILE_COPY), signer("unit.signer"), is_apart=True)
        )
    ]


def _results() -> str:
    return (
        paragraph("Section", "I. SỐ LIỆU CHUNG", extra=_CLOSE)
        + paragraph("Body", "{{ report.as_of }}")
        + paragraph(
            "Body", "Tổng số công chức, viên chức, người lao động của đơn vị: {{ report.staff }}."
        )
        + paragraph("Body", "{{ report.progress }}")
        + when("report.optional", paragraph("Body", "{{ report.optional }}"))
        + paragraph("Section", "II. KẾT QUẢ THEO TỪNG NỘI DUNG", extra=_CLOSE)
        + each(
            "group in report.groups",
            paragraph("Body", "{{ loop.index }}. {{ group.title }}: {{ group.told }}"),
        )
    )


def _typed(title: str, part: str) -> str:
    """Paragraphs as they were typed, behind their title; a line to fill in where there are none."""
    line = "{{ '" + title + "' if loop.first else '' }}{{ line }}" if title else "{{ line }}"
    return each(f"line in report.{part}", paragraph("Body", line)) + when(
        f"not report.{part}", dotted(title)
    )
