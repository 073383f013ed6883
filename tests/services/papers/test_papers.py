"""Papers made of what is in the database, by whom, and with whose templates."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from lib import config
from lib.domain.agency import Agency
from lib.domain.nomination_workflow import QUIET, State
from lib.domain.nominations import Subject
from lib.domain.papers.paper_meetings import Ballot
from lib.domain.papers.paper_parts import AgencyHead, Signer, how_many
from lib.domain.papers.papers import PACKS, Pack, Paper
from lib.domain.papers.standing import Left, LeftOut
from lib.domain.papers.votes import Vote
from lib.errors import BadTemplate, Denied, NotFound
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import files
from lib.services.files.file_checks import Upload
from lib.services.jobs import jobs
from lib.services.operation.setup import CAMPAIGN_FILE
from lib.services.papers import paper_data, paper_templates, papers
from lib.services.reports import summary, summary_nominations
from lib.store import file_records, setup
from lib.store.engine.ids import new_id
from tests.cast import BINH, CAST, HUNG, LAN, MAI, VAN, Person
from tests.exports import docx_checker, papers_made
from tests.exports.docx_reading import Reader
from tests.services.jobs.waiting import ended, runner
from tests.services.nominations.nomination_scene import NOW, Scene, make_scene

ACCOUNT = HUNG.account_id
MEETING = new_id()


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path / "data"))
    config.settings.cache_clear()
    yield tmp_path / "data"
    config.settings.cache_clear()


AGENCY = Agency("Sở Xây dựng tỉnh Cao Bằng", "UBND tỉnh Cao Bằng")


def set_up(db) -> Scene:
    db.write(lambda tx: setup.insert_agency(tx, AGENCY, now=NOW))
    return make_scene(db)


@pytest.fixture
def scene(duck_stage, data_dir) -> Scene:
    return duck_stage.set(set_up)


@pytest.fixture
def on_both(stage, data_dir) -> Scene:
    """For what the two engines may read or write differently."""
    return stage.set(set_up)


def hold_meeting(
    scene: Scene,
    *nominations,
    pass_percent: str | None = None,
    votes: tuple[int, int] = (2, 0),
    uncounted: Collection[UUID] = (),
) -> None:
    """A meeting of three, one of them away, that voted on these, in this order."""
    members = [
        ("Đoàn Quốc Chính", "Giám đốc Sở", "chair", True, ""),
        ("Đỗ Thị Vân", "Chánh Văn phòng", "secretary", True, ""),
        ("Lý Thị Thu", "Chánh Thanh tra", "member", False, "Nhất trí"),
    ]

    def work(tx):
        tx.run(
            """
            INSERT INTO council_meetings (
                meeting_id, campaign_id, title, state, held_on, began_at, ended_at, place, ballot,
                quorum, pass_percent, pass_base, legal_basis, discussion, conclusion, created_by,
                created_at, updated_by, updated_at, revision
            )
            VALUES ($1, $2, 'Họp xét', 'open', $3, '08:00', '', 'Phòng họp', 'secret', '2/3', $4,
                'all', 'Quy chế Hội đồng', 'Thống nhất', 'Đề nghị khen', $5, $6, $5, $6, 1)
            """,
            [
                MEETING, scene.campaign.campaign_id, date(2021, 6, 5), pass_percent, ACCOUNT, NOW,
            ],
        )  # fmt: skip
        for number, one in enumerate(members):
            tx.run(
                """
                INSERT INTO council_members (
                    meeting_id, member_no, full_name, position, council_role, is_present,
                    written_opinion
                )
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [MEETING, number, *one],
            )
        for number, one in enumerate(nominations):
            counts = [2, 2, 2, *votes, 0]
            if one.nomination_id in uncounted:
                counts = [None] * 6
            tx.run(
                """
                INSERT INTO council_votes (
                    meeting_id, nomination_id, sort_order, issued, returned, valid, votes_for,
                    votes_against, votes_none, conclusion
                )
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'Đề nghị khen thưởng')
                """,
                [MEETING, one.nomination_id, number, *counts],
            )
            tx.run(
                """
                UPDATE nominations
                SET meeting_id = $1, state = CASE WHEN state = 'checked' THEN 'voted' ELSE state END
                WHERE nomination_id = $2
                """,
                [MEETING, one.nomination_id],
            )

    scene.db.write(work)


def of_award(scene: Scene, code: str = "gk", meeting_id=None):
    with clock.at(NOW):
        return paper_data.of_award(scene.db, scene.campaign, award_code=code, meeting_id=meeting_id)


def made(scene: Scene, person: Person = MAI, code: str = "gk", meeting_id=None) -> dict[str, bytes]:
    """The papers of a pack as the person gets them."""
    actor = scene.who(person)
    with clock.at(NOW):
        papers.make_pack(scene.db, actor, scene.campaign, award_code=code, meeting_id=meeting_id)
    return taken(scene, person)


def taken(scene: Scene, person: Person) -> dict[str, bytes]:
    actor = scene.who(person)
    with runner(scene.db):
        [own, *_] = jobs.mine(scene.db, actor)
        ended(scene, own.job)
    file = jobs.take(scene.db, actor, own.job.job_id)
    assert (file.name, file.media_type) == (own.job.file_name, "application/zip")
    with zipfile.ZipFile(file.path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def events(scene: Scene, kind: str) -> list[tuple[str, str]]:
    rows = scene.db.read(
        lambda tx: tx.rows(
            "SELECT actor_name, subject FROM audit_events WHERE event LIKE $1", [kind]
        )
    )
    return [(row[0], row[1]) for row in rows]


def test_a_person_is_named_as_the_form_was_answered(scene):
    hold_meeting(scene, scene.checked(da_khen="Giấy khen năm 2020, số 12/QĐ-SXD"))

    [person] = of_award(scene, meeting_id=MEETING).individuals

    assert (person.full_name, person.birth_year, person.sex) == ("Ông Hoàng Văn Đức", 1985, "Nam")
    assert (person.position, person.unit) == ("Chuyên viên", "Phòng Quản lý xây dựng")
    assert person.category == "Người trực tiếp công tác, lao động, học tập, chiến đấu"
    assert person.award_name == "Giấy khen của Giám đốc Sở"
    assert person.note == "Đã được khen thưởng: Giấy khen năm 2020, số 12/QĐ-SXD"


def test_a_collective_brings_its_numbers(scene):
    hold_meeting(scene, scene.checked(subject=Subject.COLLECTIVE))

    data = of_award(scene, "bk", MEETING)

    assert data.pack == Pack.BANG_KHEN
    assert [(one.name, one.staff, one.managed_by) for one in data.collectives] == [
        ("Phòng Quản lý xây dựng", "12 (nữ 5)", "Sở Xây dựng")
    ]


def test_papers_of_an_award_name_nobody_of_the_other(scene):
    hold_meeting(scene, scene.checked(), scene.checked(subject=Subject.COLLECTIVE))

    persons, collectives = (of_award(scene, code, MEETING) for code in ("gk", "bk"))
    assert [one.name for one in persons.nominees] == ["Hoàng Văn Đức"]
    assert [one.name for one in collectives.nominees] == ["Phòng Quản lý xây dựng"]


def test_what_the_office_has_not_received_is_not_named(scene):
    scene.save()

    assert of_award(scene).nominees == ()


def test_a_meeting_brings_its_order_votes_and_words(on_both):
    scene = on_both
    first = scene.checked(ho_ten="Bế Văn An")
    second = scene.checked(ho_ten="Ma Thị Ban", gioi_tinh="nu")
    scene.checked(ho_ten="Không ra Hội đồng")
    hold_meeting(scene, second, first)

    data = of_award(scene, meeting_id=MEETING)

    assert [one.full_name for one in data.individuals] == ["Bà Ma Thị Ban", "Ông Bế Văn An"]
    assert data.individuals[0].vote == Vote(2, 0, 0, 3, 3, 2, 2, 2)
    assert data.council is not None
    assert (data.council.day, data.council.begins) == (
        "ngày 05 tháng 6 năm 2021",
        "08 giờ 00 phút",
    )
    assert (data.council.attendance, data.council.ballot) == ("02/03", Ballot.SECRET)
    assert data.council.chair.role == "Chủ tịch Hội đồng"
    assert data.council.secretary.name == "Đỗ Thị Vân"


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (None, ""),
        ("66.7", "từ 66,7% tổng số thành viên đồng ý trở lên"),
        ("80", "từ 80% tổng số thành viên đồng ý trở lên"),
    ],
)
def test_a_share_that_nobody_settled_is_not_printed(scene, percent, words):
    hold_meeting(scene, scene.checked(), pass_percent=percent)

    council = of_award(scene, meeting_id=MEETING).council

    assert council is not None
    assert (council.quorum, council.passing) == (
        "có mặt từ 2/3 tổng số thành viên trở lên",
        words,
    )


def named(data, paper: Paper) -> list[str]:
    return [one.name for one in data.told_in(paper).nominees]


def reasons(data) -> dict[str, Left]:
    return {one.name: one.reason for one in data.left_out}


def test_a_paper_names_only_whom_its_act_is_about(scene):
    cases = {
        state: scene.put(scene.checked(ho_ten=name), state)
        for state, name in {
            State.VOTED: "Bế Văn An",
            State.AWARDED: "Đàm Văn Bình",
            State.NOT_APPROVED: "Ma Thị Ban",
            State.PUBLISHED: "Lục Văn Công",
            State.TABLED: "Vi Văn Danh",
        }.items()
    }
    scene.checked(ho_ten="Hà Mới Kiểm")
    hold_meeting(scene, *cases.values(), uncounted={cases[State.TABLED].nomination_id})

    data = of_award(scene, meeting_id=MEETING)

    proposed = ["Bế Văn An", "Đàm Văn Bình"]
    assert {paper: named(data, paper) for paper in PACKS[Pack.GIAY_KHEN]} == {
        Paper.AWARD_LIST: proposed,
        Paper.OFFICE_SUBMISSION: proposed,
        Paper.DECISION: ["Đàm Văn Bình"],
        Paper.COUNCIL_MINUTES: [one.name for one in cases.values()],
    }
    assert reasons(data) == {
        "Bế Văn An": Left.NOT_DECIDED,
        "Ma Thị Ban": Left.DECLINED,
        "Lục Văn Công": Left.RELEASED,
        "Vi Văn Danh": Left.NO_RESULT,
        "Hà Mới Kiểm": Left.NOT_TABLED,
    }


@pytest.mark.parametrize(
    ("percent", "votes", "is_proposed"),
    [("60", (2, 0), True), ("70", (2, 0), False), (None, (2, 0), True), (None, (1, 1), False)],
)
def test_who_was_voted_down_is_told_in_the_minutes_alone(scene, percent, votes, is_proposed):
    nominated = scene.put(scene.checked(), State.VOTED)
    hold_meeting(scene, nominated, pass_percent=percent, votes=votes)

    data = of_award(scene, meeting_id=MEETING)

    assert named(data, Paper.COUNCIL_MINUTES) == ["Hoàng Văn Đức"]
    assert bool(named(data, Paper.AWARD_LIST)) == is_proposed
    wanted = Left.NOT_DECIDED if is_proposed else Left.VOTED_DOWN
    assert reasons(data) == {"Hoàng Văn Đức": wanted}


def test_before_the_vote_there_is_the_list_for_the_council_and_no_letter(scene):
    tabled = scene.put(scene.checked(), State.TABLED)
    hold_meeting(scene, tabled, uncounted={tabled.nomination_id})

    data = of_award(scene, meeting_id=MEETING)

    assert data.papers == (Paper.AWARD_LIST, Paper.COUNCIL_MINUTES)
    assert named(data, Paper.AWARD_LIST) == ["Hoàng Văn Đức"]


def test_without_a_meeting_the_minutes_are_a_form_and_the_decision_is_of_the_decided(scene):
    scene.checked(ho_ten="Hà Mới Kiểm")
    scene.put(scene.checked(ho_ten="Vi Văn Danh"), State.VOTED)
    scene.put(scene.checked(ho_ten="Đàm Văn Bình"), State.AWARDED)

    data = of_award(scene)

    assert data.papers == (Paper.COUNCIL_MINUTES, Paper.DECISION)
    assert named(data, Paper.COUNCIL_MINUTES) == []
    assert named(data, Paper.DECISION) == ["Đàm Văn Bình"]
    assert reasons(data) == {"Hà Mới Kiểm": Left.NOT_TABLED, "Vi Văn Danh": Left.OTHER_MEETING}


def of_lans_unit(scene: Scene):
    with clock.at(NOW):
        return paper_data.of_unit(scene.db, scene.campaign, scene.who(LAN).unit_id)


def test_a_unit_does_not_nominate_again_whom_it_has_won_or_lost(scene):
    scene.save(LAN, ho_ten="Bế Văn An")
    declined = scene.put(scene.save(LAN, ho_ten="Ma Thị Ban"), State.NOT_APPROVED)
    published = scene.put(scene.save(LAN, ho_ten="Lục Văn Công"), State.PUBLISHED)
    hold_meeting(scene, declined, published)

    data = of_lans_unit(scene)

    assert named(data, Paper.UNIT_LIST) == ["Bế Văn An"]
    assert reasons(data) == {"Ma Thị Ban": Left.DECLINED, "Lục Văn Công": Left.RELEASED}


@pytest.mark.parametrize("state", sorted(QUIET - {State.UNDER_REVIEW}))
def test_the_papers_of_a_unit_do_not_tell_what_is_not_released(scene, state):
    decided = scene.put(scene.save(LAN), state)
    hold_meeting(scene, decided)

    data = of_lans_unit(scene)

    assert named(data, Paper.UNIT_LIST) == ["Hoàng Văn Đức"]
    assert reasons(data) == {}


def test_a_pack_tells_whom_it_left_out_and_what_it_did_not_make(scene):
    scene.checked()

    files = made(scene, MAI)

    [own] = jobs.mine(scene.db, scene.who(MAI))
    lacks = papers.lacks(scene.db, scene.who(MAI), own.job.job_id)
    assert list(files) == ["02_Bien-ban-Hoi-dong.docx"]
    assert lacks.left_out == (LeftOut("Hoàng Văn Đức", Left.NOT_TABLED),)
    assert lacks.not_made == (Paper.AWARD_LIST, Paper.OFFICE_SUBMISSION, Paper.DECISION)


def test_the_head_comes_from_the_agency_where_the_campaign_is_silent(scene):
    data = of_award(scene)

    assert data.agency == AgencyHead(
        "UBND tỉnh Cao Bằng", "UBND TỈNH CAO BẰNG", "Sở Xây dựng tỉnh Cao Bằng",
        "SỞ XÂY DỰNG TỈNH CAO BẰNG", "SXD", "Cao Bằng",
    )  # fmt: skip
    assert data.appraiser == "Sở Nội vụ (Ban Thi đua - Khen thưởng)"
    assert data.director == Signer("GIÁM ĐỐC")
    assert data.law.form_label == "Mẫu số 07"
    assert data.office.abbreviation == "VP"
    assert data.office.chief == "Chánh Văn phòng Sở"


def with_details(scene: Scene, **changes: object) -> None:
    details = {**files.campaign_from_file(CAMPAIGN_FILE).details, **changes}
    told = json.dumps(details, default=str)
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET details = $1", [told]))


def grounds(scene: Scene, day: date) -> list[str]:
    """What a paper of the day cites, without the abstracts."""
    with clock.at(datetime(day.year, day.month, day.day, 3, tzinfo=UTC)):
        data = paper_data.of_award(scene.db, scene.campaign, award_code="gk", meeting_id=None)
    return [re.split(" ngày| của", basis.text)[0] for basis in data.bases]


OWN = ["Chỉ thị số 03/CT-UBND", "Kế hoạch số      /KH-SXD"]
GROUNDS = {
    date(2021, 6, 14): ["Luật Thi đua, khen thưởng", "Nghị định số 91/2017/NĐ-CP",
        "Thông tư số 12/2019/TT-BNV", *OWN],
    date(2024, 1, 15): ["Luật Thi đua, khen thưởng", "Nghị định số 98/2023/NĐ-CP", *OWN],
    date(2024, 6, 15): ["Luật Thi đua, khen thưởng", "Nghị định số 98/2023/NĐ-CP",
        "Thông tư số 01/2024/TT-BNV", *OWN],
    date(2025, 7, 1): ["Luật Thi đua, khen thưởng", "Nghị định số 152/2025/NĐ-CP", *OWN],
    date(2026, 11, 27): ["Luật Thi đua, khen thưởng", "Nghị định số 152/2025/NĐ-CP",
        "Thông tư số 15/2025/TT-BNV", *OWN],
}  # fmt: skip


@pytest.mark.parametrize("day", GROUNDS, ids=str)
def test_grounds_are_those_of_the_papers_day(scene, day):
    with_details(scene)

    assert grounds(scene, day) == GROUNDS[day]


@pytest.mark.parametrize(
    ("day", "is_amended"), [(date(2024, 6, 15), False), (date(2026, 10, 1), True)]
)
@pytest.mark.parametrize("amendment", ["", "Luật sửa đổi ngày 23 tháng 4 năm 2026"])
def test_an_amendment_is_cited_from_its_day_on(scene, day, is_amended, amendment):
    in_brackets = "" if amendment else " (được sửa đổi, bổ sung ngày 23 tháng 4 năm 2026)"
    law = {
        "kind": "luat",
        "cite": f"Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022{in_brackets}",
        "amendment": amendment,
        "amended_from": "2026-10-01",
    }
    with_details(scene, legal_basis=[], legal_basis_current=[law])

    with clock.at(datetime(day.year, day.month, day.day, 3, tzinfo=UTC)):
        data = paper_data.of_award(scene.db, scene.campaign, award_code="gk", meeting_id=None)

    assert ("2026" in data.bases[0].cite) == is_amended
    assert data.bases[0].cite.startswith("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")


def test_a_law_of_another_matter_is_no_ground_of_an_award(scene):
    law = {"kind": "luat", "cite": "Luật Bầu cử đại biểu Quốc hội ngày 25 tháng 6 năm 2015"}
    with_details(scene, legal_basis=[law], legal_basis_current=[])

    assert grounds(scene, date(2021, 6, 14)) == OWN[1:]


def test_the_plan_is_cited_with_what_is_known_of_it(scene):
    document = files.campaign_from_file(CAMPAIGN_FILE).details["document"]
    with_details(scene, document={**document, "number": "15/KH-SXD", "date": "2021-02-08"})

    plan = of_award(scene).bases[-1].cite

    assert plan.startswith(
        "Kế hoạch số 15/KH-SXD ngày 08 tháng 02 năm 2021 của Sở Xây dựng tỉnh Cao Bằng "
    )


def test_head_grounds_and_recipients_come_from_the_campaign(scene):
    with_details(scene)

    data = of_award(scene)

    assert (data.agency.header, data.agency.place) == ("SỞ XÂY DỰNG", "Cao Bằng")
    assert data.director == Signer("GIÁM ĐỐC", "Đoàn Quốc Chính")
    assert data.recipients[0] == "UBND tỉnh (b/c)"
    assert not [one for one in data.recipients if one.startswith("Lưu")]
    with clock.at(datetime(2026, 11, 27, tzinfo=UTC)):
        later = paper_data.of_award(scene.db, scene.campaign, award_code="gk", meeting_id=None)
    assert [basis.text.split(" ngày")[0] for basis in later.bases if basis.is_suggested] == [
        "Luật Thi đua, khen thưởng",
        "Nghị định số 152/2025/NĐ-CP",
        "Thông tư số 15/2025/TT-BNV",
    ]
    assert all(basis.text.endswith("kiểm tra)") for basis in later.bases if basis.is_suggested)


def test_an_award_or_meeting_that_is_not_there_is_not_found(scene):
    for code, meeting_id in (("xx", None), ("gk", MEETING)):
        with pytest.raises(NotFound):
            of_award(scene, code, meeting_id)


def test_a_pack_is_made_for_the_office_and_recorded(scene):
    nominated = scene.put(scene.checked(), State.AWARDED)
    hold_meeting(scene, nominated)

    files = made(scene, MAI, meeting_id=MEETING)

    assert [name[:2] for name in files] == ["01", "02", "03", "04"]
    for paper, content in zip(PACKS[Pack.GIAY_KHEN], files.values(), strict=True):
        assert docx_checker.problems(content, paper) == []
        assert "Hoàng Văn Đức" in " ".join(one.text for one in Reader(content).paragraphs()) or (
            paper == Paper.OFFICE_SUBMISSION
        )
    for event in ("export.ask", "export.take"):
        assert events(scene, event) == [(MAI.full_name, scene.campaign.code)]


def test_who_does_not_vote_is_named_in_the_minutes_and_counts_in_no_share(on_both):
    scene = on_both
    tied = scene.put(scene.checked(ho_ten="Lý Thị Thu", gioi_tinh="nu"), State.VOTED)
    other = scene.put(scene.checked(ho_ten="Bế Văn An", thanh_tich="Viết 40 tin."), State.VOTED)
    hold_meeting(scene, tied, other)

    told = of_award(scene, meeting_id=MEETING).individuals
    files = made(scene, MAI, meeting_id=MEETING)

    assert [one.vote for one in told] == [
        Vote(2, 0, 0, 2, 2, 2, 2, 2), Vote(2, 0, 0, 3, 3, 2, 2, 2),
    ]  # fmt: skip
    [minutes] = [content for name, content in files.items() if name.startswith("02")]
    assert docx_checker.problems(minutes, Paper.COUNCIL_MINUTES) == []
    assert [one for one in (each.text for each in Reader(minutes).paragraphs())
            if "không tham gia biểu quyết" in one] == [
        "Đối với trường hợp Lý Thị Thu: ông (bà) Lý Thị Thu không tham gia biểu quyết do là người "
        "được đề nghị; tỷ lệ của trường hợp này tính trên các thành viên còn lại."
    ]  # fmt: skip


def test_a_result_of_more_than_may_vote_is_none_yet(scene):
    tied = scene.put(scene.checked(ho_ten="Lý Thị Thu", gioi_tinh="nu"), State.VOTED)
    hold_meeting(scene, tied)
    scene.db.write(lambda tx: tx.run("UPDATE council_votes SET issued = 3, returned = 3"))

    data = of_award(scene, meeting_id=MEETING)

    assert [one.vote for one in data.individuals] == [None]
    assert reasons(data) == {"Lý Thị Thu": Left.NO_RESULT}


def test_a_stated_reason_is_printed_as_typed(scene):
    case = scene.checked()
    hold_meeting(scene, case)
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE council_votes SET recusals = $1",
            [json.dumps([{
                "full_name": "Đoàn Quốc Chính", "account_id": None, "tie": "stated",
                "note": "là cha vợ của người được đề nghị",
            }])],
        )
    )  # fmt: skip

    [told] = of_award(scene, meeting_id=MEETING).individuals

    assert told.recused == (
        "ông (bà) Đoàn Quốc Chính không tham gia biểu quyết do là cha vợ của người được đề nghị"
    )


def test_papers_and_the_summary_of_one_revision_agree(scene):
    people = [scene.checked(ho_ten=name) for name in ("Bế Văn An", "Ma Văn Ban", "Nông Văn Tới")]
    group = scene.checked(subject=Subject.COLLECTIVE, hinh_thuc="gk")
    scene.checked(subject=Subject.COLLECTIVE)
    hold_meeting(scene, *(scene.put(one, State.AWARDED) for one in (*people, group)))

    files = made(scene, meeting_id=MEETING)

    shown = summary.summary(scene.db, scene.who(MAI), scene.campaign)
    counts = summary_nominations.nominations(scene.db, scene.who(MAI), shown)
    collectives, individuals = (
        sum(one.count for one in counts.awards if (one.subject, one.award_code) == (subject, "gk"))
        for subject in (Subject.COLLECTIVE, Subject.INDIVIDUAL)
    )
    assert (collectives, individuals, counts.total) == (1, 3, 5)
    words = {name: told(content) for name, content in files.items()}
    (submitted,) = [one for name, one in words.items() if "To-trinh" in name]
    assert how_many(collectives, individuals) in submitted
    (listed,) = [one for name, one in words.items() if "Danh-sach" in name]
    assert [listed.count(sex) for sex in ("Ông ", "Bà ")] == [individuals, 0]
    assert [name for name, one in words.items() if f"r{shown.revision}" not in one] == []


def told(content: bytes) -> str:
    """All words of a paper, those of its feet too."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [name for name in package.namelist() if re.match(r"word/(document|foot)", name)]
        whole = " ".join(package.read(name).decode() for name in parts)
    return re.sub(r"<[^>]+>", "", whole).replace("\xa0", " ")


def test_a_unit_prints_its_own(scene):
    scene.save(LAN, ho_ten="Bế Văn An")
    scene.save(BINH, ho_ten="Người đơn vị khác")

    with clock.at(NOW):
        papers.make_unit_pack(scene.db, scene.who(LAN), scene.campaign)
    files = taken(scene, LAN)

    assert list(files) == ["01_Bien-ban-binh-xet.docx", "02_Danh-sach-don-vi.docx"]
    shown = [one.text for one in Reader(files["02_Danh-sach-don-vi.docx"]).paragraphs()]
    assert "Ông Bế Văn An" in shown
    assert "Ông Người đơn vị khác" not in shown


def test_a_pack_tells_what_was_so_when_it_was_asked_for(on_both):
    """Also where it is made after saves, and after a restart in the middle."""
    scene = on_both
    scene.save(LAN, ho_ten="Bế Văn An")
    with clock.at(NOW):
        job = papers.make_unit_pack(scene.db, scene.who(LAN), scene.campaign)
    later = scene.save(LAN, ho_ten="Người đến sau")

    words = [told(content) for content in taken(scene, LAN).values()]

    assert any("Bế Văn An" in one for one in words)
    assert not any(later.name in one for one in words)
    assert job.file_name.endswith(f"_r{job.revision}.zip")
    assert all(f", r{job.revision}, " in one for one in words)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Trung tâm Quy hoạch xây dựng", "GIÁM ĐỐC"),
        ("Chi cục Giám định xây dựng", "CHI CỤC TRƯỞNG"),
        ("Ban Quản lý dự án", "THỦ TRƯỞNG ĐƠN VỊ"),
    ],
)
def test_a_unit_with_a_seal_writes_a_letter_signed_by_its_head(scene, name, head):
    scene.save(LAN)
    unit_id = scene.who(LAN).unit_id
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE units SET own_seal = true, unit_type = 'don_vi_truc_thuoc' WHERE unit_id = $1",
            [unit_id],
        )
    )
    scene.db.write(
        lambda tx: tx.run("UPDATE unit_names SET name = $1 WHERE unit_id = $2", [name, unit_id])
    )

    with clock.at(NOW):
        data = paper_data.of_unit(scene.db, scene.campaign, unit_id)

    assert data.papers == (Paper.UNIT_MINUTES, Paper.UNIT_SUBMISSION)
    assert data.unit is not None
    assert (data.unit.header, data.unit.signer.position) == (name.upper(), head)
    assert data.not_made == ()


def test_papers_of_nobody_are_not_made(scene):
    with pytest.raises(NotFound, match="nominees"):
        papers.make_unit_pack(scene.db, scene.who(LAN), scene.campaign)

    assert jobs.mine(scene.db, scene.who(LAN)) == []
    assert events(scene, "export.%") == []


def allowed(scene: Scene, act) -> set[str]:
    """Who of the cast is not denied; whoever may is told that nobody is nominated."""
    found = set()
    for person in CAST:
        with contextlib.suppress(Denied):
            with contextlib.suppress(NotFound):
                act(scene.who(person))
            found.add(person.username)
    return found


def test_who_may_have_papers_made(scene):
    db, campaign = scene.db, scene.campaign
    office, units = {"mai", "van"}, {"lan", "hung", "binh", "yen", "mai", "van"}

    assert allowed(scene, lambda actor: papers.choices(db, actor, campaign)) == office
    assert office == allowed(
        scene,
        lambda actor: papers.make_pack(db, actor, campaign, award_code="gk", meeting_id=None),
    )
    assert allowed(scene, lambda actor: papers.make_unit_pack(db, actor, campaign)) == units
    everybody = {person.username for person in CAST}
    assert allowed(scene, lambda actor: papers.lacks(db, actor, new_id())) == everybody
    assert events(scene, "export.%") == []


def test_the_office_chooses_among_awards_and_meetings(on_both):
    scene = on_both
    hold_meeting(scene)

    found = papers.choices(scene.db, scene.who(MAI), scene.campaign)

    assert [one.code for one in found.awards] == ["GK", "BK"]
    assert [one.title for one in found.meetings] == ["Họp xét"]


def put(scene: Scene, content: bytes, act=None, person: Person = MAI) -> None:
    paper_templates.put_template(
        scene.db, scene.who(person), act_id=act or new_act(), paper=Paper.UNIT_LIST,
        upload=Upload("Danh sách của Sở.docx", io.BytesIO(content)),
    )  # fmt: skip


OURS = papers_made.template(Paper.UNIT_LIST)


@functools.cache
def other_template() -> bytes:
    """A template of the Office: ours with another word in its title."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OURS)) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            told = before.read(name).decode()
            after.writestr(name, told.replace("Đề nghị khen thưởng", "Danh sách riêng"))
    return written.getvalue()


def test_a_template_of_the_office_is_used_from_then_on(scene):
    scene.save(LAN)
    content = other_template()

    put(scene, content)

    assert paper_templates.in_force(scene.db)[Paper.UNIT_LIST].read_bytes() == content
    with clock.at(NOW):
        papers.make_unit_pack(scene.db, scene.who(LAN), scene.campaign)
    shown = Reader(taken(scene, LAN)["02_Danh-sach-don-vi.docx"]).paragraphs()
    assert any(one.text.startswith("Danh sách riêng") for one in shown)
    listed = {one.paper: one for one in paper_templates.listed(scene.db, scene.who(MAI))}
    assert (listed[Paper.UNIT_LIST].file_name, listed[Paper.UNIT_LIST].put_by) == (
        "Danh sách của Sở.docx",
        MAI.full_name,
    )
    assert listed[Paper.DECISION].put_by == ""
    assert events(scene, "template.%") == [(MAI.full_name, "unit_list")]


def test_ours_can_be_put_back_and_the_offices_again(on_both):
    scene = on_both
    put(scene, other_template())

    paper_templates.put_back(scene.db, scene.who(MAI), act_id=new_act(), paper=Paper.UNIT_LIST)

    assert paper_templates.in_force(scene.db)[Paper.UNIT_LIST].read_bytes() == OURS
    put(scene, other_template())
    assert paper_templates.in_force(scene.db)[Paper.UNIT_LIST].read_bytes() == other_template()


def test_five_clicks_put_one_template(scene):
    act = new_act()

    for _ in range(5):
        put(scene, other_template(), act)

    rows = scene.db.read(lambda tx: tx.rows("SELECT template_no FROM document_templates", []))
    assert [row[0] for row in rows] == [1]


def test_a_refused_template_leaves_nothing(scene, data_dir):
    with pytest.raises(BadTemplate):
        put(scene, papers_made.template(Paper.DECISION))

    assert scene.db.read(file_records.checksums) == set()
    assert not list(data_dir.rglob("incoming/*"))
    assert events(scene, "template.%") == []


def test_a_template_that_the_disk_lost_is_ours(scene):
    put(scene, other_template())
    paper_templates.in_force(scene.db)[Paper.UNIT_LIST].unlink()

    assert paper_templates.in_force(scene.db)[Paper.UNIT_LIST].read_bytes() == OURS


def test_the_files_of_templates_count_as_known(scene):
    put(scene, other_template())

    assert len(scene.db.read(file_records.checksums)) == 1


def test_the_template_in_force_can_be_taken_to_begin_with(scene):
    opened = paper_templates.open_template(scene.db, scene.who(MAI), "unit_list")

    assert (opened.name, opened.path.read_bytes()) == ("Danh-sach-don-vi.docx", OURS)
    with pytest.raises(NotFound):
        paper_templates.open_template(scene.db, scene.who(MAI), "../../etc/passwd")


def test_templates_belong_to_the_office(scene):
    db, office = scene.db, {"mai", "van"}
    upload = Upload("mau.docx", io.BytesIO(b"x"))

    assert allowed(scene, lambda actor: paper_templates.listed(db, actor)) == office
    assert allowed(scene, lambda actor: paper_templates.open_template(db, actor, "x")) == office
    assert office == allowed(
        scene,
        lambda actor: paper_templates.put_back(db, actor, act_id=new_act(), paper=Paper.DECISION),
    )
    for person in (one for one in CAST if one.username not in office):
        with pytest.raises(Denied):
            paper_templates.put_template(
                db, scene.who(person), act_id=new_act(), paper=Paper.DECISION, upload=upload
            )
    assert {name for name, _ in events(scene, "template.%")} == {MAI.full_name, VAN.full_name}
