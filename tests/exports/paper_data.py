"""Data for papers: a small pack of each kind with everything that forms can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from lib.domain.papers import urging
from lib.domain.papers.acknowledgement_list import AcknowledgementList, AcknowledgementRow
from lib.domain.papers.law_packs import LegalBasis, law_pack
from lib.domain.papers.leader_brief import BriefGroup, LeaderBrief
from lib.domain.papers.paper_meetings import Ballot, CouncilMeeting, Member, Presence
from lib.domain.papers.paper_parts import (
    AgencyHead,
    Award,
    CampaignFacts,
    Collective,
    Desk,
    Individual,
    Signer,
)
from lib.domain.papers.papers import Pack, PaperData
from lib.domain.papers.report_paper import (
    BY_DAY,
    BY_GROUP,
    BY_UNIT,
    MOST_BARS,
    DocumentRow,
    HonourRow,
    IndicatorRow,
    ReportBar,
    ReportChart,
    ReportLine,
    ReportPaper,
    UnitRow,
)
from lib.domain.papers.result_notice import EvaluatedUnit, RankedRow, ResultNotice
from lib.domain.papers.unit_report import UnitReport, told
from lib.domain.papers.urging import Urged, UrgingLetter, Why
from lib.domain.papers.votes import Vote
from lib.domain.progress import Progress
from lib.domain.unit_reports import Figure, Figures, GroupFigures, TaskFigures, Told

DAY: Final = date(2021, 6, 14)
MADE_AT: Final = datetime(2021, 6, 14, 7, 3, tzinfo=UTC)
GIAY_KHEN: Final = Award("GK", "Giấy khen của Giám đốc Sở", "Giám đốc Sở")
BANG_KHEN: Final = Award("BK", "Bằng khen của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh")
AGENCY: Final = AgencyHead(
    "UBND tỉnh Cao Bằng",
    "UBND TỈNH CAO BẰNG",
    "Sở Xây dựng tỉnh Cao Bằng",
    "SỞ XÂY DỰNG",
    "SXD",
    "Cao Bằng",
)
CAMPAIGN: Final = CampaignFacts(
    "TD-BC-2021",
    "Phát động phong trào thi đua thực hiện thành công cuộc bầu cử đại biểu Quốc hội khóa XV và "
    "đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2021-2026",
    1234,
    "567-0f3a9c8e7d6b5a41",
)
BASES: Final = (
    LegalBasis(
        "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều "
        "của Luật Thi đua, khen thưởng ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013"
    ),
    LegalBasis(
        "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi "
        "hành một số điều của Luật Thi đua, khen thưởng"
    ),
    LegalBasis(
        "Thông tư số 12/2019/TT-BNV ngày 04 tháng 11 năm 2019 của Bộ trưởng Bộ Nội vụ quy định chi "
        "tiết thi hành một số điều của Nghị định số 91/2017/NĐ-CP"
    ),
    LegalBasis(
        "Kế hoạch số      /KH-SXD ngày     tháng     năm      của Sở Xây dựng tỉnh Cao Bằng phát "
        "động phong trào thi đua"
    ),
)
MEMBERS: Final = (
    Member("Đoàn Quốc Chính", "Giám đốc Sở", "Chủ tịch Hội đồng", is_chair=True),
    Member("Trần Văn Nam", "Phó Giám đốc Sở", "Phó Chủ tịch Hội đồng"),
    Member("Lý Thị Thu", "Chánh Thanh tra", "Ủy viên", Presence.WRITTEN, "đi công tác"),
    Member("Nông Văn Sơn", "Trưởng phòng Quản lý xây dựng", "Ủy viên"),
    Member("Hoàng Thị Vân", "Chánh Văn phòng", "Ủy viên, thư ký", is_secretary=True),
)
MEETING: Final = CouncilMeeting(
    year=2021,
    place="Phòng họp tầng 2, trụ sở Sở Xây dựng",
    held_on=date(2021, 6, 5),
    began="8:00",
    ended="10h30",
    members=MEMBERS,
    ballot=Ballot.SECRET,
    quorum="ít nhất 2/3 tổng số thành viên dự họp (đề xuất)",
    passing="",
    discussion="Các thành viên thống nhất với báo cáo của Văn phòng Sở.",
    rules="Quy chế Hội đồng Thi đua - Khen thưởng Sở",
    conclusion="Hội đồng nhất trí đề nghị các trường hợp có tỷ lệ đồng ý cao.\nGiao Văn phòng Sở "
    "hoàn thiện hồ sơ.",
    is_held=True,
)
STORY: Final = (
    "Tổ chức 12 buổi tuyên truyền cho 240 lượt người.\n\n"
    "Phối hợp với phòng A & B rà soát hồ sơ < 5 ngày, không để tồn đọng."
)
OFFICE: Final = Desk("Văn phòng Sở", "VĂN PHÒNG", "VP", Signer("CHÁNH VĂN PHÒNG", "Hoàng Thị Vân"))
UNIT: Final = Desk(
    "Phòng Quản lý xây dựng",
    "PHÒNG QUẢN LÝ XÂY DỰNG",
    "QLXD",
    Signer("TRƯỞNG PHÒNG", "Nông Văn Sơn"),
)
CENTRE: Final = Desk(
    "Trung tâm Quy hoạch xây dựng",
    "TRUNG TÂM QUY HOẠCH XÂY DỰNG",
    "TTQH",
    Signer("GIÁM ĐỐC", "Bế Văn Thành"),
    has_seal=True,
)
RECUSED: Final = (
    "ông (bà) Nông Văn Sơn không tham gia biểu quyết do đã tham gia lập, gửi hồ sơ đề nghị"
)
HANDS: Final = replace(MEETING, ballot=Ballot.SHOW_OF_HANDS)
TO_COME: Final = CouncilMeeting(2021)


def a_vote(**changes: int | None) -> Vote:
    return replace(Vote(4, 0, 0, present=4, members=5, issued=4, returned=4, valid=4), **changes)


def a_collective(number: int = 1, award: Award = GIAY_KHEN, **changes: object) -> Collective:
    plain = Collective(
        name=f"Tổ công tác số {number}",
        managed_by="Phòng Quản lý xây dựng",
        summary="Đã có thành tích xuất sắc trong phong trào thi đua bầu cử",
        achievement=STORY,
        award_name=award.name,
        staff_count=12,
        women_count=5,
        vote=a_vote(),
        conclusion="Đề nghị khen thưởng",
    )
    return replace(plain, **changes)


def an_individual(number: int = 1, award: Award = GIAY_KHEN, **changes: object) -> Individual:
    plain = Individual(
        name=f"Nguyễn Thị Lan {number}",
        address="Bà",
        is_woman=True,
        position="Chuyên viên",
        unit="Phòng Quản lý xây dựng",
        summary="Đã có thành tích xuất sắc trong công tác tuyên truyền & vận động bầu cử",
        achievement=STORY,
        award_name=award.name,
        birth_year=1988,
        category="Người trực tiếp công tác, lao động",
        vote=a_vote(agreed=3, against=1),
        conclusion="Đề nghị khen thưởng",
        note="Giấy khen năm 2020",
        recused=RECUSED if number == 1 else "",
    )
    return replace(plain, **changes)


def a_closing(rows: int, addressees: int = 2) -> ReportPaper:
    """A report with as many units, indicators and honours as asked for."""
    numbers = [str(number) for number in range(1, rows + 1)]
    body = [
        ReportLine("I. ĐẶC ĐIỂM, TÌNH HÌNH", is_section=True),
        ReportLine("Đợt thi đua được triển khai tại 09 phòng, đơn vị (Phụ lục I, Phụ lục II)."),
        ReportLine("II. KẾT QUẢ THỰC HIỆN", is_section=True),
        *(
            line
            for number in numbers
            for line in (
                ReportLine(f"{number}. Tuyên truyền về cuộc bầu cử, đợt {number}", is_heading=True),
                ReportLine(f"Đã tổ chức {number} buổi tuyên truyền, đạt 99,6% (248/249) & hơn."),
            )
        ),
        ReportLine("Chưa có trường hợp nào được tặng Giấy khen (Phụ lục III)."),
        *([ReportLine(f"Đã đăng {rows} văn bản (Phụ lục IV).")] if rows else []),
        ReportLine("Trên đây là Báo cáo tổng kết; Sở Xây dựng kính báo cáo cấp trên xem xét./."),
    ]
    return ReportPaper(
        subject="Kết quả phong trào thi đua thực hiện thành công cuộc bầu cử đại biểu Quốc hội",
        symbol="     /BC-SXD",
        date="ngày     tháng     năm 2021",
        is_draft=True,
        addressees=("Ủy ban nhân dân tỉnh Cao Bằng", "Sở Nội vụ", "Ban Thường vụ")[:addressees],
        lines=tuple(body),
        indicators=(
            IndicatorRow("", "II.1. Quán triệt, phổ biến pháp luật"),
            *(
                IndicatorRow(one, f"II.1.{one}. Số lượt người dự", "lượt người", "1.234", "8/9")
                for one in numbers
            ),
        ),
        units=(
            *(
                UnitRow(one, f"Phòng Quản lý số {one}", "22", "12", "11", "2", "0", "54,5%")
                for one in numbers
            ),
            UnitRow("", "Tổng cộng", "204", "97", "71", "23", "4", "47,5%"),
        ),
        honours=(
            HonourRow("", "Đã được tặng Giấy khen của Giám đốc Sở: Cá nhân"),
            *(
                HonourRow(one, f"Nguyễn Thị Lan {one}", "Phòng Quản lý xây dựng", "41/QĐ-SXD")
                for one in numbers
            ),
        )
        if numbers
        else (),
        charts=(
            a_chart(BY_GROUP, "Quán triệt, phổ biến & tuyên truyền < đợt", min(rows, 7)),
            a_chart(BY_UNIT, "Phòng Quản lý số", rows),
        )
        if 0 < rows <= MOST_BARS
        else (),
        documents=tuple(
            DocumentRow(
                one,
                f"{one}/KH-SXD",
                "15/03/2021",
                "Sở Xây dựng",
                "Kế hoạch & phân công < đợt",
                "20/03/2021",
                "8/9",
                "https://vanban.example.gov.vn/ke-hoach-tuyen-truyen",
            )
            for one in numbers
        ),
    )


def a_chart(key: str, label: str, bars: int) -> ReportChart:
    """With everything done in the first bar, and nothing asked for in one of seven."""
    told = tuple(
        ReportBar(f"{label} {number}", None if number % 7 == 3 else 10_000 // number)
        for number in range(1, bars + 1)
    )
    title = f"Tỷ lệ hoàn thành theo {'nhóm nội dung' if key == BY_GROUP else 'đơn vị'}"
    shown = "; ".join(f"{one.label}: {one.share}" for one in told)
    return ReportChart(key, title, told, f"Biểu đồ thanh ngang. {title}. {shown}.")


def a_line(points: int) -> ReportChart:
    """Over so many days, from nothing to all."""
    told = tuple(
        ReportBar(f"{number % 28 + 1:02}/{number // 28 + 5:02}", 10_000 * number // (points - 1))
        for number in range(points)
    )
    title = "Tỷ lệ hoàn thành theo thời gian"
    shown = "; ".join(f"{one.label}: {one.share}" for one in told)
    return ReportChart(BY_DAY, title, told, f"Biểu đồ đường. {title}. {shown}.", is_line=True)


def a_notice(rows: int, **changes: object) -> ResultNotice:
    """With as many units and persons as asked for."""
    closing = a_closing(rows)
    notice = ResultNotice(
        subject=closing.subject,
        opening=f"Thực hiện {BASES[-1].text}, Sở Xây dựng tỉnh Cao Bằng đã kết thúc phong trào thi "
        "đua và thông báo kết quả, số liệu tính đến ngày 14 tháng 6 năm 2021, như sau:",
        results=(
            "Các đơn vị đã hoàn thành 97/204 lượt nhiệm vụ bắt buộc, đạt 47,5%; đúng hạn 71, chậm "
            "26, quá hạn 23.",
            "02/09 đơn vị hoàn thành tất cả nhiệm vụ bắt buộc.",
        ),
        awards=(
            "Giám đốc Sở đã tặng Giấy khen cho 02 (hai) cá nhân (Quyết định số 41/QĐ-SXD ngày 12 "
            "tháng 6 năm 2021).",
        )
        if rows
        else ("Đến ngày chốt số liệu chưa có quyết định khen thưởng nào được công bố.",),
        honours=closing.honours,
        honoured="02 (hai) cá nhân",
        units=tuple(
            EvaluatedUnit(one.number, one.name, "Hoàn thành tốt")
            for one in closing.units
            if not one.is_total
        ),
        ranking=tuple(
            RankedRow(one.number, one.name, "95,5") if one else RankedRow("", "Khối phòng")
            for one in (None, *closing.units)
            if one is None or not one.is_total
        )
        if rows
        else (),
        is_draft=True,
    )
    return replace(notice, **changes)


def an_acknowledgement_list(rows: int) -> AcknowledgementList:
    """With as many units as asked for, of which every third has said nothing."""
    return AcknowledgementList(
        subject="Đơn vị xác nhận văn bản số 45/KH-SXD",
        about="Văn bản số 45/KH-SXD ngày 15/03/2021 của Sở Xây dựng: Kế hoạch tuyên truyền & phân "
        "công < đợt; bản 2, đăng lúc 20/03/2021 10:00; hạn phổ biến 30/03/2021.",
        result="Đến 14/06/2021 14:03, 6/9 đơn vị nhận văn bản đã xác nhận, đã phổ biến cho 84 "
        "người.",
        rows=tuple(
            AcknowledgementRow(str(one), f"Phòng Quản lý số {one}", "-", "-", "-", "Chưa xác nhận")
            if one % 3 == 0
            else AcknowledgementRow(
                str(one), f"Phòng Quản lý số {one}", "2", "14", "19/03/2021",
                "Nguyễn Thị Lan, 20/03/2021 10:00",
            )
            for one in range(1, rows + 1)
        ),
    )  # fmt: skip


def an_urging_letter(rows: int) -> UrgingLetter:
    """With as many things as asked for, of every kind in turn."""
    found = [
        Urged(
            list(Why)[one % len(Why)],
            f"I.{one} · Tuyên truyền trực quan & cổ động < đợt {one} > tại trụ sở các đơn vị",
            None if one % 10 == 3 else DAY + timedelta(one % 5 - 2),
        )
        for one in range(rows)
    ]
    return urging.told(found, plan=BASES[-1].text, today=DAY)


def a_brief(rows: int, **changes: object) -> LeaderBrief:
    """With as many groups as asked for, but never more than are told one by one."""
    most = min(rows, 7)
    brief = LeaderBrief(
        subject=f"Tóm tắt kết quả {CAMPAIGN.movement}",
        addressee=f"Lãnh đạo {AGENCY.name}",
        opening="Văn phòng Sở báo cáo tóm tắt, số liệu tính đến ngày 14 tháng 6 năm 2021:",
        results=(
            "Các đơn vị đã hoàn thành 97/204 lượt nhiệm vụ bắt buộc, đạt 47,5%; đúng hạn 71, chậm "
            "26, quá hạn 23; 02/09 đơn vị hoàn thành tất cả nhiệm vụ bắt buộc.",
            "Chưa có quyết định tặng Giấy khen nào được công bố; đã trình cấp trên tặng Bằng "
            "khen cho 01 (một) tập thể và 02 (hai) cá nhân.",
        ),
        groups=(
            *(
                BriefGroup(f"II.{one}. Tuyên truyền & vận động, đợt {one}", "9", "8", "1", "88,9%")
                for one in range(1, most + 1)
            ),
            BriefGroup("Tổng cộng", "204", "97", "23", "47,5%", is_total=True),
        ),
        late=(
            "Quá hạn 23 lượt ở 05 đơn vị, nhiều nhất: Phòng Quản lý số 1 (9), Phòng Quản lý số 2 "
            "(7), Phòng Quản lý số 3 (4).",
            "02 đơn vị chưa hoàn thành nhiệm vụ nào: Phòng Quản lý số 4, Phòng Quản lý số 5.",
        )
        if rows
        else ("Không có nhiệm vụ quá hạn.",),
        waiting="Quyết định khen thưởng 05 trường hợp Hội đồng đã biểu quyết; ký 01 dự thảo quyết "
        "định khen thưởng; kết luận đánh giá 03 đơn vị đã có đề xuất của Văn phòng; ký Báo cáo "
        "tổng kết. Văn phòng Sở kính trình Lãnh đạo xem xét, quyết định./.",
        is_draft=True,
    )
    return replace(brief, **changes)


def some_figures(tasks: int, **changes: object) -> Figures:
    """Of a unit with so many tasks, by turns done, nil, under way, returned and not begun."""
    states = list(Told)
    shown = [
        TaskFigures(
            f"II.{number % 3 + 1}.{number}",
            f"Phổ biến văn bản & hướng dẫn số {number}",
            is_mandatory=True,
            told=(state := states[number % len(states)]),
            figures=(
                Figure("Số hội nghị", f"{number}.234 hội nghị", "hội nghị"),
                Figure("Người được phổ biến", "248/249 người (99,6%)", "người"),
            )
            if state == Told.DONE
            else (),
        )
        for number in range(tasks)
    ]
    groups = tuple(
        GroupFigures(f"II.{number}", f"Nội dung thi đua số {number}", its)
        for number in range(1, 4)
        if (its := tuple(one for one in shown if one.code.startswith(f"II.{number}.")))
    )
    done, nil = (sum(one.told == state for one in shown) for state in (Told.DONE, Told.NIL))
    counts = Progress(
        assigned=tasks + 1, complete=done + nil + 1, nil=nil, on_time=done + 1, late=nil,
        overdue=sum(one.told == Told.MISSING for one in shown), optional=2, optional_complete=1,
    )  # fmt: skip
    return replace(Figures(12, counts, groups, collectives=1, individuals=2), **changes)


def a_report(tasks: int, **changes: object) -> UnitReport:
    """With words as long as there are tasks."""
    typed = [STORY * max(1, tasks // 8), "Không có", "Không có", "Đề nghị Sở tập huấn sớm hơn./."]
    report = told(
        some_figures(tasks), typed if tasks else [""] * 4, addressee=OFFICE.name,
        plan=BASES[-1].text, day=DAY, is_fixed=True,
    )  # fmt: skip
    return replace(report, **changes)


def by_hands(pack: Pack, nominees: int = 2) -> PaperData:
    """The same after a show of hands."""
    data = some_data(pack, nominees, council=HANDS)
    shown = a_vote(issued=None, returned=None, valid=None)
    return replace(
        data,
        collectives=tuple(replace(one, vote=shown) for one in data.collectives),
        individuals=tuple(replace(one, vote=shown) for one in data.individuals),
    )


def without_meeting(pack: Pack) -> PaperData:
    """Nobody is before a meeting that is still to come."""
    return some_data(pack, 0, council=TO_COME)


def some_data(pack: Pack, nominees: int = 2, **changes: object) -> PaperData:
    """A pack with as many individuals as asked for and one collective for every two."""
    award = BANG_KHEN if pack == Pack.BANG_KHEN else GIAY_KHEN
    numbers = range(1, nominees + 1)
    is_report = pack in (Pack.REPORT, Pack.NOTICE, Pack.BRIEF, Pack.DOCUMENTS, Pack.URGING)
    is_unit = pack in (Pack.UNIT, Pack.UNIT_REPORT, Pack.URGING)
    data = PaperData(
        pack=pack,
        day=DAY,
        made_at=MADE_AT,
        campaign=CAMPAIGN,
        agency=AGENCY,
        law=law_pack(DAY),
        bases=BASES,
        director=Signer("GIÁM ĐỐC", "Đoàn Quốc Chính"),
        office=OFFICE,
        recipients=("UBND tỉnh (b/c)", "Lãnh đạo Sở", "Các phòng, đơn vị trực thuộc"),
        appraiser="Sở Nội vụ (Ban Thi đua - Khen thưởng)",
        award=None if is_unit or is_report else award,
        council=None if is_unit or is_report else MEETING,
        unit=UNIT if is_unit else None,
        closing=a_closing(nominees) if pack == Pack.REPORT else None,
        collectives=tuple(a_collective(number, award) for number in numbers if number % 2),
        individuals=tuple(an_individual(number, award) for number in numbers),
        report=a_report(nominees) if pack == Pack.UNIT_REPORT else None,
        notice=a_notice(nominees) if pack == Pack.NOTICE else None,
        brief=a_brief(nominees) if pack == Pack.BRIEF else None,
        acknowledged=an_acknowledgement_list(nominees) if pack == Pack.DOCUMENTS else None,
        urging=an_urging_letter(max(nominees, 1)) if pack == Pack.URGING else None,
    )
    return replace(data, **changes)
