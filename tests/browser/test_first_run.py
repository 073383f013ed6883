"""A new installation: the set-up guarded by a code, and pages that have nothing to show yet."""

from __future__ import annotations

import re

import pytest

from lib.config import ROOT
from lib.ui.frame import nav
from tests.browser import office as offices
from tests.browser.visitor import SIGNED_IN, Look, arrive
from tests.cast import MAI, SON

pytestmark = pytest.mark.xdist_group("browser-first-run")

PLAN = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
CODE = re.compile(r"Mã thiết lập lần đầu: (\S+)")
LEADERS = "đêm trăng bên suối vắng"
PASSWORD = "mưa bay trên bến sông"
TYPED = {
    "Tên cơ quan": "Sở Xây dựng tỉnh Cao Bằng",
    "Cơ quan cấp trên": "Ủy ban nhân dân tỉnh Cao Bằng",
    "Họ và tên": MAI.full_name,
    "Tên đăng nhập": MAI.username,
    "Mật khẩu": PASSWORD,
    "Nhập lại mật khẩu": PASSWORD,
}


@pytest.fixture
def new_site(tmp_path):
    """A server that has never been set up."""
    with offices.serving(tmp_path / "new.duckdb", tmp_path) as server:
        yield server


def make_leader(visitor):
    """The one whom the first admin may make alone; what is told of the password."""
    visitor.go("people")
    visitor.page.get_by_role("radio", name="Thêm người dùng").click()
    visitor.page.get_by_label("Tên đăng nhập", exact=True).fill(SON.username)
    visitor.page.get_by_label("Họ và tên", exact=True).fill(SON.full_name)
    visitor.choose("Đơn vị", "Văn phòng")
    visitor.page.get_by_role("button", name="Lãnh đạo").click()
    visitor.press("Thêm người dùng")
    visitor.sees(f"Đã thêm {SON.full_name}.")
    return visitor.page.locator("[data-testid=stCode]").inner_text().strip()


def sign_out(visitor):
    visitor.context.clear_cookies()
    visitor.go("summary")
    visitor.page.get_by_label("Tên đăng nhập", exact=True).wait_for()


def test_the_first_person_sets_it_up_and_finds_every_page_ready(chromium, new_site):
    (code,) = [found[1] for line in new_site.lines if (found := CODE.search(line))]
    visitor = arrive(chromium, new_site.url, Look(360))
    visitor.go("summary")
    visitor.sees("Thiết lập lần đầu")
    assert visitor.english() == []
    for scheme in ("light", "dark"):
        visitor.wear(scheme)
        assert visitor.barriers() == []
    assert visitor.sideways_px() == 0

    visitor.press("Thiết lập")
    visitor.sees(re.compile(r"Có \d+ mục cần sửa"))
    for label, value in TYPED.items():
        visitor.page.get_by_label(label, exact=True).fill(value)
    visitor.page.get_by_role("textbox", name=re.compile("^Mã")).fill(code)
    visitor.page.get_by_text("Chưa có kế hoạch nào").click()
    visitor.press("Thiết lập")
    visitor.sees("Đã thiết lập xong. Vui lòng đăng nhập.")
    visitor.sign_in(MAI, PASSWORD)
    visitor.go("people")
    visitor.sees("Tạo tài khoản lãnh đạo đầu tiên")

    for entry in nav.ENTRIES:
        visitor.go(entry.url_path)
        assert visitor.page.locator(SIGNED_IN).count() == 1
        assert visitor.english() == [], entry.path
        assert visitor.barriers() == [], entry.path
        assert visitor.sideways_px() == 0, entry.path

    secret = make_leader(visitor)
    sign_out(visitor)
    visitor.sign_in(SON, secret)
    visitor.page.get_by_label("Mật khẩu hiện tại", exact=True).fill(secret)
    for label in ("Mật khẩu mới", "Nhập lại mật khẩu mới"):
        visitor.page.get_by_label(label, exact=True).fill(LEADERS)
    # Who leaves the page before the new session's cookie has come is signed out.
    with visitor.page.expect_response("**/auth/cookie?*"):
        visitor.press("Đổi mật khẩu")
    visitor.sees("Đã đổi mật khẩu")
    visitor.go("confirmations")
    visitor.sees("Vai trò: Quản trị → Văn phòng, Quản trị")
    visitor.press("Xác nhận")
    visitor.page.locator("[data-testid=stPopoverBody] button").click()
    visitor.sees("Đã xác nhận.")
    sign_out(visitor)
    visitor.sign_in(MAI, PASSWORD)

    visitor.go("plan")
    visitor.page.locator("input[type=file]").set_input_files(PLAN)
    visitor.page.get_by_text(PLAN.name).wait_for()
    visitor.press("Nạp tệp")
    visitor.sees("Mục đích")
    visitor.go("summary")
    visitor.sees(re.compile(r"Hoàn thành 0/\d+"))
    assert visitor.troubles == []
    visitor.context.close()
