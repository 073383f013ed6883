"""What holds on every page, as first seen and with its parts open, on a desk and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from lib.ui.frame import nav
from tests.browser.visitor import DESKTOP, Look, Visitor
from tests.cast import HUNG, LAN, QUANG, SON, VAN, YEN, Person

PHONE = Look(360)
NOTHING = {"light": [], "dark": [], "skipped headings": [], "English": [], "sideways px": 0}


@dataclass(frozen=True, slots=True)
class Sight:
    """A page in one of its states.

    Attributes:
        act: what is done there before it is looked at.
        sees: what has come by then.
    """

    name: str
    person: Person | None
    path: str
    sees: str
    act: Callable[[Visitor], None] = lambda _visitor: None


def open_history(visitor):
    visitor.page.get_by_text("Lịch sử xử lý").click()


def tick_and_return(visitor):
    visitor.choose_row(0)
    visitor.page.get_by_text("Trả lại (1)").click()


def pick(name):
    return lambda visitor: visitor.page.get_by_role("radio", name=name).click()


def press(name):
    return lambda visitor: visitor.press(name)


def tick(visitor):
    visitor.choose_row(0)


def unfold(title):
    return lambda visitor: visitor.page.get_by_text(title).first.click()


def wrong_number(visitor):
    visitor.page.locator(".st-key-item_form input[type=tel]").first.fill("nhiều")
    visitor.press("Lưu")


DESK = "verification?loc_tiep_nhan=da-tiep-nhan&don_vi=QLXD&item=II.1.1"
SIGHTS = (
    Sight("sign-in", None, "", "Đăng nhập"),
    Sight("home", LAN, "home", "Việc của tôi"),
    Sight("home of the Office", VAN, "home", "Báo cáo chờ"),
    Sight("list", LAN, "checklist?loc_nhiem_vu=tat-ca", "Bấm vào một nhiệm vụ"),
    Sight(
        "empty list", LAN, "checklist?tim_nhiem_vu=khong+co", "Không có nhiệm vụ nào theo bộ lọc"
    ),
    Sight("first hints", YEN, "checklist", "Không hiện nữa"),
    Sight("returned item", LAN, "checklist?item=II.1.2", "Bị trả lại, hạn bổ sung"),
    Sight("locked item", LAN, "checklist?item=II.1.1", "Tiếp nhận · ", open_history),
    Sight("wrong number", LAN, "checklist?item=II.4.2", "mục cần sửa", wrong_number),
    Sight("own task", HUNG, "checklist", "Tên việc", unfold("Thêm việc riêng")),
    Sight("assignment", HUNG, "checklist?item=II.4.2", "Hạn nội bộ", unfold("Phân công trong")),
    Sight("desk", VAN, "verification", "Lý do trả lại *", tick_and_return),
    Sight("report on the desk", VAN, DESK, "Hỏi đơn vị", unfold("Trao đổi với đơn vị")),
    Sight("check of figures", VAN, "quality", "Soát trên bản"),
    Sight("empty desk", SON, "verification", "Không có nhiệm vụ nào"),
    Sight("summary", SON, "summary?chi_so=true", "Tổng các chỉ số"),
    Sight("summary rows", SON, "summary?xem=Qu%C3%A1+h%E1%BA%A1n&nhom=II.1", "Quá hạn: "),
    Sight("meeting room", SON, "summary?view=full", "Thoát toàn màn hình"),
    Sight("plan", LAN, "plan", "Mục đích"),
    Sight("milestones", LAN, "plan", "Ngày bầu cử", pick("Mốc thời gian")),
    Sight("tasks", LAN, "plan", "35", pick("Nhiệm vụ")),
    Sight("nominations", LAN, "nominations", "Chưa có đề nghị nào"),
    Sight("nomination form", LAN, "nominations", "Đề nghị mới", press("Đề nghị cá nhân")),
    Sight("review", VAN, "review", "Không có đề nghị nào"),
    Sight("council", VAN, "meeting", "Chưa có cuộc họp nào"),
    Sight("decisions", SON, "decisions", "Không có trường hợp nào"),
    Sight("honours", LAN, "honours", "Chưa có gương điển hình nào"),
    Sight("reports", VAN, "report", "Chưa có báo cáo nào"),
    Sight("outline", VAN, "report?bo_cuc=true", "Cách viết"),
    Sight("documents", LAN, "documents", "Không có văn bản nào"),
    Sight("new document", VAN, "documents", "Lưu xong thì đưa tệp", press("Văn bản cho đơn vị")),
    Sight("closing", VAN, "closing", "Trạng thái phong trào"),
    Sight("own opinion", LAN, "opinions", "Văn phòng thấy"),
    Sight("anonymous opinion", LAN, "opinions", "Chỉ lưu chủ đề", pick("Gửi ẩn danh")),
    Sight("code of an opinion", LAN, "opinions", "Mã tra cứu", pick("Tra mã")),
    Sight("opinions", VAN, "feedback", "Không có ý kiến nào"),
    Sight("rules of opinions", VAN, "feedback", "Nơi tiếp nhận", pick("Quy định")),
    Sight("false information", VAN, "misinformation", "Không có thông báo nào"),
    Sight("reminders", LAN, "reminders", "Chưa có thư nhắc nào"),
    Sight("outbox", VAN, "outbox", "Không có thư nhắc nào"),
    Sight("hours of reminders", VAN, "outbox", "Soạn lúc", pick("Giờ nhắc")),
    Sight("rules of reminders", VAN, "outbox", "Xem thử hôm nay", pick("Quy tắc nhắc")),
    Sight("new notice", LAN, "misinformation", "Không ghi tên", pick("Thông báo mới")),
    Sight("own evaluation", LAN, "assessment", "Gợi ý theo quy tắc"),
    Sight("evaluations", VAN, "evaluation", "Bấm vào một đơn vị"),
    Sight("one evaluation", VAN, "evaluation?don_vi=QLXD", "Lưu"),
    Sight("rule of evaluation", VAN, "criteria?muc=hoan_thanh", "Tên mức"),
    Sight("papers", VAN, "papers", "Lập bộ văn bản"),
    Sight("people", QUANG, "people", "9/9 tài khoản"),
    Sight("one person", QUANG, "people", "Đặt lại mật khẩu", tick),
    Sight("new person", QUANG, "people", "Tên đăng nhập", pick("Thêm người dùng")),
    Sight("people from Excel", QUANG, "people", "Tải mẫu", pick("Nhập từ Excel")),
    Sight("slips", QUANG, "people", "phiếu", pick("In phiếu mật khẩu")),
    Sight("second factor as a rule", QUANG, "people", "Hiện", pick("Xác thực hai lớp")),
    Sight("second factor", VAN, "account", "Bật xác thực hai lớp"),
    Sight("confirmations", SON, "confirmations", "Không có việc nào chờ xác nhận"),
    Sight("units", QUANG, "units", "10/10 đơn vị"),
    Sight("one unit", QUANG, "units", "Ngừng hoạt động", tick),
    Sight("new unit", QUANG, "units", "Tên đơn vị", pick("Thêm đơn vị")),
    Sight("units from Excel", QUANG, "units", "Tải mẫu", pick("Nhập từ Excel")),
    Sight("exports", VAN, "exports", "Mã nhiệm vụ", unfold("Các cột trong tệp")),
    Sight("plan builder", VAN, "builder", "Thiết lập phong trào"),
    Sight("plan's bases", VAN, "builder", "Thêm căn cứ", pick("Căn cứ")),
    Sight("plan's words", VAN, "builder", "Lời mở đầu", pick("Lời văn")),
    Sight("new campaign", VAN, "plan", "Mốc gốc", unfold("Phong trào mới")),
    Sight("plan intake", VAN, "intake", "Tệp kế hoạch"),
    Sight("keys", VAN, "connections", "Chưa có khóa nào"),
    Sight("new key", VAN, "connections", "Mật khẩu hiện tại", pick("Tạo khóa")),
    Sight("log", VAN, "audit", "đọc lại toàn bộ"),
    Sight("one event", QUANG, "audit", "Mã băm", tick),
    Sight("backup", QUANG, "backup", "Sao lưu ngay"),
    Sight("maintenance", QUANG, "maintenance", "Chế độ chỉ đọc"),
    Sight("own files", LAN, "files", "Chưa có tệp nào"),
    Sight("account", LAN, "account", "Phiên đăng nhập"),
    Sight("help", LAN, "help", "Hướng dẫn"),
    Sight("refused", LAN, "people", "Bạn không có quyền"),
)


def test_every_page_is_looked_at():
    seen = {sight.path.partition("?")[0] for sight in SIGHTS}

    assert {entry.url_path for entry in nav.ENTRIES} <= seen


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_a_page_keeps_its_manners(enter, sight):
    visitor = enter(sight.person, sight.path)
    sight.act(visitor)
    visitor.page.get_by_text(re.compile(re.escape(sight.sees))).first.wait_for()
    visitor.settle()

    found = {look.width: _looked_at(visitor, look) for look in (DESKTOP, PHONE)}

    assert found == {DESKTOP.width: NOTHING, PHONE.width: NOTHING}
    assert visitor.page.locator("html").get_attribute("lang") == "vi"
    assert visitor.page.title().endswith(" · Thi đua")


def _looked_at(visitor, look):
    """What is wrong with the page that stands there, in a window of that size."""
    visitor.page.set_viewport_size(look.window)
    visitor.wear("light")
    found = {"light": visitor.barriers()}
    visitor.wear("dark")
    found["dark"] = visitor.barriers(of_colour=True)
    return found | {
        "skipped headings": visitor.skipped_headings(),
        "English": visitor.english(),
        "sideways px": visitor.sideways_px(),
    }
