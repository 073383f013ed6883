"""The two submission letters and the decision.

Source: DOMAIN 2.3 and 2.5; Decree 30/2020, Appendix III, forms 1.2 and 1.4.
"""

from __future__ import annotations

from lib.exports.docx.writing.lists import ORDINAL, Column, data_table, rows_of
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    COLON,
    each,
    head,
    paragraph,
    recipients,
    signature,
    signer,
    subject,
    when,
)

_COUNCIL = "Hội đồng Thi đua - Khen thưởng {{ agency.name }}"
_MERIT = (
    "{{ ready.counts }} (có danh sách kèm theo) vì đã có thành tích trong {{ campaign.movement }}"
)
_ENCLOSED = paragraph("Body", "Hồ sơ gửi kèm gồm: {{ ready.enclosures }}.")
_GROUNDS = each("basis in bases", paragraph("Ground", "Căn cứ {{ basis.text }};"))
_MINUTES = paragraph("Ground", f"Căn cứ Biên bản họp {_COUNCIL} {{{{ council.day }}}}.")


def office_submission() -> list[Section]:
    """The Office proposes to the Director."""
    return [
        Section(
            head(
                "{{ agency.header }}", "{{ office.header }}", number="TTr-{{ office.abbreviation }}"
            )
            + subject(
                "TỜ TRÌNH", "Về việc đề nghị tặng {{ award.name }} trong {{ campaign.movement }}"
            )
            + paragraph("Addressee", "Kính gửi: Giám đốc {{ agency.name }}")
            + _GROUNDS
            + _MINUTES
            + paragraph(
                "Body",
                f"Sau khi kiểm tra, thẩm định hồ sơ của các phòng, đơn vị trực thuộc và trên cơ sở "
                f"kết quả xét của {_COUNCIL}, {{{{ office.name }}}} kính trình Giám đốc xem xét, "
                f"quyết định tặng {{{{ award.name }}}} cho {_MERIT}.",
            )
            + _ENCLOSED
            + paragraph(
                "Body",
                "{{ office.name }} chịu trách nhiệm về tính đầy đủ, chính xác của hồ sơ và kính "
                "trình Giám đốc xem xét, quyết định./.",
            )
            + signature(
                recipients("- Như trên;", "- Lưu: {{ office.abbreviation }}."),
                signer("office.signer"),
            )
        )
    ]


def province_submission() -> list[Section]:
    """The agency proposes to the chairman of the province."""
    return [
        Section(
            head(
                "{{ agency.governing_body_header }}",
                "{{ agency.header }}",
                number="TTr-{{ agency.abbreviation }}",
            )
            + subject(
                "TỜ TRÌNH", "Về việc đề nghị tặng {{ award.name }} trong {{ campaign.movement }}"
            )
            + paragraph("Addressees", "Kính gửi:\t- Chủ tịch {{ agency.province }};", extra=COLON)
            + paragraph("Addressees", "\t- {{ appraiser }}.", extra=COLON)
            + paragraph("Gap")
            + _GROUNDS
            + _MINUTES
            + paragraph(
                "Body",
                "Sau khi phát động, triển khai {{ campaign.movement }}, {{ agency.name }} đã tổ "
                "chức bình xét từ các phòng, đơn vị trực thuộc và họp Hội đồng Thi đua - Khen "
                "thưởng để lựa chọn các trường hợp tiêu biểu.",
            )
            + paragraph(
                "Body",
                "{{ agency.name }} kính trình Chủ tịch {{ agency.province }} xét, tặng "
                f"{{{{ award.short_name }}}} cho {_MERIT}.",
            )
            + _ENCLOSED
            + paragraph(
                "Body",
                "{{ agency.name }} chịu trách nhiệm về tính trung thực, chính xác của hồ sơ và "
                "kính đề nghị Chủ tịch {{ agency.province }} xem xét, quyết định./.",
            )
            + signature(
                recipients(
                    "- Như trên;",
                    "- Lãnh đạo Sở;",
                    "- Lưu: VT, {{ office.abbreviation }}.",
                ),
                signer("director"),
            )
        )
    ]


def decision() -> list[Section]:
    """The Director decides; its list follows as an annex with page numbers of its own."""
    return [
        Section(
            head(
                "{{ agency.governing_body_header }}",
                "{{ agency.header }}",
                number="QĐ-{{ agency.abbreviation }}",
            )
            + subject("QUYẾT ĐỊNH", "Về việc tặng {{ award.name }} trong {{ campaign.movement }}")
            + paragraph("Issuer", "{{ agency.director_title }}")
            + paragraph(
                "Ground",
                "Căn cứ Quyết định số      /QĐ-UBND ngày     tháng     năm       của "
                "{{ agency.province }} quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức "
                "của {{ agency.name }};",
            )
            + _GROUNDS
            + paragraph("Ground", f"Theo đề nghị của {_COUNCIL} và của {{{{ office.chief }}}}.")
            + paragraph("Order", "QUYẾT ĐỊNH:")
            + paragraph(
                "Body",
                f"**Điều 1.** Tặng {{{{ award.name }}}} cho {_MERIT}.",
            )
            + paragraph("Body", "**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.")
            + paragraph(
                "Body",
                "**Điều 3.** {{ office.chief }}, thủ trưởng các phòng, đơn vị trực thuộc và các "
                "tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
            )
            + signature(
                recipients(
                    "- Như Điều 3;",
                    each("recipient in recipients", paragraph("Recipients", "- {{ recipient }};")),
                    "- Lưu: VT, {{ office.abbreviation }}.",
                ),
                signer("director"),
            )
        ),
        Section(_decided()),
    ]


_DECIDED_COLLECTIVES = (
    ORDINAL,
    Column("Tên tập thể", 60, "{{ collective.name }}"),
    Column("Thành tích", 93, "{{ collective.summary }}"),
)
_DECIDED_INDIVIDUALS = (
    ORDINAL,
    Column("Họ và tên", 45, "{{ individual.full_name }}"),
    Column("Chức vụ, đơn vị công tác", 48, "{{ individual.position }}, {{ individual.unit }}"),
    Column("Thành tích", 60, "{{ individual.summary }}"),
)


def _decided() -> str:
    return (
        paragraph("AnnexTitle", "DANH SÁCH")
        + paragraph("AnnexTitle", "Tập thể, cá nhân được tặng {{ award.name }}")
        + paragraph(
            "AnnexOf",
            "(Kèm theo Quyết định số      /QĐ-{{ agency.abbreviation }} {{ ready.date }} của Giám "
            "đốc {{ agency.name }})",
        )
        + when(
            "collectives",
            paragraph("Section", "I. TẬP THỂ"),
            data_table(
                _DECIDED_COLLECTIVES, *rows_of("collective in collectives", _DECIDED_COLLECTIVES)
            ),
            paragraph("Gap"),
        )
        + when(
            "individuals",
            paragraph("Section", "{{ 'II' if collectives else 'I' }}. CÁ NHÂN"),
            data_table(
                _DECIDED_INDIVIDUALS, *rows_of("individual in individuals", _DECIDED_INDIVIDUALS)
            ),
            paragraph("Gap"),
        )
        + paragraph("Body", "Danh sách gồm {{ ready.counts }}./.")
    )
