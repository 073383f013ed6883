from __future__ import annotations

import io
from datetime import timedelta

import pytest

from lib.domain.vietnamese import format_date
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import Invalid, NotFound, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import verification
from lib.services.evidence import evidence, evidence_holders, evidence_uses
from lib.services.files.file_checks import Upload
from lib.text import VERIFICATIONS, sentence
from lib.ui.checklist import inbox
from tests import cast, files, small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN, YEN
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import HELD, NIL, OFFICE_ONLY
from tests.support.hands import Hands
from tests.support.trace import events, trace

PAGE = "office/verification"
LONG = " và danh sách ký nhận của người dự" * 2
DESK = (MAI, VAN, SON)
WAITING, RECEIVED, VERIFIED, RETURNED = (
    "Chờ tiếp nhận", "Đã tiếp nhận", "Đã xác nhận", "Bị trả lại",
)  # fmt: skip


def make_hands(database):
    hands = Hands(make_scene(database).db)
    hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="4", ghi_chu="Có *biên bản*")
    hands.save(BINH, NIL, 3, WorkStatus.NIL)
    hands.save(MAI, OFFICE_ONLY, 3, WorkStatus.DONE, so_hoi_nghi="1")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=2)
    hands.step(YEN, Step.SEND, BINH, NIL, days_ago=2)
    hands.step(VAN, Step.SEND, MAI, OFFICE_ONLY, days_ago=2)
    return hands


@pytest.fixture
def hands(house):
    """Two divisions and the Office itself have sent one item each."""
    return house.set(make_hands)


def listed(at):
    """Unit and code of each row."""
    if not at.dataframe:
        return []
    return list(at.dataframe[0].value[["Đơn vị", "Mã"]].itertuples(index=False, name=None))


def choose(at, *codes):
    """Tick the rows of these codes."""
    every = [code for _, code in listed(at)]
    rows = [every.index(code) for code in codes]
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": rows, "columns": []}}
    return at.run()


def opened(at, unit, code):
    """The page with that report open."""
    at.query_params["don_vi"], at.query_params["item"] = unit, code
    return at.run()


def show(at, state):
    key = next(key for key, one in inbox.STATES.items() if VERIFICATIONS[one] == state)
    return at.button(key=f"loc_tiep_nhan_{key}").click().run()


def labels(at):
    """The acts, without first hints, filters and the way through the list."""
    passed = ("hint", "loc_", "record_")
    return [one.label for one in at.main.button if not str(one.key).startswith(passed)]


def said(at):
    """What came of the last act."""
    mark = ":material/check: "
    return [one.value.removeprefix(mark) for one in at.caption if one.value.startswith(mark)]


@pytest.mark.parametrize(
    "person", sorted(set(CAST) - set(DESK), key=str), ids=lambda person: person.username
)
def test_others_have_no_such_page(app, hands, person):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app(person, PAGE)


@pytest.mark.parametrize("person", [MAI, VAN], ids=lambda person: person.username)
def test_the_office_sees_what_every_unit_sent(app, hands, person):
    at = app(person, PAGE)

    assert listed(at) == [
        ("Văn phòng", OFFICE_ONLY),
        ("QL xây dựng", HELD),
        ("QH kiến trúc", NIL),
    ]


def test_a_leader_sees_only_what_the_office_itself_sent(app, hands):
    assert listed(app(SON, PAGE)) == [("Văn phòng", OFFICE_ONLY)]


def test_without_a_campaign_it_says_what_to_do(app, database):
    at = app(VAN, PAGE)

    assert [one.value for one in at.info] == [sentence(NotFound("campaign"))]


def test_an_empty_state_is_told(app, hands):
    at = show(app(VAN, PAGE), VERIFIED)

    assert [one.value for one in at.info] == ["Không có nhiệm vụ nào ở trạng thái “Đã xác nhận”."]
    assert labels(at) == []


def test_an_open_row_shows_the_report_and_its_history(app, hands):
    at = app(VAN, PAGE)
    at.session_state["inbox_history"] = True
    at = opened(at, "QLXD", HELD)

    assert [one.value for one in at.header] == ["II.1.1 · Việc II.1.1"]
    (report,) = [one.value for one in at.markdown if "**Trạng thái:**" in one.value]
    assert report.split("  \n")[1:] == [
        "**Trạng thái:** Đã hoàn thành",
        "**Số hội nghị:** 4 hội nghị",
        r"**Ghi chú:** Có \*biên bản\*",
    ]
    history = [one.value.split(" · ")[1:] for one in at.caption if " · " in one.value][-3:]
    assert history == [
        ["Gửi Văn phòng", HUNG.full_name],
        ["Lưu", LAN.full_name],
        ["Giao nhiệm vụ", "Hệ thống"],
    ]


def test_what_has_changed_since_the_last_time_stands_beside_it(app, hands):
    hands.step(HUNG, Step.RECALL, LAN, HELD, days_ago=2)
    hands.save(LAN, HELD, 2, WorkStatus.DONE, so_hoi_nghi="4", ghi_chu="Có *ảnh*" + LONG)
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=2)
    due = {"reason": "Thiếu", "due_in": 9}
    hands.step(VAN, Step.RETURN, LAN, HELD, days_ago=1, **due)
    hands.save(LAN, HELD, 0, WorkStatus.DONE, so_hoi_nghi="5", ghi_chu="Có *biên bản*")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=0)

    at = opened(app(VAN, PAGE), "QLXD", HELD)

    (report,) = [one.value for one in at.markdown if "**Trạng thái:**" in one.value]
    assert report.split("  \n")[2:4] == [
        "**Số hội nghị:** 5 hội nghị :gray[:small[(lần trước 4 hội nghị)]]",
        r"**Ghi chú:** Có \*biên bản\* :gray[:small[(đã sửa)]]",
    ]
    assert any("So với lần gửi trước" in one.value for one in at.caption)


def test_the_first_report_is_opened_by_a_button(app, hands):
    at = app(VAN, PAGE)

    at.button(key="record_coming").click().run()

    assert [one.value for one in at.header] == [f"{OFFICE_ONLY} · Việc {OFFICE_ONLY}"]


def test_several_items_are_received_and_verified_at_once(app, hands):
    at = choose(app(VAN, PAGE), HELD, NIL)

    button(at, "Tiếp nhận 2 nhiệm vụ").click().run()
    assert said(at) == ["Đã tiếp nhận 2 nhiệm vụ"]
    assert listed(at) == [("Văn phòng", OFFICE_ONLY)]
    at = choose(show(at, RECEIVED), HELD, NIL)
    button(at, "Xác nhận 2 nhiệm vụ").click().run()

    assert said(at) == ["Đã xác nhận 2 nhiệm vụ"]
    states = [hands.item(LAN, HELD).verification, hands.item(BINH, NIL).verification]
    assert states == [Verification.VERIFIED] * 2
    assert [name for _, name, _ in events(hands.db, "item.verify")] == [VAN.full_name]


def test_a_return_carries_reason_and_deadline(app, hands):
    due = clock.today() + timedelta(days=3)
    at = choose(app(VAN, PAGE), HELD)

    at.text_area(key="inbox_reason").set_value("Thiếu biên bản")
    at.text_input(key="inbox_due").set_value(format_date(due))
    button(at, "Trả lại 1 nhiệm vụ").click().run()

    returned = hands.item(LAN, HELD)
    assert said(at) == ["Đã trả lại 1 nhiệm vụ"]
    assert (returned.verification, returned.return_reason, returned.due_on) == (
        Verification.RETURNED,
        "Thiếu biên bản",
        due,
    )
    assert listed(show(at, RETURNED)) == [("QL xây dựng", HELD)]


@pytest.mark.parametrize(
    ("reason", "due", "refusal"),
    [
        ("", "", Refused("note_needed")),
        ("Thiếu", "", Refused("deadline_needed")),
        ("Thiếu", "31/12/2020", Invalid("past_deadline", field="Hạn bổ sung")),
        ("Thiếu", "mai", Invalid("not_date", field="Hạn bổ sung")),
    ],
)
def test_a_return_without_both_is_refused_and_keeps_what_was_typed(
    app, hands, reason, due, refusal
):
    at = choose(app(VAN, PAGE), HELD)
    before = trace(hands.db)

    at.text_area(key="inbox_reason").set_value(reason)
    at.text_input(key="inbox_due").set_value(due)
    button(at, "Trả lại 1 nhiệm vụ").click().run()

    assert [one.value for one in at.error] == [sentence(refusal)]
    assert trace(hands.db) == before
    assert at.text_area(key="inbox_reason").value == reason
    assert at.text_input(key="inbox_due").value == due


def test_own_work_offers_no_step(app, hands):
    at = opened(app(VAN, PAGE), "VP", OFFICE_ONLY)

    assert [one.value for one in at.info] == [sentence(Refused("own_work"))]
    assert labels(at) == []


def test_own_work_among_the_ticked_is_passed_over_and_named(app, hands):
    at = choose(app(VAN, PAGE), OFFICE_ONLY, HELD, NIL)

    assert any(f"chính bạn: Văn phòng {OFFICE_ONLY}" in one.value for one in at.caption)
    button(at, "Tiếp nhận 2 nhiệm vụ").click().run()

    assert said(at) == ["Đã tiếp nhận 2 nhiệm vụ"]
    assert hands.item(MAI, OFFICE_ONLY).verification == Verification.SENT


def test_a_step_opens_the_next_report_and_says_what_was_done(app, hands):
    at = opened(app(VAN, PAGE), "QLXD", HELD)

    button(at, "Tiếp nhận và mở tiếp").click().run()

    assert said(at) == ["Đã tiếp nhận 1 nhiệm vụ"]
    assert [one.value for one in at.header] == [f"{NIL} · Việc {NIL}"]
    assert (at.query_params["don_vi"], at.query_params["item"]) == ("QHKT", NIL)
    button(at, "Tiếp nhận").click().run()
    assert at.header == []


def test_after_the_last_report_of_a_page_those_of_the_next_move_up(app, hands, monkeypatch):
    monkeypatch.setattr(verification, "PAGE_ROWS", 2)
    at = app(VAN, PAGE)
    first, last = listed(at)
    at = opened(at, {HELD: "QLXD", NIL: "QHKT", OFFICE_ONLY: "VP"}[last[1]], last[1])

    button(at, "Tiếp nhận và mở tiếp").click().run()

    assert said(at) == ["Đã tiếp nhận 1 nhiệm vụ"]
    assert at.query_params["item"] == first[1]
    assert listed(at)[0] == first
    assert len(listed(at)) == 2


def test_filters_count_what_waits_for_the_viewer(app, hands):
    chips = [one.label for one in app(VAN, PAGE).button if str(one.key).startswith("loc_")]
    assert chips == [
        "Chờ tiếp nhận **3**", "Đã tiếp nhận **0**", "Đã xác nhận **0**", "Bị trả lại **0**",
        "Trao đổi **0**",
    ]  # fmt: skip
    assert "Chờ tiếp nhận **1**" in [one.label for one in app(SON, PAGE).button]


def test_a_leader_receives_what_the_office_sent(app, hands):
    at = choose(app(SON, PAGE), OFFICE_ONLY)

    button(at, "Tiếp nhận 1 nhiệm vụ").click().run()

    assert hands.item(MAI, OFFICE_ONLY).verification == Verification.RECEIVED


def test_an_item_recalled_meanwhile_is_refused_whole(app, hands):
    at = choose(app(VAN, PAGE), HELD, NIL)
    hands.step(HUNG, Step.RECALL, LAN, HELD, days_ago=1)
    before = trace(hands.db)

    button(at, "Tiếp nhận 2 nhiệm vụ").click().run()

    assert len(at.error) == 1
    assert trace(hands.db) == before
    assert listed(at) == [("Văn phòng", OFFICE_ONLY), ("QH kiến trúc", NIL)]


def make_proven(database):
    hands = Hands(make_scene(database).db)
    hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="4")
    unit_id = cast.actor(database, LAN).unit_id
    at_item = {"unit_id": unit_id, "task_code": HELD}
    uploads = [Upload(name, io.BytesIO(content)) for name, content in UPLOADS]
    act(evidence.add, hands, **at_item, uploads=uploads)
    task_id = small_campaign.task(database, HELD).task_id
    _, record, stray = evidence.of_item(
        database, cast.actor(database, LAN), unit_id=unit_id, task_id=task_id
    ).files
    anew = Upload("Biên bản ký.pdf", io.BytesIO(files.pdf(words="Đã ký")))
    known = {"evidence_id": record.evidence_id, "seen_version": record.version}
    act(evidence.add_revision, hands, **known, upload=anew)
    held = evidence_holders.OfItem(unit_id, task_id, HELD)
    act(evidence_uses.remove, hands, held=held, evidence_id=stray.evidence_id)
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=0)
    return record


@pytest.fixture
def proven(house, own_data):
    """Lan's unit has sent an item with a photo and a record in its second revision; a stray file
    was taken off again.
    """
    return house.set(make_proven)


UPLOADS = (
    ("Ảnh hội nghị.jpg", files.photo()),
    ("Biên bản.pdf", files.pdf()),
    ("Nhầm.pdf", files.pdf(words="Nhầm")),
)


def act(service, hands, **named):
    actor = cast.actor(hands.db, LAN)
    return service(hands.db, actor, hands.campaign, act_id=new_act(), **named)


def told(at):
    said = [one.value for kind in ("markdown", "caption") for one in at.get(kind)]
    return "\n".join(said + [one.label for one in at.expander])


def addresses(at):
    return [one.proto.url for one in at.get("link_button")]


def test_the_list_tells_what_backs_a_report(app, proven):
    backing = app(VAN, PAGE).dataframe[0].value["Minh chứng"]

    assert [list(chips) for chips in backing] == [["Tệp"]]


def test_the_office_sees_the_files_at_once_and_cannot_change_them(app, proven):
    at = opened(app(VAN, PAGE), "QLXD", HELD)

    assert ("Ảnh hội nghị.jpg" in told(at), "Biên bản ký.pdf" in told(at)) == (True, True)
    here = f"/evidence/{proven.evidence_id}"
    bodies = "".join(one.proto.body for one in at.get("html"))
    assert ('<img src="/evidence/' in bodies, f'data-pdf="{here}/2"' in bodies) == (True, True)
    assert addresses(at) == [
        f"{here}/2?tai=1",
        f"{here}/1?tai=1",
        f"/evidence/zip?campaign=nho&unit=QLXD&task={HELD}",
    ]
    assert at.get("file_uploader") == []
    assert "Gỡ khỏi nhiệm vụ" not in labels(at)
    assert "Lưu tên và ngày" not in labels(at)


def test_the_office_brings_back_what_a_unit_took_off(app, proven):
    at = opened(app(VAN, PAGE), "QLXD", HELD)

    button(at, "Khôi phục").click().run()

    assert "Tải cả 3 tệp (ZIP)" in [one.proto.label for one in at.get("link_button")]
    assert "Nhầm.pdf" in told(at)


def test_the_history_on_the_desk_tells_of_the_files(app, proven):
    at = app(VAN, PAGE)
    at.session_state["inbox_history"] = True
    at = opened(at, "QLXD", HELD)

    lines = [one.value for one in at.caption if LAN.full_name in one.value]
    assert any("Biên bản (bản 2)" in line for line in lines)
    assert any("Gỡ minh chứng" in line and "Nhầm" in line for line in lines)


def tick(at, *codes):
    """Tick the rows without letting the page run."""
    every = [code for _, code in listed(at)]
    rows = [every.index(code) for code in codes]
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": rows, "columns": []}}


def test_a_click_right_after_another_choice_is_of_that_choice(app, hands):
    at = choose(app(VAN, PAGE), HELD)

    tick(at, NIL)
    button(at, "Tiếp nhận 1 nhiệm vụ").click().run()

    assert hands.item(BINH, NIL).verification == Verification.RECEIVED
    assert hands.item(LAN, HELD).verification == Verification.SENT


def test_a_click_after_all_was_unticked_changes_nothing(app, hands):
    at = choose(app(VAN, PAGE), HELD)
    before = trace(hands.db)

    tick(at)
    button(at, "Tiếp nhận 1 nhiệm vụ").click().run()

    assert trace(hands.db) == before


def test_what_was_chosen_stays_chosen_when_others_leave_the_list(app, hands):
    at = choose(app(VAN, PAGE), HELD)
    at.text_area(key="inbox_reason").set_value("Thiếu biên bản").run()
    hands.step(SON, Step.RECEIVE, MAI, OFFICE_ONLY, days_ago=0)
    at.run()

    assert listed(at)[0] == ("QL xây dựng", HELD)
    assert "Đã chọn: QL xây dựng II.1.1" in [one.value for one in at.caption]
    assert at.text_area(key="inbox_reason").value == "Thiếu biên bản"
    button(at, "Tiếp nhận 1 nhiệm vụ").click().run()

    assert hands.item(LAN, HELD).verification == Verification.RECEIVED


def test_a_row_clicked_to_be_read_is_not_ticked_when_others_leave_the_list(app, hands):
    at = opened(app(VAN, PAGE), "QLXD", HELD)
    row = [code for _, code in listed(at)].index(HELD)
    cells = {"rows": [], "columns": [], "cells": [(row, "Mã")]}
    at.session_state[at.dataframe[0].key] = {"selection": cells}
    at.run()

    hands.step(YEN, Step.RECALL, BINH, NIL, days_ago=0)
    at.run()

    assert (("QH kiến trúc", NIL) in listed(at), len(listed(at))) == (False, 2)
    assert "Tiếp nhận 1 nhiệm vụ" not in labels(at)
    assert [one.value for one in at.header] == [f"{HELD} · Việc {HELD}"]


def test_what_changed_meanwhile_is_no_longer_chosen(app, hands):
    at = choose(app(VAN, PAGE), HELD, NIL)
    hands.step(HUNG, Step.RECALL, LAN, HELD, days_ago=0)
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=0)
    at.run()

    assert "Tiếp nhận 1 nhiệm vụ" in labels(at)
    assert "Đã chọn: QH kiến trúc II.2.1" in [one.value for one in at.caption]


def test_nothing_is_chosen_in_another_list(app, hands):
    hands.step(VAN, Step.RECEIVE, BINH, NIL, days_ago=0)
    at = choose(app(VAN, PAGE), OFFICE_ONLY)

    assert labels(show(at, RECEIVED)) == []


@pytest.mark.parametrize("row", [3, 9999, -1, "0"])
def test_a_row_that_is_not_there_is_not_chosen(app, hands, row):
    at = app(VAN, PAGE)
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [row], "columns": []}}
    at.run()
    assert labels(at) == []

    hands.step(HUNG, Step.RECALL, LAN, HELD, days_ago=0)
    at.run()

    assert labels(at) == []


def test_an_empty_desk_says_what_will_come(app, house):
    house.set(make_scene)
    at = app(MAI, PAGE)

    assert [one.value for one in at.info] == [
        "Không có nhiệm vụ nào ở trạng thái “Chờ tiếp nhận”. Nhiệm vụ hiện ở đây sau khi thủ "
        "trưởng đơn vị gửi Văn phòng."
    ]
    assert not any("Bấm vào một dòng" in one.value for one in at.caption)
