"""What each role is told on its first page until it is put away: where to begin and to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib.domain.access import Role


@dataclass(frozen=True, slots=True)
class Hint:
    """One sentence or two, in Markdown.

    Attributes:
        key: what is remembered of a hint that was put away; never used for another one.
    """

    key: str
    words: str


HINTS: Mapping[Role, tuple[Hint, ...]] = {
    Role.STAFF: (
        Hint(
            "staff.report",
            "Bấm vào một nhiệm vụ trong danh mục, nhập số liệu rồi bấm **Lưu**. Số liệu là lũy kế "
            "từ đầu phong trào.",
        ),
        Hint(
            "staff.filters",
            "**Cần làm** và **Quá hạn** ở trên danh mục cho biết việc nào còn thiếu; việc bị trả "
            "lại đứng đầu, kèm lý do.",
        ),
        Hint("staff.keys", "Phím **/** tới ô tìm, **Ctrl + S** lưu nhiệm vụ đang mở."),
    ),
    Role.HEAD: (
        Hint(
            "head.ready",
            "Xem **Đủ để gửi** ở trên danh mục, rồi bấm **Gửi Văn phòng** ở góc trên trang để gửi "
            "một lần các nhiệm vụ đã đủ.",
        ),
        Hint(
            "head.recall",
            "Gửi rồi mà cần sửa thì mở nhiệm vụ, bấm **Thu hồi** khi Văn phòng chưa tiếp nhận.",
        ),
        Hint(
            "head.nominations",
            "Hồ sơ của đơn vị ở **Đề nghị khen thưởng**: cả đơn vị cùng soạn, thủ trưởng đơn vị "
            "gửi.",
        ),
    ),
    Role.OFFICE: (
        Hint(
            "office.desk",
            "Bấm vào một dòng để xem báo cáo và minh chứng, rồi bấm **Tiếp nhận và mở tiếp**; sau "
            "đó xác nhận hoặc trả lại kèm lý do và hạn bổ sung.",
        ),
        Hint(
            "office.menu",
            "Số bên cạnh mỗi mục của trình đơn là số việc đang chờ Văn phòng ở mục đó.",
        ),
        Hint(
            "office.many",
            "Đánh dấu ô đầu dòng để xử lý nhiều báo cáo một lần; số liệu tải về ở **Kết xuất**.",
        ),
    ),
    Role.LEADER: (
        Hint(
            "leader.sentence",
            "Câu đầu trang cho biết phong trào đang ở đâu; **Cách tính** giải thích từng con số.",
        ),
        Hint(
            "leader.open",
            "Bấm vào một đơn vị, một ô hay một con số để xem đúng những nhiệm vụ đó; **Đóng** để "
            "trở về.",
        ),
        Hint(
            "leader.wall",
            "**Toàn màn hình** dùng cho phòng họp, **Ctrl + P** mở bản in khổ A4. Khen thưởng "
            "quyết định ở **Quyết định khen thưởng**.",
        ),
    ),
    Role.COUNCIL: (
        Hint(
            "council.meeting",
            "Hồ sơ đưa ra họp nằm ở **Họp Hội đồng**: bấm vào một dòng để đọc trước cuộc họp.",
        ),
        Hint("council.result", "Kết quả biểu quyết của cuộc họp cũng xem ở đó, theo từng đề nghị."),
        Hint(
            "council.figures",
            "Trang này là số liệu của phong trào lúc này; **Cách tính** giải thích từng con số.",
        ),
    ),
    Role.ADMIN: (
        Hint(
            "admin.people",
            "Kiểm tra danh sách ở **Đơn vị** trước, rồi bấm **Thêm người dùng**; mỗi đơn vị cần ít "
            "nhất một thủ trưởng đơn vị.",
        ),
        Hint(
            "admin.slips",
            "Mật khẩu lần đầu chỉ hiện một lần và dùng được 24 giờ; **In phiếu mật khẩu** cấp cho "
            "cả đơn vị.",
        ),
        Hint(
            "admin.backup",
            "Tạo một bản ở **Sao lưu** sau khi nhập xong, và chép bản đó sang máy khác.",
        ),
    ),
}
