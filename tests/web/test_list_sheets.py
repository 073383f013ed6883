"""Lists on paper: narrowed as on their pages, whole, and for whoever may see the list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.datastructures import QueryParams

from lib import text
from lib.domain.access import Role
from lib.domain.evaluations import State as Evaluated
from lib.domain.list_choices import ListChoices
from lib.domain.nomination_workflow import State, Step
from lib.domain.notices import State as Told
from lib.errors import Denied, NotFound
from lib.services import clock
from lib.services.acts import new_act
from lib.services.opinions import notice_acts
from lib.web.sheets import list_sheets, pages, routes
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, VAN
from tests.factories import many_units
from tests.services.documents import document_scene
from tests.services.evaluation import evaluation_scene
from tests.services.nominations import nomination_scene
from tests.services.opinions import opinion_scene


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
        return printed(scene, list_sheets.notices_sent, person, opinion_scene.NOW, **asked)

    assert sorted(cells(printed_for(VAN), "Nguồn")) == ["Một nhóm trên mạng", "Một trang tin"]
    assert cells(printed_for(LAN), "Nguồn") == ["Một nhóm trên mạng"]
    assert printed_for(VAN, trang_thai=Told.CLOSED.value).rows == 0
    assert printed_for(VAN, trang_thai=Told.RECEIVED.value).rows == 2
    assert LAN.full_name not in repr(printed_for(VAN))
    with pytest.raises(Denied):
        printed_for(QUANG)


RIGHTS = {
    "nominations": {Role.STAFF, Role.HEAD},
    "review": {Role.OFFICE},
    "notices": {Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER},
    "documents": {Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER},
    "evaluation": {Role.OFFICE, Role.LEADER},
}


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
@pytest.mark.parametrize("name", RIGHTS)
def test_a_list_is_printed_for_whoever_may_see_it(office, name, person):
    answer = office.get(routes.url(name, "nho"), person.username)

    # A leader receives what the Office's own unit sends.
    allowed = RIGHTS[name] | ({Role.LEADER} if name == "review" else set())
    assert answer.status_code == (403 if person.roles.isdisjoint(allowed) else 200)


def test_units_are_not_listed_where_no_report_is_asked_of_them(office):
    assert office.get(routes.url("reports", "nho"), VAN.username).status_code == 404
    assert office.get(routes.url("reports", "nho"), LAN.username).status_code == 403
