"""Asking and answering on the pages of the unit and of the Office."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lib.domain.comments import LABEL
from lib.domain.workflow import Step, WorkStatus
from lib.errors import Conflict, Invalid
from lib.services import presence
from lib.text import sentence
from lib.text.comments import ASKED
from tests.cast import HUNG, LAN, MAI, SON, VAN, actor
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import HELD, OFFICE_ONLY
from tests.support.hands import Hands
from tests.support.trace import events, trace

LIST, DESK = "unit/checklist", "office/verification"
ASK, ANSWER = "Gửi câu hỏi", "Gửi trả lời"
SEEN = "Đã xem, không cần trả lời"


def make_hands(database):
    hands = Hands(make_scene(database).db)
    hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="4")
    hands.save(MAI, OFFICE_ONLY, 3, WorkStatus.DONE, so_hoi_nghi="1")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=2)
    hands.step(VAN, Step.SEND, MAI, OFFICE_ONLY, days_ago=2)
    return hands


@pytest.fixture
def hands(house):
    return house.set(make_hands)


def desk(app, person=VAN, unit="QLXD", code=HELD, **params):
    """The Office's page with the report and its talk open."""
    at = app(person, DESK)
    for key, value in {**params, "don_vi": unit, "item": code}.items():
        at.query_params[key] = value
    return unfolded(at.run())


def checklist(app, person=LAN):
    at = app(person, LIST)
    at.query_params["item"] = HELD
    return unfolded(at.run())


def unfolded(at):
    """With the talk read, if it is folded."""
    for one in at.expander:
        if one.label.startswith("Trao đổi"):
            at.session_state[one.proto.id.rsplit("-", 1)[-1]] = True
    return at.run()


def box(at, label):
    (found,) = [one for one in at.text_area if one.label == label]
    return found


def write(at, label, words, send):
    box(at, label).set_value(words)
    return button(at, send).click().run()


def told(at):
    return "\n".join(one.value for kind in ("markdown", "caption") for one in at.get(kind))


def chips(at):
    return [list(one) for one in at.dataframe[0].value["Trạng thái"]]


def test_a_question_goes_to_the_unit_and_its_answer_comes_back(app, hands):
    at = write(desk(app), "Hỏi đơn vị", "Hội nghị *nào*?", ASK)
    assert r"Hội nghị \*nào\*?" in told(at)
    assert "Đã gửi nội dung trao đổi." in told(at)

    lan = checklist(app)
    assert [ASKED in one for one in chips(lan)].count(True) == 1
    assert f"Văn phòng · {VAN.full_name} (Văn phòng)" in told(lan)
    lan = write(lan, "Trả lời", "Hội nghị tháng 3", ANSWER)
    assert not any(ASKED in one for one in chips(lan))
    assert "Hội nghị tháng 3" in told(lan)

    at = desk(app, MAI, loc_tiep_nhan="trao-doi")
    assert [list(one) for one in at.dataframe[0].value["Trao đổi"]] == [["Mới"]]
    assert f"Đơn vị · {LAN.full_name} (QL xây dựng)" in told(at)
    at = button(at, SEEN).click().run()

    assert "Đã đánh dấu đã xem." in told(at)
    assert [one.value for one in at.info] == [
        "Không có trao đổi nào đang chờ. Đơn vị hỏi, trả lời Văn phòng thì hiện ở đây."
    ]
    assert len(events(hands.db, "comment.")) == 3


@pytest.mark.parametrize(
    ("person", "page", "place"),
    [(LAN, LIST, {"item": HELD}), (VAN, DESK, {"don_vi": "QLXD", "item": HELD})],
    ids=["unit", "office"],
)
def test_who_has_opened_the_item_is_seen_by_others_at_once(
    app, hands, person, page, place, monkeypatch
):
    monkeypatch.setattr(presence, "_BOARD", presence._Board())
    at = app(person, page)
    for key, value in place.items():
        at.query_params[key] = value
    at.run()

    others = presence.enter(
        actor(hands.db, MAI), presence.of_item(hands.item(LAN, HELD)),
        presence.Window("another", uuid4()), is_there=lambda _window: True,
    )  # fmt: skip
    assert [one.full_name for one in others] == [person.full_name]


def test_what_is_said_is_part_of_the_history(app, hands):
    write(desk(app), "Hỏi đơn vị", "Hội nghị nào?", ASK)
    at = app(LAN, LIST)
    at.session_state["item_history"] = True
    at.query_params["item"] = HELD
    at.run()

    assert any(
        one.value.endswith(f"Trao đổi · Văn phòng: {VAN.full_name} · Hội nghị nào?")
        for one in at.caption
    )


def test_an_empty_question_is_refused(app, hands):
    at = desk(app)
    before = trace(hands.db)

    button(at, ASK).click().run()
    assert [one.value for one in at.error] == [sentence(Invalid("required", field=LABEL))]
    assert trace(hands.db) == before


def test_what_was_typed_is_there_in_another_tab(app, hands):
    box(desk(app), "Hỏi đơn vị").set_value("Đang gõ dở").run()

    assert box(desk(app), "Hỏi đơn vị").value == "Đang gõ dở"


def test_an_answer_over_anothers_shows_that_first_and_keeps_what_was_typed(app, hands):
    write(desk(app), "Hỏi đơn vị", "Hội nghị nào?", ASK)
    lan = checklist(app)
    hung = checklist(app, HUNG)
    write(lan, "Trả lời", "Của Lan", ANSWER)

    hung = write(hung, "Trả lời", "Của Hùng", ANSWER)

    assert [one.value for one in hung.error] == [sentence(Conflict("changed"))]
    assert "Của Lan" in told(hung)
    assert box(hung, "Trả lời").value == "Của Hùng"
    hung = button(hung, ANSWER).click().run()
    assert "Của Hùng" in told(hung)


def test_who_has_a_part_in_the_report_reads_only(app, hands):
    write(desk(app, SON, "VP", OFFICE_ONLY), "Hỏi đơn vị", "Ai chủ trì?", ASK)

    at = desk(app, VAN, "VP", OFFICE_ONLY)

    assert "Ai chủ trì?" in told(at)
    assert "Hỏi đơn vị" not in [one.label for one in at.text_area]
    assert ANSWER not in [one.label for one in at.button]
