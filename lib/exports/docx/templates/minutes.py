"""Minutes of the council and of a unit.

Source: DOMAIN 2.4; Decree 30/2020, Appendix III, form 1.9: no place and date in the head, the
secretary left and the chair right, recipients below.
"""

from __future__ import annotations

from lib.exports.docx.writing.lists import (
    ORDINAL,
    Column,
    by_hands,
    data_table,
    open_rows,
    rows_if,
    rows_of,
    section,
)
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
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
from lib.exports.docx.writing.tables import Row

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
_TALLY_OF_HANDS = (
    ORDINAL,
    Column("Tên tập thể, cá nhân", 75, "{{ nominee.name }}"),
    Column("Đồng ý", 26, "{{ nominee.votes.agreed }}", "TableNumber"),
    Column("Không đồng ý", 26, "{{ nominee.votes.against }}", "TableNumber"),
    Column("Không có ý kiến", 26, "{{ nominee.votes.abstained }}", "TableNumber"),
)
_PROPOSED = (
    ORDINAL,
    Column("Tên tập thể, cá nhân", 48, "{{ nominee.name }}"),
    Column("Hình thức khen thưởng đề nghị", 37, "{{ nominee.award_name }}"),
    Column("Số đồng ý", 20),
    Column("Tỷ lệ %", 18),
    Column("Kết luận", 30),
)
_OPEN_ROWS = 6
_OPEN_END = "Cuộc họp kết thúc vào      giờ      phút, ngày     tháng     năm {{ ready.year }}./."


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
            + _by_ballot(_RESULTS, by_hands(_RESULTS))
            + paragraph("Gap")
            + paragraph("Section", "V. KẾT LUẬN CỦA CHỦ TRÌ")
            + each("line in council.conclusions", paragraph("Body", "{{ line }}"))
            + when("not council.conclusions", dotted(""), dotted(""))
            + when(
                "council.is_held",
                paragraph(
                    "Body",
                    "Cuộc họp kết thúc vào {{ council.ends }}, {{ council.day }}. Biên bản đã được "
                    "đọc lại cho các thành viên dự họp cùng nghe và thông qua./.",
                ),
            )
            + when("not council.is_held", paragraph("Body", _OPEN_END))
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
        + _known("council.chair.name", "Chủ trì (chủ tọa): ", "{{ council.chair.line }}.")
        + _known(
            "council.secretary.name",
            "Thư ký (người ghi biên bản): ",
            "{{ council.secretary.line }}.",
        )
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
        + when(
            "council.is_held",
            paragraph(
                "Body",
                "1. Chủ trì quán triệt tiêu chuẩn, điều kiện khen thưởng; thư ký trình bày tóm tắt "
                "thành tích của {{ ready.counts }} được đề nghị tặng {{ award.name }} trong "
                "{{ campaign.movement }}.",
            ),
            paragraph("Body", "2. Các thành viên thảo luận, cho ý kiến về từng trường hợp."),
            each("line in council.opinions", paragraph("Body", "{{ line }}")),
            _recused("collectives"),
            _recused("individuals"),
            paragraph(
                "Body",
                "3. Hội đồng tiến hành {{ council.ballot_name }}{% if council.is_secret %}, kiểm "
                "phiếu{% endif %}; kết quả chi tiết tại Phụ lục kèm theo.",
            ),
        )
        + when(
            "not council.is_held",
            dotted("1. Nội dung: "),
            dotted("2. Ý kiến thảo luận: "),
            dotted("3. Hình thức biểu quyết: "),
            paragraph("Body", "Kết quả chi tiết tại Phụ lục kèm theo."),
        )
        + when("council.quorum", paragraph("Body", "Điều kiện họp: {{ council.quorum }}."))
        + when("council.passing", paragraph("Body", "Điều kiện thông qua: {{ council.passing }}."))
        + when("council.rules", paragraph("Body", "Căn cứ quy định: {{ council.rules }}."))
    )


def _recused(nominees: str) -> str:
    """A sentence for each case that somebody of the council does not vote on."""
    sentence = (
        "Đối với trường hợp {{ nominee.name }}: {{ nominee.recused }}; tỷ lệ của trường hợp này "
        "tính trên các thành viên còn lại."
    )
    told = when("nominee.recused", paragraph("Body", sentence))
    return each(f"nominee in {nominees}", told)


def _by_ballot(of_ballots: tuple[Column, ...], of_hands: tuple[Column, ...]) -> str:
    """The table with ballots where they were counted, else without."""
    return when("council.is_secret", data_table(of_ballots, *_both(of_ballots))) + when(
        "not council.is_secret", data_table(of_hands, *_both(of_hands))
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
        *rows_if("not collectives and not individuals", columns, *open_rows(columns, _OPEN_ROWS)),
    )


def _count() -> str:
    return (
        paragraph("Annex", "Phụ lục")
        + when("council.is_secret", paragraph("AnnexTitle", "KẾT QUẢ KIỂM PHIẾU"))
        + when("not council.is_secret", paragraph("AnnexTitle", "KẾT QUẢ BIỂU QUYẾT"))
        + paragraph(
            "AnnexOf",
            f"(Kèm theo Biên bản số      /BB-HĐTĐKT {{{{ council.day }}}} của {_COUNCIL} "
            "{{ agency.name }})",
        )
        + when(
            "council.members",
            paragraph("Body", "Thành viên có mặt trên tổng số: {{ council.attendance }}."),
            paragraph("Body", "Thành viên vắng mặt: {{ council.absences }}."),
        )
        + when("not council.members", _OPEN_MEMBERS)
        + _by_ballot(_TALLY, _TALLY_OF_HANDS)
        + paragraph("Gap")
        + when("council.is_held", paragraph("Body", "Hình thức: {{ council.ballot_name }}./."))
        + when("not council.is_held", paragraph("Body", "Hình thức:      ./."))
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
            + dotted("Chủ trì (chủ tọa): ")
            + dotted("Thư ký (người ghi biên bản): ")
            + dotted("Có mặt, vắng mặt (lý do): ")
            + paragraph("Section", "II. NỘI DUNG")
            + paragraph(
                "Body",
                "1. Bình xét, đề nghị khen thưởng {{ ready.counts }} trong "
                "{{ campaign.movement }}.",
            )
            + dotted("2. Ý kiến thảo luận: ")
            + dotted("3. Hình thức biểu quyết: ")
            + paragraph("Section", "III. KẾT QUẢ")
            + data_table(_PROPOSED, *_both(_PROPOSED))
            + paragraph("Gap")
            + dotted("Kết luận của chủ trì: ")
            + paragraph("Body", _OPEN_END)
            + signature(
                signed("THƯ KÝ", name=""),
                signed("CHỦ TỌA", name=""),
                widths=_HALVES,
                below=recipients("- {{ office.name }};", "- Lưu: {{ unit.abbreviation }}."),
            )
        )
    ]
