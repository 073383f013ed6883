"""The Vietnamese words of answers that are no page of Streamlit's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[int, tuple[str, str]]] = {
    400: ("Yêu cầu không hợp lệ", "Địa chỉ này không dùng được. Vui lòng mở lại từ trang đầu."),
    403: (
        "Chưa được phép",
        "Vui lòng đăng nhập rồi mở lại. Nếu vẫn không được, vui lòng liên hệ quản trị.",
    ),
    404: ("Không tìm thấy", "Không có trang hoặc tệp này. Vui lòng kiểm tra lại địa chỉ."),
    405: ("Không hỗ trợ", "Thao tác này không dùng được ở đây. Vui lòng mở lại từ trang đầu."),
    413: ("Tệp quá lớn", "Tệp vượt quá dung lượng cho phép. Vui lòng chọn tệp nhỏ hơn."),
    500: (
        "Có lỗi ngoài dự kiến",
        "Việc vừa làm có thể chưa được lưu. Vui lòng tải lại trang; nếu lỗi lặp lại, hãy báo "
        "quản trị mã bên dưới.",
    ),
    503: ("Hệ thống đang bận", "Vui lòng thử lại sau ít phút."),
}
OTHER_ERROR: Final = (
    "Không thực hiện được",
    "Vui lòng mở lại từ trang đầu; nếu lỗi lặp lại, hãy báo quản trị.",
)
HOME: Final = "Về trang đầu"
NUMBER: Final = "Mã lỗi"
FOREIGN_ORIGIN: Final = "Yêu cầu đến từ một trang khác nên không được nhận."
FOREIGN_TAB: Final = "Tệp không thuộc trang đang mở. Vui lòng tải lại trang rồi chọn lại tệp."
TOO_MANY_FILES: Final = "Các tệp đang chờ lưu đã quá nhiều. Vui lòng thử lại sau ít phút."
TOO_MANY_TABS: Final = (
    "Đang có quá nhiều trang mở. Vui lòng đóng bớt trang hoặc thử lại sau ít phút."
)
SIGN_IN_FIRST: Final = "Vui lòng đăng nhập trước."
SCRIPT_ERROR: Final = (
    "Có lỗi ngoài dự kiến, việc vừa làm có thể chưa được lưu. Mã {number} đã được ghi nhận; "
    "vui lòng tải lại trang, nếu lỗi lặp lại hãy báo quản trị mã này."
)
CANNOT_START: Final = "Không khởi động được: {sentence}"
SERVING: Final = "Thi đua đang chạy tại {url}"
WRONG_SETTING: Final = "{name}: giá trị không hợp lệ ({detail})."
