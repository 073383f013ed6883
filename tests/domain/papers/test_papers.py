"""What papers say: dates, counts, votes, meetings, and the law of their day."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import UTC, date, datetime

import pytest

from lib import text
from lib.domain.nomination_workflow import STORED, State
from lib.domain.papers import paper_fields
from lib.domain.papers.law_packs import LegalBasis, law_pack
from lib.domain.papers.paper_meetings import Ballot, CouncilMeeting, Member, Presence
from lib.domain.papers.paper_parts import Signer, how_many, written_date
from lib.domain.papers.papers import PACKS, PER_NOMINEE, Pack, Paper
from lib.domain.papers.standing import Left, Seat, Standing, of_agency, of_unit
from lib.domain.papers.votes import VoteCells
from tests.exports.paper_data import (
    AGENCY,
    BANG_KHEN,
    CAMPAIGN,
    MEETING,
    OFFICE,
    UNIT,
    a_collective,
    a_notice,
    a_vote,
    an_individual,
    some_data,
)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2021, 1, 5), "ngày 05 tháng 01 năm 2021"),
        (date(2021, 2, 28), "ngày 28 tháng 02 năm 2021"),
        (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021"),
        (date(2021, 12, 31), "ngày 31 tháng 12 năm 2021"),
        (None, "ngày     tháng     năm 2021"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(day: date, written: str) -> None:
    assert written_date(day, 2021) == written


@pytest.mark.parametrize(
    ("collectives", "individuals", "words"),
    [
        (2, 3, "02 (hai) tập thể và 03 (ba) cá nhân"),
        (0, 15, "15 (mười lăm) cá nhân"),
        (1, 0, "01 (một) tập thể"),
        (0, 0, "00 (không) tập thể, cá nhân"),
    ],
)
def test_counts_name_the_kinds_that_are_there(collectives, individuals, words) -> None:
    assert how_many(collectives, individuals) == words


def test_a_vote_has_both_shares() -> None:
    cells = a_vote(agreed=3, against=1, returned=5, valid=4, present=5, members=7).cells

    assert (cells.share_present, cells.share_members, cells.invalid) == ("60,0", "42,9", "1")
    assert cells.both_shares == "3 phiếu\n60,0% dự họp\n42,9% tổng số"


def test_a_show_of_hands_has_no_ballots() -> None:
    cells = a_vote(issued=None, returned=None, valid=None).cells

    assert (cells.issued, cells.returned, cells.valid, cells.invalid) == ("-",) * 4
    assert cells.agreed == "4"
    assert cells.both_shares.startswith("4 ý kiến\n")


def test_a_vote_of_nobody_has_no_share() -> None:
    assert a_vote(agreed=0, present=0).cells.share_present == "-"


def test_nominees_without_a_vote_have_empty_cells() -> None:
    assert a_collective(vote=None).votes == an_individual(vote=None).votes == VoteCells()
    assert set(astuple(VoteCells())) == {""}


def test_a_person_of_unknown_age_is_asked_for_the_day_of_birth() -> None:
    assert (an_individual().born, an_individual(birth_year=None).born) == ("Sinh năm 1988", "")


def test_who_has_a_seal_uses_it() -> None:
    notes = [a_collective(has_seal=has_seal).sign_note for has_seal in (True, False)]

    assert notes == ["(ký, đóng dấu)", "(ký, ghi rõ họ tên)"]


def test_a_letter_names_what_the_pack_makes() -> None:
    undecided = Standing(is_decided=False, left=Left.NOT_DECIDED)
    data = some_data(Pack.GIAY_KHEN, 0, individuals=(an_individual(standing=undecided),))

    assert data.enclosures == (
        "danh sách đề nghị khen thưởng; biên bản họp Hội đồng Thi đua - Khen thưởng"
    )
    assert some_data(Pack.GIAY_KHEN).enclosures.endswith("; dự thảo quyết định khen thưởng")
    assert "báo cáo thành tích" in some_data(Pack.BANG_KHEN).enclosures


def test_a_report_ends_with_its_mark() -> None:
    achievement = "Dòng một.\n\n  Dòng hai.  "

    assert an_individual(achievement=achievement).paragraphs == ("Dòng một.", "Dòng hai./.")
    assert a_collective(achievement="").paragraphs == ("./.",)


def test_a_collective_counts_its_women_where_they_are_known() -> None:
    counts = [
        a_collective(staff_count=staff, women_count=women).staff
        for staff, women in ((12, 5), (12, None), (None, None))
    ]

    assert counts == ["12 (nữ 5)", "12", "-"]


def test_a_year_of_birth_stands_in_its_column() -> None:
    woman, man = an_individual(), an_individual(is_woman=False, birth_year=None)

    assert (woman.birth_man, woman.birth_woman, woman.sex) == ("", "1988", "Nữ")
    assert (man.birth_man, man.birth_woman, man.sex) == ("-", "", "Nam")


def test_heads_are_in_capitals() -> None:
    assert a_collective().header == "TỔ CÔNG TÁC SỐ 1"
    assert an_individual().header == "PHÒNG QUẢN LÝ XÂY DỰNG"
    assert an_individual().full_name == "Bà Nguyễn Thị Lan 1"


def test_names_fit_into_sentences() -> None:
    assert CAMPAIGN.movement.startswith("phong trào thi đua thực hiện thành công")
    assert replace(CAMPAIGN, title="Thi đua").movement == "thi đua"
    assert AGENCY.province == "Ủy ban nhân dân tỉnh Cao Bằng"
    assert AGENCY.director_title == "GIÁM ĐỐC SỞ XÂY DỰNG TỈNH CAO BẰNG"
    assert BANG_KHEN.short_name == "Bằng khen"
    assert OFFICE.chief == "Chánh Văn phòng Sở"
    assert UNIT.chief == "Trưởng Phòng Quản lý xây dựng"


def test_a_meeting_tells_who_was_there() -> None:
    assert MEETING.attendance == "04/05"
    assert MEETING.absences == "01, trong đó có ý kiến bằng văn bản: 01"
    assert [one.absence for one in MEETING.away] == [
        "Lý Thị Thu, Chánh Thanh tra, Ủy viên (đi công tác; có ý kiến bằng văn bản)"
    ]
    assert (MEETING.chair.name, MEETING.secretary.name) == ("Đoàn Quốc Chính", "Hoàng Thị Vân")
    assert (MEETING.begins, MEETING.ends) == ("08 giờ 00 phút", "10 giờ 30 phút")
    assert len(MEETING.conclusions) == 2


def test_an_absence_without_a_reason_is_the_name_alone() -> None:
    assert Member("Lý Thị Thu", "", "", Presence.ABSENT).absence == "Lý Thị Thu"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("7:05", "07 giờ 05 phút"),
        ("14h", "14 giờ 00 phút"),
        ("9 giờ 15", "09 giờ 15 phút"),
        ("đầu giờ chiều", "đầu giờ chiều"),
        (" ", "     giờ     phút"),
    ],
)
def test_hours_are_written_out(typed: str, told: str) -> None:
    assert CouncilMeeting(2021, began=typed).begins == told


IN_MINUTES = Standing(is_proposed=False, is_decided=False, left=Left.DECLINED)


def test_those_not_approved_stand_in_the_minutes_alone() -> None:
    data = some_data(
        Pack.GIAY_KHEN,
        collectives=(a_collective(standing=IN_MINUTES),),
        individuals=(an_individual(1), an_individual(2, standing=IN_MINUTES)),
    )

    named = {
        paper: (len(told["collectives"]), len(told["individuals"]), told["ready"].counts)
        for paper in PACKS[data.pack]
        for told in [paper_fields.context(paper, data)]
    }

    one = (0, 1, "01 (một) cá nhân")
    assert named == {
        Paper.AWARD_LIST: one,
        Paper.COUNCIL_MINUTES: (1, 2, "01 (một) tập thể và 02 (hai) cá nhân"),
        Paper.OFFICE_SUBMISSION: one,
        Paper.DECISION: one,
    }


def test_a_meeting_not_yet_held_leaves_room() -> None:
    empty = CouncilMeeting(2021, ballot=Ballot.SHOW_OF_HANDS)

    assert empty.begins == "     giờ     phút"
    assert empty.day == "ngày     tháng     năm 2021"
    assert (empty.chair.line, empty.attendance) == ("", "00/00")
    assert empty.ballot_name == "biểu quyết"


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2021, 6, 1), "Mẫu số 07"),
        (date(2023, 12, 31), "Mẫu số 07"),
        (date(2024, 1, 1), "Mẫu số 08 (đề xuất, cần kiểm tra)"),
        (date(2026, 11, 27), ""),
    ],
)
def test_the_form_follows_the_law_of_the_day(day: date, label: str) -> None:
    assert law_pack(day).form_label == label


def test_texts_are_cited_while_they_are_in_force() -> None:
    old = LegalBasis("Luật cũ", date(2004, 7, 1), date(2023, 12, 31))
    new = LegalBasis("Luật mới", date(2024, 1, 1), is_suggested=True)
    ever = LegalBasis("Chỉ thị")

    for day, cited in ((date(2023, 12, 31), [old, ever]), (date(2024, 1, 1), [new, ever])):
        assert [one for one in (old, new, ever) if one.is_valid(day)] == cited
    assert new.text == "Luật mới (đề xuất, cần kiểm tra)"


def in_papers(standing: Standing) -> str:
    """As in "MLD": minutes, list, decision."""
    return "".join(
        letter
        for letter, is_in in zip(
            "MLD", (standing.is_tabled, standing.is_proposed, standing.is_decided), strict=True
        )
        if is_in
    )


NAMED_AFTER_THE_VOTE = {
    State.RECEIVED: "M",
    State.CHECKED: "M",
    State.TABLED: "ML",
    State.VOTED: "ML",
    State.AWARDED: "MLD",
    State.PROPOSED: "ML",
    State.PROVINCE_AWARDED: "M",
    State.PROVINCE_REFUSED: "M",
    State.PUBLISHED: "M",
    State.NOT_APPROVED: "M",
    State.RESCINDED: "M",
    State.RETURNED: "M",
    State.WITHDRAWN: "M",
    State.DRAFT: "M",
    State.SENT: "M",
}


def test_where_each_state_is_named_after_the_vote() -> None:
    found = {
        state: in_papers(of_agency(state, Seat.HERE, is_held=True, has_passed=True))
        for state in STORED
    }

    assert found == NAMED_AFTER_THE_VOTE


@pytest.mark.parametrize("seat", [Seat.ELSEWHERE, Seat.NO_MEETING])
def test_outside_the_meeting_nobody_is_named_but_who_was_decided(seat: Seat) -> None:
    found = {state for state in STORED if of_agency(state, seat, has_passed=True).is_named}

    assert found == ({State.AWARDED} if seat == Seat.NO_MEETING else set())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("seat", Seat)
def test_whoever_is_left_out_of_a_paper_has_a_reason(state: State, seat: Seat) -> None:
    for has_passed in (None, False, True):
        told = of_agency(state, seat, is_held=True, has_passed=has_passed)
        is_everywhere = in_papers(told) in {"MLD", "D"} or state == State.PROPOSED
        assert is_everywhere or told.left or has_passed is False


def test_a_unit_asks_for_all_that_nobody_has_decided() -> None:
    found = {state for state in State if of_unit(state).is_named}

    assert found == {
        State.DRAFT, State.SENT, State.RETURNED, State.RECEIVED, State.CHECKED, State.TABLED,
        State.VOTED, State.PROPOSED, State.UNDER_REVIEW,
    }  # fmt: skip


def test_every_reason_has_its_words() -> None:
    assert set(text.LEFT) == set(Left)


def test_every_paper_is_in_a_pack_and_has_its_words() -> None:
    assert {paper for pack in PACKS.values() for paper in pack} == set(Paper)
    assert set(PACKS) == set(text.PACKS) == set(text.PACK_FILES) == set(Pack)
    assert set(text.PAPERS) == set(text.PAPER_FILES) == set(Paper)


@pytest.mark.parametrize("pack", Pack)
def test_papers_are_given_what_their_templates_may_use(pack: Pack) -> None:
    data = some_data(pack)

    for paper in PACKS[pack]:
        nominee = data.nominees[0] if paper in PER_NOMINEE else None
        assert set(paper_fields.context(paper, data, nominee)) == set(paper_fields.fields(paper))


def test_the_list_belongs_to_the_letter_of_its_pack() -> None:
    letters = [
        (data.submission, data.submitted_by)
        for data in (some_data(Pack.GIAY_KHEN), some_data(Pack.BANG_KHEN))
    ]

    assert letters == [("TTr-VP", "Văn phòng Sở"), ("TTr-SXD", "Sở Xây dựng tỉnh Cao Bằng")]


def test_a_draft_tells_what_it_was_made_of() -> None:
    data = replace(some_data(Pack.UNIT), made_at=datetime(2021, 6, 14, 7, 3, tzinfo=UTC))

    ready = paper_fields.context(Paper.UNIT_LIST, data)["ready"]

    assert isinstance(ready, paper_fields.Ready)
    assert ready.origin == (
        "Dự thảo lập lúc 14/06/2021 14:03, TD-BC-2021, r1234, nhật ký 567-0f3a9c8e7d6b5a41"
    )


def test_a_notice_of_a_report_held_fast_is_no_draft() -> None:
    data = some_data(Pack.NOTICE, notice=a_notice(1, is_draft=False))

    ready = paper_fields.context(Paper.RESULT_NOTICE, data)["ready"]

    assert isinstance(ready, paper_fields.Ready)
    assert (ready.origin, ready.date) == ("", "ngày     tháng     năm 2021")


@pytest.mark.parametrize(
    ("paper", "change"),
    [
        (Paper.DECISION, {"award": None}),
        (Paper.COUNCIL_MINUTES, {"council": None}),
        (Paper.UNIT_LIST, {"unit": None}),
        (Paper.ACHIEVEMENT_REPORT, {}),
        (Paper.RESULT_NOTICE, {}),
    ],
)
def test_a_paper_without_its_matter_is_not_made(paper: Paper, change) -> None:
    data = some_data(Pack.BANG_KHEN, **change)

    with pytest.raises(ValueError, match=paper):
        paper_fields.context(paper, data)


def test_names_behind_a_point_are_fields_and_properties() -> None:
    assert paper_fields.members(Signer) == {"position": str, "name": str, "authority": str}
    assert paper_fields.members(type(MEETING))["chair"] is Member
    assert "held_on" not in paper_fields.members(type(MEETING))
