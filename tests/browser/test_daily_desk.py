"""A document from the Office's form to the closing report: two units have it, one is reminded."""

from __future__ import annotations

import io
import re

import docx

from tests.browser.visitor import DESKTOP
from tests.cast import LAN, MAI, VAN, YEN
from tests.files import pdf

NUMBER = "77/KH-SXD"
ABSTRACT = "Kế hoạch trực, tổng hợp ngày bầu cử"
UNITS = {
    LAN: "Phòng Quản lý xây dựng", YEN: "Phòng Quy hoạch - Kiến trúc", MAI: "Văn phòng Sở",
}  # fmt: skip
HAS_NOT = "Chưa xác nhận"


def fill(visitor, label, words):
    """Type into a field and leave it, and wait until the draft is kept."""
    field = visitor.page.get_by_role("textbox", name=label, exact=True)
    field.fill(words)
    field.blur()
    visitor.sees(re.compile("Đã giữ bản nháp"))


def publish(enter):
    """What is behind the address of the document that has gone out to the three units."""
    office = enter(MAI, "documents", DESKTOP)
    office.press("Văn bản cho đơn vị")
    fill(office, "Số, ký hiệu *", NUMBER)
    fill(office, "Ngày ban hành *", "15/5/2021")
    fill(office, "Cơ quan ban hành *", "Sở Xây dựng")
    office.page.get_by_role("radio", name="Cơ quan", exact=True).click()
    fill(office, "Trích yếu *", ABSTRACT)
    office.page.get_by_role("radio", name="Đơn vị được chọn", exact=True).click()
    for unit in UNITS.values():
        office.choose("Đơn vị nhận *", unit)
        # The list stays open for the next one, and hides the rest from whoever reads by roles.
        office.page.keyboard.press("Escape")
        office.settle()
    office.press("Lưu")
    office.sees(re.compile("Chưa đăng được, còn thiếu: tệp hoặc liên kết"))
    office.page.locator("input[type=file]").set_input_files(
        {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    office.press("Lưu tệp")
    office.sees(re.compile("Đã lưu tệp"))
    office.press("Đăng cho các đơn vị")
    office.sees(re.compile("0/3 đơn vị đã xác nhận"))
    return f"documents?{office.page.url.partition('?')[2]}"


def acknowledge(enter, person, address, people):
    unit = enter(person, address, DESKTOP)
    unit.page.locator(".st-key-record_pane").get_by_text(ABSTRACT).first.wait_for()
    fill(unit, "Đã phổ biến cho (người) *", people)
    fill(unit, "Ngày phổ biến *", "19/5/2021")
    unit.press("Xác nhận")
    unit.sees(re.compile(f"Đã nhận, đã phổ biến cho {people} người"))


def remind(enter, address):
    """The one unit that has not, by the Office's click; its digest goes out at once."""
    office = enter(VAN, address, DESKTOP)
    office.press("Nhắc 1 đơn vị")
    office.sees(re.compile("thư nhắc hôm nay"))
    outbox = enter(VAN, "outbox", DESKTOP)
    outbox.choose_row(outbox.row_of(MAI.full_name), x=140)
    outbox.press("Gửi ngay")
    outbox.sees("người nhận thấy ngay")


def told_where(enter, person):
    """The address to which the person's digest leads."""
    told = enter(person, "reminders", DESKTOP)
    told.page.get_by_role("link", name=NUMBER).first.click()
    told.page.locator(".st-key-record_pane").get_by_text(ABSTRACT).first.wait_for()
    return f"documents?{told.page.url.partition('?')[2]}"


def made(visitor, button):
    """The paper that a button makes, once it waits to be taken."""
    # An older one of its kind leaves the list only when the new one stands there.
    before = visitor.page.locator('[class*="st-key-own_file_"] a[href*="/files/"]').count()
    visitor.press(button)
    links = visitor.page.locator('[class*="st-key-own_file_"] a[href*="/files/"]')
    visitor.page.wait_for_function(
        "n => document.querySelectorAll("
        '\'[class*="st-key-own_file_"] a[href*="/files/"]\').length > n',
        arg=before,
    )
    with visitor.page.expect_download() as download:
        links.first.click()
    return docx.Document(io.BytesIO(download.value.path().read_bytes()))


def rows(paper, heading):
    """The cells of the table that has a column of that heading, as they were typed."""
    for table in paper.tables:
        found = [[plain(cell.text) for cell in row.cells] for row in table.rows]
        if heading in found[0]:
            return found
    return []


def plain(text):
    return " ".join(text.replace("\u2011", "-").split())


def test_who_has_and_who_comes_later_reach_the_closing_report(enter):
    address = publish(enter)
    acknowledge(enter, LAN, address, "13")
    acknowledge(enter, YEN, address, "12")

    office = enter(VAN, address, DESKTOP)
    office.sees(re.compile("2/3 đơn vị đã xác nhận"))
    sheet = made(office, "Danh sách xác nhận (DOCX)")
    assert NUMBER in plain("\n".join(one.text for one in sheet.paragraphs))
    told = {unit: [row for row in rows(sheet, "Đơn vị") if unit in row] for unit in UNITS.values()}
    assert [len(found) for found in told.values()] == [1, 1, 1]
    assert "13" in told[UNITS[LAN]][0]
    assert "12" in told[UNITS[YEN]][0]
    (waiting,) = told[UNITS[MAI]]
    assert waiting[1:] == [UNITS[MAI], "-", "-", "-", HAS_NOT]

    remind(enter, address)
    acknowledge(enter, MAI, told_where(enter, MAI), "9")
    office = enter(VAN, address, DESKTOP)
    office.sees(re.compile("3/3 đơn vị đã xác nhận"))

    report = enter(VAN, "report", DESKTOP)
    report.press("Soạn báo cáo tổng kết")
    report.sees(re.compile("Văn phòng Sở đã đăng 01 văn bản"))
    annex = rows(made(report, "Lập DOCX"), "Số, ký hiệu")
    assert [row for row in annex if row[1] == NUMBER] == [
        ["1", NUMBER, "15/05/2021", "Sở Xây dựng", ABSTRACT, annex[1][5], "3/3", "-"]
    ]
