"""Reporting a task: the draft, the conflict, impatient hands, letters of Telex, leaving."""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import expect

from tests import files
from tests.browser.visitor import Look
from tests.cast import HUNG, LAN, QUANG, VAN

KEPT = re.compile(r"Đã giữ bản nháp \d\d:\d\d:\d\d$")
SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")
NOTE = "Ghi chú"
ASSIGNED = 1  # the line that every history begins with


def box(visitor, label):
    return visitor.page.get_by_role("textbox", name=label, exact=True)


def middle_of(button):
    """Where the mouse must be to hit it."""
    button.scroll_into_view_if_needed()
    spot = button.bounding_box()
    return spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2


def test_a_draft_outlives_the_browser(enter):
    before = enter(LAN, "checklist?item=II.1.4")
    box(before, NOTE).fill("Đã mời báo cáo viên")
    box(before, NOTE).blur()
    before.sees(KEPT)

    before.page.close()
    # Who looks different comes in another browser.
    after = enter(LAN, "checklist?item=II.1.4", Look(scheme="dark"))

    expect(box(after, NOTE)).to_have_value("Đã mời báo cáo viên")
    after.page.get_by_role("button", name="Bỏ bản nháp").wait_for()


def test_a_draft_is_seen_by_its_writer_alone(enter):
    writer = enter(LAN, "checklist?item=II.5.1")
    box(writer, NOTE).fill("Chưa xong")
    box(writer, NOTE).blur()
    writer.sees(KEPT)

    colleague = enter(HUNG, "checklist?item=II.5.1")

    expect(box(colleague, NOTE)).to_have_value("")


def test_two_people_on_one_item_lose_nothing(enter):
    lan = enter(LAN, "checklist?item=II.2.1")
    hung = enter(HUNG, "checklist?item=II.2.1")
    meetings = "Số buổi tuyên truyền (buổi) *"
    box(hung, meetings).fill("4")
    box(hung, NOTE).fill("Buổi thứ tư ở hội trường")
    hung.page.get_by_role("radio", name="Đã hoàn thành").click()
    hung.press("Lưu")
    hung.sees(SAVED)

    box(lan, meetings).fill("5")
    box(lan, NOTE).fill("Buổi thứ năm ở công trường")
    lan.page.get_by_role("radio", name="Đang thực hiện").click()

    lan.sees(re.compile(rf"{HUNG.full_name} đã lưu lúc \d\d:\d\d:\d\d"))
    status, figure, note = (
        lan.page.get_by_role("radiogroup", name=name, exact=True).filter(has_text="Giữ của tôi")
        for name in ("Trạng thái", "Số buổi tuyên truyền", "Ghi chú")
    )
    expect(figure).to_have_text(f"Giữ của tôi5 buổiLấy của {HUNG.full_name}4 buổi")
    expect(note).to_contain_text("Buổi thứ năm ở công trường")
    # What is clicked there is the choice's label.
    note.get_by_text("Buổi thứ tư ở hội trường").click(force=True)
    # Right after what was typed has been drawn, and before anything has come to rest.
    status.get_by_text("Đang thực hiện").wait_for()
    status.get_by_text(f"Lấy của {HUNG.full_name}").click()
    lan.press("Lưu lựa chọn")
    lan.sees(SAVED)
    expect(lan.page.get_by_role("radio", name="Đã hoàn thành")).to_be_checked()
    expect(box(lan, meetings)).to_have_value("5")
    expect(box(lan, NOTE)).to_have_value("Buổi thứ tư ở hội trường")
    assert len(lan.history()) == ASSIGNED + 2


def test_five_fast_clicks_save_once(enter):
    visitor = enter(LAN, "checklist?item=II.3.1")
    box(visitor, NOTE).fill("Bấm nhanh")
    box(visitor, NOTE).blur()
    visitor.sees(KEPT)

    visitor.click_fast(visitor.page.get_by_role("button", name="Lưu", exact=True), 5)
    visitor.sees(SAVED)
    visitor.settle()

    expect(box(visitor, NOTE)).to_have_value("Bấm nhanh")
    assert len(visitor.history()) == ASSIGNED + 1


def test_what_is_typed_while_a_save_is_under_way_stays(enter):
    visitor = enter(LAN, "checklist?item=II.5.2")
    links = box(visitor, "Đường dẫn minh chứng")
    box(visitor, NOTE).fill("Trước khi lưu")
    box(visitor, NOTE).blur()
    visitor.sees(KEPT)

    visitor.click_fast(visitor.page.get_by_role("button", name="Lưu", exact=True), 1)
    links.press_sequentially("https://minhchung.example/1")
    visitor.sees(SAVED)
    links.press_sequentially("23")
    links.blur()
    visitor.sees(KEPT)

    expect(links).to_have_value("https://minhchung.example/123")
    visitor.reload()
    expect(links).to_have_value("https://minhchung.example/123")


def test_a_slow_click_right_after_typing_saves(enter):
    """The draft is kept between the button going down and coming up."""
    visitor = enter(LAN, "checklist?item=II.5.3")
    box(visitor, NOTE).fill("Bấm chậm")

    visitor.page.mouse.move(*middle_of(visitor.page.get_by_role("button", name="Lưu", exact=True)))
    visitor.page.mouse.down()
    visitor.sees(KEPT)
    visitor.page.mouse.up()

    visitor.sees(SAVED)


def test_letters_of_an_input_method_are_stored_composed(enter):
    """Telex on some systems hands over letters and tone marks apart."""
    visitor = enter(LAN, "checklist?item=II.2.2")
    apart = unicodedata.normalize("NFD", "Đường Nguyễn Đình Chiểu, huyện Bảo Lạc")
    line = visitor.context.new_cdp_session(visitor.page)

    box(visitor, NOTE).click()
    line.send(
        "Input.imeSetComposition", {"text": apart[:7], "selectionStart": 7, "selectionEnd": 7}
    )
    line.send("Input.insertText", {"text": apart})
    visitor.press("Lưu")
    visitor.sees(SAVED)

    expect(box(visitor, NOTE)).to_have_value(unicodedata.normalize("NFC", apart))


@pytest.mark.parametrize("is_dirty", [True, False], ids=["dirty", "clean"])
def test_leaving_asks_only_while_something_is_unsent(enter, is_dirty):
    visitor = enter(LAN, "checklist?item=II.5.4")
    asked = []
    visitor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    box(visitor, NOTE).press_sequentially("Sắp rời trang")
    if not is_dirty:
        box(visitor, NOTE).blur()
        visitor.sees(KEPT)

    with visitor.page.expect_event("close"):
        visitor.page.close(run_before_unload=True)

    assert asked == (["beforeunload"] if is_dirty else [])


def test_ctrl_s_saves_what_was_just_typed(enter):
    visitor = enter(LAN, "checklist?item=II.2.6")
    box(visitor, NOTE).fill("Lưu bằng bàn phím")

    visitor.page.keyboard.press("Control+s")

    visitor.sees(SAVED)
    visitor.reload()
    expect(box(visitor, NOTE)).to_have_value("Lưu bằng bàn phím")


def test_a_lower_total_asks_for_a_word(enter):
    visitor = enter(LAN, "checklist?item=II.4.2")
    figure = "Số lượt thông báo về Văn phòng Sở (lượt) *"
    box(visitor, figure).fill("1.012")
    visitor.press("Lưu")
    visitor.sees(SAVED)
    box(visitor, figure).fill("10")

    visitor.press("Lưu")
    box(visitor, "Lý do giảm số lũy kế").fill("Đếm trùng một nghìn lượt")
    visitor.press("Lưu")

    visitor.sees(SAVED)
    expect(box(visitor, figure)).to_have_value("10")
    assert "Đếm trùng một nghìn lượt" in visitor.history()[0]


def test_saving_again_what_is_stored_makes_no_version(enter):
    visitor = enter(LAN, "checklist?item=II.5.3")
    box(visitor, NOTE).fill("Một lần là đủ")
    visitor.press("Lưu")
    visitor.sees(SAVED)
    lines = visitor.history()

    visitor.press("Lưu")
    visitor.settle()

    visitor.reload()
    assert visitor.history() == lines


def test_a_wrong_number_is_told_at_its_field_and_nothing_typed_is_lost(enter):
    visitor = enter(LAN, "checklist?item=II.1.3")
    figure = "Số văn bản đã phổ biến (văn bản) *"
    box(visitor, figure).fill("mười hai")
    box(visitor, NOTE).fill("Vẫn còn đây")

    visitor.press("Lưu")

    visitor.sees("vui lòng nhập số nguyên")
    expect(box(visitor, figure)).to_have_value("mười hai")
    expect(box(visitor, NOTE)).to_have_value("Vẫn còn đây")


@pytest.mark.parametrize(("width", "x"), [(1280, 16), (1280, 420), (360, 150)])
def test_a_click_anywhere_in_a_row_opens_its_item_in_sight(enter, width, x):
    visitor = enter(LAN, "checklist?loc_nhiem_vu=tat-ca&item=II.1.4", Look(width))
    if visitor.look.is_phone:
        visitor.press("Danh sách")
    title = visitor.page.get_by_role("heading", name=re.compile("^II.1.3 "))

    visitor.choose_row(2, x=x)

    expect(title).to_be_in_viewport()
    assert "item=II.1.3" in visitor.page.url


@pytest.mark.parametrize(
    ("person", "path"),
    [
        (LAN, "checklist"), (LAN, "nominations"), (VAN, "review"), (QUANG, "people"),
        (QUANG, "units"),
    ],
    ids=lambda one: getattr(one, "username", one),
)  # fmt: skip
def test_a_slash_goes_to_what_seeks(enter, person, path):
    visitor = enter(person, path)

    visitor.page.keyboard.press("/")

    expect(visitor.page.locator("input[type=search]:focus")).to_have_count(1)


@pytest.mark.parametrize(
    ("person", "path", "typed", "left"),
    [
        (LAN, "checklist?loc_nhiem_vu=tat-ca", "ii.5.1", r"^Tất cả 1$"),
        (QUANG, "people", "nguyen thi", r"^1/9 tài khoản$"),
        (QUANG, "units", "kiem dinh", r"^1/10 đơn vị$"),
    ],
    ids=["tasks", "people", "units"],
)
def test_what_seeks_answers_while_one_types(enter, person, path, typed, left):
    visitor = enter(person, path)
    visitor.page.keyboard.press("/")

    visitor.page.keyboard.type(typed, delay=40)

    visitor.sees(re.compile(left))
    expect(visitor.page.locator("input[type=search]:focus")).to_have_value(typed)


def test_a_photo_is_attached_to_a_report_on_a_phone(enter):
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca", Look(360))
    lan.open_item("V.1.3")
    lan.page.get_by_role("radio", name="Đang thực hiện").click()
    box(lan, NOTE).fill("Chụp tại hội trường")
    lan.press("Lưu")
    lan.sees(SAVED)

    with lan.page.expect_file_chooser() as chosen:
        lan.press("Tải tệp lên")
    photo = {"name": "Hội trường.jpg", "mimeType": "image/jpeg", "buffer": files.photo()}
    chosen.value.set_files([photo])

    picture = lan.page.locator(".tdkt-gallery img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_in_viewport()
    assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") > 0
    assert lan.sideways_px() == 0
    lan.reload()
    expect(picture).to_have_count(1)
    assert "Hội trường.jpg" in lan.text()


def first_code(visitor):
    """The code in the first row that is shown."""
    return visitor.page.locator(".st-key-list_pane canvas td").first.text_content()


def test_a_row_of_a_sorted_list_opens_its_own_record(enter):
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca")
    table = lan.page.locator(".st-key-list_pane .dvn-scroller")
    head = {"x": 20, "y": 18}
    before = first_code(lan)
    for _ in range(2):  # upwards, then downwards
        table.hover(position={"x": 30, "y": 18})
        table.click(position=head)
        lan.page.wait_for_timeout(300)
    expect(lan.page.locator(".st-key-list_pane canvas td").first).not_to_have_text(before)
    last = first_code(lan)

    lan.choose_row(0, x=120)

    lan.page.get_by_role("heading", name=re.compile(f"^{re.escape(last)} ")).wait_for()
    assert f"item={last}" in lan.page.url
