"""A report's way: the head sends it, the Office receives, verifies or returns it."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from lib.domain.vietnamese import format_date
from lib.services import clock
from tests.cast import HUNG, LAN, SON, VAN, YEN

SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")
REASON = "Thiếu quyết định phân công; đề nghị gửi kèm đường dẫn."


def report_done(enter, code, **texts):
    """Lan says that an item is done: yes to its one question, or what she types.

    Args:
        texts: by the field's key, the words that are typed there.
    """
    lan = enter(LAN, f"checklist?item={code}")
    lan.page.get_by_role("radio", name="Đã hoàn thành").click()
    if not texts:
        lan.page.get_by_role("radio", name="Có", exact=True).click()
    for key, words in texts.items():
        lan.page.locator(f'[class*="st-key-"][class*="_{key}"] textarea').fill(words)
    lan.press("Lưu")
    lan.sees(SAVED)
    return lan


def send(enter, code):
    """Hung, the head, sends the one item that is open."""
    hung = enter(HUNG, f"checklist?item={code}")
    hung.page.locator('[class*="st-key-send_item"] button').click()
    hung.sees("Đã gửi Văn phòng 1 nhiệm vụ")
    return hung


def choose(visitor, state, code, unit="", x=16):
    """Show the items of a state and tick the row of the code, and of the unit where two have it.

    Args:
        x: farther to the right the row is opened.
    """
    visitor.page.get_by_role("button", name=re.compile(rf"{state} \d+$")).click()
    visitor.settle()
    visitor.choose_row(visitor.row_of(code, unit), x=x)


def test_staff_report_and_the_head_sends(enter):
    lan = report_done(enter, "II.5.2")

    assert lan.page.locator('[class*="st-key-send_item"]').count() == 0
    hung = send(enter, "II.5.2")
    expect(hung.page.get_by_role("button", name="Thu hồi")).to_be_visible()
    lan.reload()
    lan.sees("Chờ tiếp nhận")
    assert lan.page.get_by_role("button", name="Lưu", exact=True).count() == 0


def test_a_sent_item_is_recalled_until_the_office_has_it(enter):
    report_done(
        enter, "V.1.6", uu_diem="Tổ chức 3 hội nghị", han_che="Không có", nguyen_nhan="Không có"
    )
    hung = send(enter, "V.1.6")

    hung.press("Thu hồi")
    hung.press("Thu hồi nhiệm vụ này")

    hung.sees("Đã thu hồi 1 nhiệm vụ")
    hung.page.locator('[class*="st-key-send_item"] button').wait_for()


def test_the_office_receives_and_verifies(enter):
    van = enter(VAN, "verification")

    choose(van, "Chờ tiếp nhận", "V.1.1", "Kiến trúc")
    van.press("Tiếp nhận 1 nhiệm vụ")
    van.sees("Đã tiếp nhận 1 nhiệm vụ")
    choose(van, "Đã tiếp nhận", "V.1.1", "Kiến trúc")
    van.press("Xác nhận 1 nhiệm vụ")
    van.sees("Đã xác nhận 1 nhiệm vụ")

    choose(van, "Đã xác nhận", "V.1.1", "Kiến trúc", x=200)
    assert "Xác nhận · Đỗ Thị Vân" in van.history("inbox_history")[0]


def test_a_returned_item_stands_on_top_with_reason_and_new_deadline(enter):
    due = format_date(clock.today() + timedelta(days=9))
    report_done(enter, "V.1.2")
    send(enter, "V.1.2")
    van = enter(VAN, "verification")
    choose(van, "Chờ tiếp nhận", "V.1.2", "xây dựng")
    van.page.get_by_text("Trả lại (1)").click()
    van.page.get_by_label("Lý do trả lại *").fill(REASON)
    van.page.get_by_label("Hạn bổ sung *").fill(due)
    van.press("Trả lại 1 nhiệm vụ")
    van.sees("Đã trả lại 1 nhiệm vụ")

    lan = enter(LAN, "checklist")
    start = lan.page.locator(".st-key-record_pane")
    expect(start).to_contain_text(REASON)
    expect(start).to_contain_text(f"hạn bổ sung {due}")
    lan.press("Mở V.1.2 để bổ sung")

    form = lan.page.locator(".st-key-item_form")
    expect(form).to_contain_text(REASON)
    expect(form.get_by_role("button", name="Lưu", exact=True)).to_be_visible()


def test_a_return_needs_reason_and_deadline(enter):
    van = enter(VAN, "verification")
    choose(van, "Chờ tiếp nhận", "II.1.3")
    van.page.get_by_text("Trả lại (1)").click()
    expect(van.page.get_by_label("Lý do trả lại *")).to_be_visible()
    van.settle()

    van.press("Trả lại 1 nhiệm vụ")
    van.sees("Vui lòng ghi lý do trả lại.")
    van.page.get_by_label("Lý do trả lại *").fill(REASON)
    van.press("Trả lại 1 nhiệm vụ")
    van.sees("Vui lòng nhập hạn bổ sung mới.")

    expect(van.page.get_by_label("Lý do trả lại *")).to_have_value(REASON)


def test_who_reported_cannot_verify(enter):
    """Van is head of the Office's own unit and of the Office: a leader checks hers."""
    van = enter(VAN, "checklist?item=V.1.2")
    van.page.locator('[class*="st-key-send_item"] button').click()
    van.sees("Đã gửi Văn phòng 1 nhiệm vụ")
    van.go("verification")
    choose(van, "Chờ tiếp nhận", "V.1.2", "Văn phòng", x=200)
    van.sees("không được tự tiếp nhận")
    van.choose_row(van.row_of("V.1.2", "Văn phòng"))
    van.sees("Bỏ qua việc của chính bạn: Văn phòng V.1.2")
    assert van.page.get_by_role("button", name="Tiếp nhận 1 nhiệm vụ").count() == 0

    son = enter(SON, "verification")
    choose(son, "Chờ tiếp nhận", "V.1.2", "Văn phòng")
    son.press("Tiếp nhận 1 nhiệm vụ")

    son.sees("Đã tiếp nhận 1 nhiệm vụ")


def test_five_fast_clicks_send_once(enter):
    hung = enter(HUNG, "checklist?item=II.3.4")

    hung.click_fast(hung.page.locator('[class*="st-key-send_item"] button'), 5, pause_ms=250)
    hung.sees("Đã gửi Văn phòng 1 nhiệm vụ")
    hung.settle()

    assert hung.page.get_by_text("Người khác đã lưu trước bạn").count() == 0
    assert sorted(line.split(" · ")[1] for line in hung.history()) == [
        "Giao nhiệm vụ",
        "Gửi Văn phòng",
        "Lưu",
    ]


def test_what_is_ticked_stays_ticked_when_others_leave_the_list(enter):
    van = enter(VAN, "verification")
    choose(van, "Chờ tiếp nhận", "II.3.1", "Kiến trúc")
    van.page.get_by_text("Trả lại (1)").click()
    yen = enter(YEN, "checklist?item=II.1.3")
    yen.press("Thu hồi")
    yen.press("Thu hồi nhiệm vụ này")
    yen.sees("Đã thu hồi 1 nhiệm vụ")

    reason = van.page.get_by_label("Lý do trả lại *")
    reason.fill(REASON)
    reason.press("Tab")

    expect(van.page.locator("tr", has_text="II.1.3")).to_have_count(0)
    ticked = van.page.locator('tr[aria-selected="true"]')
    expect(ticked).to_contain_text("II.3.1")
    van.sees(re.compile("Đã chọn: .*II.3.1"))
    expect(reason).to_have_value(REASON)


def test_five_fast_clicks_receive_once(enter):
    van = enter(VAN, "verification")
    choose(van, "Chờ tiếp nhận", "II.3.1", "Kiến trúc")

    van.click_fast(van.page.get_by_role("button", name="Tiếp nhận 1 nhiệm vụ"), 5)
    van.sees("Đã tiếp nhận 1 nhiệm vụ")
    van.settle()

    assert van.page.get_by_text("Người khác đã lưu trước bạn").count() == 0
    choose(van, "Đã tiếp nhận", "II.3.1", "Kiến trúc", x=200)
    lines = van.history("inbox_history")
    assert sum("Tiếp nhận · Đỗ Thị Vân" in line for line in lines) == 1


def test_going_back_opens_the_item_of_before(enter):
    lan = enter(LAN, "checklist?item=II.1.1")
    lan.open_item("II.4.1")
    lan.sees("Đang lấy chữ ký cam kết.")

    lan.page.go_back()

    lan.sees("2.480")
    expect(lan.page.get_by_role("heading", name=re.compile(r"^II\.1\.1 "))).to_be_visible()
