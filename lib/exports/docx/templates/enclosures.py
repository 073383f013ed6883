"""The lists of nominees, of the agency and of a unit, and the achievement report.

Source: DOMAIN 2.1 and 2.2.
"""

from __future__ import annotations

from collections.abc import Sequence

from lib.exports.docx.writing.lists import ORDINAL, Column, by_hands, data_table, rows_of
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    dotted,
    each,
    head,
    paragraph,
    recipients,
    signature,
    signed,
    signer,
    subject,
    when,
)

_BIRTH = "Năm sinh"
BALLOTS = "Kết quả bỏ phiếu"
_COLLECTIVES = (
    ORDINAL,
    Column("Tên tập thể", 43, "{{ nominee.name }}"),
    Column("Đơn vị quản lý trực tiếp", 37, "{{ nominee.managed_by }}"),
    Column("Tổng số người (trong đó nữ)", 22, "{{ nominee.staff }}", "TableCentre"),
    Column("Tóm tắt thành tích", 60, "{{ nominee.summary }}"),
    Column("Hình thức khen thưởng đề nghị", 30, "{{ nominee.award_name }}"),
    Column(BALLOTS, 29, "{{ nominee.votes.both_shares }}", "TableCentre"),
    Column("Ghi chú", 19, "{{ nominee.note }}"),
)
_INDIVIDUALS = (
    ORDINAL,
    Column("Họ và tên", 38, "{{ nominee.full_name }}"),
    Column("Nam", 13, "{{ nominee.birth_man }}", "TableCentre", over=_BIRTH),
    Column("Nữ", 13, "{{ nominee.birth_woman }}", "TableCentre", over=_BIRTH),
    Column("Chức vụ, chức danh", 28, "{{ nominee.position }}"),
    Column("Đơn vị công tác", 31, "{{ nominee.unit }}"),
    Column("Tóm tắt thành tích", 44, "{{ nominee.summary }}"),
    Column("Hình thức khen thưởng đề nghị", 26, "{{ nominee.award_name }}"),
    Column(BALLOTS, 29, "{{ nominee.votes.both_shares }}", "TableCentre"),
    Column("Ghi chú", 18, "{{ nominee.note }}"),
)
_UNIT_COLLECTIVES = (
    ORDINAL,
    Column("Tên tập thể", 38, "{{ nominee.name }}"),
    Column("Tổng số người (trong đó nữ)", 23, "{{ nominee.staff }}", "TableCentre"),
    Column("Tóm tắt thành tích", 57, "{{ nominee.summary }}"),
    Column("Hình thức khen thưởng đề nghị", 35, "{{ nominee.award_name }}"),
)
_UNIT_INDIVIDUALS = (
    ORDINAL,
    Column("Họ và tên", 35, "{{ nominee.full_name }}"),
    Column("Nam", 13, "{{ nominee.birth_man }}", "TableCentre", over=_BIRTH),
    Column("Nữ", 13, "{{ nominee.birth_woman }}", "TableCentre", over=_BIRTH),
    Column("Chức vụ, chức danh", 26, "{{ nominee.position }}"),
    Column("Tóm tắt thành tích", 40, "{{ nominee.summary }}"),
    Column("Hình thức khen thưởng đề nghị", 26, "{{ nominee.award_name }}"),
)


def award_list() -> list[Section]:
    """The list that goes with the letter, on its side: the table is wide."""
    return [
        Section(
            paragraph("AnnexTitle", "DANH SÁCH")
            + paragraph("AnnexTitle", "Đề nghị tặng {{ award.name }} trong {{ campaign.movement }}")
            + paragraph(
                "AnnexOf",
                "(Kèm theo Tờ trình số      /{{ ready.submission }} {{ ready.date }} của "
                "{{ ready.submitted_by }})",
            )
            + when("council.is_secret", _two_tables(_COLLECTIVES, _INDIVIDUALS))
            + when(
                "not council.is_secret",
                _two_tables(by_hands(_COLLECTIVES), by_hands(_INDIVIDUALS)),
            )
            + paragraph("Body", "Danh sách gồm {{ ready.counts }}./."),
            is_landscape=True,
        )
    ]


def unit_list() -> list[Section]:
    """What a unit sends to the Office, signed by its head."""
    return [
        Section(
            head("{{ agency.header }}", "{{ unit.header }}", has_place=True)
            + subject("DANH SÁCH", "Đề nghị khen thưởng trong {{ campaign.movement }}")
            + paragraph("Addressee", "Kính gửi: {{ office.name }}")
            + _two_tables(_UNIT_COLLECTIVES, _UNIT_INDIVIDUALS)
            + paragraph(
                "Body",
                "{{ unit.name }} đề nghị khen thưởng {{ ready.counts }} và chịu trách nhiệm về "
                "tính chính xác của danh sách này./.",
            )
            + signature(
                recipients("- Như trên;", "- Lưu: {{ unit.abbreviation }}."), signer("unit.signer")
            )
        )
    ]


def unit_submission() -> list[Section]:
    """What a unit with a seal sends: a letter under its own number, and the list as its annex."""
    return [
        Section(
            head("{{ agency.header }}", "{{ unit.header }}", number="TTr-{{ unit.abbreviation }}")
            + subject("TỜ TRÌNH", "Về việc đề nghị khen thưởng trong {{ campaign.movement }}")
            + paragraph("Addressee", "Kính gửi: {{ agency.name }} (qua {{ office.name }})")
            + each("basis in bases", paragraph("Ground", "Căn cứ {{ basis.text }};"))
            + paragraph(
                "Ground", "Căn cứ Biên bản họp bình xét của {{ unit.name }} {{ ready.date }}."
            )
            + paragraph(
                "Body",
                "{{ unit.name }} kính đề nghị {{ agency.name }} xem xét, khen thưởng "
                "{{ ready.counts }} (có danh sách kèm theo) vì đã có thành tích trong "
                "{{ campaign.movement }}.",
            )
            + paragraph("Body", "Hồ sơ gửi kèm gồm: {{ ready.enclosures }}.")
            + paragraph(
                "Body",
                "{{ unit.name }} chịu trách nhiệm về tính trung thực, chính xác của hồ sơ và kính "
                "đề nghị {{ agency.name }} xem xét./.",
            )
            + signature(
                recipients("- Như trên;", "- Lưu: VT, {{ unit.abbreviation }}."),
                signer("unit.signer"),
            )
        ),
        Section(
            paragraph("AnnexTitle", "DANH SÁCH")
            + paragraph("AnnexTitle", "Đề nghị khen thưởng trong {{ campaign.movement }}")
            + paragraph(
                "AnnexOf",
                "(Kèm theo Tờ trình số      /TTr-{{ unit.abbreviation }} {{ ready.date }} của "
                "{{ unit.name }})",
            )
            + _two_tables(_UNIT_COLLECTIVES, _UNIT_INDIVIDUALS)
            + paragraph("Body", "Danh sách gồm {{ ready.counts }}./.")
        ),
    ]


def _two_tables(collectives: Sequence[Column], individuals: Sequence[Column]) -> str:
    """Collectives before individuals, each kind where there are some."""
    return when(
        "collectives",
        paragraph("Section", "I. TẬP THỂ"),
        data_table(collectives, *rows_of("nominee in collectives", collectives)),
        paragraph("Gap"),
    ) + when(
        "individuals",
        paragraph("Section", "{{ 'II' if collectives else 'I' }}. CÁ NHÂN"),
        data_table(individuals, *rows_of("nominee in individuals", individuals)),
        paragraph("Gap"),
    )


def achievement_report() -> list[Section]:
    """The report of one nominee; what the database does not keep is left open."""
    return [
        Section(
            when("law.form_label", paragraph("FormLabel", "{{ law.form_label }}"))
            + when("collective", _report_head("collective"))
            + when("individual", _report_head("individual"))
            + subject("BÁO CÁO THÀNH TÍCH", "ĐỀ NGHỊ TẶNG {{ award.name|upper }}")
            + paragraph("Section", "I. THÔNG TIN CHUNG")
            + when("collective", *_COLLECTIVE_FACTS)
            + when("individual", *_INDIVIDUAL_FACTS)
            + paragraph("Section", "II. THÀNH TÍCH ĐẠT ĐƯỢC")
            + when("collective", _story("collective"))
            + when("individual", _story("individual"))
            + signature(
                signed("THỦ TRƯỞNG ĐƠN VỊ", "CẤP TRÊN XÁC NHẬN", name="", note="(ký, đóng dấu)"),
                when(
                    "collective",
                    signed("THỦ TRƯỞNG ĐƠN VỊ", name="", note="{{ collective.sign_note }}"),
                )
                + when(
                    "individual",
                    signed(
                        "NGƯỜI BÁO CÁO", name="{{ individual.name }}", note="(ký, ghi rõ họ tên)"
                    ),
                ),
                widths=(82.5, 82.5),
            )
        )
    ]


def _report_head(nominee: str) -> str:
    return head("{{ agency.header }}", f"{{{{ {nominee}.header }}}}", has_place=True)


def _story(nominee: str) -> str:
    return each(f"line in {nominee}.paragraphs", paragraph("Body", "{{ line }}"))


_COLLECTIVE_FACTS = (
    paragraph("Body", "1. Tên tập thể: {{ collective.name }}, {{ collective.managed_by }}."),
    dotted("2. Địa điểm trụ sở chính, điện thoại: "),
    paragraph(
        "Body",
        "3. Tổng số công chức, viên chức, người lao động (trong đó nữ): {{ collective.staff }}.",
    ),
    dotted("4. Cơ cấu tổ chức: "),
    dotted("5. Chức năng, nhiệm vụ được giao: "),
    paragraph("Body", "6. Đề nghị khen thưởng về: {{ collective.summary }}"),
)
_INDIVIDUAL_FACTS = (
    paragraph("Body", "1. Họ và tên: {{ individual.name }}; giới tính: {{ individual.sex }}."),
    dotted("2. Bí danh (nếu có): "),
    when("individual.born", paragraph("Body", "3. {{ individual.born }}.")),
    when("not individual.born", dotted("3. Ngày, tháng, năm sinh: ")),
    dotted("4. Quê quán: "),
    dotted("5. Nơi thường trú: "),
    paragraph(
        "Body", "6. Chức vụ, đơn vị công tác: {{ individual.position }}, {{ individual.unit }}."
    ),
    paragraph("Body", "7. Đề nghị khen thưởng về: {{ individual.summary }}"),
)
