"""A question for files: built by the Office, answered by a unit, seen where reports are checked."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lib.domain.forms.fields import Kind
from tests import files
from tests.browser import office as offices
from tests.browser.asking import ask_at
from tests.browser.visitor import Look
from tests.cast import HUNG, LAN, VAN
from tests.support.looks import walked_in

SCREEN, PHONE, DARK = Look(1366, height=768), Look(360), Look(1366, "dark", 768)
SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")
# A task of its own for each look, since all share one server.
TASKS = {SCREEN: "II.1.3", PHONE: "II.1.4", DARK: "II.2.1"}
MINUTES = {"label": "Biên bản hội nghị", "required": True, "types": ["pdf"], "max_files": 2,
           "help": "Bản có chữ ký, quét thành PDF."}  # fmt: skip
LACKS = "Biên bản hội nghị: vui lòng thêm tệp, mục này bắt buộc."


def ask_minutes(db):
    """The Office asks for minutes at these tasks."""
    ask_at(db, TASKS.values(), Kind.FILES, MINUTES)


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with offices.opened(office, folder, folder, ask_minutes) as server:
        yield server


def put(visitor, name: str, content: bytes) -> None:
    """A file into the place of the question."""
    place = visitor.page.locator(".st-key-file_question_bien_ban_hoi_nghi input[type=file]")
    place.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    visitor.settle()


@pytest.mark.parametrize("look", walked_in(PHONE, SCREEN, DARK), ids=str)
def test_minutes_are_added_missed_refused_and_seen(enter, look):
    code = TASKS[look]
    lan = enter(LAN, f"checklist?item={code}", look)
    question = lan.page.locator(".st-key-file_question_bien_ban_hoi_nghi")
    expect(question.get_by_text("Biên bản hội nghị *")).to_be_visible()
    lan.page.get_by_role("radio", name="Đã hoàn thành").click()
    lan.page.locator(".st-key-item_form input[type=tel]").first.fill("3")
    lan.press("Lưu")
    lan.sees(LACKS)

    put(lan, "ảnh.pdf", files.image("PNG"))
    expect(
        question.get_by_text("ảnh.png: câu hỏi “Biên bản hội nghị” chỉ nhận PDF.")
    ).to_be_visible()
    put(lan, f"Biên bản {code}.pdf", files.pdf(words=code))

    expect(question.get_by_role("link", name=f"Biên bản {code}.pdf")).to_be_visible()
    expect(lan.page.get_by_text(LACKS)).to_have_count(0)
    evidence = lan.page.locator(".st-key-item_evidence")
    expect(evidence.get_by_text("trả lời “Biên bản hội nghị”")).to_be_visible()
    assert lan.sideways_px() == 0
    assert lan.english() == []
    assert lan.barriers() == []
    lan.press("Lưu")
    lan.sees(SAVED)

    hung = enter(HUNG, f"checklist?item={code}", look)
    hung.press("Gửi Văn phòng")
    hung.sees("Đã gửi Văn phòng 1 nhiệm vụ")
    expect(hung.page.get_by_role("button", name="Gỡ")).to_have_count(0)
    expect(hung.page.get_by_role("link", name=f"Biên bản {code}.pdf").first).to_be_visible()

    van = enter(VAN, f"verification?don_vi=QLXD&item={code}", look)
    report = van.page.locator(".st-key-inbox_item")
    expect(report.get_by_text("Biên bản hội nghị:")).to_be_visible()
    expect(report.get_by_role("link", name=f"Biên bản {code}.pdf").first).to_be_visible()
    expect(report.get_by_text("trả lời “Biên bản hội nghị”")).to_be_visible()
    assert van.sideways_px() == 0
    assert van.english() == []
    assert van.barriers() == []
