from __future__ import annotations

from datetime import timedelta

import pytest

from lib.domain.vietnamese import format_date
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import Invalid, NotFound, Refused
from lib.services import clock
from lib.text import sentence
from tests import small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN, YEN
from tests.pages.conftest import button
from tests.small_campaign import HELD, NIL, OFFICE_ONLY
from tests.support.hands import Hands
from tests.support.trace import events, trace

PAGE = "office/verification"
DESK = (MAI, VAN, SON)
WAITING, RECEIVED, VERIFIED, RETURNED = (
    "Chờ tiếp nhận", "Đã tiếp nhận", "Đã xác nhận", "Bị trả lại",
)  # fmt: skip


@pytest.fixture
def hands(database):
    """Two divisions and the Office itself have sent one item each."""
    small_campaign.load(database)
    hands = Hands(database)
    hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="4", ghi_chu="Có *biên bản*")
    hands.save(BINH, NIL, 3, WorkStatus.NIL)
    hands.save(MAI, OFFICE_ONLY, 3, WorkStatus.DONE, so_hoi_nghi="1")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=2)
    hands.step(YEN, Step.SEND, BINH, NIL, days_ago=2)
    hands.step(VAN, Step.SEND, MAI, OFFICE_ONLY, days_ago=2)
    return hands


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


def show(at, state):
    return at.segmented_control(key="buoc").set_value(state).run()


def labels(at):
    return [one.label for one in at.main.button]


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


def test_a_chosen_row_shows_the_report_and_its_history(app, hands):
    at = choose(app(VAN, PAGE), HELD)

    assert [one.value for one in at.subheader] == ["II.1.1 · Việc II.1.1"]
    (report,) = [one.value for one in at.markdown if one.value.startswith("**Trạng thái:**")]
    assert report.split("  \n") == [
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


def test_several_items_are_received_and_verified_at_once(app, hands):
    at = choose(app(VAN, PAGE), HELD, NIL)

    button(at, "Tiếp nhận (2)").click().run()
    assert [one.value for one in at.success] == ["Đã tiếp nhận 2 nhiệm vụ"]
    assert listed(at) == [("Văn phòng", OFFICE_ONLY)]
    at = choose(show(at, RECEIVED), HELD, NIL)
    button(at, "Xác nhận (2)").click().run()

    assert [one.value for one in at.success] == ["Đã xác nhận 2 nhiệm vụ"]
    states = [hands.item(LAN, HELD).verification, hands.item(BINH, NIL).verification]
    assert states == [Verification.VERIFIED] * 2
    assert [name for _, name, _ in events(hands.db, "item.verify")] == [VAN.full_name]


def test_a_return_carries_reason_and_deadline(app, hands):
    due = clock.today() + timedelta(days=3)
    at = choose(app(VAN, PAGE), HELD)

    at.text_area(key="desk_reason").set_value("Thiếu biên bản")
    at.text_input(key="desk_due").set_value(format_date(due))
    button(at, "Trả lại 1 nhiệm vụ").click().run()

    returned = hands.item(LAN, HELD)
    assert [one.value for one in at.success] == ["Đã trả lại 1 nhiệm vụ"]
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

    at.text_area(key="desk_reason").set_value(reason)
    at.text_input(key="desk_due").set_value(due)
    button(at, "Trả lại 1 nhiệm vụ").click().run()

    assert [one.value for one in at.error] == [sentence(refusal)]
    assert trace(hands.db) == before
    assert at.text_area(key="desk_reason").value == reason
    assert at.text_input(key="desk_due").value == due


def test_own_work_offers_no_step(app, hands):
    at = choose(app(VAN, PAGE), OFFICE_ONLY)

    assert [one.value for one in at.info] == [sentence(Refused("own_work"))]
    assert labels(at) == []


def test_a_leader_receives_what_the_office_sent(app, hands):
    at = choose(app(SON, PAGE), OFFICE_ONLY)

    button(at, "Tiếp nhận (1)").click().run()

    assert hands.item(MAI, OFFICE_ONLY).verification == Verification.RECEIVED


def test_an_item_recalled_meanwhile_is_refused_whole(app, hands):
    at = choose(app(VAN, PAGE), HELD, NIL)
    hands.step(HUNG, Step.RECALL, LAN, HELD, days_ago=1)
    before = trace(hands.db)

    button(at, "Tiếp nhận (2)").click().run()

    assert len(at.error) == 1
    assert trace(hands.db) == before
    assert listed(at) == [("Văn phòng", OFFICE_ONLY), ("QH kiến trúc", NIL)]
