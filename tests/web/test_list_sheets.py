"""Lists on paper: narrowed as on their pages, whole, and for whoever may see the list."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.datastructures import QueryParams

from lib import text
from lib.domain.access import Role
from lib.domain.evaluations import State as Evaluated
from lib.domain.list_choices import ListChoices
from lib.domain.nomination_workflow import State, Step
from lib.domain.notices import State as Told
from lib.domain.opinions import Step as Handled
from lib.domain.vietnamese import format_date
from lib.errors import Denied, NotFound
from lib.services import clock
from lib.services.acts import new_act
from lib.services.opinions import notice_acts
from lib.store import accounts, units
from lib.web.sheets import admin_sheets, feedback_sheets, list_sheets, pages, routes
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, VAN, actor, with_cast
from tests.factories import many_units
from tests.services.documents import document_scene
from tests.services.evaluation import evaluation_scene
from tests.services.nominations import nomination_scene
from tests.services.opinions import opinion_scene
from tests.services.papers import report_scene


def printed(scene, compose, person, now, **asked):
    with clock.at(now):
        return compose(scene.db, scene.who(person), scene.campaign, QueryParams(asked))


def cells(sheet, label):
    """What stands in a column of the sheet's one table."""
    (section,) = sheet.sections
    (column,) = [one for one in section.columns if one.label == label]
    return list(column.cells)


@pytest.fixture
def nominated(stage):
    return stage.set(nomination_scene.make_scene)


def of_nominations(scene, compose, person, **asked):
    return printed(scene, compose, person, nomination_scene.NOW, **asked)


def test_nominations_are_printed_as_they_are_narrowed(nominated):
    sent = nominated.save(LAN, ho_ten="Trần Đông")
    nominated.save(LAN, ho_ten="Nguyễn Sáng")
    nominated.save(BINH, ho_ten="Lê Đông")
    nominated.step(HUNG, Step.SEND, sent)

    own, all_ = list_sheets.own_nominations, list_sheets.received_nominations
    sought = of_nominations(nominated, own, LAN, tim="dong")
    in_state = of_nominations(nominated, all_, MAI, trang_thai="sent,nonsense")

    assert cells(of_nominations(nominated, own, LAN), "Tên") == ["Trần Đông", "Nguyễn Sáng"]
    assert cells(sought, "Tên") == ["Trần Đông"]
    assert sought.sections[0].lines == ["Tìm: dong"]
    assert cells(in_state, "Tên") == ["Trần Đông"]
    assert cells(in_state, "Trạng thái") == [text.NOMINATION_STATES[State.SENT]]
    assert in_state.sections[0].lines == [f"Trạng thái: {text.NOMINATION_STATES[State.SENT]}"]
    for state in ("", "draft", "nonsense"):
        received = of_nominations(nominated, all_, MAI, trang_thai=state)
        assert cells(received, "Tên") == ["Trần Đông"], state


def test_every_row_is_printed_however_long_a_page_is(nominated):
    for number in range(101):
        nominated.save(LAN, ho_ten=f"Nguyễn {number:03} Văn Sáng")
    nominated.actors[LAN.username] = replace(nominated.who(LAN), lists=ListChoices(20))

    sheet = of_nominations(nominated, list_sheets.own_nominations, LAN)

    assert sheet.rows == len(set(cells(sheet, "Tên"))) == 101
    assert cells(sheet, "STT") == [str(number) for number in range(1, 102)]


def test_a_list_that_is_cut_says_so(nominated, monkeypatch):
    monkeypatch.setattr(pages, "AT_ONCE", 1)
    for number in range(6):
        nominated.save(LAN, ho_ten=f"Nguyễn {number} Văn Sáng")

    sheet = of_nominations(nominated, list_sheets.own_nominations, LAN)

    assert sheet.rows == 5
    assert sheet.sections[0].title == "5 dòng đầu trong 6; hãy lọc bớt để in phần còn lại"


def test_nominations_of_others_are_for_the_office(nominated):
    for person in (LAN, HUNG, SON, QUANG):
        if Role.LEADER not in person.roles:
            with pytest.raises(Denied):
                of_nominations(nominated, list_sheets.received_nominations, person)
    with pytest.raises(Denied):
        of_nominations(nominated, list_sheets.own_nominations, QUANG)


@pytest.fixture
def documented(stage):
    return stage.set(document_scene.make_scene)


def of_documents(scene, compose, person, **asked):
    return printed(scene, compose, person, document_scene.NOW, **asked)


def test_a_documents_sheet_says_who_has_acknowledged_and_who_has_not(documented):
    key = documented.published()
    documented.acknowledge(key, LAN)
    many_units(documented.db, 120)

    sheet = of_documents(documented, list_sheets.standings, VAN, document=str(key))

    said = dict(zip(cells(sheet, "Đơn vị"), cells(sheet, "Người xác nhận"), strict=True))
    assert len(said) == 124
    assert [unit for unit, who in said.items() if who] == [documented.who(LAN).unit_name]
    assert cells(sheet, "Xác nhận").count("Chưa") == 123
    assert sheet.sections[0].lines[1] == "Đã xác nhận: 1/124 đơn vị"


def test_who_has_acknowledged_is_not_told_to_units(documented):
    key = documented.published()

    with pytest.raises(Denied):
        of_documents(documented, list_sheets.standings, LAN, document=str(key))
    with pytest.raises(NotFound):
        of_documents(documented, list_sheets.standings, VAN, document="x")


def test_documents_are_printed_as_they_are_narrowed(documented):
    said, waiting = documented.published(), documented.published()
    documented.acknowledge(said, LAN)

    def printed_for(person, **asked):
        return of_documents(documented, list_sheets.board, person, **asked)

    assert printed_for(LAN).rows == 2
    assert printed_for(LAN, loc="can-lam").rows == 1
    assert printed_for(LAN, loc="can-lam").sections[0].lines == ["Lọc: Chưa xác nhận"]
    assert printed_for(LAN, loc="<script>").rows == 2
    assert printed_for(VAN, loc="con-thieu").rows == 2
    assert "1/4" in cells(printed_for(VAN), "Xác nhận")
    assert waiting != said


@pytest.fixture
def evaluated(stage):
    return stage.set(evaluation_scene.make_scene)


def test_the_evaluation_of_all_units_is_printed_by_state_for_who_may_see_it(evaluated):
    def printed_for(person, **asked):
        return printed(
            evaluated, list_sheets.judged_units, person, evaluation_scene.NOW, **asked
        )  # fmt: skip

    whole = printed_for(VAN)
    open_ones = printed_for(SON, trang_thai="none")

    assert whole.rows > 0
    assert open_ones.rows == cells(whole, "Trạng thái").count(
        text.EVALUATION_STATES[Evaluated.NONE]
    )
    assert printed_for(VAN, trang_thai="concluded").rows == 0
    with pytest.raises(Denied):
        printed_for(LAN)


def test_notices_are_printed_by_state_and_a_unit_prints_its_own(stage):
    scene = stage.set(opinion_scene.make_scene)
    for person, source in ((LAN, "Một nhóm trên mạng"), (BINH, "Một trang tin")):
        with clock.at(opinion_scene.NOW):
            notice_acts.send(
                scene.db, scene.who(person), scene.campaign, act_id=new_act(), upload=None,
                raw={"nguon": source, "duong_dan": "", "noi_dung": "Sai ngày bầu cử."},
            )  # fmt: skip

    def printed_for(person, **asked):
        return printed(scene, feedback_sheets.notices_sent, person, opinion_scene.NOW, **asked)

    assert sorted(cells(printed_for(VAN), "Nguồn")) == ["Một nhóm trên mạng", "Một trang tin"]
    assert cells(printed_for(LAN), "Nguồn") == ["Một nhóm trên mạng"]
    assert printed_for(VAN, trang_thai=Told.CLOSED.value).rows == 0
    assert printed_for(VAN, trang_thai=Told.RECEIVED.value).rows == 2
    assert LAN.full_name not in repr(printed_for(VAN))
    with pytest.raises(Denied):
        printed_for(QUANG)


def test_opinions_are_printed_by_state_and_no_sheet_leads_to_who_wrote_one(stage):
    scene = stage.set(opinion_scene.make_scene)
    scene.send(LAN, noi_dung="Đề nghị có mẫu biểu.")
    scene.send(BINH, noi_dung="Đề nghị tập huấn.")
    hidden = scene.fill(4)
    scene.night(opinion_scene.NIGHT + timedelta(days=7))
    mine = next(one for one in scene.stored() if one.text == "Đề nghị có mẫu biểu.")
    scene.step(VAN, mine, Handled.ANSWER, answer="Đã có.", public_about="Mẫu biểu")

    def printed_for(person, **asked):
        return printed(scene, feedback_sheets.opinions_sent, person, opinion_scene.NIGHT, **asked)

    whole, answered = printed_for(VAN), printed_for(VAN, trang_thai="answered,<script>")
    days = dict(zip(cells(whole, "Nội dung"), cells(whole, "Ngày"), strict=True))

    assert len(days) == 6
    assert days["Đề nghị tập huấn."] == format_date(opinion_scene.NOW.date())
    assert {day for words, day in days.items() if words.startswith("Ý kiến số")} == {""}
    assert cells(answered, "Nội dung") == ["Đề nghị có mẫu biểu."]
    assert answered.sections[0].lines == ["Bước: Đã trả lời"]
    told = repr(whole)
    for person in CAST:
        assert person.full_name not in told
        assert str(person.account_id) not in told
    assert not [unit for unit in unit_names(scene.db) if unit in told]
    assert not [code for code in hidden if code in told]
    for person in (LAN, HUNG, QUANG):
        with pytest.raises(Denied):
            printed_for(person)


def unit_names(db):
    found = db.read(lambda tx: units.units(tx, opinion_scene.NOW.date()))
    return {name for one in found for name in (one.name, one.short_name)}


def test_days_of_anonymous_opinions_are_printed_from_five_on(stage):
    scene = stage.set(opinion_scene.make_scene)
    scene.fill(5)

    sheet = printed(scene, feedback_sheets.opinions_sent, VAN, opinion_scene.NIGHT)

    assert set(cells(sheet, "Ngày")) == {format_date(opinion_scene.NOW.date())}


@pytest.fixture
def house(stage):
    """The cast's database."""
    return stage.set(with_cast)


def of_house(db, compose, person, **asked):
    return compose(db, actor(db, person), QueryParams(asked))


def test_people_are_printed_as_they_are_narrowed_and_nothing_that_signs_in(house):
    house.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=1))

    def usernames(**asked):
        return cells(of_house(house, admin_sheets.people, QUANG, **asked), "Tên đăng nhập")

    whole = of_house(house, admin_sheets.people, QUANG)
    narrowed = of_house(
        house, admin_sheets.people, QUANG, don_vi="QLXD", vai_tro="staff", trang_thai="closed",
        tim="NGUYEN",
    )  # fmt: skip

    assert usernames() == [
        "binh", "hung", "lan", "mai", "quang", "son", "thu", "van", "yen",
    ]  # fmt: skip
    assert usernames(don_vi="QLXD") == ["hung", "lan"]
    assert usernames(vai_tro="admin") == ["quang"]
    assert usernames(trang_thai="closed") == ["lan"]
    assert usernames(tim="%") == []
    assert len(usernames(don_vi="<b>", vai_tro="x", trang_thai="x")) == whole.rows
    assert cells(narrowed, "Trạng thái") == [text.ACCOUNT_STATES["closed"]]
    assert narrowed.sections[0].lines == [
        "Đơn vị: Phòng Quản lý xây dựng", f"Vai trò: {text.ROLES[Role.STAFF]}",
        "Trạng thái: Đã đóng", "Tìm: NGUYEN",
    ]  # fmt: skip
    held = house.read(lambda tx: tx.rows("SELECT password_hash FROM accounts"))
    assert not [one for (one,) in held if one in repr(whole)]
    assert whole.revision is None


def test_units_are_printed_as_they_are_narrowed_however_long_a_page_is(house):
    many_units(house, 120)
    house.write(
        lambda tx: tx.run("UPDATE units SET closed_on = $1 WHERE code = 'TTR'", [clock.today()])
    )

    def codes(**asked):
        return cells(of_house(house, admin_sheets.units, QUANG, **asked), "Mã")

    closed = of_house(house, admin_sheets.units, QUANG, trang_thai="closed")

    assert len(codes()) == len(set(codes())) == 125
    assert cells(closed, "Mã") == ["TTR"]
    assert cells(closed, "Trạng thái") == [f"Đã ngừng từ {format_date(clock.today())}"]
    assert closed.sections[0].lines == ["Trạng thái: Đã ngừng"]
    assert codes(tim="quy hoach", trang_thai="open") == ["QHKT"]
    assert len(codes(trang_thai="<script>")) == 125


@pytest.mark.parametrize("person", [one for one in CAST if one != QUANG], ids=lambda p: p.username)
@pytest.mark.parametrize("compose", [admin_sheets.people, admin_sheets.units])
def test_people_and_units_are_printed_for_the_admin_alone(house, compose, person):
    with pytest.raises(Denied):
        of_house(house, compose, person)


RIGHTS = {
    "nominations": {Role.STAFF, Role.HEAD},
    "review": {Role.OFFICE},
    "notices": {Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER},
    "documents": {Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER},
    "evaluation": {Role.OFFICE, Role.LEADER},
    "feedback": {Role.OFFICE},
    "people": {Role.ADMIN},
    "units": {Role.ADMIN},
}


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
@pytest.mark.parametrize("name", RIGHTS)
def test_a_list_is_printed_for_whoever_may_see_it(office, name, person):
    answer = office.get(routes.url(name, "nho"), person.username)

    # A leader receives what the Office's own unit sends.
    allowed = RIGHTS[name] | ({Role.LEADER} if name == "review" else set())
    assert answer.status_code == (403 if person.roles.isdisjoint(allowed) else 200)


@pytest.fixture
def reported(stage, own_data):
    return stage.set(report_scene.make_scene)


def test_the_reports_of_units_are_printed_as_they_are_narrowed(reported):
    many_units(reported.db, 620, campaign_id=reported.campaign.campaign_id)

    def printed_for(person, **asked):
        return printed(reported, list_sheets.reports_of_units, person, report_scene.NOW, **asked)

    whole, sought = printed_for(VAN), printed_for(SON, tim="Quản lý xây")

    assert whole.rows == 500
    assert "500 dòng đầu trong 624" in repr(whole.sections[0])
    assert cells(sought, "Đơn vị") == [reported.who(LAN).unit_name]
    assert sought.sections[0].lines == ["Tìm: Quản lý xây"]
    assert printed_for(VAN, tim="%").rows == 0
    with pytest.raises(Denied):
        printed_for(LAN)


def test_the_evaluation_of_many_units_is_printed_up_to_the_limit(evaluated):
    many_units(evaluated.db, 620, campaign_id=evaluated.campaign.campaign_id)

    sheet = printed(evaluated, list_sheets.judged_units, VAN, evaluation_scene.NOW)

    assert len({*cells(sheet, "Đơn vị")}) == sheet.rows == 500
    assert "500 dòng đầu trong 624" in repr(sheet.sections[0])


def test_a_list_of_the_installation_needs_no_campaign_and_names_no_revision(office):
    answer = office.get(routes.url("units"), QUANG.username)

    assert routes.url("units") == "/print/units"
    assert answer.status_code == 200
    assert "Thanh tra" in answer.text
    assert not re.search(r"Số liệu lúc [^<]*· r", answer.text)


def test_units_are_not_listed_where_no_report_is_asked_of_them(office):
    assert office.get(routes.url("reports", "nho"), VAN.username).status_code == 404
    assert office.get(routes.url("reports", "nho"), LAN.username).status_code == 403
