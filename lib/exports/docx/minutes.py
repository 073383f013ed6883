"""Minutes of the council and of a unit.

Source: DOMAIN 2.4; Decree 30/2020, Appendix III, form 1.9: no place and date in the head, the
secretary left and the chair right, recipients below.
"""

from __future__ import annotations

from lib.exports.docx.lists import ORDINAL, Column, data_table, rows_if, rows_of, section
from lib.exports.docx.package import Section
from lib.exports.docx.pieces import (
    dotted,
    each,
    head,
    paragraph,
    recipients,
    signature,
    signed,
    subject,
    when,
)
from lib.exports.docx.tables import Row

_COUNCIL = "Hội đồng Thi đua - Khen thưởng"
_HALVES = (82.5, 82.5)
_OPEN_MEMBERS = dotted("Thành viên có mặt, vắng mặt (lý do): ")

_RESULTS = (
    ORDINAL,
    Column("Tên tập thể, cá nhân", 41, "{{ nominee.name }}"),
    Column("Hình thức khen thưởng đề nghị", 30, "{{ nominee.award_name }}"),
    Column("Số phiếu đồng ý", 17, "{{ nominee.votes.agreed }}", "TableNumber"),
    Column(
        "số dự họp", 19, "{{ nominee.votes.share_present }}", "TableNumber", over="Tỷ lệ % trên"
    ),
    Column("tổng số", 19, "{{ nominee.votes.share_members }}", "TableNumber", over="Tỷ lệ % trên"),
    Column("Kết luận", 27, "{{ nominee.conclusion }}"),
)
_TALLY = (
    ORDINAL,
    Column("Tên tập thể, cá nhân", 41, "{{ nominee.name }}"),
    Column("phát ra", 16, "{{ nominee.votes.issued }}", "TableNumber", over="Số phiếu"),
    Column("thu về", 16, "{{ nominee.votes.returned }}", "TableNumber", over="Số phiếu"),
    Column("hợp lệ", 16, "{{ nominee.votes.valid }}", "TableNumber", over="Số phiếu"),
    Column("không hợp lệ", 16, "{{ nominee.votes.invalid }}", "TableNumber", over="Số phiếu"),
    Column("Đồng ý", 16, "{{ nominee.votes.agreed }}", "TableNumber"),
    Column("Không đồng ý", 16, "{{ nominee.votes.against }}", "TableNumber"),
    Column("Không có ý kiến", 16, "{{ nominee.votes.abstained }}", "TableNumber"),
)
_PROPOSED = (
    ORDINAL,
    Column("Tên tập thể, cá nhân", 48, "{{ nominee.name }}"),
    Column("Hình thức khen thưởng đề nghị", 37, "{{ nominee.award_name }}"),
    Column("Số phiếu đồng ý", 20),
    Column("Tỷ lệ %", 18),
    Column("Kết luận", 30),
)


def council_minutes() -> list[Section]:
    """The council's minutes, with the count of every vote as an annex."""
    return [
        Section(
            head(
                "{{ agency.header }}",
                "HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG",
                number="BB-HĐTĐKT",
                has_place=False,
            )
            + subject("BIÊN BẢN", f"Họp {_COUNCIL} xét đề nghị tặng {{{{ award.name }}}}")
            + _opening()
            + _course()
            + paragraph("Section", "IV. KẾT QUẢ")
            + data_table(_RESULTS, *_both(_RESULTS))
            + paragraph("Gap")
            + paragraph("Section", "V. KẾT LUẬN CỦA CHỦ TRÌ")
            + each("line in council.conclusions", paragraph("Body", "{{ line }}"))
            + paragraph(
                "Body",
                "Cuộc họp kết thúc vào {{ council.ends }} cùng ngày. Biên bản đã được đọc lại cho "
                "các thành viên dự họp cùng nghe và thông qua./.",
            )
            + signature(
                signed("THƯ KÝ", name="{{ council.secretary.name }}"),
                signed("CHỦ TỌA", name="{{ council.chair.name }}"),
                widths=_HALVES,
                below=recipients(
                    "- Thành viên Hội đồng;", "- Lưu: {{ office.abbreviation }}, hồ sơ."
                ),
            )
        ),
        Section(_count()),
    ]


def _opening() -> str:
    return (
        paragraph("Section", "I. THỜI GIAN, ĐỊA ĐIỂM")
        + paragraph("Body", "Thời gian bắt đầu: {{ council.begins }}, {{ council.day }}.")
        + _known("council.place", "Địa điểm: ", "{{ council.place }}.")
        + paragraph("Section", "II. THÀNH PHẦN")
        + _known("council.chair.name", "Chủ trì: ", "{{ council.chair.line }}.")
        + _known("council.secretary.name", "Thư ký: ", "{{ council.secretary.line }}.")
        + when(
            "council.members",
            paragraph("Body", "Thành viên có mặt: {{ council.attendance }}, gồm:"),
            each("member in council.present", paragraph("Body", "- {{ member.line }};")),
            paragraph("Body", "Thành viên vắng mặt: {{ council.absences }}."),
            each("member in council.away", paragraph("Body", "- {{ member.absence }};")),
        )
        + when("not council.members", _OPEN_MEMBERS)
    )


def _known(condition: str, label: str, text: str) -> str:
    """What the database knows, or a line to be filled in."""
    return when(condition, paragraph("Body", label + text)) + when(
        f"not {condition}", dotted(label)
    )


def _course() -> str:
    return (
        paragraph("Section", "III. NỘI DUNG")
        + paragraph(
            "Body",
            "1. Chủ trì quán triệt tiêu chuẩn, điều kiện khen thưởng; thư ký trình bày tóm tắt "
            "thành tích của {{ ready.counts }} được đề nghị tặng {{ award.name }} trong "
            "{{ campaign.movement }}.",
        )
        + paragraph("Body", "2. Các thành viên thảo luận, cho ý kiến về từng trường hợp.")
        + each("line in council.opinions", paragraph("Body", "{{ line }}"))
        + paragraph(
            "Body",
            "3. Hội đồng tiến hành {{ council.ballot_name }}, kiểm phiếu; kết quả chi tiết tại Phụ "
            "lục kèm theo.",
        )
        + when("council.quorum", paragraph("Body", "Điều kiện họp: {{ council.quorum }}."))
        + when("council.passing", paragraph("Body", "Điều kiện thông qua: {{ council.passing }}."))
        + when("council.rules", paragraph("Body", "Căn cứ quy định: {{ council.rules }}."))
    )


def _both(columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """Collectives, then individuals, in one table."""
    return (
        *rows_if(
            "collectives",
            columns,
            section("Tập thể", columns),
            *rows_of("nominee in collectives", columns),
        ),
        *rows_if(
            "individuals",
            columns,
            section("Cá nhân", columns),
            *rows_of("nominee in individuals", columns),
        ),
    )


def _count() -> str:
    return (
        paragraph("Annex", "Phụ lục")
        + paragraph("AnnexTitle", "KẾT QUẢ KIỂM PHIẾU")
        + paragraph(
            "AnnexOf",
            f"(Kèm theo Biên bản số      /BB-HĐTĐKT {{{{ ready.date }}}} của {_COUNCIL} "
            "{{ agency.name }})",
        )
        + when(
            "council.members",
            paragraph("Body", "Thành viên có mặt trên tổng số: {{ council.attendance }}."),
            paragraph("Body", "Thành viên vắng mặt: {{ council.absences }}."),
        )
        + when("not council.members", _OPEN_MEMBERS)
        + data_table(_TALLY, *_both(_TALLY))
        + paragraph("Gap")
        + paragraph("Body", "Hình thức: {{ council.ballot_name }}./.")
    )


def unit_minutes() -> list[Section]:
    """A unit's meeting, to be filled in by hand: its course is not in the database."""
    return [
        Section(
            head(
                "{{ agency.header }}",
                "{{ unit.header }}",
                number="BB-{{ unit.abbreviation }}",
                has_place=False,
            )
            + subject("BIÊN BẢN", "Họp bình xét, đề nghị khen thưởng trong {{ campaign.movement }}")
            + paragraph("Section", "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
            + paragraph("Body", "Thời gian bắt đầu:      giờ      phút, {{ ready.date }}.")
            + dotted("Địa điểm: ")
            + dotted("Chủ trì: ")
            + dotted("Thư ký: ")
            + dotted("Có mặt, vắng mặt (lý do): ")
            + paragraph("Section", "II. NỘI DUNG")
            + paragraph(
                "Body",
                "1. Chủ trì quán triệt tiêu chuẩn, điều kiện khen thưởng trong "
                "{{ campaign.movement }}.",
            )
            + paragraph(
                "Body",
                "2. Cuộc họp nghe tóm tắt thành tích của {{ ready.counts }}, thảo luận và biểu "
                "quyết (hoặc bỏ phiếu).",
            )
            + dotted("3. Ý kiến thảo luận: ")
            + paragraph("Section", "III. KẾT QUẢ")
            + data_table(_PROPOSED, *_both(_PROPOSED))
            + paragraph("Gap")
            + dotted("Kết luận của chủ trì: ")
            + paragraph(
                "Body",
                "Cuộc họp kết thúc vào      giờ      phút cùng ngày. Biên bản đã được đọc lại cho "
                "mọi người dự họp cùng nghe và thông qua./.",
            )
            + signature(
                signed("THƯ KÝ", name=""),
                signed("CHỦ TỌA", name=""),
                widths=_HALVES,
                below=recipients("- {{ office.name }};", "- Lưu: {{ unit.abbreviation }}."),
            )
        )
    ]
