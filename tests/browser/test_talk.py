"""The Office asks about a report without returning it; the unit answers, on an office's screen."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import LAN, VAN

WIDE, PHONE = Look(1366, height=768), Look(360)
REPORT = "verification?loc_tiep_nhan=da-tiep-nhan&don_vi=QLXD&item=II.1.1"
QUESTION, ANSWER = "Ba hội nghị này đã gồm hội nghị trực tuyến chưa?", "Đã gồm một hội nghị."


def test_a_question_is_asked_and_answered_and_the_report_stays_as_it_is(enter):
    van = enter(VAN, REPORT, WIDE)
    van.page.get_by_text("Trao đổi với đơn vị").click()
    box = van.page.get_by_label("Hỏi đơn vị", exact=True)
    box.fill(QUESTION)
    box.press("Tab")
    van.settle()
    van.reload()
    van.page.get_by_text("Trao đổi với đơn vị").click()
    expect(van.page.get_by_label("Hỏi đơn vị", exact=True)).to_have_value(QUESTION)
    van.press("Gửi câu hỏi")
    van.sees("Đã gửi nội dung trao đổi.")

    lan = enter(LAN, "home", PHONE)
    lan.page.get_by_role("link", name=re.compile("Văn phòng hỏi")).click()
    lan.page.get_by_role("heading", name=re.compile(r"^II\.1\.1 ")).wait_for()
    lan.sees(QUESTION)
    assert lan.sideways_px() == 0
    lan.page.get_by_label("Trả lời", exact=True).fill(ANSWER)
    lan.press("Gửi trả lời")
    lan.sees("Đã gửi nội dung trao đổi.")
    assert "Đã tiếp nhận" in lan.text()
    assert lan.barriers() == []

    van.go("home")
    van.page.get_by_role("link", name=re.compile("Đơn vị hỏi, trả lời")).click()
    van.sees(ANSWER)
    assert van.barriers() == []
    van.press("Đã xem, không cần trả lời")
    van.sees("Không có trao đổi nào đang chờ")

    van.go(REPORT)
    told = [line.split(" · ")[1:] for line in van.history("inbox_history")[:3]]
    assert told == [
        ["Đã xem", f"Văn phòng: {VAN.full_name}"],
        ["Trao đổi", f"Đơn vị: {LAN.full_name}", ANSWER],
        ["Trao đổi", f"Văn phòng: {VAN.full_name}", QUESTION],
    ]


def test_letters_typed_into_a_question_are_words(enter):
    van = enter(VAN, "verification?don_vi=QHKT&item=II.1.3", WIDE)
    van.page.get_by_text("Trao đổi với đơn vị").click()

    box = van.page.get_by_label("Hỏi đơn vị", exact=True)
    box.click()
    van.page.keyboard.type("vjkr")

    expect(box).to_have_value("vjkr")
    expect(van.page.get_by_role("heading", name=re.compile(r"^II\.1\.3 "))).to_be_visible()


def test_five_clicks_ask_once(enter):
    van = enter(VAN, "verification?loc_tiep_nhan=da-xac-nhan&don_vi=QLXD&item=V.1.1", WIDE)
    van.page.get_by_text("Trao đổi với đơn vị").click()
    van.page.get_by_label("Hỏi đơn vị", exact=True).fill("Chỉ một lần")
    van.click_fast(van.page.get_by_role("button", name="Gửi câu hỏi"), 5)
    van.sees("Đã gửi nội dung trao đổi.")
    van.settle()

    van.reload()
    van.sees("Chỉ một lần")
    assert van.text().count("Chỉ một lần") == 1
