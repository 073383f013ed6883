"""The leader's page: what holds the campaign up is one click away, and stays in the address."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import SON

OFFICE = {"width": 1366, "height": 768}
TV = {"width": 1920, "height": 1080}
OPENED = re.compile(r"^Quá hạn: \d+ nhiệm vụ của ")


def test_the_worst_unit_and_its_reason_are_one_click_away(enter, record_property):
    son = enter(SON, "summary", Look(OFFICE["width"]))
    son.page.set_viewport_size(OFFICE)
    son.settle()
    son.choose_row(0, x=60)
    told = son.page.get_by_text(OPENED)
    told.wait_for()

    record_property("clicks of a leader to the worst unit and its reason", 1)
    box = told.bounding_box()
    assert 0 < box["y"] < OFFICE["height"]
    words = told.inner_text()
    assert "don_vi=" in son.page.url

    son.page.reload()
    son.sees(words)
    son.press("Đóng")
    son.sees("Theo nhóm nội dung (%)")
    assert "don_vi=" not in son.page.url


def test_on_a_phone_the_rows_behind_a_figure_come_into_sight(enter):
    son = enter(SON, "summary", Look(360))
    son.page.locator(".st-key-summary_overdue button").click()

    rows = son.page.locator(".st-key-summary_rows")
    rows.get_by_role("button", name="Đóng").wait_for()
    expect(rows).to_be_in_viewport()
    assert son.sideways_px() == 0


def test_a_wall_shows_every_unit_whole_and_leaving_it_brings_the_menu_back(enter):
    son = enter(SON, "summary", Look(OFFICE["width"]))
    son.page.set_viewport_size(TV)
    menu = son.page.locator(".stSidebar")
    expect(menu).to_be_visible()

    son.press("Toàn màn hình")
    son.page.locator(".st-key-summary_full").wait_for()
    expect(menu).to_be_hidden()
    for chart in son.page.locator(".stEChartsChart").all()[:2]:
        box = chart.bounding_box()
        assert box["y"] + box["height"] <= TV["height"]
    share = son.page.locator(".st-key-summary_complete strong")
    assert share.evaluate("it => it.getClientRects().length") == 1

    son.press("Thoát toàn màn hình")
    expect(menu).to_be_visible()


def test_charts_and_tables_are_told_to_who_cannot_see_them(enter):
    son = enter(SON, "summary", Look(OFFICE["width"]))
    son.settle()

    expect(son.page.locator(".stEChartsChart")).to_have_count(2)
    for words in (r"^Tỷ lệ hoàn thành của 9 đơn vị", r"^Đến .* đã hoàn thành \d+"):
        expect(son.page.get_by_role("img", name=re.compile(words))).to_have_count(1)
    table = son.page.get_by_role("region", name=re.compile(r"^Tiến độ từng đơn vị: .* \d+"))
    # What is drawn on a canvas stands inside of it as a table too, row by row.
    expect(table.locator("canvas th", has_text="Đơn vị")).to_have_count(1)
    expect(table.locator("canvas td", has_text="QL xây dựng")).to_have_count(1)


def test_ctrl_p_opens_the_sheet_of_what_is_shown(enter):
    son = enter(SON, "summary?xem=Quá+hạn", Look(OFFICE["width"]))
    son.sees(re.compile(r"^Quá hạn: \d+ nhiệm vụ"))

    with son.page.expect_popup() as opened:
        son.page.keyboard.press("Control+p")

    sheet = opened.value
    sheet.get_by_role("heading", name=re.compile(r"^Quá hạn: \d+ nhiệm vụ$")).wait_for()
    assert sheet.get_by_role("row").count() > 40
    sheet.close()
