"""A new installation as its first two people set it up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.browser.visitor import Visitor
from tests.cast import MAI, SON

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
_CODE = re.compile(r"Mã thiết lập lần đầu: (\S+)")


def code_in(lines: Iterable[str]) -> str:
    """The code of the set-up that the server has printed."""
    (code,) = [found[1] for line in lines if (found := _CODE.search(line))]
    return code


def set_up(visitor: Visitor, code: str) -> None:
    """Fill in the page of an empty installation, and go on as its first admin."""
    for label, value in TYPED.items():
        visitor.page.get_by_label(label, exact=True).fill(value)
    visitor.page.get_by_role("textbox", name=re.compile("^Mã")).fill(code)
    visitor.page.get_by_text("Chưa có kế hoạch nào").click()
    visitor.press("Thiết lập")
    visitor.sees("Đã thiết lập xong. Vui lòng đăng nhập.")
    # What is typed into a form that is still being drawn may be gone with the next one.
    visitor.settle()
    visitor.sign_in(MAI, PASSWORD)


def make_leader(visitor: Visitor) -> str:
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


def confirm_office(visitor: Visitor, secret: str) -> None:
    """The leader changes the first password and confirms that the first admin is of the Office."""
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


def sign_out(visitor: Visitor) -> None:
    visitor.context.clear_cookies()
    visitor.go("summary")
    visitor.page.get_by_label("Tên đăng nhập", exact=True).wait_for()
