"""A Giấy khen and a Bằng khen the whole way, from a unit's draft to the honour board and papers."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from lib.domain import decisions
from lib.domain.vietnamese import format_date
from lib.services import clock
from tests.browser.visitor import DESKTOP, Look
from tests.cast import HUNG, LAN, SON, VAN
from tests.services.nominations.nomination_scene import ACHIEVEMENT

SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")
REASON = "Thiếu số liệu cụ thể & biên bản họp <đơn vị>."


@dataclass(frozen=True)
class Way:
    """What differs between the two awards."""

    award: str
    name: str
    decide: str
    pack: str
    papers: int
    """In its pack: the list, the minutes, and two papers more."""
    look: Look


WAYS = (
    Way("Giấy khen", "Hoàng Văn Đức", "Quyết định khen thưởng (1)", "giay-khen", 4, DESKTOP),
    Way(
        "Bằng khen", "Bế Thị Thảo", "Trình tỉnh khen thưởng (1)", "bang-khen", 4, Look(360, "dark")
    ),
)


def fill(visitor, label, value):
    """Type into the field of that label, and leave it."""
    field = visitor.page.get_by_role("textbox", name=label).first
    field.fill(value)
    field.press("Tab")


def mark(visitor, name):
    """Choose the circle of that name, once nothing that was typed before moves it any more."""
    circle = visitor.page.get_by_role("radio", name=name, exact=True)
    visitor.settle()
    circle.click()
    expect(circle).to_be_checked()


def draft(lan, way):
    """Fill the form of a person, save it, and read from the address which one it is."""
    lan.press("Đề nghị cá nhân")
    lan.sees("Đề nghị mới: cá nhân")
    fill(lan, "Họ và tên", way.name)
    mark(lan, "Nam")
    fill(lan, "Năm sinh", "1985")
    fill(lan, "Chức vụ, chức danh", "Chuyên viên")
    lan.choose("Nhóm đối tượng *", "Người trực tiếp")
    lan.choose("Hình thức khen thưởng đề nghị *", way.award)
    fill(lan, "Nội dung khen thưởng", "Đã có thành tích xuất sắc trong đợt thi đua")
    fill(lan, "Thành tích", f"{way.name}: {ACHIEVEMENT}")
    mark(lan, "Không")
    if way.look.is_phone:
        lan.press("Lưu")
    else:
        lan.page.keyboard.press("Control+s")
    lan.sees(SAVED)
    return re.search(r"nomination=([0-9a-f-]{36})", lan.page.url)[1]


def send(enter, key, way):
    """Five clicks, the last of them on what stands there by then, are one step of the history."""
    hung = enter(HUNG, f"nominations?nomination={key}", way.look)
    hung.click_fast(hung.page.locator('[class*="st-key-send_nomination"] button'), 5, pause_ms=250)
    hung.sees("Đã gửi Văn phòng")
    hung.reload()
    steps = [line.split(" · ")[1] for line in hung.history("nomination_history")]
    assert steps == ["Gửi Văn phòng", "Lưu"]


def tick(visitor, table, row=0):
    """Tick a row of the table whose key begins so."""
    found = visitor.page.locator(f'[class*="st-key-{table}"] .dvn-scroller').first
    found.scroll_into_view_if_needed()
    found.click(position={"x": 16, "y": 36 + 35 * row + 17})


def hold_meeting(enter, key, way):
    """Open a meeting, put the nomination before it, and enter the vote."""
    van = enter(VAN, "meeting", way.look)
    if van.page.get_by_role("button", name="Mở cuộc họp", exact=True).count() == 0:
        van.page.get_by_text("Mở cuộc họp mới").click()
    van.press("Mở cuộc họp")
    van.page.wait_for_url(re.compile(r"meeting=[0-9a-f-]{36}"))
    van.sees("Đã mở cuộc họp. Tiếp theo, kiểm tra thành viên.")
    part(van, "Chờ đưa ra họp")
    tick(van, "council_waiting_")
    van.press("Đưa ra Hội đồng (1)")
    van.sees("Đã đưa 1 đề nghị ra Hội đồng.")
    meeting = re.search(r"meeting=([0-9a-f-]{36})", van.page.url)[1]
    van.go(f"meeting?meeting={meeting}&nomination={key}")
    van.sees("Chưa ghi kết quả biểu quyết.")
    for label, votes in (("Đồng ý", "2"), ("Không đồng ý", "1"), ("Không có ý kiến", "0")):
        field = van.page.get_by_label(label, exact=True)
        field.fill(votes)
        field.press("Tab")
    van.press("Lưu kết quả")
    van.sees("66,7 % trên số dự họp")


def sign(van, number):
    for label, value in (
        (decisions.NUMBER, number),
        (decisions.SIGNED_ON, format_date(clock.today())),
        (decisions.SIGNER, "Nông Văn Sơn"),
        (decisions.SIGNER_POSITION, "Giám đốc"),
    ):
        field = van.page.get_by_label(f"{label} *", exact=True)
        field.fill(value)
        field.press("Tab")


def part(van, name):
    """Choose a part of the decisions, whose button tells how much is in it."""
    van.page.get_by_role("button", name=re.compile(rf"{name} \d+$")).click()
    van.settle()


def release(enter, way):
    """Prepare, or type in what the province decided; then release."""
    van = enter(VAN, "decisions", way.look)
    if way.award == "Giấy khen":
        part(van, "Đã quyết định khen thưởng")
        tick(van, "decision_awarded")
        van.press("Chuẩn bị quyết định (1)")
        van.sees(re.compile("^Không có trường hợp nào chờ đưa vào quyết định"))
    else:
        part(van, "Đã trình tỉnh")
        tick(van, "decision_proposed")
        sign(van, "310/QĐ-UBND")
        van.press("Ghi quyết định của tỉnh (1)")
        van.sees(re.compile("^Không có trường hợp nào chờ quyết định của tỉnh"))
    van.settle()
    part(van, "Quyết định")
    van.choose_row(0, x=60)
    van.page.wait_for_url(re.compile(r"decision=[0-9a-f-]{36}"))
    # The address changes before the form stands; nobody types into what is still being drawn.
    van.settle()
    if way.award == "Giấy khen":
        sign(van, "45/QĐ-SXD")
    van.page.get_by_text("Công bố (1)", exact=True).click()
    van.press("Công bố 1 trường hợp")
    van.sees("Đã công bố")


def packed(enter, way):
    """The pack of papers, as the Office downloads it."""
    van = enter(VAN, "papers", way.look)
    van.page.get_by_role("radio", name=re.compile(way.award)).click()
    van.press("Lập bộ văn bản")
    made = van.page.locator('[class*="st-key-own_file_"]', has_text=f"_{way.pack}_")
    link = made.locator('a[href*="/files/"]')
    link.wait_for()
    with van.page.expect_download() as download:
        link.click()
    assert re.fullmatch(r"TDKT_[\w-]+_\d{8}-\d{4}_r\d+\.zip", download.value.suggested_filename)
    return zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))


def packs_as_pdf(papers, tmp_path, way):
    """Every paper of the pack opens in LibreOffice."""
    papers.extractall(tmp_path)
    names = [name for name in papers.namelist() if name.endswith(".docx")]
    assert len(names) == way.papers
    subprocess.run(
        [
            "soffice", "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
            "--outdir", str(tmp_path / "pdf"), *(str(tmp_path / name) for name in names),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    assert len(list((tmp_path / "pdf").glob("*.pdf"))) == way.papers


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.award)
def test_an_award_goes_the_whole_way(enter, tmp_path, way):
    key = draft(enter(LAN, "nominations", way.look), way)
    send(enter, key, way)

    van = enter(VAN, f"review?nomination={key}", way.look)
    van.page.get_by_text("Trả lại đơn vị").click()
    van.page.get_by_label("Lý do trả lại *", exact=True).fill(REASON)
    due = format_date(clock.today() + timedelta(days=5))
    van.page.get_by_label("Hạn bổ sung *", exact=True).fill(due)
    van.press("Trả lại đề nghị này")
    van.sees("Đã trả lại 1 đề nghị")

    hung = enter(HUNG, f"nominations?nomination={key}", way.look)
    hung.sees(REASON)
    hung.sees(f"hạn bổ sung {due}")
    hung.page.locator('[class*="st-key-send_nomination"] button').click()
    hung.sees("Đã gửi Văn phòng")

    van = enter(VAN, f"review?nomination={key}", way.look)
    van.press("Tiếp nhận")
    van.page.get_by_label("Ý kiến Văn phòng *", exact=True).fill("Đủ điều kiện.")
    why = van.page.get_by_label("Lý do vẫn chấp nhận khi có cảnh báo *", exact=True)
    why.fill("Biên bản nộp bản giấy.")
    why.press("Tab")
    van.press("Thẩm định xong")
    van.sees("Đã thẩm định 1 đề nghị")
    hold_meeting(enter, key, way)

    son = enter(SON, "decisions", way.look)
    tick(son, "decision_voted")
    son.press(way.decide)
    expect(son.page.get_by_role("button", name=way.decide)).to_have_count(0)
    packs_as_pdf(packed(enter, way), tmp_path, way)
    release(enter, way)

    lan = enter(LAN, "honours", way.look)
    lan.sees(way.name)
    assert lan.barriers() == []
    assert lan.english() == []
    assert lan.sideways_px() == 0
