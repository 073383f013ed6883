"""What a line costs whose answers come late, or which breaks."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests import files
from tests.browser.relay import relay_to
from tests.browser.visitor import DESKTOP, arrive
from tests.cast import HUNG, LAN, VAN

TYPED = {
    "Giờ bắt đầu": "08:00",
    "Giờ kết thúc": "09:30",
    "Địa điểm": "Hội trường tầng 2",
    "Thảo luận": "Các thành viên thống nhất với đề nghị của đơn vị.",
    "Kết luận": "Đề nghị khen thưởng.",
}


def test_late_answers_do_not_freeze_a_page(chromium, site, office):
    """All fields are typed and saved before the browser has seen one answer.

    By then it has forgotten messages of which the server was told that it still has them.
    """
    with relay_to(site.port) as relay:
        van = arrive(chromium, relay.url, DESKTOP, cookie=office.cookies[VAN.username])
        van.go("meeting")
        van.press("Mở cuộc họp")
        van.sees("Đã mở cuộc họp.")
        van.page.get_by_text("Thông tin, kết luận").click()
        form = van.page.locator(".st-key-meeting_form")
        form.wait_for()
        van.settle()

        with relay.holding():
            for label, value in TYPED.items():
                field = form.get_by_label(label)
                field.fill(value)
                field.press("Tab")
            van.press("Lưu thông tin")
            # A whole round of the server, which answers nobody meanwhile.
            van.page.wait_for_timeout(3000)

        van.sees("Đã lưu thông tin cuộc họp.")
        for label, value in TYPED.items():
            expect(form.get_by_label(label)).to_have_value(value)
        van.context.close()
        assert van.troubles == []


def test_a_click_on_what_is_no_longer_open_sends_nothing_else(chromium, site, office):
    """The head opens another item, and clicks "Gửi Văn phòng" while the first is still shown."""
    with relay_to(site.port) as relay:
        hung = arrive(chromium, relay.url, DESKTOP, cookie=office.cookies[HUNG.username])
        hung.go("checklist?loc_nhiem_vu=tat-ca&item=II.3.2")
        shown = hung.page.locator('[class*="st-key-send_item"] button')
        shown.wait_for()
        row = hung.row_of("II.3.4")

        with relay.holding():
            hung.choose_row(row, x=120)
            # By now the server has drawn the other item, which is ready to be sent too.
            hung.page.wait_for_timeout(3000)
            shown.click()
            hung.page.wait_for_timeout(3000)

        hung.page.locator(".st-key-send_item_II-3-4 button").wait_for()
        hung.reload()
        steps = [line.split(" · ")[1] for line in hung.history()]
        assert sorted(steps) == ["Giao nhiệm vụ", "Lưu"]
        hung.context.close()
        assert hung.troubles == []


def test_a_server_that_hangs_is_told_of_and_nothing_typed_is_lost(chromium, site, office):
    with relay_to(site.port) as relay:
        lan = arrive(chromium, relay.url, DESKTOP, cookie=office.cookies[LAN.username])
        lan.go("checklist?item=II.4.1")
        note = lan.page.get_by_label("Ghi chú", exact=True)
        told = lan.page.get_by_role("status").filter(has_text="máy chủ")
        expect(told).to_have_count(0)

        with relay.holding():
            note.fill("Máy chủ đang bận")
            note.press("Tab")
            expect(lan.page.get_by_text("Đang gửi lên máy chủ…")).to_be_visible()
            expect(lan.page.get_by_text("Máy chủ chưa trả lời.")).to_be_visible()
            expect(note).to_have_value("Máy chủ đang bận")

        lan.sees("Đã giữ bản nháp")
        expect(lan.page.locator(".tdkt-slow")).to_be_hidden()
        expect(note).to_have_value("Máy chủ đang bận")
        lan.context.close()
        assert lan.troubles == []


def test_loading_anew_in_the_middle_of_a_save_makes_one_row(chromium, site, office):
    """The server has saved, the browser does not know it yet, and somebody presses F5."""
    with relay_to(site.port) as relay:
        lan = arrive(chromium, relay.url, DESKTOP, cookie=office.cookies[LAN.username])
        asked = []
        lan.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        lan.go("checklist?item=II.5.4")
        note = lan.page.get_by_label("Ghi chú", exact=True)
        note.fill("Lưu rồi tải lại")
        note.press("Tab")
        lan.sees("Đã giữ bản nháp")

        with relay.holding():
            lan.press("Lưu")
            expect(lan.page.get_by_text("Đang gửi lên máy chủ…")).to_be_visible()
            lan.page.evaluate("() => { setTimeout(() => location.reload()); }")
            lan.page.wait_for_timeout(1000)
        lan.page.wait_for_function("() => !document.documentElement.dataset.wait")
        lan.settle()
        assert asked == ["beforeunload"]
        expect(note).to_have_value("Lưu rồi tải lại")
        lan.press("Lưu")
        lan.sees(re.compile("Chưa có thay đổi nào để lưu"))

        steps = [line.split(" · ")[1] for line in lan.history()]
        assert sorted(steps) == ["Giao nhiệm vụ", "Lưu"]
        lan.context.close()
        assert lan.troubles == []


def test_a_line_cut_in_an_upload_leaves_nothing_and_the_next_try_adds_it_once(
    chromium, site, office
):
    content = files.pdf(b"%" + b"x" * 3_000_000 + b"\n")
    minutes = {"name": "Biên bản.pdf", "mimeType": "application/pdf", "buffer": content}

    def come(url):
        visitor = arrive(chromium, url, DESKTOP, cookie=office.cookies[LAN.username])
        visitor.go("checklist?item=V.1.3")
        return visitor, visitor.page.locator(".st-key-item_evidence")

    with relay_to(site.port) as relay:
        lan, evidence = come(relay.url)
        place = evidence.locator("input[type=file]")

        relay.cut_after(len(content) * 6 // 10)
        place.set_input_files(minutes)
        expect(evidence.get_by_text("tệp chưa lên tới máy chủ, vui lòng tải lại")).to_be_visible()
        assert relay.is_broken
        relay.mend()
        lan.settle()
        assert lan.english() == []
        other, seen = come(site.url)
        expect(seen.get_by_text("Chưa có tệp minh chứng nào.")).to_be_visible()

        place.set_input_files(minutes)
        expect(evidence.get_by_text("Đã thêm 1 tệp")).to_be_visible()

        other.reload()
        expect(seen.get_by_text(re.compile(r"Biên bản\.pdf · 2,9 MB"))).to_have_count(1)
        expect(seen.get_by_text("Chưa có tệp minh chứng nào.")).to_have_count(0)
        for visitor in (lan, other):
            visitor.context.close()
        assert other.troubles == []
        assert [one for one in lan.troubles if "upload" not in one] == []
